"""What every page shows around its content: menu, account, links at the foot."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kooperacja.outbox.policies import unread_count

from .navigation import Link, address_of, menu
from .page_help import HELP


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, `account`, `page_help` and `footer`, for `ui/base.html`.

    Nothing is asked of the database until a template shows it; then it is one count.
    """
    match: Any = request.resolver_match
    here = match.view_name if match else ""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request, here)),
        "account": _account(request, here),
        "page_help": HELP.get(here),
        "footer": [Link(text, address_of(name)) for text, name in _footer()],
    }


def _navigation(request: HttpRequest, here: str) -> list[Link]:
    actor = getattr(request, "actor", None)
    links = menu(actor, here)
    if actor is not None:
        number = unread_count(actor)
        url = address_of("outbox:list")
        links.append(Link(_("Messages"), url, current=here.startswith("outbox:"), count=number or None))
    return links


def _account(request: HttpRequest, here: str) -> dict[str, str]:
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return {"name": user.name, "url": address_of("mfa_index"), "logout": address_of("account_logout")}
    return {"login": "" if here == "account_login" else address_of("account_login")}


def _footer() -> list[tuple[str, str]]:
    return [
        (_("Help"), "portal:help"),
        (_("Privacy"), "portal:privacy"),
        (_("Accessibility"), "portal:accessibility"),
    ]
