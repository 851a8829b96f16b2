"""Versions of a plan, the family's agreement to it, and the papers of other systems that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Person

from ..events import PlanEvent
from ..models import Action, Case, Goal, How, PaperKind, PlanPaper, PlanVersion
from ..policies import CASES
from ..rules.papers import paper_refusals
from ..rules.versions import Freezing, fingerprint, version_refusals
from ..states import ActionState, BasisState


@dataclass(frozen=True)
class Agreed:
    """Who of the family said yes to the plan, when and how; without anybody the lead freezes it alone."""

    people: Sequence[Person] = ()
    on: date | None = None
    how: How | None = None


def freeze_plan(case: Case, agreed: Agreed, *, seen: str, actor: Actor, now: datetime) -> PlanVersion:
    """Keep the plan as it stands now under the next number.

    Args:
        seen: the fingerprint of the plan that was shown (`rules.versions`): another one isn't agreed to by it.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Refused: there is no goal, the plan has changed since it was shown, or the agreement is half-written, of a day
            on which it can't have been, of somebody else or of children alone (`VersionRefusal`).
    """
    event = PlanEvent.PLAN_AGREED if agreed.people else PlanEvent.PLAN_FROZEN
    with CASES.recorded(event, Permission.CASE_EDIT, case, actor=actor) as case:
        content = content_of(case)
        those = {person.pk for person in agreed.people}
        today = timezone.localdate(now)
        told = Freezing(
            has_goals=bool(content["goals"]),
            changed=fingerprint(content) != seen,
            strangers=bool(those - _takers(case)),
            who=len(those),
            adults=sum(not person.is_child_on(agreed.on or today) for person in agreed.people),
            born=max((person.birth_date for person in agreed.people if person.birth_date), default=None),
            agreed_on=agreed.on,
            how=agreed.how or "",
            opened_on=timezone.localdate(case.opened_at),
        )
        refuse(version_refusals(told, today=today))
        last = PlanVersion.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        version = PlanVersion(
            case=case,
            number=last + 1,
            made_at=now,
            made_by=Membership.objects.get(pk=cast(int, actor.membership_id)),
            agreed_on=agreed.on,
            how=agreed.how or "",
            content={**content, "agreed": [person.name for person in agreed.people]},
        )
        version.save()
    return version


def _takers(case: Case) -> set[int]:
    """Return the living persons of the case who didn't refuse and didn't withdraw."""
    silent = case.bases.filter(state__in=(BasisState.REFUSED, BasisState.WITHDRAWN)).values("person_id")
    inside = case.case_persons.filter(left_on=None, person__has_died=False).exclude(person_id__in=silent)
    return set(inside.values_list("person_id", flat=True))


def content_of(case: Case) -> dict[str, Any]:
    """Return the plan as it stands now, as a version keeps it. Cancelled and declined actions are no part of it."""
    goals = Goal.objects.filter(case=case).select_related("person").order_by("pk")
    actions = Action.objects.filter(case=case).select_related("goal", "institution", "member__membership__user")
    wanted = actions.exclude(state__in=(ActionState.CANCELLED, ActionState.DECLINED)).order_by("due_on", "pk")
    return {
        "goals": {str(goal.public_id): _goal(goal) for goal in goals},
        "actions": {str(action.public_id): _action(action) for action in wanted},
    }


def _goal(goal: Goal) -> dict[str, str]:
    whose = goal.person.name if goal.person else ""
    return {"text": goal.text, "whose": whose, "state": str(goal.get_state_display())}


def _action(action: Action) -> dict[str, str]:
    names = (action.member.name if action.member else "", action.institution.name)
    return {
        "goal": str(action.goal.public_id),
        "text": action.text,
        "state": str(action.get_state_display()),
        "who": ", ".join(filter(None, names)),
        "due": date_format(action.due_on, "j E Y"),
        "since": date_format(action.starts_on, "j E Y") if action.starts_on else "",
        "rhythm": str(action.get_rhythm_display()),
        "measure": " ".join(filter(None, (action.measure, action.measured))),
        "cost": ", ".join(filter(None, (action.cost_words, action.source_words))),
    }


def link_paper(case: Case, kind: PaperKind, number: str, dated_on: date, *, actor: Actor, now: datetime) -> PlanPaper:
    """Write down the number of a paper that belongs to the plan and lives elsewhere.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Refused: it is there already, or its day is to come (`PaperRefusal`).
    """
    with CASES.recorded(PlanEvent.PAPER_LINKED, Permission.CASE_EDIT, case, actor=actor) as case:
        known = case.plan_papers.filter(kind=kind, number=number).exists()
        refuse(paper_refusals(is_known=known, dated_on=dated_on, today=timezone.localdate(now)))
        paper = PlanPaper(case=case, kind=kind, number=number, dated_on=dated_on)
        paper.save()
    return paper


def unlink_paper(case: Case, paper: PlanPaper, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - actions take the hour
    """Take the number of a paper out again.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
    """
    with CASES.recorded(PlanEvent.PAPER_UNLINKED, Permission.CASE_EDIT, case, actor=actor) as case:
        case.plan_papers.filter(pk=paper.pk).delete()
