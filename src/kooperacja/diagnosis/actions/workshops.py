"""Writing down a workshop with the family, and what was said there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import refuse

from ..events import WorkshopEvent
from ..models import Contribution, ContributionKind, Workshop
from ..policies import CONTRIBUTIONS, WORKSHOPS
from ..rules.attendance import TookPart
from ..rules.workshops import WorkshopRefusal, workshop_refusals


@dataclass(frozen=True)
class WorkshopDetails:
    """When, where and with whom."""

    held_on: date
    place: str = ""
    took_part: TookPart = field(default_factory=TookPart)


def hold_workshop(case: Case, details: WorkshopDetails, *, actor: Actor, now: datetime) -> Workshop:
    """Write down that a workshop took place.

    Raises:
        PermissionDenied: the actor may not.
        NoPersonsError: it is a case of a community.
        Refused: the day is still to come (`WorkshopRefusal`).
    """
    with CASES.recorded(WorkshopEvent.HELD, Permission.CASE_EDIT, case, actor=actor) as case:
        case.require_family()
        workshop = Workshop(case=case, author_id=cast(int, actor.membership_id))
        _fill(workshop, details, now=now)
    return workshop


def change_workshop(
    workshop: Workshop, details: WorkshopDetails, *, version: int, actor: Actor, now: datetime
) -> Workshop:
    """Change when, where or with whom.

    Raises:
        PermissionDenied: the actor may not.
        Stale: it was changed meanwhile.
        Refused: the day is still to come (`WorkshopRefusal`).
    """
    with WORKSHOPS.recorded(
        WorkshopEvent.CHANGED, Permission.WORKSHOP_EDIT, workshop, actor=actor, version=version
    ) as workshop:
        _fill(workshop, details, now=now)
    return workshop


def _fill(workshop: Workshop, details: WorkshopDetails, *, now: datetime) -> None:
    refuse(workshop_refusals(details.held_on, today=timezone.localdate(now)))
    workshop.held_on, workshop.place = details.held_on, details.place
    workshop.took_part = details.took_part.as_data()
    workshop.save()


def contribute(
    workshop: Workshop, said: Mapping[ContributionKind, str], *, actor: Actor, now: datetime
) -> list[Contribution]:
    """Write down what was said, a contribution for each kind with a text; it belongs to the actor's institution.

    Raises:
        PermissionDenied: the actor isn't in the team, or the case is closed.
        Refused: there is no text at all (`WorkshopRefusal`).
    """
    with WORKSHOPS.recorded(
        WorkshopEvent.CONTRIBUTED, Permission.WORKSHOP_CONTRIBUTE, workshop, actor=actor
    ) as workshop:
        texts = {kind: text for kind, text in said.items() if text}
        refuse(set() if texts else {WorkshopRefusal.NOTHING_SAID})
        author = Membership.objects.get(pk=cast(int, actor.membership_id))
        made = [
            Contribution(
                workshop=workshop,
                kind=kind,
                text=text,
                author=author,
                institution_id=author.institution_id,
                written_at=now,
            )
            for kind, text in texts.items()
        ]
        for contribution in made:
            contribution.save()
    return made


def change_contribution(
    contribution: Contribution,
    text: str,
    *,
    version: int,
    actor: Actor,
    now: datetime,  # noqa: ARG001 - every action takes the time
) -> Contribution:
    """Change the words of an own institution's contribution.

    Raises:
        PermissionDenied: it is another institution's, or the case is closed.
        Stale: it was changed meanwhile.
        Refused: it was withdrawn (`WorkshopRefusal`).
    """
    with CONTRIBUTIONS.recorded(
        WorkshopEvent.CONTRIBUTION_CHANGED, Permission.CONTRIBUTION_EDIT, contribution, actor=actor, version=version
    ) as contribution:
        _check_standing(contribution)
        contribution.text = text
        contribution.save()
    return contribution


def withdraw_contribution(contribution: Contribution, *, actor: Actor, now: datetime) -> Contribution:
    """Withdraw an own institution's contribution: nobody sees it any more, the log keeps that it was there.

    Raises:
        PermissionDenied: it is another institution's, or the case is closed.
        Refused: it was withdrawn before (`WorkshopRefusal`).
    """
    with CONTRIBUTIONS.recorded(
        WorkshopEvent.CONTRIBUTION_WITHDRAWN, Permission.CONTRIBUTION_EDIT, contribution, actor=actor
    ) as contribution:
        _check_standing(contribution)
        contribution.withdrawn_on = timezone.localdate(now)
        contribution.save()
    return contribution


def _check_standing(contribution: Contribution) -> None:
    refuse({WorkshopRefusal.WITHDRAWN} if contribution.withdrawn_on else set())
