"""What must be true of a person, of kinship and of guardianship. Pure: values and dates in, every refusal out."""

from calendar import isleap
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.pesel import PeselError, PeselFault, birth_date, check_pesel

ADULT_AT: Final = 18
CAN_DECIDE_FOR_OTHERS_AT: Final = 16
"""Who marries at sixteen with a court's leave has full capacity. Source: k.r.o. art. 10 § 1, k.c. art. 10 § 2."""
OLDEST: Final = 130


class KinshipKind(TextChoices):
    """What `person` is to `relative`."""

    PARENT = "parent", _("parent")
    STEP_PARENT = "step_parent", _("step-parent")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("brother or sister")
    SPOUSE = "spouse", _("husband or wife")
    PARTNER = "partner", _("partner")
    OTHER = "other", _("other relative")


OTHER_WAY_ROUND: Final = {
    KinshipKind.PARENT: _("child"),
    KinshipKind.STEP_PARENT: _("stepchild"),
    KinshipKind.GRANDPARENT: _("grandchild"),
}
"""What `relative` is to `person`, where that is another word."""

DESCENT: Final = frozenset(OTHER_WAY_ROUND)

CAN_END: Final = frozenset({KinshipKind.SPOUSE, KinshipKind.PARTNER, KinshipKind.STEP_PARENT, KinshipKind.OTHER})
"""What begins and ends; whoever is a parent, a grandparent or a sibling stays it."""


class GuardianKind(TextChoices):
    """On what a guardianship rests."""

    PARENT = "parent", _("parental authority")
    LIMITED = "limited", _("limited parental authority")
    LEGAL = "legal", _("legal guardian appointed by a court")
    CURATOR = "curator", _("court-appointed curator of an adult")
    CARER = "carer", _("carer in fact")


ONLY_OF_A_CHILD: Final = frozenset({GuardianKind.PARENT, GuardianKind.LIMITED})
MAY_AGREE: Final = frozenset(GuardianKind) - {GuardianKind.CARER}
"""Who may agree on behalf of the ward. A carer in fact looks after somebody but doesn't represent them."""


ENDS_WITH_CHILDHOOD: Final = ONLY_OF_A_CHILD | {GuardianKind.LEGAL}
"""What ends by itself when the ward comes of age. Source: k.r.o. art. 92 and 170."""


class PersonRefusal(TextChoices):
    """Why what was typed of a person can't be so."""

    PESEL_NOT_DIGITS = "pesel_not_digits", _("PESEL is made of digits alone.")
    PESEL_WRONG_LENGTH = "pesel_wrong_length", _("PESEL has 11 digits.")
    PESEL_WRONG_CHECK_DIGIT = (
        "pesel_wrong_check_digit",
        _("There is a mistake in this PESEL: its last digit doesn't fit the others."),
    )
    PESEL_IMPOSSIBLE_BIRTH_DATE = (
        "pesel_impossible_birth_date",
        _("There is a mistake in this PESEL: its first six digits are no date."),
    )
    PESEL_BORN_IN_THE_FUTURE = (
        "pesel_born_in_the_future",
        _("There is a mistake in this PESEL: its date of birth is in the future."),
    )
    PESEL_OTHER_BIRTH_DATE = (
        "pesel_other_birth_date",
        _("This PESEL and the date of birth don't agree. Check both."),
    )
    SAME_PESEL = (
        "same_pesel",
        _("Somebody in a case that you lead has this PESEL already. Check whether it is the same person."),
    )
    BORN_IN_THE_FUTURE = "born_in_the_future", _("The date of birth is in the future.")
    TOO_OLD = "too_old", _("Check the year of birth: nobody is that old.")
    ADULT_BUT_SAID_TO_BE_A_CHILD = (
        "adult_but_said_to_be_a_child",
        _("By the date of birth this person is an adult."),
    )


_BY_FAULT: Final = {
    PeselFault.NOT_DIGITS: PersonRefusal.PESEL_NOT_DIGITS,
    PeselFault.WRONG_LENGTH: PersonRefusal.PESEL_WRONG_LENGTH,
    PeselFault.WRONG_CHECK_DIGIT: PersonRefusal.PESEL_WRONG_CHECK_DIGIT,
    PeselFault.IMPOSSIBLE_BIRTH_DATE: PersonRefusal.PESEL_IMPOSSIBLE_BIRTH_DATE,
    PeselFault.BORN_IN_THE_FUTURE: PersonRefusal.PESEL_BORN_IN_THE_FUTURE,
}


