"""A case goes by letter to a body that is not in the system."""

import pytest
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.policies import CASES
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.transfers.actions.transferring import (
    note_letter_answer,
    note_letter_sent,
    withdraw_transfer,
)
from kooperacja.transfers.rules import LetterRefusal
from tests.cases.changing import again, told

from .test_transferring import free, send

__all__ = ["free"]  # fixtures

pytestmark = pytest.mark.django_db


def by_letter(world, **fields):
    return send(world, destination=None, body="MOPS Lipowo", body_address="Lipowo, Rynek 1", **fields)


def sent(world):
    row = by_letter(world)
    day = timezone.localdate(world.now)
    return note_letter_sent(row, number="GOPS.5.2026", sent_on=day, actor=world.lead.actor, now=world.now)


def test_to_a_body_outside_the_system_a_letter_goes(free):
    row = by_letter(free)
    assert (row.state, row.to, row.by_letter) == ("to_send", "MOPS Lipowo", True)
    assert not told(free).exists()

    row = again(sent_of(free, row))

    assert (row.state, row.letter_number, row.letter_on) == ("sent", "GOPS.5.2026", timezone.localdate(free.now))
    assert again(free.case).state == "active"


def sent_of(world, row):
    day = timezone.localdate(world.now)
    return note_letter_sent(row, number="GOPS.5.2026", sent_on=day, actor=world.lead.actor, now=world.now)


def test_a_letter_without_a_number_is_not_sent(free):
    row = by_letter(free)

    with pytest.raises(Refused) as refused:
        note_letter_sent(row, number="", sent_on=timezone.localdate(free.now), actor=free.lead.actor, now=free.now)

    assert refused.value.refusals == {LetterRefusal.NO_NUMBER}


def test_if_they_take_it_over_the_case_closes(free):
    row = note_letter_answer(sent(free), accepted=True, actor=free.lead.actor, now=free.now)

    assert (again(row).state, row.new_case) == ("accepted", None)
    assert (again(free.case).state, again(free.case).closure_reason) == ("closed", "moved")
    assert not CASES.allowed(free.member.actor, free.case)
    assert not CASES.allows(free.lead.actor, Permission.CASE_REOPEN, free.case)


def test_if_they_decline_it_stays(free):
    row = sent(free)
    with pytest.raises(Refused):
        note_letter_answer(row, accepted=False, actor=free.lead.actor, now=free.now)

    note_letter_answer(row, accepted=False, reason="Brak miejsc.", actor=free.lead.actor, now=free.now)

    assert (again(row).state, again(row).reason) == ("declined", "Brak miejsc.")
    assert again(free.case).state == "active"


def test_an_answer_to_a_letter_that_was_not_sent_is_not_noted(free):
    with pytest.raises(TransitionNotAllowed):
        note_letter_answer(by_letter(free), accepted=True, actor=free.lead.actor, now=free.now)


def test_the_lead_does_not_answer_for_a_centre_in_the_system(world):
    with pytest.raises(TransitionNotAllowed):
        note_letter_answer(world.transfer, accepted=True, actor=world.lead.actor, now=world.now)
    with pytest.raises(TransitionNotAllowed):
        note_letter_sent(world.transfer, number="1", sent_on=world.now.date(), actor=world.lead.actor, now=world.now)
    assert again(world.case).state == "active"


def test_a_letter_is_withdrawn_without_a_message(free):
    withdraw_transfer(sent(free), actor=free.lead.actor, now=free.now)

    assert not told(free).exists()
