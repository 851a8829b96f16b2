"""How a case may end: every goal with its result, and a reason that the results bear out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.calendar import MONTHS_A_YEAR, last_day_of_month, next_working_day

from ..states import ClosureReason, GoalState


class ClosingRefusal(TextChoices):
    """Why a case can't be closed so."""

    GOAL_OPEN = "goal_open", _("Say of every goal how it ended.")
    RESULTS_MISSING = (
        "results_missing",
        _("Goals partly reached: describe what was reached goal by goal, at least one goal."),
    )
    NOT_ALL_MET = (
        "not_all_met",
        _("The reason says that the goals were reached, but not every goal was. Choose another reason."),
    )


@dataclass(frozen=True)
class GoalEnd:
    """How a goal stands when the case is to close: its state then, and whether it says what was reached."""

    state: GoalState
    has_result: bool


def closing_refusals(reason: ClosureReason, goals: Sequence[GoalEnd]) -> frozenset[ClosingRefusal]:
    """Return every reason not to close the case with this reason and these goals.

    A goal that was given up neither helps nor hinders "goals reached".
    """
    counted = [goal for goal in goals if goal.state is not GoalState.DROPPED]
    checks = {
        ClosingRefusal.GOAL_OPEN: any(goal.state is GoalState.OPEN for goal in goals),
        ClosingRefusal.RESULTS_MISSING: reason is ClosureReason.PARTIAL
        and (not goals or not all(goal.has_result for goal in goals)),
        ClosingRefusal.NOT_ALL_MET: reason is ClosureReason.GOALS_MET
        and (not counted or any(goal.state is not GoalState.MET for goal in counted)),
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def follow_up_day(closed_on: date, *, months: int) -> date:
    """Return the day on which a family is asked how it is going: so many months later, a working day.

    A month that has no such day gives its last one.
    """
    years, month = divmod(closed_on.month - 1 + months, MONTHS_A_YEAR)
    first = date(closed_on.year + years, month + 1, 1)
    return next_working_day(first.replace(day=min(closed_on.day, last_day_of_month(first))))
