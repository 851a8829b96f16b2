"""Whether advice may be asked for, and the states of an answer."""

from dataclasses import replace

import pytest

from kooperacja.consultations.rules.asking import AskingRefusal, Question, asking_refusals
from kooperacja.consultations.states import ADVICE_STATES, AdviceAction, AdviceState

FINE = Question(asked=frozenset({1}), may_be_asked=frozenset({1, 2}), says_who=False)


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({}, set()),
        ({"asked": frozenset()}, {AskingRefusal.NOBODY}),
        ({"asked": frozenset({3})}, {AskingRefusal.MAY_NOT_BE_ASKED}),
        ({"says_who": True}, {AskingRefusal.SAYS_WHO}),
        (
            {"says_who": True, "asked": frozenset({3})},
            {AskingRefusal.SAYS_WHO, AskingRefusal.MAY_NOT_BE_ASKED},
        ),
    ],
)
def test_what_stands_against_it(change, refusals):
    assert asking_refusals(replace(FINE, **change)) == refusals


@pytest.mark.parametrize(
    ("state", "what", "allowed"),
    [
        (AdviceState.WAITING, AdviceAction.ANSWER, True),
        (AdviceState.WAITING, AdviceAction.RECUSE, True),
        (AdviceState.ANSWERED, AdviceAction.RECUSE, True),
        (AdviceState.ANSWERED, AdviceAction.ANSWER, False),
        (AdviceState.RECUSED, AdviceAction.ANSWER, False),
        (AdviceState.RECUSED, AdviceAction.RECUSE, False),
    ],
)
def test_what_can_be_done_with_advice(state, what, allowed):
    assert ADVICE_STATES.allows(state, what) is allowed
