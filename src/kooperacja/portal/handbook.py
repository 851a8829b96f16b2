"""The handbook inside the application: its pages, made by `make handbook`, and whose first day is where."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor, Duty

PAGES: Final[dict[str, Promise]] = {
    "pierwszy-dzien": _("Your first day"),
    "pierwszy-sygnal": _("How to pass on information"),
    "prowadzenie-sprawy": _("How to lead a case"),
    "administrator-instytucji": _("For administrators of an institution"),
    "slowniczek": _("What the words mean"),
}

FIRST_DAYS: Final = (
    (Duty.HEAD, "kieruje-osrodkiem"),
    (Duty.CASEWORK, "prowadze-sprawy"),
    (Duty.INTAKE, "przyjmuje-zgloszenia"),
    (Duty.ADMINISTRATION, "zakladam-konta"),
)
"""The section of `pierwszy-dzien` for a duty; whoever has several begins with the first."""


def has_no_office(actor: Actor) -> bool:
    """Whether the hat is of a teacher, a policeman, a nurse: first of all they pass on what they notice."""
    return actor.is_member and not actor.has(*(duty for duty, _section in FIRST_DAYS))


def first_day_of(actor: Actor) -> str:
    """Return the section for this hat; to whoever has no duty of these, what the system is for at the least."""
    if actor.is_operator:
        return "prowadze-instalacje"
    return next((section for duty, section in FIRST_DAYS if actor.has(duty)), "widze-ze-ktos-potrzebuje-pomocy")
