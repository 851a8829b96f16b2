"""An owner keeps control: what an institution contributed is passed on only as long as it allows that."""

from datetime import date, datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from ..events import SharingEvent
from ..models import Action, Disclosure, Note
from ..policies import ACTIONS, DISCLOSURES
from .plan import how_they_stand
from .showing import end_all


def speaks_for(action: Action, actor: Actor) -> bool:
    """Tell whether the actor says for the responsible institution who may see its action.

    Whoever is asked to do it; for an institution that takes part by letter, the lead, who asked it. The centre's own
    actions are the lead's to show: there is nothing to allow.
    """
    if action.institution_id == action.case.centre_id:
        return False
    allowed = ACTIONS.allowed(actor, action)
    leads = Permission.ACTION_EDIT in allowed
    return Permission.ACTION_ANSWER in allowed and how_they_stand(action, actor, leads=leads).speaks


def let_pass_on(action: Action, *, allowed: bool, actor: Actor, now: datetime) -> Action:
    """Let the lead show an own institution's action to other members; or no longer, which takes it from all of them.

    Raises:
        PermissionDenied: the actor doesn't answer for the action.
    """
    event = SharingEvent.PASSING_ON_ALLOWED if allowed else SharingEvent.TAKEN_BACK
    with ACTIONS.recorded(event, Permission.ACTION_ANSWER, action, actor=actor) as action:
        if not speaks_for(action, actor):
            raise PermissionDenied(event.value)
        _set(action, allowed=allowed, today=timezone.localdate(now))
    return action


def take_back(disclosure: Disclosure, *, actor: Actor, now: datetime) -> Disclosure:
    """Take the own institution's permission back: nobody to whom this was passed on sees it with their next click.

    Raises:
        PermissionDenied: it is another institution's, or nobody sees it any more.
    """
    with DISCLOSURES.recorded(
        SharingEvent.TAKEN_BACK, Permission.DISCLOSURE_TAKE_BACK, disclosure, actor=actor
    ) as disclosure:
        thing = cast("Note | Action", disclosure.note or disclosure.action)  # ways lead to these alone
        _set(thing, allowed=False, today=timezone.localdate(now))
    return disclosure


def _set(thing: Note | Action, *, allowed: bool, today: date) -> None:
    thing.may_pass_on = allowed
    thing.save()
    if not allowed:
        end_all(thing, today=today)
