"""The handbook inside the application: its pages, made by `make handbook`, and whose first day is where."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.cases.policies import CASES
from kooperacja.cases.states import CaseState

PAGES: Final[dict[str, Promise]] = {
    "pierwszy-dzien": _("Your first day"),
    "slowniczek": _("What the words mean"),
    "moje-konto": _("Signing in, notices, roles"),
    "pierwszy-sygnal": _("How to pass on information"),
    "przyjmowanie-zgloszen": _("How to receive information at a welfare centre"),
    "prowadzenie-sprawy": _("How to lead a case"),
    "rozeznanie": _("Understanding together, and reviews"),
    "plan": _("Plan and joint decisions"),
    "rodzina-i-zespol": _("Family and team: who sees what"),
    "przekazanie": _("Handing over and cover"),
    "czlonek-zespolu": _("For those who help in a team"),
    "listy-i-szukanie": _("Lists, search, calendar"),
    "kierownik": _("For heads of an institution"),
    "administrator-instytucji": _("For administrators of an institution"),
    "osrodek-regionalny": _("For regional centres"),
    "inspektor-danych": _("For data protection officers"),
    "operator": _("For operators of the installation"),
}

FIRST_DAYS: Final = (
    (Duty.HEAD, "kieruje-osrodkiem"),
    (Duty.CASEWORK, "prowadze-sprawy"),
    (Duty.INTAKE, "przyjmuje-zgloszenia"),
    (Duty.ADMINISTRATION, "zakladam-konta"),
    (Duty.ANIMATION, "zwoluje-zespol-lokalny"),
    (Duty.REGION, "pracuje-w-osrodku-regionalnym"),
    (Duty.DATA_PROTECTION, "pilnuje-ochrony-danych"),
)
"""The section of `pierwszy-dzien` for a duty; whoever has several begins with the first."""


def has_no_office(actor: Actor) -> bool:
    """Whether the hat is of a teacher, a policeman, a nurse: first of all they pass on what they notice."""
    return actor.is_member and not actor.has(*(duty for duty, _section in FIRST_DAYS))


def first_day_of(actor: Actor) -> str:
    """Return the section for this hat; to whoever has no duty and no team, what the system is for at the least."""
    if actor.is_operator:
        return "prowadze-instalacje"
    for duty, section in FIRST_DAYS:
        if actor.has(duty):
            return section
    helps = CASES.permitted(actor, Permission.CASE_VIEW).exclude(state=CaseState.CLOSED).exists()
    return "pomagam-w-zespole" if helps else "widze-ze-ktos-potrzebuje-pomocy"
