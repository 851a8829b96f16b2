"""When a case may be offered, and what of it goes to another centre."""

from dataclasses import replace
from datetime import date

import pytest

from kooperacja.transfers.rules import (
    Aim,
    Going,
    HandoverRefusal,
    Known,
    LetterRefusal,
    Passing,
    TransferRefusal,
    handover_refusals,
    letter_refusals,
    reason_refusals,
    transfer_refusals,
    what_goes,
)

TODAY = date(2026, 11, 22)
OPENED = date(2026, 1, 5)
MOTHER, CHILD, FATHER = 1, 2, 3
FINE = Passing(
    waits_already=False,
    same_centre=False,
    by_letter=False,
    somebody_receives=True,
    body="",
    persons=[MOTHER, CHILD],
    agreed=[MOTHER],
    in_the_case=[MOTHER, CHILD, FATHER],
    children=[CHILD],
    silent=[],
    agreed_on=TODAY,
    of_age_on=date(2008, 5, 1),
    opened_on=OPENED,
    how="writing",
    with_plan=True,
    summary="Praca trwa.",
    message="Proszę dzwonić rano.",
)
ALONE = {"agreed": [], "agreed_on": None, "how": "", "with_plan": False, "summary": "", "message": ""}


@pytest.mark.parametrize("name", ["waits_already", "is_closed", "to_oneself", "lead_changed"])
def test_a_handover_is_refused_for_each_reason(name):
    told = dict.fromkeys(["waits_already", "is_closed", "to_oneself", "lead_changed"], False)

    assert handover_refusals(**told) == frozenset()
    assert len(handover_refusals(**{**told, name: True})) == 1


def test_the_words_of_a_lapsed_offer_say_why():
    refusals = handover_refusals(waits_already=False, is_closed=True, to_oneself=False, lead_changed=True)

    assert refusals == {HandoverRefusal.CASE_CLOSED, HandoverRefusal.LEAD_CHANGED}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        (ALONE, None),
        ({**ALONE, "message": "Proszę dzwonić rano."}, TransferRefusal.NO_MESSAGE),
        ({"message": ""}, None),
        ({"by_letter": True, "body": "MOPS Lipowo", "somebody_receives": False}, None),
        ({"waits_already": True}, TransferRefusal.WAITS_ALREADY),
        ({"same_centre": True, "somebody_receives": False}, TransferRefusal.SAME_CENTRE),
        ({"somebody_receives": False}, TransferRefusal.NOBODY_THERE),
        ({"by_letter": True}, TransferRefusal.NO_BODY),
        ({"persons": []}, TransferRefusal.NO_PERSONS),
        ({"persons": [MOTHER, 9]}, TransferRefusal.NOT_IN_THE_CASE),
        ({"agreed": [MOTHER, 9]}, TransferRefusal.NOT_IN_THE_CASE),
        ({"agreed": [MOTHER, CHILD]}, TransferRefusal.NOT_ADULT),
        ({"silent": [MOTHER]}, TransferRefusal.TAKES_NO_PART),
        ({"silent": [CHILD, FATHER]}, None),
        ({"agreed_on": None}, TransferRefusal.NO_DAY),
        ({"agreed_on": date(2026, 11, 23)}, TransferRefusal.IN_THE_FUTURE),
        ({"agreed_on": OPENED}, None),
        ({"agreed_on": date(2026, 1, 4)}, TransferRefusal.BEFORE_IT_OPENED),
        ({"of_age_on": TODAY}, None),
        ({"of_age_on": None}, None),
        ({"of_age_on": TODAY, "agreed_on": date(2026, 11, 21)}, TransferRefusal.NOT_ADULT_THEN),
        ({"how": ""}, TransferRefusal.NO_HOW),
        ({"agreed": [], "message": ""}, TransferRefusal.NO_AGREEMENT),
        ({"agreed": [], "message": "", "with_plan": False}, TransferRefusal.NO_AGREEMENT),
        ({"agreed": [], "message": "", "summary": ""}, TransferRefusal.NO_AGREEMENT),
    ],
)
def test_a_transfer_is_refused_for_each_reason(changes, refusal):
    assert transfer_refusals(replace(FINE, **changes), today=TODAY) == ({refusal} if refusal else frozenset())


@pytest.mark.parametrize(
    ("number", "sent_on", "refusals"),
    [
        ("GOPS.1.2026", TODAY, set()),
        ("", TODAY, {LetterRefusal.NO_NUMBER}),
        ("GOPS.1.2026", date(2026, 11, 23), {LetterRefusal.IN_THE_FUTURE}),
    ],
)
def test_a_letter_has_a_number_and_a_day(number, sent_on, refusals):
    assert letter_refusals(number=number, sent_on=sent_on, today=TODAY) == refusals


def test_who_declines_says_why():
    assert reason_refusals("Nie ten obszar") == frozenset()
    assert reason_refusals("") == {LetterRefusal.NO_REASON}


KNOWN = {
    MOTHER: Known({"first_name": "Anna"}, date(1990, 5, 1), is_child=False, guardians=[]),
    CHILD: Known({"first_name": "Ola"}, date(2015, 5, 1), is_child=True, guardians=[MOTHER]),
    FATHER: Known({"first_name": "Jan"}, None, is_child=False, guardians=[]),
}
AIMS = [
    Aim("dom", None, [{"text": "mieszkanie"}]),
    Aim("szkoła", CHILD, []),
    Aim("praca", FATHER, []),
]


def test_without_agreement_identity_and_contact_alone_go():
    going = Going([MOTHER, CHILD], agreed=[], with_plan=False, summary="", address="Rzeczna 1")

    assert what_goes(going, KNOWN, AIMS) == {
        "persons": [{"first_name": "Anna", "is_minor": False}, {"first_name": "Ola", "is_minor": True}],
        "address": "Rzeczna 1",
    }


def test_with_agreement_the_plan_of_those_who_agreed_goes():
    going = Going([CHILD, FATHER, MOTHER], agreed=[MOTHER], with_plan=True, summary="Praca trwa.", address="")

    content = what_goes(going, KNOWN, AIMS)

    assert content["persons"] == [
        {"first_name": "Ola", "is_minor": True, "birth_date": "2015-05-01"},
        {"first_name": "Jan", "is_minor": False},
        {"first_name": "Anna", "is_minor": False, "birth_date": "1990-05-01"},
    ]
    assert content["goals"] == [
        {"text": "dom", "person": None, "steps": [{"text": "mieszkanie"}]},
        {"text": "szkoła", "person": 0, "steps": []},
    ]
    assert content["summary"] == "Praca trwa."


def test_the_plan_stays_unless_it_was_chosen():
    going = Going([MOTHER], agreed=[MOTHER], with_plan=False, summary="", address="")

    assert "goals" not in what_goes(going, KNOWN, AIMS)


def test_somebody_without_a_date_of_birth_goes_without_one():
    going = Going([FATHER], agreed=[FATHER], with_plan=True, summary="", address="")

    content = what_goes(going, KNOWN, AIMS)

    assert content["persons"] == [{"first_name": "Jan", "is_minor": False}]
    assert [goal["text"] for goal in content["goals"]] == ["dom", "praca"]
