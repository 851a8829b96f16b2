import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.concerns.actions import (
    end_with_case,
    forward,
    not_confirm,
    take_no_action,
    take_up,
    tell_other_body,
)
from kooperacja.concerns.models import Decision, DecisionKind, Urgency
from kooperacja.concerns.rules import Answer, DecisionRefusal, ForwardRefusal
from kooperacja.concerns.states import ConcernAction, ConcernState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.kinds import MessageKind as K
from tests.world import Made

from ..tools import MONDAY, at, change, events, messages, messages_to

STRANGERS = [
    "lead",
    "deputy",
    "colleague",
    "admin",
    "reporter",
    "member",
    "neighbour",
    "neighbour_head",
    "region",
    "operator",
]


def told_police(concern, *, actor, reason="Sprawa dla Policji.", **changes):
    told = {"body": "Policja", "how": "telefonicznie", "by": "Irena Przyjemska"}
    return tell_other_body(concern, **told | changes, reason=reason, actor=actor, now=MONDAY)


ENDINGS = [
    (lambda row, actor: told_police(row, actor=actor), ConcernState.TOLD_OTHER, DecisionKind.TELL_OTHER),
    (
        lambda row, actor: take_no_action(row, reason="Pomoc już jest.", actor=actor, now=MONDAY),
        ConcernState.NO_ACTION,
        DecisionKind.NO_ACTION,
    ),
    (
        lambda row, actor: not_confirm(row, reason="Wizyta nic nie wykazała.", actor=actor, now=MONDAY),
        ConcernState.NOT_CONFIRMED,
        DecisionKind.NOT_CONFIRMED,
    ),
    (
        lambda row, actor: end_with_case(
            row, actor=actor, now=MONDAY, action=ConcernAction.LINK, reason="Ta sama rodzina."
        ),
        ConcernState.LINKED,
        DecisionKind.LINK,
    ),
    (
        lambda row, actor: end_with_case(
            row, actor=actor, now=MONDAY, action=ConcernAction.OPEN_CASE, reason="Potrzeba zespołu."
        ),
        ConcernState.CASE_OPENED,
        DecisionKind.OPEN_CASE,
    ),
]


def test_taking_up_stops_nothing_and_tells_nobody_twice(office):
    due = office.concern.due_at

    concern = take_up(office.concern, actor=office.intake.actor, now=MONDAY)

    assert (concern.state, concern.taken_up_at, concern.due_at) == (ConcernState.IN_TRIAGE, MONDAY, due)
    assert concern.answer == Answer.ACCEPTED
    assert (messages(), events()) == ([], ["concerns.taken_up"])


def test_the_head_does_intake_too(office):
    assert take_up(office.concern, actor=office.head.actor, now=MONDAY).state == ConcernState.IN_TRIAGE


def test_nobody_takes_up_twice(office):
    take_up(office.concern, actor=office.intake.actor, now=MONDAY)

    with pytest.raises(TransitionNotAllowed):
        take_up(office.concern, actor=office.head.actor, now=MONDAY)


@pytest.mark.parametrize("taken_up", [True, False])
@pytest.mark.parametrize(("end", "state", "kind"), ENDINGS)
def test_each_decision_ends_the_concern_keeps_its_reason_and_answers_alike(office, end, state, kind, taken_up):
    concern = office.concern
    if taken_up:
        take_up(concern, actor=office.intake.actor, now=MONDAY)

    concern = end(concern, office.intake.actor)

    decision = Decision.objects.get(concern=concern)
    assert (concern.state, concern.ended_at) == (state, MONDAY)
    assert (decision.kind, decision.centre, decision.decided_by) == (kind, office.ops, office.intake.membership)
    assert decision.reason
    assert concern.answer == Answer.FINISHED
    assert messages() == [(K.CONCERN_ENDED, office.reporter.user.email)]


@pytest.mark.parametrize(("end", "_state", "_kind"), ENDINGS)
def test_a_concern_is_decided_once(office, end, _state, _kind):
    end(office.concern, office.intake.actor)

    with pytest.raises(TransitionNotAllowed):
        take_no_action(office.concern, reason="x", actor=office.head.actor, now=MONDAY)
    assert Decision.objects.filter(concern=office.concern).count() == 1


@pytest.mark.parametrize(("end", "_state", "_kind"), ENDINGS)
def test_nobody_else_decides(office, end, _state, _kind):
    for who in STRANGERS:
        with pytest.raises(PermissionDenied):
            end(office.concern, getattr(office, who).actor)
    assert messages() == []


def test_nobody_else_takes_up_or_forwards(office):
    to, unit = office.other_ops, office.other_gmina
    for actor in (getattr(office, who).actor for who in STRANGERS):
        with pytest.raises(PermissionDenied):
            take_up(office.concern, actor=actor, now=MONDAY)
        with pytest.raises(PermissionDenied):
            forward(office.concern, to=to, unit=unit, reason="x", actor=actor, now=MONDAY)