def birthday(birth: date, age: int) -> date:
    """Return the day on whose beginning somebody is `age` years old.

    Somebody born on 29 February has it on the last day of February in a year that is no leap year.

    Source: Kodeks cywilny, art. 112.
    """
    year = birth.year + age
    born_on_leap_day = (birth.month, birth.day) == (2, 29)
    return date(year, 2, 28) if born_on_leap_day and not isleap(year) else birth.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Return the full years of somebody on that day; 0 on the day of birth.

    Raises:
        ValueError: the day is before the birth.
    """
    if day < birth:
        raise ValueError("Nobody has an age before birth.")
    age = day.year - birth.year
    return age if birthday(birth, age) <= day else age - 1


def is_child(birth: date | None, *, said_to_be_a_child: bool, day: date) -> bool:
    """Tell whether somebody is below 18 on that day; without a date of birth, what the worker said counts."""
    if birth is None:
        return said_to_be_a_child
    return day < birthday(birth, ADULT_AT)


def last_day_of_guarding(
    kind: GuardianKind, *, starts_on: date, ends_on: date | None, ward_born: date | None
) -> date | None:
    """Return the last day of a guardianship, which ends by itself on the eve of the ward's coming of age.

    A legal guardian who was appointed for an adult, from that day on or later, stays.
    """
    if ward_born is None or kind not in ENDS_WITH_CHILDHOOD or starts_on >= (of_age := birthday(ward_born, ADULT_AT)):
        return ends_on
    eve = of_age - timedelta(days=1)
    return eve if ends_on is None else min(ends_on, eve)


def person_refusals(
    *, birth: date | None, pesel: str, said_to_be_a_child: bool, today: date
) -> frozenset[PersonRefusal]:
    """Return every reason why these can't be of one person; an empty PESEL is none."""
    checks = {
        PersonRefusal.BORN_IN_THE_FUTURE: birth is not None and birth > today,
        PersonRefusal.TOO_OLD: birth is not None and birth.year + OLDEST < today.year,
        PersonRefusal.ADULT_BUT_SAID_TO_BE_A_CHILD: (
            said_to_be_a_child and not is_child(birth, said_to_be_a_child=True, day=today)
        ),
    }
    return frozenset(reason for reason, holds in checks.items() if holds) | _pesel_refusals(pesel, birth, today)


def _pesel_refusals(pesel: str, birth: date | None, today: date) -> frozenset[PersonRefusal]:
    if not pesel:
        return frozenset()
    try:
        digits = check_pesel(pesel, today=today)
    except PeselError as error:
        return frozenset({_BY_FAULT[error.reason]})
    agree = birth is None or birth == birth_date(digits)
    return frozenset() if agree else frozenset({PersonRefusal.PESEL_OTHER_BIRTH_DATE})


class KinRefusal(TextChoices):
    """Why two people can't be kin in this way."""

    SAME_PERSON = "same_person", _("Choose two different people.")
    NOT_IN_THE_CASE = "kin_not_in_the_case", _("Choose people of this case.")
    ALREADY_SAID = "kin_already_said", _("This kinship is already written down.")
    OTHER_WAY_ROUND = "kin_other_way_round", _("The opposite is already written down.")
    NOT_OLDER = "kin_not_older", _("By their dates of birth, the older of them would be the child.")
    HAS_NO_DAYS = "kin_has_no_days", _("Somebody is a parent, grandparent or sibling for life: leave the days empty.")
    IN_THE_FUTURE = "kin_in_the_future", _("The day is in the future.")
    ENDS_BEFORE_START = "kin_ends_before_start", _("The last day is before the first one.")


@dataclass(frozen=True)
class Kin:
    """`person` is the `kind` of `relative`; both by their keys."""

    person: int
    relative: int
    kind: KinshipKind

    @property
    def turned(self) -> "Kin":
        """The same said of the relative."""
        return Kin(self.relative, self.person, self.kind)


Days = tuple[date | None, date | None]
"""From a day to a day; None is open."""


def overlap(one: Days, other: Days) -> bool:
    """Tell whether two stretches of days have a day in common."""
    (start, end), (other_start, other_end) = one, other
    begins_in_time = other_end is None or start is None or start <= other_end
    return begins_in_time and (end is None or other_start is None or other_start <= end)


