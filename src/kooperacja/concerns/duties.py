"""Duties that can't wait, by the kind of institution that reports. Shown before the form.

Dated data, not code: each entry names its source, and all were last read on `AS_OF`. What practitioners believe and
nobody has found in the law is marked `belief` and never printed as law.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import DutyProfile

AS_OF: Final = date(2026, 2, 19)
"""The law was read as of this day."""

OWNER: Final = _("the operator of this installation")
"""Who keeps this table up to date."""

P = DutyProfile
EVERYBODY: Final = frozenset(DutyProfile)
STARTS_FORM_A: Final = frozenset({P.POLICE, P.EDUCATION, P.WELFARE, P.HEALTH})
"""Whose people start the procedure on violence themselves."""

FORM_A: Final = "rozporządzenie Rady Ministrów z 6 września 2023 r., Dz.U. 2023 poz. 1870, § 3"


@dataclass(frozen=True)
class Reminder:
    """One duty in one or two sentences."""

    code: str
    text: Promise
    source: str
    profiles: frozenset[DutyProfile]
    belief: bool = False
    about_violence: bool = False


def _for(*profiles: DutyProfile) -> frozenset[DutyProfile]:
    return frozenset(profiles)


REMINDERS: Final[tuple[Reminder, ...]] = (
    Reminder(
        "danger",
        _("Is somebody in danger now? Call 112 first. This form is no emergency call."),
        "",
        EVERYBODY,
    ),
    Reminder(
        "form_a",
        _("You suspect violence at home? Fill in form A yourself. Don't wait for the welfare centre."),
        FORM_A,
        STARTS_FORM_A - {P.HEALTH},
        about_violence=True,
    ),
    Reminder(
        "form_a_health",
        _("You suspect violence at home? As far as we know, health care fills in form A itself, too."),
        FORM_A,
        _for(P.HEALTH),
        belief=True,
        about_violence=True,
    ),
    Reminder(
        "form_a_others",
        _("You suspect violence at home? Tell the police or the welfare centre: they fill in form A."),
        FORM_A,
        EVERYBODY - STARTS_FORM_A,
        belief=True,
        about_violence=True,
    ),
    Reminder(
        "adult_present",
        _("Form A is filled in with the adult who suffers violence; if that can't be, contact that person first."),
        FORM_A,
        STARTS_FORM_A,
        about_violence=True,
    ),
    Reminder(
        "who_counts",
        _("Only an adult counts as using violence. A child who sees it counts as suffering it."),
        FORM_A,
        STARTS_FORM_A,
        about_violence=True,
    ),
    Reminder(
        "violent_minor",
        _("A minor uses violence? Tell the police and the family court."),
        FORM_A,
        EVERYBODY - {P.POLICE},
        about_violence=True,
    ),
    Reminder(
        "violent_minor_police",
        _("A minor uses violence? Tell the family court."),
        FORM_A,
        _for(P.POLICE),
        about_violence=True,
    ),
    Reminder(
        "crime",
        _("A crime that is prosecuted ex officio? An institution tells the police or the prosecutor at once."),
        "Kodeks postępowania karnego, art. 304 § 2",
        EVERYBODY - {P.POLICE},
    ),
    Reminder(
        "court",
        _("A child's good is at risk? Practitioners tell the guardianship court. Ask your lawyer."),
        "Kodeks postępowania cywilnego, art. 572",
        EVERYBODY,
        belief=True,
    ),
    Reminder(
        "minors",
        _("Your standards for the protection of minors say who notifies, and how it is written down."),
        "ustawa z 13 maja 2016 r. o przeciwdziałaniu zagrożeniom przestępczością na tle seksualnym, art. 22b i 22c",
        _for(P.EDUCATION),
    ),
    Reminder(
        "school_secrecy",
        _("Describe what can be seen, no opinion or diagnosis: a pupil's health, needs and abilities are secret."),
        "Prawo oświatowe, art. 30a",
        _for(P.EDUCATION),
    ),
    Reminder(
        "health_secrecy",
        _("Say what you saw and ask for contact. Don't pass on medical records."),
        "",
        _for(P.HEALTH),
        belief=True,
    ),
    Reminder(
        "interview",
        _("An urgent interview takes place within 2 working days of learning of the need, any other within 14."),
        "rozporządzenie Ministra Rodziny i Polityki Społecznej, Dz.U. 2021 poz. 893, § 3",
        _for(P.WELFARE),
    ),
)


@dataclass(frozen=True)
class Group:
    """Duties that one source states, so that the page names it once."""

    source: str
    belief: bool
    texts: tuple[Promise, ...]


def reminders(profile: DutyProfile) -> list[Reminder]:
    """Return what somebody from such an institution must not put off, the most urgent first."""
    return [row for row in REMINDERS if profile in row.profiles]


def on_violence(profile: DutyProfile) -> list[Reminder]:
    """Return what concerns suspected violence alone."""
    return [row for row in reminders(profile) if row.about_violence]


def grouped(rows: Iterable[Reminder]) -> list[Group]:
    """Return the reminders in their order, those of one source together."""
    return [
        Group(source, belief, tuple(row.text for row in group))
        for (source, belief), group in groupby(rows, key=lambda row: (row.source, row.belief))
    ]
