"""Who may see goals and actions, change them, and answer for an institution."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import Action, CasePerson, Goal, ParticipationBasis
from ..states import ActionState, BasisState
from . import places
from .case import (
    covered_by,
    leads_it,
    leads_it_unclosed,
    works_on_it_as_partner,
    works_on_it_for_its_centre,
    works_on_it_unclosed,
)


def goal_of_case_led(actor: Actor) -> IdSet:
    """The goals of the cases that the actor leads."""
    return Goal.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def goal_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The goals of the unclosed cases that the actor leads."""
    return Goal.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


GOALS: Policy[Goal] = Policy(
    Goal,
    view=Permission.GOAL_VIEW,
    ways_in={Permission.GOAL_VIEW: [goal_of_case_led], Permission.GOAL_EDIT: [goal_of_unclosed_case_led]},
)


def action_of_case_led(actor: Actor) -> IdSet:
    """The actions of the cases that the actor leads."""
    return Action.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def action_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The actions of the unclosed cases that the actor leads."""
    return Action.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def action_of_own_institution(actor: Actor) -> IdSet:
    """The actor's own institution's actions, in its own cases."""
    return _of_institution(actor, works_on_it_for_its_centre(actor)).values_list("pk")


def action_of_partner(actor: Actor) -> IdSet:
    """The actor's own institution's actions, in cases that the actor works on as a partner."""
    return of_those_who_take_part(_of_institution(actor, works_on_it_as_partner(actor))).values_list("pk")


def action_to_answer(actor: Actor) -> IdSet:
    """Actions that are the actor's own, or nobody's in particular in the institution; in its own unclosed cases."""
    return _to_answer(actor, works_on_it_unclosed(actor)).values_list("pk")


def action_to_answer_as_partner(actor: Actor) -> IdSet:
    """Actions that are the actor's own, or nobody's in particular in the institution; as a partner."""
    return of_those_who_take_part(_to_answer(actor, works_on_it_as_partner(actor))).values_list("pk")


def _of_institution(actor: Actor, cases: IdSet) -> Any:
    return Action.objects.filter(institution=actor.institution_id, case_id__in=cases)


def _to_answer(actor: Actor, cases: IdSet) -> Any:
    mine = Q(member=None) | Q(member__in=places.held(actor).values("pk"))
    return _of_institution(actor, cases).filter(mine)


def action_told_in_own_centre(actor: Actor) -> IdSet:
    """Actions of others that the actor was given to see, in cases of the own institution."""
    return _told(places.of_centre(actor))


def action_told_to_partner(actor: Actor) -> IdSet:
    """Actions of others that the actor was given to see as a partner."""
    return _told(places.as_partner(actor))


def _told(of: Any) -> IdSet:
    shown = places.told(of).exclude(action=None).values("action_id")
    return of_those_who_take_part(Action.objects.filter(pk__in=shown)).values_list("pk")


def of_those_who_take_part(rows: Any, *, person: str = "goal__person") -> Any:
    """Leave out rows towards a goal of somebody who refused, withdrew, left or died: they speak of that person."""
    of_the_person = {"case": OuterRef("case"), "person": OuterRef(person)}
    silent = (BasisState.REFUSED, BasisState.WITHDRAWN)
    living = rows.exclude(**{f"{person}__has_died": True})
    return living.exclude(Exists(ParticipationBasis.objects.filter(**of_the_person, state__in=silent))).exclude(
        Exists(CasePerson.objects.filter(**of_the_person).exclude(left_on=None))
    )


def done_by(actor: Actor) -> Q:
    """Return the condition that an action is for the actor to answer and to do, also in the centre's place by cover."""
    return (
        Q(member__membership_id=actor.membership_id)
        | Q(member=None, institution_id=actor.institution_id)
        | Q(institution=F("case__centre"), case__in=covered_by(actor))
    )


def waiting_for(actor: Actor) -> Any:
    """Return the actions that wait for this person's word: asked for a yes, or of a lead, for what to do now.

    The lead answers to another day that was proposed, and looks for somebody else when an action was declined.
    """
    asked = ACTIONS.permitted(actor, Permission.ACTION_ANSWER).filter(done_by(actor), state=ActionState.PROPOSED)
    back = (ActionState.OTHER_DAY, ActionState.DECLINED)
    led = ACTIONS.permitted(actor, Permission.ACTION_EDIT).filter(state__in=back)
    return Action.objects.filter(pk__in=asked.values("pk").union(led.values("pk"), all=True))


ACTIONS: Policy[Action] = Policy(
    Action,
    view=Permission.ACTION_VIEW,
    ways_in={
        Permission.ACTION_VIEW: [action_of_case_led, action_of_own_institution, action_of_partner],
        # what, who, by when and how it stands; no cost, no measure, no answer
        Permission.ACTION_VIEW_TOLD: [action_told_in_own_centre, action_told_to_partner],
        Permission.ACTION_EDIT: [action_of_unclosed_case_led],
        Permission.ACTION_ANSWER: [action_of_unclosed_case_led, action_to_answer, action_to_answer_as_partner],
    },
)
