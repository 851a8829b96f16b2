"""Whether this is the way: decided by the lead, with reasons, anew as often as needed; nothing follows by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.gate.actions.qualifying import Decided, qualify
from kooperacja.gate.models import Answer, Qualification, Reason
from kooperacja.gate.policies import QUALIFICATIONS
from kooperacja.gate.rules import QualificationRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.models import Message
from tests.cases.changing import again, close, last_event
from tests.world import CAST

pytestmark = pytest.mark.django_db


def decided(answer=Answer.NOT_NOW, **changes):
    fields = {"decided_on": timezone.localdate(), "reasons": [Reason.NOT_WANTED, Reason.MANY], "words": "Później."}
    return Decided(answer, **fields | changes)


@pytest.mark.parametrize("who", ["lead", "deputy"])
@pytest.mark.parametrize("answer", Answer)
def test_a_decision_is_kept_with_its_reasons_and_changes_nothing_else(world, who, answer):
    before, told = again(world.case), Message.objects.count()

    row = again(qualify(world.case, decided(answer), actor=getattr(world, who).actor, now=world.now))

    assert (row.answer, row.words, row.is_this_way) == (answer, "Później.", answer is Answer.FITS)
    assert row.because == [Reason.MANY, Reason.NOT_WANTED]
    assert row.decided_by == getattr(world, who).membership
    case = again(world.case)
    assert (case.state, case.version, Message.objects.count()) == (before.state, before.version, told)
    assert "Później" not in str(last_event("gate.qualified").changes)


def test_earlier_decisions_stay(world):
    qualify(world.case, decided(), actor=world.lead.actor, now=world.now)
    last = qualify(world.case, decided(Answer.FITS), actor=world.lead.actor, now=world.now)

    rows = list(Qualification.objects.filter(case=world.case).newest_first())
    assert rows[0] == last
    assert world.qualification in rows
    assert len(rows) == 3


def test_a_reason_that_is_no_more_is_left_out(world):
    row = Qualification(reasons={"ticked": ["gone", "many"]})

    assert row.because == [Reason.MANY]
    assert Qualification(reasons={}).because == []


@pytest.mark.parametrize("who", ["member", "former", "reporter", "intake", "head", "neighbour", "operator"])
def test_others_decide_nothing(world, who):
    with pytest.raises(PermissionDenied):
        qualify(world.case, decided(), actor=getattr(world, who).actor, now=world.now)


def test_lead_and_deputy_read_it_alone(world):
    def reads(who):
        return QUALIFICATIONS.allows(getattr(world, who).actor, QUALIFICATIONS.view, world.qualification)

    readers = {who for who in CAST if reads(who)}

    assert readers == {"lead", "deputy"}


def test_a_closed_case_is_only_read(world):
    close(world)

    with pytest.raises(PermissionDenied):
        qualify(world.case, decided(), actor=world.lead.actor, now=world.now)
    assert QUALIFICATIONS.allows(world.lead.actor, QUALIFICATIONS.view, world.qualification)


def test_what_the_rules_refuse_is_not_kept(world):
    tomorrow = timezone.localdate() + timedelta(1)
    with pytest.raises(Refused) as refused:
        qualify(
            world.case,
            decided(reasons=[], words="", decided_on=tomorrow),
            actor=world.lead.actor,
            now=world.now,
        )

    assert refused.value.refusals == {QualificationRefusal.NO_REASON, QualificationRefusal.IN_FUTURE}
    assert Qualification.objects.count() == 1
