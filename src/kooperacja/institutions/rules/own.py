"""What an institution may set for itself: within which bounds, and what is refused."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 400


class SettingName(TextChoices):
    """What can be set."""

    RED_HOURS = "red_hours", _("Red concern: hours until the decision")
    AMBER_DAYS = "amber_days", _("Amber concern: working days until the decision")
    GREEN_DAYS = "green_days", _("Green concern: working days until the decision")
    ANSWER_DAYS = "answer_days", _("Action that somebody is asked to do: working days until the answer")
    REVIEW_FROM = "review_from", _("Review: at the earliest after so many weeks")
    REVIEW_TO = "review_to", _("Review: at the latest after so many weeks")
    CRISIS_DAYS = "crisis_days", _("Urgent help: days until the workshop with the family")
    FOLLOW_UP_MONTHS = "follow_up_months", _("Asking how it is going: months after the closure")
    CONCERN_DAYS = "concern_days", _("Concerns without a case: days until they are locked")
    CONTACT_TEXT = "contact_text", _("How to reach us, on the plan for the family")
    LETTER_FOOT = "letter_foot", _("Foot of letters")


SLUGS = {
    "czerwone": SettingName.RED_HOURS,
    "pomaranczowe": SettingName.AMBER_DAYS,
    "zielone": SettingName.GREEN_DAYS,
    "odpowiedz": SettingName.ANSWER_DAYS,
    "przeglad-od": SettingName.REVIEW_FROM,
    "przeglad-do": SettingName.REVIEW_TO,
    "pilna-pomoc": SettingName.CRISIS_DAYS,
    "po-zamknieciu": SettingName.FOLLOW_UP_MONTHS,
    "zgloszenia": SettingName.CONCERN_DAYS,
    "kontakt": SettingName.CONTACT_TEXT,
    "stopka": SettingName.LETTER_FOOT,
}
"""How the addresses of pages call them."""
TEXTS = frozenset({SettingName.CONTACT_TEXT, SettingName.LETTER_FOOT})
FIRST_BOUNDS = {
    SettingName.RED_HOURS: (1, 4),
    SettingName.AMBER_DAYS: (1, 5),
    SettingName.GREEN_DAYS: (1, 14),
    SettingName.ANSWER_DAYS: (1, 20),
    SettingName.REVIEW_FROM: (1, 26),
    SettingName.REVIEW_TO: (1, 26),
    SettingName.CRISIS_DAYS: (1, 60),
    SettingName.FOLLOW_UP_MONTHS: (1, 24),
    SettingName.CONCERN_DAYS: (30, 365),
}
"""The bounds as long as operators have given no others; no statute sets them. Red may be quicker, and not slower."""
UTMOST = 999


class SettingRefusal(TextChoices):
    """Why a value isn't taken."""

    NOT_A_NUMBER = "not_a_number", _("Write a whole number.")
    OUT_OF_BOUNDS = "out_of_bounds", _("This lies outside the bounds.")
    TOO_LONG = "too_long", _("At most 400 characters.")
    EARLIEST_AFTER_LATEST = "earliest_after_latest", _("The earliest review would come after the latest one.")
    BOUNDS_CROSSED = "bounds_crossed", _("The least is more than the most.")
    CHANGED_MEANWHILE = "changed_meanwhile", _("Somebody has changed it meanwhile. Look at the history and save again.")


@dataclass(frozen=True)
class Bounds:
    """The least and the most, both allowed."""

    least: int
    most: int

    @classmethod
    def parse(cls, text: str) -> "Bounds":
        """Read what `str` writes."""
        least, _dash, most = text.partition("-")
        return cls(int(least), int(most))

    def __str__(self) -> str:
        return f"{self.least}-{self.most}"

    def within(self, number: int) -> int:
        """Return the number, or the bound that it crosses."""
        return min(max(number, self.least), self.most)


def number_refusals(text: str, bounds: Bounds) -> frozenset[SettingRefusal]:
    """Return every reason not to take a number."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(UTMOST))):
        return frozenset({SettingRefusal.NOT_A_NUMBER})
    return frozenset() if bounds.within(int(text)) == int(text) else frozenset({SettingRefusal.OUT_OF_BOUNDS})


def text_refusals(text: str) -> frozenset[SettingRefusal]:
    """Return every reason not to take a text."""
    return frozenset({SettingRefusal.TOO_LONG}) if len(text) > LONGEST_TEXT else frozenset()


def weeks_refusals(earliest: int, latest: int) -> frozenset[SettingRefusal]:
    """Return every reason not to let reviews take place from the earliest to the latest week."""
    return frozenset({SettingRefusal.EARLIEST_AFTER_LATEST}) if earliest > latest else frozenset()


def bounds_refusals(least: int, most: int) -> frozenset[SettingRefusal]:
    """Return every reason not to take such bounds."""
    checks = {
        SettingRefusal.BOUNDS_CROSSED: least > most,
        SettingRefusal.OUT_OF_BOUNDS: least < 1 or most > UTMOST,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
