"""Who is given to see what: each decision is written down with its ground, also a refusal. And who helps the family."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import SharingEvent
from ..models import Action, Case, CaseConcern, CaseMember, Disclosure, Level, Note, Support
from ..policies import CASES, DISCLOSURES, SUPPORTS, TEAM, of_those_who_take_part
from ..rules.participation import BasisKind
from ..rules.sharing import SharingAnswer, Wish, sharing_refusals
from .showing import SHOWABLE


@dataclass(frozen=True)
class Thing:
    """What a decision is about: exactly one of these."""

    note: Note | None = None
    case_concern: CaseConcern | None = None
    action: Action | None = None
    level: Level | None = None
    kind: str = ""
    """Of something of a room above, one of `SHOWABLE`; `public_id` says which."""
    public_id: UUID | None = None


@dataclass(frozen=True)
class Grounds:
    """Why: what for, and on what it rests. `reference` is empty where it rests on the family's agreement."""

    purpose: str
    kind: BasisKind
    reference: str = ""


def decide_sharing(
    place: CaseMember, thing: Thing, answer: SharingAnswer, grounds: Grounds, *, actor: Actor, now: datetime
) -> Disclosure:
    """Write down that a member may see something, or may not; what is shared is seen with their next click.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or the member isn't an ordinary one, or no longer in it.
        Refused: it can't be decided like this (`SharingRefusal`).
    """
    with TEAM.recorded(SharingEvent.SHARED, Permission.TEAM_EDIT, place, actor=actor) as place:
        refuse(sharing_refusals(_wish(place, thing, answer, grounds, actor=actor)))
        decided = Disclosure(
            case=place.case,
            member=place,
            note=thing.note,
            case_concern=thing.case_concern,
            action=thing.action,
            shown_kind=thing.kind,
            shown_id=thing.public_id,
            level=thing.level or "",
            answer=answer,
            purpose=grounds.purpose,
            ground=grounds.kind,
            reference=grounds.reference,
            decided_on=timezone.localdate(now),
            decided_by_id=cast(int, actor.membership_id),
        )
        decided.save()
        if answer == SharingAnswer.SHARED:
            if thing.level:
                place.level = thing.level
                place.save()
            notifications.sees_more(place, actor=actor, now=now)
    return decided


def _wish(place: CaseMember, thing: Thing, answer: SharingAnswer, grounds: Grounds, *, actor: Actor) -> Wish:
    case = place.case
    owned = thing.note or thing.action
    return Wish(
        answer=answer,
        ground=grounds.kind,
        has_reference=bool(grounds.reference),
        has_account=place.membership_id is not None,
        of_the_case=_is_of(case, thing, actor=actor),
        sees_it=place.level == thing.level if thing.level else _sees(place, thing),
        wrote_it=thing.note is not None and thing.note.author_id == place.membership_id,
        owner_allows=owned is None or owned.institution_id == case.centre_id or owned.may_pass_on,
        family_agreed=case.bases.opening_to_partners().exists(),
        hidden_by_level=bool(thing.kind) and SHOWABLE[thing.kind].needs_family and place.level == Level.ACTION,
        of_who_is_silent=thing.action is not None and not _of_who_takes_part(thing.action),
    )


def _is_of(case: Case, thing: Thing, *, actor: Actor) -> bool:
    if thing.kind:
        offered: Any = SHOWABLE[thing.kind].offered(actor, case)
        return bool(offered.filter(public_id=thing.public_id).exists())
    return all(one.case_id == case.pk for one in (thing.note, thing.case_concern, thing.action) if one is not None)


def _sees(place: CaseMember, thing: Thing) -> bool:
    """Tell whether the member was shown it before, or it is their own institution's action."""
    if thing.action is not None and thing.action.institution_id == place.institution_id:
        return True
    same = {"note": thing.note, "case_concern": thing.case_concern, "action": thing.action}
    return place.disclosures.standing().filter(**same, shown_kind=thing.kind, shown_id=thing.public_id).exists()


def _of_who_takes_part(action: Action) -> bool:
    return bool(of_those_who_take_part(Action.objects.filter(pk=action.pk)).exists())


def end_sharing(disclosure: Disclosure, *, because: str, actor: Actor, now: datetime) -> Disclosure:
    """Take a thing from a member's sight again; that they saw it stays written down.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it has ended already.
    """
    with DISCLOSURES.recorded(SharingEvent.ENDED, Permission.DISCLOSURE_END, disclosure, actor=actor) as disclosure:
        disclosure.ended_on = timezone.localdate(now)
        disclosure.ended_because = because
        disclosure.save()
    return disclosure


@dataclass(frozen=True)
class Helper:
    """Somebody close to the family, as the lead writes them down."""

    name: str
    tie: str
    helps_with: str
    since: date
    phone: str = ""
    until: date | None = None


def add_support(case: Case, helper: Helper, *, actor: Actor, now: datetime) -> Support:  # noqa: ARG001 - every action takes the time
    """Write down somebody close to the family who helps; they get no account and no message.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
    """
    with CASES.recorded(SharingEvent.SUPPORT_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        support = Support(case=case)
        _write(support, helper)
    return support


def change_support(support: Support, helper: Helper, *, version: int, actor: Actor, now: datetime) -> Support:  # noqa: ARG001 - every action takes the time
    """Change what is written of somebody close to the family, or end it.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Stale: it was changed meanwhile.
    """
    with SUPPORTS.recorded(
        SharingEvent.SUPPORT_CHANGED, Permission.SUPPORT_EDIT, support, actor=actor, version=version
    ) as support:
        _write(support, helper)
    return support


def _write(support: Support, helper: Helper) -> None:
    support.name, support.tie, support.phone = helper.name, helper.tie, helper.phone
    support.helps_with, support.since, support.until = helper.helps_with, helper.since, helper.until
    support.save()
