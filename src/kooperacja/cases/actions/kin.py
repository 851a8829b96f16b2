"""Who is what to whom in a family: kinship and guardians."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import GuardianKind, Guardianship, Kinship, KinshipKind, Person
from kooperacja.persons.rules import (
    Days,
    GuardianRefusal,
    Guarding,
    Kin,
    KinRefusal,
    guardian_refusals,
    kin_days_refusals,
    kin_refusals,
    leave_refusals,
    overlap,
)

from ..events import PersonEvent
from ..models import Case
from ..policies import CASES


@dataclass(frozen=True)
class GuardianDetails:
    """On what a guardianship rests, in what, and from when to when."""

    kind: GuardianKind
    starts_on: date
    ends_on: date | None = None
    scope: str = ""


def add_kinship(
    case: Case,
    person: Person,
    kind: KinshipKind,
    relative: Person,
    *,
    days: Days = (None, None),
    actor: Actor,
    now: datetime,
) -> Kinship:
    """Write down that `person` is the `kind` of `relative`; both are of the case.

    Args:
        days: the first and the last one, as far as known, of what begins and ends: a marriage.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so (`KinRefusal`).
    """
    with CASES.recorded(PersonEvent.KINSHIP_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        refuse(
            kin_refusals(
                Kin(person.pk, relative.pk, kind),
                known=_known(person, relative, days),
                in_the_case=_everybody(case),
                births=(person.birth_date, relative.birth_date),
            )
            | kin_days_refusals(kind, days, today=timezone.localdate(now))
        )
        kinship = Kinship(person=person, relative=relative, kind=kind, starts_on=days[0], ends_on=days[1])
        kinship.save()
    return kinship


def _known(person: Person, relative: Person, days: Days, *, but: Kinship | None = None) -> list[Kin]:
    """Return what the two are to each other in these days."""
    pair = [person.pk, relative.pk]
    known = Kinship.objects.filter(person__in=pair, relative__in=pair)
    return [
        Kin(one.person_id, one.relative_id, KinshipKind(one.kind))
        for one in known
        if one != but and overlap(days, (one.starts_on, one.ends_on))
    ]


def date_kinship(case: Case, kinship: Kinship, days: Days, *, version: int, actor: Actor, now: datetime) -> Kinship:
    """Write down since when and until when two people are, or were, what they are to each other: a divorce.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed the kinship meanwhile.
        Refused: it can't be so (`KinRefusal`).
    """
    with CASES.recorded(PersonEvent.KINSHIP_DATED, Permission.CASE_EDIT, case, actor=actor):
        row = kinship.fresh()
        if row.version != version:
            raise Stale(row)
        kind = KinshipKind(row.kind)
        this = Kin(row.person_id, row.relative_id, kind)
        known = _known(row.person, row.relative, days, but=row)
        again = {KinRefusal.ALREADY_SAID} if this in known or this.turned in known else set()
        refuse(kin_days_refusals(kind, days, today=timezone.localdate(now)) | again)
        row.starts_on, row.ends_on = days
        row.save()
    return row


def remove_kinship(case: Case, kinship: Kinship, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - as above
    """Remove what was written down by mistake; what has ended is dated instead.

    Raises:
        PermissionDenied: the actor may not.
    """
    with CASES.recorded(PersonEvent.KINSHIP_REMOVED, Permission.CASE_EDIT, case, actor=actor):
        kinship.delete()


def add_guardian(
    case: Case, ward: Person, guardian: Person, details: GuardianDetails, *, actor: Actor, now: datetime
) -> Guardianship:
    """Write down who decides for whom; both are of the case.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so (`GuardianRefusal`).
    """
    with CASES.recorded(PersonEvent.GUARDIAN_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        today = timezone.localdate(now)
        same = Guardianship.objects.filter(ward=ward, guardian=guardian, kind=details.kind)
        refuse(
            guardian_refusals(
                Guarding(
                    kind=details.kind,
                    scope=details.scope,
                    starts_on=details.starts_on,
                    ends_on=details.ends_on,
                    same_person=ward.pk == guardian.pk,
                    in_the_case={ward.pk, guardian.pk} <= _everybody(case),
                    ward_is_child=ward.is_child_on(details.starts_on),
                    guardian_age=guardian.age_on(today),
                    overlaps=_overlaps(same, (details.starts_on, details.ends_on)),
                )
            )
        )
        row = Guardianship(
            ward=ward,
            guardian=guardian,
            kind=details.kind,
            scope=details.scope,
            starts_on=details.starts_on,
            ends_on=details.ends_on,
        )
        row.save()
    return row


def end_guardian(
    case: Case, guardianship: Guardianship, ends_on: date | None, *, actor: Actor, now: datetime
) -> Guardianship:
    """Write down the last day of a guardianship, or correct it; None: it holds, the day was a mistake.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day can't be so (`LeaveRefusal`), or it would hold twice (`GuardianRefusal`).
    """
    with CASES.recorded(PersonEvent.GUARDIAN_ENDED, Permission.CASE_EDIT, case, actor=actor):
        row = guardianship.fresh()
        same = Guardianship.objects.filter(ward=row.ward, guardian=row.guardian, kind=row.kind).exclude(pk=row.pk)
        refuse({GuardianRefusal.ALREADY_SAID} if _overlaps(same, (row.starts_on, ends_on)) else ())
        if ends_on is not None:
            refuse(leave_refusals(ends_on, since=row.starts_on, today=timezone.localdate(now)))
        row.ends_on = ends_on
        row.save()
    return row


def _overlaps(rows: Any, days: Days) -> bool:
    return any(overlap(days, (one.starts_on, one.ends_on)) for one in rows)


def _everybody(case: Case) -> set[int]:
    return set(case.case_persons.values_list("person_id", flat=True))
