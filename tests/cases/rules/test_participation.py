"""On what taking part may rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kooperacja.cases.rules.participation import (
    Answer,
    BasisKind,
    BasisRefusal,
    Consequence,
    Holding,
    SecondGuardian,
    Statement,
    basis_refusals,
    consequences,
    opens_to_partners,
)

TODAY = date(2026, 11, 20)
MOTHER, FATHER, AUNT = 1, 2, 3

ADULT = Statement(
    kind=BasisKind.AGREEMENT,
    answer=Answer.GIVEN,
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
