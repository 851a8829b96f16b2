"""Decisions that several institutions make together: asked by the lead, answered once for each, settled by a rule."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import recorded
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import PlanEvent
from ..models import Action, Case, CaseMember, JointDecision, JointVoice, PlanVersion
from ..policies import CASES, JOINTS, VOICES
from ..rules.joint import (
    JointRefusal,
    Question,
    Result,
    Rule,
    Said,
    Tally,
    needed,
    question_refusals,
    result,
    tally,
    vote_refusals,
)
from ..states import JOINT_STATES, MAY_BE_ASKED_AGAIN, CaseState, JointAction, JointState
from .covered import acts_for

_ENDS = {
    Result.CARRIED: (JointAction.CARRY, PlanEvent.JOINT_CARRIED),
    Result.REJECTED: (JointAction.REJECT, PlanEvent.JOINT_REJECTED),
    Result.LAPSED: (JointAction.LAPSE, PlanEvent.JOINT_LAPSED),
}


@dataclass(frozen=True)
class Asking:
    """What the lead asks, whom, and how many of them must say yes; of a version, an action, or of neither.

    `again` is the one that ended without being carried and is asked anew, `because` the reason.
    """

    question: str
    institutions: Sequence[Institution]
    rule: Rule
    answer_by: date
    number: int | None = None
    plan_version: PlanVersion | None = None
    action: Action | None = None
    again: JointDecision | None = None
    because: str = ""


@dataclass(frozen=True)
class Standing:
    """How a joint decision stands on a day: voices that count, and those of institutions that left the team."""

    decision: JointDecision
    state: JointState
    counting: list[JointVoice]
    out: list[JointVoice]

    @property
    def tally(self) -> Tally:
        """The votes that count."""
        return tally(voice.vote for voice in self.counting)

    @property
    def needed(self) -> int:
        """How many must say yes."""
        return needed(Rule(self.decision.rule), self.decision.number, self.tally)

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.state is JointState.OPEN

    @property
    def may_be_asked_again(self) -> bool:
        """Whether it ended without being carried, and wasn't asked anew."""
        return self.state in MAY_BE_ASKED_AGAIN and not hasattr(self.decision, "again")


def ask_jointly(case: Case, asking: Asking, *, actor: Actor, now: datetime) -> JointDecision:
    """Ask institutions of the team for a joint decision.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Refused: it can't be asked like this (`JointRefusal`).
    """
    with CASES.recorded(PlanEvent.JOINT_ASKED, Permission.CASE_EDIT, case, actor=actor) as case:
        before = settle(asking.again, now=now) if asking.again else None
        about = [one for one in (asking.plan_version, asking.action, before) if one is not None]
        refuse(
            question_refusals(
                Question(
                    asked=frozenset(body.pk for body in asking.institutions),
                    in_the_team=_team_of(case),
                    rule=asking.rule,
                    number=asking.number,
                    answer_by=asking.answer_by,
                    of_another_case=any(one.case_id != case.pk for one in about),
                    is_again=before is not None,
                    has_ended=before is None or before.state in MAY_BE_ASKED_AGAIN,
                    was_asked_again=before is not None and hasattr(before, "again"),
                    has_reason=bool(asking.because),
                ),
                today=timezone.localdate(now),
            )
        )
        decision = JointDecision(
            case=case,
            plan_version=asking.plan_version,
            action=asking.action,
            question=asking.question,
            rule=asking.rule,
            number=asking.number if asking.rule is Rule.SOME else None,
            answer_by=asking.answer_by,
            asked_at=now,
            asked_by_id=cast(int, actor.membership_id),
            instead_of=before,
            again_because=asking.because,
        )
        decision.save()
        for body in asking.institutions:
            JointVoice(decision=decision, case=case, institution=body).save()
        notifications.joint_asked(decision, actor=actor, now=now)
    return decision


def answer_jointly(voice: JointVoice, said: Said, *, version: int, actor: Actor, now: datetime) -> JointVoice:
    """Answer for an institution, or change its answer; the lead writes down what came from one without an account.

    Raises:
        PermissionDenied: it isn't the actor's to answer.
        Stale: a colleague answered meanwhile.
        Refused: it is settled, or something is missing (`JointRefusal`).
    """
    with VOICES.recorded(
        PlanEvent.JOINT_ANSWERED, Permission.JOINT_ANSWER, voice, actor=actor, version=version
    ) as voice:
        decision = voice.decision.fresh()  # one answer at a time, so that the last one sees all the others
        by_letter = voice.institution_id != acts_for(voice.case, actor)
        (standing,) = standings([decision], now=now)
        refuse(
            vote_refusals(
                said,
                is_open=standing.is_open,
                is_by_letter=by_letter,
                asked_on=timezone.localdate(decision.asked_at),
                today=timezone.localdate(now),
            )
        )
        voice.vote, voice.reason = said.vote, said.reason
        voice.answered_at, voice.answered_by_id = now, cast(int, actor.membership_id)
        voice.channel = (said.channel or "") if by_letter else ""
        voice.came_on = said.came_on if by_letter else None
        voice.save()
        settle(decision, now=now)
    return voice


