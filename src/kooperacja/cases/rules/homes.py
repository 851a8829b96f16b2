"""What must be true of the households of a family. Pure: values and dates in, every refusal out."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HomeRefusal(TextChoices):
    """Why a household can't be written down, moved into or ended like this."""

    IN_THE_FUTURE = "home_in_the_future", _("The day is in the future.")
    ENDS_BEFORE_START = "home_ends_before_start", _("The last day is before the first one.")
    NOBODY_NAMED_IT = "home_nobody_named_it", _("Say what the family calls it, or give the address.")
    IS_MAIN = "home_is_main", _("This is the main home. Choose another main one first.")
    HAS_ENDED = "home_has_ended", _("Nobody lives there any more. Take the last day out first.")
    NOT_IN_THE_CASE = "home_not_in_the_case", _("Choose people of this case.")
    HAS_DIED = "home_has_died", _("This person has died.")
    LIVES_THERE = "home_lives_there", _("This person lives there already.")
    LIVES_ELSEWHERE = "home_lives_elsewhere", _("This person doesn't live there.")


def home_refusals(
    *, named: bool, starts_on: date | None, ends_on: date | None, is_main: bool, today: date
) -> frozenset[HomeRefusal]:
    """Return every reason against writing down a household like this; a main one needs no name and has no end."""
    checks = {
        HomeRefusal.NOBODY_NAMED_IT: not named and not is_main,
        HomeRefusal.IN_THE_FUTURE: any(day is not None and day > today for day in (starts_on, ends_on)),
        HomeRefusal.ENDS_BEFORE_START: starts_on is not None and ends_on is not None and ends_on < starts_on,
        HomeRefusal.IS_MAIN: is_main and ends_on is not None,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def moving_in_refusals(
    *, in_the_case: bool, has_died: bool, lives_there: bool, since: date, home_ended: bool, today: date
) -> frozenset[HomeRefusal]:
    """Return every reason against writing down that somebody lives in a household since that day."""
    checks = {
        HomeRefusal.NOT_IN_THE_CASE: not in_the_case,
        HomeRefusal.HAS_DIED: has_died,
        HomeRefusal.LIVES_THERE: lives_there,
        HomeRefusal.IN_THE_FUTURE: since > today,
        HomeRefusal.HAS_ENDED: home_ended,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def main_refusals(*, has_ended: bool) -> frozenset[HomeRefusal]:
    """Return every reason against making a household the main one."""
    return frozenset({HomeRefusal.HAS_ENDED}) if has_ended else frozenset()
