from datetime import date

import pytest

from kooperacja.matching.rules.exchange import ExchangeRefusal as R
from kooperacja.matching.rules.exchange import Ground, exchange_refusals

TODAY = date(2026, 11, 22)
FINE = {
    "of_the_case": True,
    "institutions": (1, 2),
    "is_protected": False,
    "ground": Ground.AGREEMENT,
    "basis_holds": True,
    "agreed_on": TODAY,
    "provision": "",
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({}, set()),
        ({"is_protected": True}, {R.PROTECTED}),
        ({"of_the_case": False}, {R.NOT_OF_THE_CASE}),
        ({"institutions": (1, None)}, {R.NO_INSTITUTION}),
        ({"institutions": (1, 1)}, {R.SAME_REPORTER}),
        ({"basis_holds": False, "agreed_on": None}, {R.NO_BASIS, R.NO_DAY}),
        ({"agreed_on": date(2026, 11, 23)}, {R.IN_FUTURE}),
        ({"ground": Ground.STATUTE}, {R.NO_PROVISION}),
        ({"ground": Ground.STATUTE, "provision": "art. 1", "basis_holds": False, "agreed_on": None}, set()),
    ],
)
def test_two_reporters_learn_of_each_other_only_on_a_ground(changes, refusals):
    assert exchange_refusals(**FINE | changes) == refusals
