import pytest
from django.db import IntegrityError

from kooperacja.concerns.models import Channel, Door
from kooperacja.concerns.states import (
    ANSWERED,
    CONCERN_STATES,
    ENDED,
    LIVE,
    UNSENT,
    ConcernAction,
    ConcernState,
)
from kooperacja.kernel.states import TransitionNotAllowed

from .tools import change

S, A = ConcernState, ConcernAction


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (S.WAITING_FOR_RELEASE, {A.RELEASE, A.HOLD_BACK, A.WITHDRAW}),
        (S.RECEIVED, set(A) - {A.RELEASE, A.HOLD_BACK, A.WITHDRAW}),
        (S.IN_TRIAGE, set(A) - {A.RELEASE, A.HOLD_BACK, A.WITHDRAW, A.TAKE_UP}),
        *((state, set()) for state in ENDED),
    ],
)
def test_what_can_be_done_in_each_state(state, actions):
    assert {action for action in A if CONCERN_STATES.allows(state, action)} == actions


def test_what_reached_a_centre_can_not_be_withdrawn():
    with pytest.raises(TransitionNotAllowed):
        CONCERN_STATES.next(S.RECEIVED, A.WITHDRAW)


def test_forwarding_makes_it_new_again():
    assert CONCERN_STATES.next(S.IN_TRIAGE, A.FORWARD) == S.RECEIVED


def test_every_state_is_of_one_sort():
    assert sorted([S.WAITING_FOR_RELEASE, *LIVE, *ENDED]) == sorted(S)
    assert set(ENDED) - set(ANSWERED) == {S.WITHDRAWN}
    assert set(UNSENT) == {S.WAITING_FOR_RELEASE, S.WITHDRAWN}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("concern_ended_says_when", {"state": S.NO_ACTION}),
        ("concern_ended_says_when", {"ended_at": "now"}),
        ("concern_received_has_a_clock", {"due_at": None}),
        ("concern_received_has_a_clock", {"received_at": None}),
        ("concern_unsent_has_no_clock", {"state": S.WAITING_FOR_RELEASE}),
        ("concern_typed_in_says_how_it_came", {"door": Door.TYPED_IN}),
        ("concern_typed_in_says_how_it_came", {"channel": Channel.PHONE}),
    ],
)
def test_the_database_ties_a_state_to_its_fields(world, constraint, fields):
    values = {name: world.now if value == "now" else value for name, value in fields.items()}

    with pytest.raises(IntegrityError, match=constraint):
        change(world.concern, **values)
