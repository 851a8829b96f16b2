"""The menu: what this hat may open, by the same gates that the pages ask."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may


def _gate(permission: Permission) -> Callable[[Actor], bool]:
    return lambda actor: may(actor, permission)


def _administers(actor: Actor) -> bool:
    return actor.has(Duty.ADMINISTRATION)


def _arranges(actor: Actor) -> bool:
    """Whether the hat has to do with teams and agreements; anybody else opens them by their address."""
    return actor.is_operator or actor.has(
        Duty.HEAD, Duty.ADMINISTRATION, Duty.ANIMATION, Duty.REGION, Duty.DATA_PROTECTION
    )


def _any(actor: Actor) -> bool:  # noqa: ARG001 - a test takes the actor
    return True


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; `pages` are the URL names under which it is marked as the present one."""

    text: Promise
    page: str
    shown: Callable[[Actor], bool]
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    text: str
    url: str
    current: bool = False
    count: int | None = None


ENTRIES = [
    Entry(
        _("Inbox"),
        "concerns:inbox",
        _gate(Permission.INBOX_VIEW),
        frozenset({"concerns:concern", "concerns:inbox_answered", "concerns:inbox_forwarded", "concerns:type_in"}),
    ),
    Entry(_("Cases"), "cases:list", _gate(Permission.CASE_LIST)),
    Entry(_("Calendar"), "agenda:calendar", _gate(Permission.CALENDAR_VIEW)),
    Entry(_("Search"), "search:search", _gate(Permission.ROW_FIND)),
    Entry(
        pgettext_lazy("menu", "Pass on information"),
        "concerns:raise_start",
        _gate(Permission.CONCERN_RAISE),
        frozenset({"concerns:raise"}),
    ),
    Entry(
        _("What I passed on"),
        "concerns:own",
        _gate(Permission.CONCERN_RAISE),
        frozenset({"concerns:own_concern", "concerns:receipt"}),
    ),
    Entry(
        _("Our people"),
        "institutions:own_people",
        _administers,
        frozenset({"institutions:people", "institutions:invite"}),
    ),
    Entry(_("Who read what"), "protection:log", _gate(Permission.READS_VIEW)),
    Entry(_("Institutions"), "institutions:list", _any),
    Entry(_("Teams"), "partnerships:list", _arranges),
    Entry(_("Agreements"), "agreements:list", _arranges),
    Entry(_("Late cases"), "cases:counts", _gate(Permission.CASE_COUNT)),
    Entry(_("Areas"), "territory:list", lambda actor: actor.is_operator),
    Entry(_("Operators"), "institutions:operators", _gate(Permission.OPERATOR_MANAGE)),
    Entry(_("Work in the background"), "portal:worker", _gate(Permission.WORKER_OVERSEE)),
]


def menu(actor: Actor | None, here: str) -> list[Link]:
    """Return the entries for this hat; `here` is the URL name of the page."""
    if actor is None:
        return []
    found = {entry: address for entry in ENTRIES if (address := address_of(entry.page)) and entry.shown(actor)}
    return [Link(str(entry.text), url, current=_is_here(entry, here, list(found))) for entry, url in found.items()]


def address_of(page: str) -> str:
    """Return the address of a page, or nothing if this installation hasn't got its room."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def _is_here(entry: Entry, here: str, shown: list[Entry]) -> bool:
    """The entry's own page; failing any, the first entry of the same room."""
    if any(here == one.page or here in one.pages for one in shown):
        return here == entry.page or here in entry.pages
    room = here.partition(":")[0]
    of_room = [one for one in shown if one.page.startswith(f"{room}:")]
    return bool(of_room) and of_room[0] is entry
