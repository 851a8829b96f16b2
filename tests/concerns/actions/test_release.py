import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.audit.recording import Stale
from kooperacja.concerns.actions import hold_back_concern, release_concern, set_numbers, withdraw_concern
from kooperacja.concerns.rules import Answer
from kooperacja.concerns.states import ConcernState
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.kinds import MessageKind as K

from ..tools import EVENING, at, events, messages

OTHERS = ["lead", "intake", "admin", "neighbour_head", "member", "region", "operator"]


def test_released_it_reaches_the_centre_and_the_clock_starts(office):
    concern = release_concern(office.waiting_concern, actor=office.head.actor, now=EVENING)

    assert (concern.state, concern.received_at) == (ConcernState.RECEIVED, EVENING)
    assert concern.due_at == at("2026-11-25T15:30")
    assert messages() == [
        (K.CONCERN_CAME, office.neighbour.user.email),
        (K.CONCERN_TAKEN_UP, office.lead.user.email),
    ]
    assert events() == ["concerns.released"]


def test_held_back_it_never_reaches_the_centre_and_its_writer_hears_of_it(office):
    concern = hold_back_concern(office.waiting_concern, actor=office.head.actor, now=EVENING)

    assert (concern.state, concern.received_at, concern.answer) == (ConcernState.WITHDRAWN, None, Answer.NOT_SENT)
    assert messages() == [(K.CONCERN_HELD_BACK, office.lead.user.email)]


def test_its_writer_may_take_it_back_as_long_as_it_waits(office):
    concern = withdraw_concern(office.waiting_concern, actor=office.lead.actor, now=EVENING)

    assert concern.state == ConcernState.WITHDRAWN
    assert messages() == []


def test_what_was_sent_can_not_be_taken_back(office):
    with pytest.raises(TransitionNotAllowed):
        withdraw_concern(office.concern, actor=office.reporter.actor, now=EVENING)


@pytest.mark.parametrize("action", [release_concern, hold_back_concern])
def test_only_the_head_of_the_writers_institution_releases(office, action):
    for who in OTHERS:
        with pytest.raises(PermissionDenied):
            action(office.waiting_concern, actor=getattr(office, who).actor, now=EVENING)


def test_only_its_writer_withdraws(office):
    for who in ("head", "colleague", "neighbour", "operator"):
        with pytest.raises(PermissionDenied):
            withdraw_concern(office.waiting_concern, actor=getattr(office, who).actor, now=EVENING)


def test_who_was_slower_is_refused(office):
    release_concern(office.waiting_concern, actor=office.head.actor, now=EVENING)

    with pytest.raises(PermissionDenied):
        hold_back_concern(office.waiting_concern, actor=office.head.actor, now=EVENING)


class TestNumbers:
    def test_both_are_kept(self, office):
        concern = set_numbers(
            office.concern,
            register_number="123/2026",
            case_mark="GOPS.5021.7.2026",
            version=office.concern.version,
            actor=office.intake.actor,
        )

        assert (concern.register_number, concern.case_mark) == ("123/2026", "GOPS.5021.7.2026")
        assert events() == ["concerns.numbered"]

    def test_a_change_meanwhile_is_found(self, office):
        with pytest.raises(Stale):
            set_numbers(office.concern, register_number="", case_mark="", version=0, actor=office.intake.actor)

    def test_only_the_centres_intake_sets_them(self, office):
        given = {"register_number": "", "case_mark": "", "version": 1}
        for who in ("lead", "reporter", "neighbour", "operator"):
            with pytest.raises(PermissionDenied):
                set_numbers(office.concern, **given, actor=getattr(office, who).actor)
