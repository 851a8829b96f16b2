from dataclasses import replace

import pytest

from kooperacja.cases.rules.participation import BasisKind
from kooperacja.cases.rules.sharing import SharingAnswer, SharingRefusal, Wish, sharing_refusals

FINE = Wish(
    answer=SharingAnswer.SHARED,
    ground=BasisKind.AGREEMENT,
    has_reference=False,
    has_account=True,
    of_the_case=True,
    sees_it=False,
    wrote_it=False,
    owner_allows=True,
    family_agreed=True,
)
REFUSED = {"answer": SharingAnswer.REFUSED}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"of_the_case": False}, SharingRefusal.NOT_OF_THE_CASE),
        ({"has_account": False}, SharingRefusal.BY_LETTER),
        ({"sees_it": True}, SharingRefusal.ALREADY_SHARED),
        ({"wrote_it": True}, SharingRefusal.OWN_NOTE),
        ({"owner_allows": False}, SharingRefusal.OWNER_KEEPS_IT),
        ({"family_agreed": False}, SharingRefusal.NOBODY_AGREED),
        ({"hidden_by_level": True}, SharingRefusal.OWN_ACTIONS_ALONE),
        ({"of_who_is_silent": True}, SharingRefusal.OF_WHO_IS_SILENT),
        ({"ground": BasisKind.COURT_ORDER}, SharingRefusal.NO_REFERENCE),
        ({"ground": BasisKind.STATUTORY_DUTY, "has_reference": True, "family_agreed": False}, None),
        ({**REFUSED, "owner_allows": False, "family_agreed": False, "of_who_is_silent": True}, None),
        ({**REFUSED, "ground": BasisKind.STATUTORY_DUTY}, SharingRefusal.NO_REFERENCE),
    ],
)
def test_what_stands_against_it(change, refusal):
    assert sharing_refusals(replace(FINE, **change)) == ({refusal} if refusal else frozenset())


def test_every_reason_is_said_at_once():
    assert len(sharing_refusals(replace(FINE, of_the_case=False, has_account=False, family_agreed=False))) == 3
