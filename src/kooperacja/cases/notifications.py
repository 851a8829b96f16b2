"""Messages of cases: a number and a link, never a word about the family."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from kooperacja.access.actor import SYSTEM, Actor, Duty
from kooperacja.concerns.notifications import people_with
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message

from .models import Action, Case, CaseMember, JointDecision, Role

APPOINTED = {
    Role.LEAD: MessageKind.CASE_LEAD,
    Role.DEPUTY: MessageKind.CASE_DEPUTY,
    Role.MEMBER: MessageKind.TEAM_JOINED,
}


def joined(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell somebody that they are in a team now, and as what; nobody is told what they did themselves."""
    path = reverse("cases:view", args=[place.case.public_id])
    _tell(place, APPOINTED[Role(place.role)], path, actor=actor, now=now)


def left(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell somebody that they aren't in the team any more."""
    _tell(place, MessageKind.CASE_ENDED_FOR_YOU, reverse("cases:list"), actor=actor, now=now)


def concern_linked(case: Case, *, actor: Actor, now: datetime) -> None:
    """Tell whoever leads the case that a concern was linked to it."""
    path = reverse("cases:view", args=[case.public_id])
    for place in case.members.current().filter(role=Role.LEAD).select_related("case", "membership"):
        _tell(place, MessageKind.CONCERN_LINKED, path, actor=actor, now=now)


def closed(case: Case, *, actor: Actor, now: datetime) -> None:
    """Tell the team that the case is closed; a partner can't open it any more, so the link leads to their list."""
    for place in case.members.current().select_related("case", "membership"):
        of_centre = place.institution_id == case.centre_id
        path = reverse("cases:view", args=[case.public_id]) if of_centre else reverse("cases:list")
        _tell(place, MessageKind.CASE_CLOSED, path, actor=actor, now=now)


def reopened(case: Case, *, actor: Actor, now: datetime) -> None:
    """Tell lead and deputy that the case is open again. Partners aren't told: they don't take part in it yet."""
    path = reverse("cases:view", args=[case.public_id])
    places = case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    for place in places.select_related("case", "membership"):
        _tell(place, MessageKind.CASE_REOPENED, path, actor=actor, now=now)


def _tell(place: CaseMember, kind: MessageKind, path: str, *, actor: Actor, now: datetime) -> None:
    if place.membership is not None and place.membership.user_id != actor.user_id:
        tell_person(place.membership.user_id, kind, reference=place.case.number, path=path, now=now)


def taking_part_changed(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell somebody that a person no longer takes part, so they may do less."""
    path = reverse("cases:view", args=[place.case.public_id])
    _tell(place, MessageKind.BASIS_CHANGED, path, actor=actor, now=now)


def came_of_age(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell who leads a case that somebody in it is to be asked themselves."""
    path = reverse("cases:people", args=[place.case.public_id])
    _tell(place, MessageKind.CAME_OF_AGE, path, actor=actor, now=now)


def lost_the_case(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell a partner that the family no longer takes part; they can't open the case any more."""
    _tell(place, MessageKind.CASE_ENDED_FOR_YOU, reverse("cases:list"), actor=actor, now=now)


def action_asked(action: Action, *, actor: Actor, now: datetime) -> None:
    """Tell whoever is asked that an action waits for their answer."""
    _tell_asked(action, MessageKind.ACTION_ASKED, actor=actor, now=now)


def action_changed(action: Action, *, actor: Actor, now: datetime) -> None:
    """Tell whoever answers for an action that it was changed or cancelled."""
    _tell_asked(action, MessageKind.ACTION_CHANGED, actor=actor, now=now)


def action_answered(action: Action, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    """Tell the lead and the deputy what was said to an action."""
    path = reverse("cases:action", args=[action.public_id])
    places = action.case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    for place in places.select_related("case", "membership"):
        _tell(place, kind, path, actor=actor, now=now)


def _tell_asked(action: Action, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    path = reverse("cases:action", args=[action.public_id])
    for place in _asked(action):
        _tell(place, kind, path, actor=actor, now=now)


def _asked(action: Action) -> Iterable[CaseMember]:
    """Return whoever answers for an action: the person named, or all of the institution in the team."""
    places = action.case.members.current().filter(institution=action.institution_id)
    if action.member_id is not None:
        places = places.filter(pk=action.member_id)
    return places.select_related("case", "membership")


def sees_more(place: CaseMember, *, actor: Actor, now: datetime) -> None:
    """Tell a member that what they see of the case has changed."""
    _tell(place, MessageKind.SEES_MORE, reverse("cases:view", args=[place.case.public_id]), actor=actor, now=now)


def joint_asked(decision: JointDecision, *, actor: Actor, now: datetime) -> None:
    """Tell the people of the institutions that are asked that their answer is waited for."""
    asked = decision.voices.values("institution")
    path = reverse("cases:joint", args=[decision.public_id])
    for place in decision.case.members.current().filter(institution__in=asked).select_related("case", "membership"):
        _tell(place, MessageKind.JOINT_ASKED, path, actor=actor, now=now)


def joint_ended(decision: JointDecision, *, actor: Actor, now: datetime) -> None:
    """Tell the lead, the deputy and whoever was asked that it is settled."""
    asked = Q(institution__in=decision.voices.values("institution"))
    path = reverse("cases:joint", args=[decision.public_id])
    places = decision.case.members.current().filter(asked | Q(role__in=(Role.LEAD, Role.DEPUTY)))
    for place in places.select_related("case", "membership"):
        _tell(place, MessageKind.JOINT_ENDED, path, actor=actor, now=now)


def action_near_for(action: Action) -> list[CaseMember]:
    """Return whoever promised the action and wasn't reminded of its day yet."""
    return [place for place in _asked(action) if _is_news(place, MessageKind.ACTION_NEAR, _near_path(action))]


def action_near(action: Action, *, now: datetime) -> bool:
    """Remind whoever promised the action that its day comes; says whether anybody was."""
    places = action_near_for(action)
    for place in places:
        _tell(place, MessageKind.ACTION_NEAR, _near_path(action), actor=SYSTEM, now=now)
    return bool(places)


def review_near_for(case: Case) -> list[CaseMember]:
    """Return the lead and the deputy, as far as they weren't reminded of the day of the review yet."""
    places = case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY)).select_related("case", "membership")
    return [place for place in places if _is_news(place, MessageKind.REVIEW_NEAR, _review_path(case))]


def review_near(case: Case, *, now: datetime) -> bool:
    """Remind the lead and the deputy that the day of the review comes; says whether anybody was."""
    places = review_near_for(case)
    for place in places:
        _tell(place, MessageKind.REVIEW_NEAR, _review_path(case), actor=SYSTEM, now=now)
    return bool(places)


def _near_path(action: Action) -> str:
    return f"{reverse('cases:action', args=[action.public_id])}#do-{action.due_on}"


def _review_path(case: Case) -> str:
    return f"{reverse('cases:view', args=[case.public_id])}#do-{case.review_on}"


def _is_news(place: CaseMember, kind: MessageKind, path: str) -> bool:
    """Whether somebody has not been told this; the path holds the day."""
    if place.membership is None:
        return False
    return not Message.objects.filter(recipient=place.membership.user_id, kind=kind, path=path).exists()


def late_for_lead(case: Case, *, now: datetime) -> bool:
    """Tell the lead that an action of a case is late; says whether there is one."""
    return _late_for(case, Role.LEAD, MessageKind.CLOCK_LATE_LEAD, now=now)


def late_for_deputy(case: Case, *, now: datetime) -> bool:
    """Tell the deputy that something in a case is late; says whether there is one."""
    return _late_for(case, Role.DEPUTY, MessageKind.CLOCK_LATE, now=now)


def _late_for(case: Case, role: Role, kind: MessageKind, *, now: datetime) -> bool:
    path = reverse("cases:view", args=[case.public_id])
    places = case.members.current().filter(role=role).exclude(membership=None)
    for place in (found := list(places.select_related("case", "membership"))):
        _tell(place, kind, path, actor=SYSTEM, now=now)
    return bool(found)


def late_for_head(case: Case, *, now: datetime) -> bool:
    """Tell the heads of the centre, if it has any; the link leads to what they see of its cases."""
    path = reverse("cases:oversight")
    for user_id in (heads := people_with(Duty.HEAD, case.centre_id, now=now)):
        tell_person(user_id, MessageKind.CLOCK_LATE_HEAD, reference=case.number, path=path, now=now)
    return bool(heads)
