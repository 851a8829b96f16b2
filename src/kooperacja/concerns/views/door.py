"""The second door: without an account, with a code from the institution's official mailbox. Nothing can be read."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.views import open_to_all
from kooperacja.drafts.once import once
from kooperacja.institutions.models import DutyProfile
from kooperacja.kernel.refused import Refused

from .. import duties
from ..actions import CodeRefused, TooOften, count_try, find_code, raise_by_code, send_code, working_code
from ..actions.codes import ASKS_AN_HOUR, GUESSES_AN_HOUR
from ..forms import CodeAskForm, CodeEnterForm, DoorForm, InstitutionSearchForm
from ..models import ReporterCode
from ..policies import receipt_of
from ..querysets import gminas_of
from .steps import about_violence, step_of

SESSION_KEY: Final = "reporter_code"
RECEIPT_SALT: Final = "concerns receipt"
RECEIPT_LASTS: Final = timedelta(hours=1)


@open_to_all
@never_cache
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Find the own institution; nothing is listed before somebody names it."""
    now = timezone.now()
    searched = {"unit", "unit_search", "name"} & set(request.GET)
    form = InstitutionSearchForm(request.GET if searched else None, today=timezone.localdate(now))
    context: dict[str, Any] = {"form": form}
    if searched and form.is_valid():
        context["ask"] = CodeAskForm(institutions=form.institutions) if form.institutions else None
        context["searched"] = True
    return render(request, "concerns/door.html", context)


@open_to_all
@never_cache
@require_http_methods(["POST"])
def door_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code. The answer is the same whether or not there are such an institution and mailbox."""
    now = timezone.now()
    try:
        count_try("ask", _place(request), limit=ASKS_AN_HOUR, now=now)
    except TooOften:
        return render(request, "429.html", status=429)
    try:
        send_code(UUID(request.POST.get("institution", "")), now=now)
    except ValueError:
        return redirect("concerns:door")
    return redirect(f"{reverse('concerns:door_code')}?wyslano")


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def door_code(request: HttpRequest) -> HttpResponse:
    """Enter the code; the browser's session remembers which one, not the code itself."""
    form = CodeEnterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            count_try("guess", _place(request), limit=GUESSES_AN_HOUR, now=now)
            code = find_code(form.cleaned_data["code"], now=now)
        except TooOften:
            return render(request, "429.html", status=429)
        except CodeRefused:
            form.add_error(
                "code", _("This code doesn't work: check it, or ask for a new one. It works for 24 hours, once.")
            )
        else:
            request.session[SESSION_KEY] = str(code.public_id)
            return redirect("concerns:door_start")
    return render(request, "concerns/door_code.html", {"form": form, "asked": "wyslano" in request.GET})


@open_to_all
@never_cache
@require_safe
def door_start(request: HttpRequest) -> HttpResponse:
    """Show the duties that can't wait."""
    code = _code_of(request, now=timezone.now())
    if code is None:
        return redirect("concerns:door_code")
    context = {
        "groups": duties.grouped(duties.reminders(DutyProfile(code.institution.kind.duty_profile))),
        "as_of": duties.AS_OF,
        "owner": duties.OWNER,
        "institution": code.institution,
        "next": reverse("concerns:door_raise"),
    }
    return render(request, "concerns/raise_start.html", context)


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def door_raise(request: HttpRequest) -> HttpResponse:
    """Tell a concern without an account: the form, the page before sending, the receipt."""
    now = timezone.now()
    code = _code_of(request, now=now, also_used=request.method == "POST")
    if code is None:
        return redirect("concerns:door_code")
    institution = code.institution
    offered = list(gminas_of(institution.pk, today=timezone.localdate(now)))
    anew = partial(DoorForm, offered=offered, now=now)
    opened = anew(request.POST) if request.method == "POST" else anew(initial={"reporter_phone": institution.phone})
    step = step_of(request, opened, anew, now=now)
    if step.sends:

        def make() -> str:
            concern = raise_by_code(step.form.telling(has_called="has_called" in request.POST), code=code, now=now)
            token = signing.dumps(str(concern.public_id), salt=RECEIPT_SALT)
            return reverse("concerns:door_receipt", args=[token])

        try:
            return redirect(once(step.form.cleaned_data["idempotency_key"], make))
        except CodeRefused:
            step.form.add_error(
                None, _("The code ran out or was used meanwhile. Copy your text and ask for a new code.")
            )
        except Refused as refused:  # something changed between the two pages
            step.form.add_error(None, refused.messages)
    context = {
        "form": step.form,
        "confirm": step.confirm,
        "groups": about_violence(DutyProfile(institution.kind.duty_profile)),
        "back": reverse("concerns:door_start"),
        "without_account": True,
        **(step.context or {}),
    }
    return render(request, "concerns/raise_check.html" if step.context else "concerns/raise.html", context)


@open_to_all
@never_cache
@require_safe
def door_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt, for an hour, to whoever has just sent: number, addressee, hour, nothing else."""
    try:
        public_id = UUID(signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_LASTS))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    return render(request, "concerns/receipt.html", {"concern": receipt_of(public_id), "without_account": True})


def _code_of(request: HttpRequest, *, now: datetime, also_used: bool = False) -> ReporterCode | None:
    """Return the code that this browser entered. A used one still leads a second click to the first one's receipt."""
    known = request.session.get(SESSION_KEY)
    return working_code(known, now=now, also_used=also_used) if known else None


def _place(request: HttpRequest) -> str:
    """Return the address from which somebody tries; behind a proxy it is the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))