def kin_days_refusals(kind: KinshipKind, days: Days, *, today: date) -> frozenset[KinRefusal]:
    """Return every reason against these first and last days of a kinship of this kind."""
    start, end = days
    checks = {
        KinRefusal.HAS_NO_DAYS: kind not in CAN_END and days != (None, None),
        KinRefusal.IN_THE_FUTURE: any(day is not None and day > today for day in days),
        KinRefusal.ENDS_BEFORE_START: start is not None and end is not None and end < start,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def kin_refusals(
    kin: Kin, *, known: Collection[Kin], in_the_case: Collection[int], births: tuple[date | None, date | None]
) -> frozenset[KinRefusal]:
    """Return every reason against writing down this kinship; `births` are those of the person and the relative.

    `known` is what holds in the same days: who married again was married before.
    """
    reverse = kin.turned
    born, relative_born = births
    goes_down = kin.kind in DESCENT
    checks = {
        KinRefusal.SAME_PERSON: kin.person == kin.relative,
        KinRefusal.NOT_IN_THE_CASE: not {kin.person, kin.relative} <= set(in_the_case),
        KinRefusal.ALREADY_SAID: kin in known or (not goes_down and reverse in known),
        KinRefusal.OTHER_WAY_ROUND: goes_down and reverse in known,
        KinRefusal.NOT_OLDER: (
            goes_down
            and kin.kind is not KinshipKind.STEP_PARENT
            and born is not None
            and relative_born is not None
            and born >= relative_born
        ),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class GuardianRefusal(TextChoices):
    """Why somebody can't be written down as the guardian of somebody."""

    SAME_PERSON = "guardian_same_person", _("Nobody is their own guardian.")
    NOT_IN_THE_CASE = "guardian_not_in_the_case", _("Choose people of this case.")
    WARD_IS_ADULT = "ward_is_adult", _("Parental authority ends when the child comes of age.")
    WARD_IS_CHILD = "ward_is_child", _("This kind of curator is appointed for an adult.")
    TOO_YOUNG = "guardian_too_young", _("Somebody so young can only be a carer in fact.")
    ALREADY_SAID = "guardian_already_said", _("This guardian is already written down for these days.")
    ENDS_BEFORE_START = "guardian_ends_before_start", _("The last day is before the first one.")
    NO_SCOPE = "guardian_no_scope", _("Say in what the authority is limited.")


@dataclass(frozen=True)
class Guarding:
    """What is to be written down of a guardianship."""

    kind: GuardianKind
    scope: str
    starts_on: date
    ends_on: date | None
    same_person: bool
    in_the_case: bool
    ward_is_child: bool
    guardian_age: int | None
    overlaps: bool  # with the same kind of the same two people


def guardian_refusals(told: Guarding) -> frozenset[GuardianRefusal]:
    """Return every reason against writing down this guardianship."""
    young = told.guardian_age is not None and told.guardian_age < CAN_DECIDE_FOR_OTHERS_AT
    checks = {
        GuardianRefusal.SAME_PERSON: told.same_person,
        GuardianRefusal.NOT_IN_THE_CASE: not told.in_the_case,
        GuardianRefusal.WARD_IS_ADULT: told.kind in ONLY_OF_A_CHILD and not told.ward_is_child,
        GuardianRefusal.WARD_IS_CHILD: told.kind is GuardianKind.CURATOR and told.ward_is_child,
        GuardianRefusal.TOO_YOUNG: young and told.kind is not GuardianKind.CARER,
        GuardianRefusal.ALREADY_SAID: told.overlaps,
        GuardianRefusal.ENDS_BEFORE_START: told.ends_on is not None and told.ends_on < told.starts_on,
        GuardianRefusal.NO_SCOPE: told.kind is GuardianKind.LIMITED and not told.scope,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class LeaveRefusal(TextChoices):
    """Why somebody can't leave on that day."""

    IN_THE_FUTURE = "leave_in_the_future", _("The day is in the future.")
    BEFORE_JOINING = "leave_before_joining", _("The day is before it began.")


def leave_refusals(left_on: date, *, since: date, today: date) -> frozenset[LeaveRefusal]:
    """Return every reason against leaving on that day; `since` is the first day of being there."""
    checks = {
        LeaveRefusal.IN_THE_FUTURE: left_on > today,
        LeaveRefusal.BEFORE_JOINING: left_on < since,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