def take_back(decision: JointDecision, because: str, *, actor: Actor, now: datetime) -> JointDecision:
    """End a question that is no longer needed, with a reason; what was answered stays.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Refused: it is settled, or there is no reason (`JointRefusal`).
    """
    with JOINTS.recorded(PlanEvent.JOINT_WITHDRAWN, Permission.JOINT_EDIT, decision, actor=actor) as decision:
        (standing,) = standings([decision], now=now)
        checks = {JointRefusal.ENDED: not standing.is_open, JointRefusal.NO_REASON: not because}
        refuse(reason for reason, holds in checks.items() if holds)
        decision.state = JOINT_STATES.next(standing.state, JointAction.WITHDRAW)
        decision.ended_on, decision.ended_because = timezone.localdate(now), because
        decision.save()
        notifications.joint_ended(decision, actor=actor, now=now)
    return decision


def show_answers(decision: JointDecision, shown: bool, *, actor: Actor, now: datetime) -> JointDecision:  # noqa: ARG001 - actions take the hour
    """Let the institutions that were asked see what the others said and why, or no longer.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
    """
    with JOINTS.recorded(PlanEvent.JOINT_SHOWN, Permission.JOINT_EDIT, decision, actor=actor) as decision:
        decision.shows_reasons = shown
        decision.save()
    return decision


def settle(decision: JointDecision, *, now: datetime) -> JointDecision:
    """Write down how it ended if by the rule it has, and tell whoever waits for it; otherwise leave it as it is."""
    with transaction.atomic():
        decision = decision.fresh()
        (standing,) = standings([decision], now=now)
        if standing.is_open or decision.state != JointState.OPEN:
            return decision
        what, event = _ENDS[Result(standing.state)]
        with recorded(event, actor=SYSTEM, subject=decision) as decision:
            decision.state = JOINT_STATES.next(JointState(decision.state), what)
            decision.ended_on = timezone.localdate(now)
            decision.save()
            for voice in standing.out:
                voice.is_out = True
                voice.save()
            if decision.case.state != CaseState.CLOSED:
                notifications.joint_ended(decision, actor=SYSTEM, now=now)
    return decision


def to_settle(*, now: datetime) -> QuerySet[JointDecision]:
    """Return the open ones that no answer ends: their day or their case is over, or an institution left the team."""
    inside = CaseMember.objects.current().filter(case=OuterRef("case"), institution=OuterRef("institution"))
    left = JointVoice.objects.filter(~Exists(inside), decision=OuterRef("pk"))
    over = Q(answer_by__lt=timezone.localdate(now)) | Q(case__state=CaseState.CLOSED)
    return JointDecision.objects.filter(over | Exists(left), state=JointState.OPEN).order_by("pk")


def standings(decisions: Iterable[JointDecision], *, now: datetime) -> list[Standing]:
    """Return how these stand now, whether or not it was written down; three queries however many they are."""
    wanted = list(decisions)
    voices: dict[int, list[JointVoice]] = {one.pk: [] for one in wanted}
    for voice in (
        JointVoice.objects.filter(decision__in=voices).select_related("institution", "answered_by__user").order_by("pk")
    ):
        voices[voice.decision_id].append(voice)
    places = CaseMember.objects.current().filter(case__in={one.case_id for one in wanted})
    teams = set(places.values_list("case_id", "institution_id"))
    return [_standing(one, voices[one.pk], teams, today=timezone.localdate(now)) for one in wanted]


def _standing(
    decision: JointDecision, voices: list[JointVoice], teams: Collection[tuple[int, int]], *, today: date
) -> Standing:
    if decision.state != JointState.OPEN:
        counting = [voice for voice in voices if not voice.is_out]
        return Standing(decision, JointState(decision.state), counting, [voice for voice in voices if voice.is_out])
    counting = [voice for voice in voices if (decision.case_id, voice.institution_id) in teams]
    told = result(
        Rule(decision.rule),
        decision.number,
        tally(voice.vote for voice in counting),
        answer_by=decision.answer_by,
        today=today,
        is_case_closed=decision.case.state == CaseState.CLOSED,
    )
    return Standing(decision, JointState(told), counting, [voice for voice in voices if voice not in counting])


def institutions_in_team(case: Case) -> QuerySet[Institution]:
    """Return the institutions of the team, by account or by letter, that can be asked."""
    return Institution.objects.filter(pk__in=case.members.current().values("institution")).order_by("name", "pk")


def _team_of(case: Case) -> frozenset[int]:
    return frozenset(case.members.current().values_list("institution_id", flat=True))
