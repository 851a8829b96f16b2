"""Who is given to see what: each decision is written down with its ground, also a refusal. And who helps the family."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse

from .. import notifications
from ..events import SharingEvent
from ..models import Case, CaseConcern, CaseMember, Disclosure, Level, Note, Support
from ..policies import CASES, DISCLOSURES, SUPPORTS, TEAM
from ..rules.participation import BasisKind
from ..rules.sharing import SharingAnswer, Wish, sharing_refusals


@dataclass(frozen=True)
class Thing:
    """What a decision is about: exactly one of these."""

    note: Note | None = None
    case_concern: CaseConcern | None = None
    level: Level | None = None


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
        refuse(sharing_refusals(_wish(place, thing, answer, grounds)))
        decided = Disclosure(
            case=place.case,
            member=place,
            note=thing.note,
            case_concern=thing.case_concern,
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


def _wish(place: CaseMember, thing: Thing, answer: SharingAnswer, grounds: Grounds) -> Wish:
    case = place.case
    standing = place.disclosures.standing()
    return Wish(
        answer=answer,
        ground=grounds.kind,
        has_reference=bool(grounds.reference),
        has_account=place.membership_id is not None,
        of_the_case=all(one.case_id == case.pk for one in (thing.note, thing.case_concern) if one is not None),
        sees_it=(
            place.level == thing.level
            if thing.level
            else standing.filter(note=thing.note, case_concern=thing.case_concern).exists()
        ),
        wrote_it=thing.note is not None and thing.note.author_id == place.membership_id,
        owner_allows=thing.note is None or thing.note.institution_id == case.centre_id or thing.note.may_pass_on,
        family_agreed=case.bases.opening_to_partners().exists(),
    )


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
