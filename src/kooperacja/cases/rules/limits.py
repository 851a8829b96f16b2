"""Until when something takes place in a case: dated data with sources, as of 29 November 2026."""

from datetime import date
from typing import Final

from kooperacja.concerns.terms import Urgency
from kooperacja.kernel.calendar import nth_working_day
from kooperacja.kernel.limits import Limit, limit_on

INTERVIEW: Final = (
    Limit(
        date(2021, 11, 11),
        14,
        "act on social assistance, art. 107; regulation on the family interview, Dz.U. 2021 poz. 893, §3",
    ),
)
"""First contact with the family: the interview, from the day on which the centre learned of the need."""

URGENT_INTERVIEW: Final = (Limit(date(2021, 11, 11), 2, "the same, for what can't wait"),)

PAUSE: Final = (Limit(date(2026, 1, 1), 90, "usage of the cooperation model; no statute sets it", working=False),)
"""The longest that a clock stands still at once."""

REMIND_OF_ACTION: Final = (Limit(date(2026, 1, 1), 1, "usage of the cooperation model; no statute sets it"),)
"""So many working days before its day whoever promised an action is reminded."""

REMIND_OF_REVIEW: Final = (Limit(date(2026, 1, 1), 5, "usage of the cooperation model; no statute sets it"),)
"""So many working days before a review its lead and deputy are."""

TELL_DEPUTY: Final = (Limit(date(2026, 1, 1), 1, "usage of the cooperation model; no statute sets it"),)
"""So many working days late, and the deputy hears of it."""

TELL_LEAD: Final = (Limit(date(2026, 1, 1), 1, "usage of the cooperation model; no statute sets it"),)
"""So many working days late, and the lead hears that what somebody promised wasn't done."""

TELL_DEPUTY_OF_ACTION: Final = (Limit(date(2026, 1, 1), 3, "usage of the cooperation model; no statute sets it"),)
"""So many, and the deputy does, once the lead had time to ask."""

TELL_HEAD: Final = (Limit(date(2026, 1, 1), 5, "usage of the cooperation model; no statute sets it"),)
"""So many, and the head of the centre does."""


def contact_day(urgency: str, learned_on: date) -> date:
    """Return the last day for the first contact with a family of which the centre learned on that day."""
    limits = URGENT_INTERVIEW if urgency == Urgency.RED else INTERVIEW
    return limit_on(limits, learned_on).last_day(learned_on)


def answer_day(asked_on: date, *, days: int) -> date:
    """Return the last of so many working days for an answer to an action that was asked for on that day.

    Usage of the cooperation model, no statute: the case's centre sets how many.
    """
    return nth_working_day(asked_on, days)
