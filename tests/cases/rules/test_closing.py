import pytest

from kooperacja.cases.rules.closing import ClosingRefusal, GoalEnd, closing_refusals
from kooperacja.cases.states import ClosureReason, GoalState

MET = GoalEnd(GoalState.MET, has_result=True)
MET_SILENTLY = GoalEnd(GoalState.MET, has_result=False)
PARTLY = GoalEnd(GoalState.PARTLY, has_result=True)
MISSED = GoalEnd(GoalState.NOT_MET, has_result=False)
DROPPED = GoalEnd(GoalState.DROPPED, has_result=True)
OPEN = GoalEnd(GoalState.OPEN, has_result=False)


@pytest.mark.parametrize(
    ("reason", "goals", "refusals"),
    [
        (ClosureReason.GOALS_MET, [MET, MET_SILENTLY], set()),
        (ClosureReason.GOALS_MET, [MET, DROPPED], set()),
        (ClosureReason.GOALS_MET, [MET, PARTLY], {ClosingRefusal.NOT_ALL_MET}),
        (ClosureReason.GOALS_MET, [DROPPED], {ClosingRefusal.NOT_ALL_MET}),
        (ClosureReason.GOALS_MET, [], {ClosingRefusal.NOT_ALL_MET}),
        (ClosureReason.PARTIAL, [MET, PARTLY], set()),
        (ClosureReason.PARTIAL, [MET, MISSED], {ClosingRefusal.RESULTS_MISSING}),
        (ClosureReason.PARTIAL, [], {ClosingRefusal.RESULTS_MISSING}),
        (ClosureReason.WITHDRAWN, [], set()),
        (ClosureReason.MOVED, [MISSED], set()),
        (ClosureReason.OTHERWISE, [MET, OPEN], {ClosingRefusal.GOAL_OPEN}),
        (ClosureReason.GOALS_MET, [MET, OPEN], {ClosingRefusal.GOAL_OPEN, ClosingRefusal.NOT_ALL_MET}),
    ],
)
def test_how_a_case_may_end(reason, goals, refusals):
    assert closing_refusals(reason, goals) == refusals
