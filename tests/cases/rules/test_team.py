from dataclasses import replace

import pytest

from kooperacja.access.actor import Duty
from kooperacja.cases.rules.team import (
    AppointingRefusal,
    Candidate,
    Joining,
    JoiningRefusal,
    appointing_refusals,
    joining_refusals,
)

PARTNER = Joining(
    of_own_centre=False,
    by_letter=False,
    hat_is_valid=True,
    guards_data=False,
    is_in_team=False,
    family_agreed=True,
    cooperation=True,
    protocol=True,
)


@pytest.mark.parametrize(
    ("lacking", "refusals"),
    [
        ({}, set()),
        ({"hat_is_valid": False}, {JoiningRefusal.HAT_ENDED}),
        ({"guards_data": True}, {JoiningRefusal.GUARDS_DATA}),
        ({"is_in_team": True}, {JoiningRefusal.ALREADY_IN}),
        ({"family_agreed": False}, {JoiningRefusal.NO_AGREEMENT}),
        ({"cooperation": False}, {JoiningRefusal.NO_COOPERATION}),
        ({"protocol": False}, {JoiningRefusal.NO_PROTOCOL}),
        (
            {"family_agreed": False, "cooperation": False, "protocol": False},
            {JoiningRefusal.NO_AGREEMENT, JoiningRefusal.NO_COOPERATION, JoiningRefusal.NO_PROTOCOL},
        ),
    ],
)
def test_a_partner_with_an_account_needs_the_family_and_both_papers(lacking, refusals):
    assert joining_refusals(replace(PARTNER, **lacking)) == refusals


def test_by_letter_needs_the_family_and_no_papers():
    letter = replace(PARTNER, by_letter=True, cooperation=False, protocol=False)

    assert joining_refusals(letter) == set()
    assert joining_refusals(replace(letter, family_agreed=False)) == {JoiningRefusal.NO_AGREEMENT}


def test_the_centres_own_people_need_neither():
    own = replace(PARTNER, of_own_centre=True, family_agreed=False, cooperation=False, protocol=False)

    assert joining_refusals(own) == set()


LEAD = Candidate(user_id=1, works_in_centre=True, duties={Duty.CASEWORK})
HEAD = Candidate(user_id=2, works_in_centre=True, duties={Duty.HEAD})


@pytest.mark.parametrize(
    ("lead", "deputy", "refusals"),
    [
        (LEAD, HEAD, set()),
        (HEAD, None, set()),
        (LEAD, replace(HEAD, user_id=1), {AppointingRefusal.SAME_PERSON}),
        (replace(LEAD, works_in_centre=False), None, {AppointingRefusal.NOT_OF_THE_CENTRE}),
        (LEAD, replace(HEAD, works_in_centre=False), {AppointingRefusal.NOT_OF_THE_CENTRE}),
        (replace(LEAD, duties={Duty.INTAKE}), HEAD, {AppointingRefusal.NO_CASEWORK}),
        (LEAD, replace(HEAD, duties=set()), {AppointingRefusal.NO_CASEWORK}),
    ],
)
def test_who_leads_and_who_deputises(lead, deputy, refusals):
    assert appointing_refusals(lead, deputy) == refusals
