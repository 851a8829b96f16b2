"""What may follow what: answers to an action, answers to the question of taking part."""

from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.participation import Answer
from kooperacja.cases.rules.plan import Answerer
from kooperacja.cases.states import (
    ActionAction,
    ActionState,
    BasisState,
    answers,
    answers_after,
    basis_after,
    first_state,
    is_overdue,
)
from kooperacja.kernel.states import TransitionNotAllowed

TODAY = date(2026, 11, 20)
A, S = ActionAction, ActionState
ASKED = Answerer(is_asked=True, leads=False, by_letter=False)
LEAD = Answerer(is_asked=False, leads=True, by_letter=False)
LEAD_FOR_A_LETTER = Answerer(is_asked=False, leads=True, by_letter=True)
COLLEAGUE = Answerer(is_asked=False, leads=False, by_letter=False)


@pytest.mark.parametrize(
    ("state", "who", "what"),
    [
        (S.PROPOSED, ASKED, [A.ACCEPT, A.PROPOSE_DAY, A.DECLINE]),
        (S.ACCEPTED, ASKED, [A.FINISH, A.PROPOSE_DAY, A.DECLINE]),
        (S.OTHER_DAY, ASKED, [A.DECLINE]),
        (S.OTHER_DAY, LEAD, [A.TAKE_DAY, A.KEEP_DAY, A.CANCEL]),
        (S.DECLINED, ASKED, []),
        (S.DONE, ASKED, []),
        (S.CANCELLED, ASKED, []),
        (S.PROPOSED, LEAD, [A.CANCEL]),
        (S.ACCEPTED, LEAD, [A.FINISH, A.CANCEL]),
        (S.DECLINED, LEAD, [A.PROPOSE_AGAIN, A.CANCEL]),
        (S.PROPOSED, LEAD_FOR_A_LETTER, [A.ACCEPT, A.DECLINE, A.CANCEL]),
        (S.ACCEPTED, COLLEAGUE, []),
    ],
)
def test_answers(state, who, what):
    assert answers(state, who) == what


@pytest.mark.parametrize("state", ActionState)
def test_only_what_waits_is_late(state):
    assert is_overdue(state, TODAY - timedelta(1), today=TODAY) is (state in {S.PROPOSED, S.ACCEPTED, S.OTHER_DAY})
    assert not is_overdue(state, TODAY, today=TODAY)


def test_what_somebody_proposes_to_themselves_is_accepted_at_once():
    assert first_state(proposer_is_asked=True) is S.ACCEPTED
    assert first_state(proposer_is_asked=False) is S.PROPOSED


@pytest.mark.parametrize(
    ("state", "answer", "after"),
    [
        (None, Answer.GIVEN, BasisState.GIVEN),
        (None, Answer.ASKED, BasisState.ASKED),
        (BasisState.GIVEN, Answer.GIVEN, BasisState.GIVEN),
        (BasisState.ASKED, Answer.REFUSED, BasisState.REFUSED),
        (BasisState.REFUSED, Answer.ASKED, BasisState.ASKED),
        (BasisState.WITHDRAWN, Answer.GIVEN, BasisState.GIVEN),
    ],
)
def test_basis_after(state, answer, after):
    assert basis_after(state, answer) is after


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.ASKED])
def test_what_was_given_is_withdrawn_and_not_refused(answer):
    with pytest.raises(TransitionNotAllowed):
        basis_after(BasisState.GIVEN, answer)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (None, [Answer.GIVEN, Answer.ASKED, Answer.REFUSED]),
        (BasisState.ASKED, [Answer.GIVEN, Answer.ASKED, Answer.REFUSED]),
        (BasisState.GIVEN, [Answer.GIVEN]),
        (BasisState.REFUSED, [Answer.GIVEN, Answer.ASKED, Answer.REFUSED]),
        (BasisState.WITHDRAWN, [Answer.GIVEN, Answer.ASKED]),
    ],
)
def test_answers_after(state, offered):
    assert answers_after(state) == offered
