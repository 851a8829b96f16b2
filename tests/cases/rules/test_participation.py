"""On what taking part may rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.participation import (
    Answer,
    BasisKind,
    BasisRefusal,
    Consequence,
    Doubt,
    Holding,
    SecondGuardian,
    Statement,
    basis_refusals,
    consequences,
    doubt,
    opens_to_partners,
    withdrawal_refusals,
)

TODAY = date(2026, 11, 20)
MOTHER, FATHER, AUNT = 1, 2, 3

ADULT = Statement(
    kind=BasisKind.AGREEMENT,
    answer=Answer.GIVEN,
    stated_on=TODAY,
    how="orally",
    reference="",
    in_the_case=True,
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
        (replace(ADULT, in_the_case=False), {R.NOT_IN_THE_CASE}),
        (replace(ADULT, how=""), {R.NO_HOW}),
        (replace(ADULT, how="", answer=Answer.REFUSED), {R.NO_HOW}),
        (replace(ADULT, how="", answer=Answer.ASKED), set()),
        (replace(ADULT, guardian=MOTHER, guardians=(MOTHER,)), set()),
        (replace(ADULT, guardian=MOTHER), {R.NOT_THEIR_GUARDIAN}),
        (ORDER, set()),
        (replace(ORDER, reference=""), {R.NO_ORDER_NUMBER}),
        (replace(ORDER, kind=BasisKind.STATUTORY_DUTY), set()),
        (replace(ORDER, kind=BasisKind.STATUTORY_DUTY, reference=""), {R.NO_PROVISION}),
        (replace(ORDER, answer=Answer.REFUSED), {R.ORDER_IS_NOT_ASKED}),
        (replace(ORDER, for_child=True), set()),
        (CHILD, set()),
        (replace(CHILD, guardian=None), {R.NO_GUARDIAN}),
        (replace(CHILD, guardian=None, answer=Answer.ASKED, how=""), set()),
        (replace(CHILD, guardian=AUNT), {R.NOT_THEIR_GUARDIAN}),
        (replace(CHILD, guardians=(MOTHER, FATHER)), {R.OTHER_GUARDIAN_UNTOLD}),
        (replace(CHILD, guardians=(MOTHER, FATHER), answer=Answer.REFUSED), set()),
        (replace(CHILD, guardians=(MOTHER, FATHER), second_guardian=SecondGuardian.GIVEN), set()),
        (replace(CHILD, guardians=(MOTHER, FATHER), second_guardian=SecondGuardian.ASKED), set()),
        (replace(CHILD, second_guardian=SecondGuardian.REFUSED), {R.OTHER_GUARDIAN_REFUSES}),
        (replace(CHILD, second_guardian=SecondGuardian.REFUSED, answer=Answer.ASKED), set()),
        (replace(CHILD, second_guardian=SecondGuardian.NOT_ASKED), {R.NO_REASON}),
        (replace(CHILD, second_guardian=SecondGuardian.NOT_ASKED, second_guardian_reason="nie żyje"), set()),
    ],
)
def test_basis_refusals(told, refusals):
    assert basis_refusals(told, today=TODAY) == refusals


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


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"of_adult": False}, Doubt.CAME_OF_AGE),
        ({"of_adult": False, "agreed": False}, None),
        ({"is_child": True, "of_adult": False}, Doubt.GUARDIAN_MUST_AGREE),
        ({"is_child": True, "of_adult": False, "guardian_may_agree": True}, None),
    ],
)
def test_doubt(change, expected):
    told = {"agreed": True, "is_child": False, "of_adult": True, "guardian_may_agree": False}

    assert doubt(**{**told, **change}) is expected


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({}, set()),
        ({"how": ""}, {R.NO_HOW}),
        ({"how": "", "kind": BasisKind.STATUTORY_DUTY}, set()),
        ({"ended_on": TODAY + timedelta(1)}, {R.IN_THE_FUTURE}),
        ({"ended_on": TODAY - timedelta(31)}, {R.BEFORE_IT_BEGAN}),
    ],
)
def test_withdrawal_refusals(change, refusals):
    told = {"kind": BasisKind.AGREEMENT, "how": "orally", "ended_on": TODAY, "since": TODAY - timedelta(30)}

    assert withdrawal_refusals(**{**told, **change}, today=TODAY) == refusals