def test_that_another_body_was_told_is_written_without_facts(office):
    concern = told_police(office.concern, actor=office.intake.actor)

    decision = Decision.objects.get(concern=concern)
    assert (decision.told_body, decision.told_how, decision.told_by) == ("Policja", "telefonicznie", "Irena Przyjemska")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"body": ""}, DecisionRefusal.NO_BODY),
        ({"how": ""}, DecisionRefusal.NO_WAY),
        ({"by": ""}, DecisionRefusal.NO_TELLER),
        ({"reason": ""}, DecisionRefusal.NO_REASON),
    ],
)
def test_telling_another_body_needs_all_four(office, changes, refusal):
    with pytest.raises(Refused) as refused:
        told_police(office.concern, actor=office.intake.actor, **changes)

    assert refused.value.refusals == {refusal}


def test_no_decision_without_a_reason(office):
    with pytest.raises(Refused):
        take_no_action(office.concern, reason="", actor=office.intake.actor, now=MONDAY)


def test_only_a_case_ends_a_concern_with_a_case(office):
    with pytest.raises(ValueError, match="leave"):
        end_with_case(office.concern, actor=office.intake.actor, now=MONDAY, action=ConcernAction.LEAVE, reason="x")


def test_a_case_and_the_end_of_its_concern_stand_or_fall_together(office):
    class Fell(Exception):
        pass

    with pytest.raises(Fell), recording(Made.FOR_TEST, actor=SYSTEM):
        end_with_case(office.concern, actor=office.intake.actor, now=MONDAY, action=ConcernAction.OPEN_CASE, reason="x")
        raise Fell

    office.concern.refresh_from_db()
    assert office.concern.state == ConcernState.RECEIVED
    assert messages() == []


class TestForwarding:
    def forward(self, world, **changes):
        fields = {"to": world.other_ops, "unit": world.other_gmina, "reason": "Mieszka w Starym Brzegu."}
        return forward(world.concern, **fields | changes, actor=world.intake.actor, now=MONDAY)

    def test_it_moves_and_the_clock_starts_anew_there(self, office):
        take_up(office.concern, actor=office.intake.actor, now=MONDAY)

        concern = self.forward(office)

        assert (concern.centre, concern.unit) == (office.other_ops, office.other_gmina)
        assert (concern.state, concern.taken_up_at) == (ConcernState.RECEIVED, None)
        assert (concern.received_at, concern.due_at) == (MONDAY, at("2026-11-25T15:30"))

    def test_its_number_stays(self, office):
        number = office.concern.number

        assert self.forward(office).number == number

    def test_the_numbers_of_the_old_centre_stay_with_its_decision(self, office):
        change(office.concern, register_number="12/2026", case_mark="GOPS.5021.1.2026")

        concern = self.forward(office)

        decision = Decision.objects.get(concern=concern)
        assert (decision.register_number, decision.case_mark) == ("12/2026", "GOPS.5021.1.2026")
        assert (concern.register_number, concern.case_mark) == ("", "")
        assert (decision.centre, decision.to_centre) == (office.ops, office.other_ops)

    def test_the_new_intake_and_the_reporter_are_told(self, office):
        concern = self.forward(office)

        assert messages_to(office.neighbour) == [K.CONCERN_FORWARDED_HERE]
        assert messages_to(office.reporter) == [K.CONCERN_FORWARDED]
        assert concern.answer == Answer.FORWARDED

    def test_what_is_red_is_as_urgent_there(self, office):
        change(office.concern, urgency=Urgency.RED)
        self.forward(office)

        assert messages_to(office.neighbour) == [K.CONCERN_CAME_URGENT]

    def test_the_old_centre_can_do_nothing_with_it_any_more_and_the_new_one_everything(self, office):
        self.forward(office)

        with pytest.raises(PermissionDenied):
            take_up(office.concern, actor=office.intake.actor, now=MONDAY)
        take_up(office.concern, actor=office.neighbour.actor, now=MONDAY)

    def test_it_may_come_back(self, office):
        self.forward(office)

        concern = forward(
            office.concern,
            to=office.ops,
            unit=office.gmina,
            reason="Jednak tu.",
            actor=office.neighbour.actor,
            now=MONDAY,
        )

        assert concern.centre == office.ops
        assert Decision.objects.filter(concern=concern).count() == 2

    def test_red_without_duty_there_runs_as_amber(self, office):
        change(office.concern, urgency=Urgency.RED)

        assert self.forward(office).due_at == at("2026-11-25T15:30")

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"to": "ops", "unit": "gmina"}, ForwardRefusal.TO_ITSELF),
            ({"unit": "gmina"}, ForwardRefusal.NOT_COMPETENT),
            ({"to": "school"}, ForwardRefusal.NOT_COMPETENT),
            ({"reason": ""}, ForwardRefusal.NO_REASON),
        ],
    )
    def test_it_goes_only_to_a_competent_centre(self, office, changes, refusal):
        rows = {name: getattr(office, value) if name != "reason" else value for name, value in changes.items()}

        with pytest.raises(Refused) as refused:
            self.forward(office, **rows)

        assert refusal in refused.value.refusals
        office.concern.refresh_from_db()
        assert office.concern.centre == office.ops

    def test_what_is_decided_is_not_forwarded(self, office):
        take_no_action(office.concern, reason="x", actor=office.intake.actor, now=MONDAY)

        with pytest.raises(TransitionNotAllowed):
            self.forward(office)
