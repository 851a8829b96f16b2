"""On what taking part may rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.participation import (
    BasisKind,
    BasisRefusal,
    Consequence,
    Holding,
    SecondGuardian,
    Statement,
    answers_after,
    basis_refusals,
    consequences,
    opens_to_partners,
    state_after,
)
from kooperacja.cases.states import BasisState
from kooperacja.kernel.states import TransitionNotAllowed

TODAY = date(2026, 11, 20)
MOTHER, FATHER, AUNT = 1, 2, 3

ADULT = Statement(
    kind=BasisKind.AGREEMENT,
    state=BasisState.GIVEN,
    stated_on=TODAY,
    how="orally",
    reference="",
    for_child=False,
    guardian=None,
    guardians=(),
    second_guardian=SecondGuardian.NOT_APPLICABLE,
    second_guardian_reason="",
)
CHILD = replace(ADULT, for_child=True, guardian=MOTHER, guardians=(MOTHER,))
ORDER = replace(ADULT, kind=BasisKind.COURT_ORDER, how="", reference="III Nsm 12/26")
R = BasisRefusal


@pytest.mark.parametrize(
    ("told", "refusals"),
    [
        (ADULT, set()),
        (replace(ADULT, stated_on=TODAY + timedelta(1)), {R.IN_THE_FUTURE}),
        (replace(ADULT, how=""), {R.NO_HOW}),
        (replace(ADULT, how="", state=BasisState.REFUSED), {R.NO_HOW}),
        (replace(ADULT, how="", state=BasisState.ASKED), set()),
        (replace(ADULT, guardian=MOTHER, guardians=(MOTHER,)), set()),
        (replace(ADULT, guardian=MOTHER), {R.NOT_THEIR_GUARDIAN}),
        (ORDER, set()),
        (replace(ORDER, reference=""), {R.NO_ORDER_NUMBER}),
        (replace(ORDER, kind=BasisKind.STATUTORY_DUTY), set()),
        (replace(ORDER, kind=BasisKind.STATUTORY_DUTY, reference=""), {R.NO_PROVISION}),
        (replace(ORDER, state=BasisState.REFUSED), {R.ORDER_IS_NOT_ASKED}),
        (replace(ORDER, for_child=True), set()),
        (CHILD, set()),
        (replace(CHILD, guardian=None), {R.NO_GUARDIAN}),
        (replace(CHILD, guardian=None, state=BasisState.ASKED, how=""), set()),
        (replace(CHILD, guardian=AUNT), {R.NOT_THEIR_GUARDIAN}),
        (replace(CHILD, guardians=(MOTHER, FATHER)), {R.OTHER_GUARDIAN_UNTOLD}),
        (replace(CHILD, guardians=(MOTHER, FATHER), state=BasisState.REFUSED), set()),
        (replace(CHILD, guardians=(MOTHER, FATHER), second_guardian=SecondGuardian.GIVEN), set()),
        (replace(CHILD, guardians=(MOTHER, FATHER), second_guardian=SecondGuardian.ASKED), set()),
        (replace(CHILD, second_guardian=SecondGuardian.REFUSED), {R.OTHER_GUARDIAN_REFUSES}),
        (replace(CHILD, second_guardian=SecondGuardian.REFUSED, state=BasisState.ASKED), set()),
        (replace(CHILD, second_guardian=SecondGuardian.NOT_ASKED), {R.NO_REASON}),
        (replace(CHILD, second_guardian=SecondGuardian.NOT_ASKED, second_guardian_reason="nie żyje"), set()),
    ],
)
def test_basis_refusals(told, refusals):
    assert basis_refusals(told, today=TODAY) == refusals


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (None, BasisState.GIVEN),
        (None, BasisState.ASKED),
        (BasisState.GIVEN, BasisState.GIVEN),
        (BasisState.ASKED, BasisState.REFUSED),
        (BasisState.REFUSED, BasisState.ASKED),
        (BasisState.WITHDRAWN, BasisState.GIVEN),
    ],
)
def test_state_after(state, wanted):
    assert state_after(state, wanted) is wanted


@pytest.mark.parametrize("wanted", [BasisState.REFUSED, BasisState.ASKED])
def test_what_was_given_is_withdrawn_and_not_refused(wanted):
    with pytest.raises(TransitionNotAllowed):
        state_after(BasisState.GIVEN, wanted)


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        (None, [BasisState.GIVEN, BasisState.ASKED, BasisState.REFUSED]),
        (BasisState.ASKED, [BasisState.GIVEN, BasisState.ASKED, BasisState.REFUSED]),
        (BasisState.GIVEN, [BasisState.GIVEN]),
        (BasisState.REFUSED, [BasisState.GIVEN, BasisState.ASKED, BasisState.REFUSED]),
        (BasisState.WITHDRAWN, [BasisState.GIVEN, BasisState.ASKED]),
    ],
)
def test_answers_after(state, answers):
    assert answers_after(state) == answers


MOTHERS = Holding(1, BasisKind.AGREEMENT, of_adult=True)
FATHERS = Holding(2, BasisKind.AGREEMENT, of_adult=True)
CHILDS = Holding(3, BasisKind.AGREEMENT, of_adult=False)
CHILDS_ORDER = Holding(4, BasisKind.COURT_ORDER, of_adult=False)


@pytest.mark.parametrize(
    ("holding", "opens"),
    [([], False), ([CHILDS], False), ([MOTHERS, CHILDS], True), ([CHILDS_ORDER], True)],
)
def test_opens_to_partners(holding, opens):
    assert opens_to_partners(holding) is opens


@pytest.mark.parametrize(
    ("holding", "withdrawn", "closes"),
    [
        ([MOTHERS, FATHERS], MOTHERS, False),
        ([MOTHERS, CHILDS], MOTHERS, True),
        ([MOTHERS, CHILDS], CHILDS, False),
        ([MOTHERS, CHILDS_ORDER], MOTHERS, False),
        ([CHILDS], CHILDS, False),
    ],
)
def test_consequences(holding, withdrawn, closes):
    result = consequences(holding, withdrawn.basis)

    assert Consequence.PERSON_CLOSED in result
    assert (Consequence.CASE_CLOSED_TO_PARTNERS in result) is closes
