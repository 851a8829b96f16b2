"""Who is what to whom in a family: kinship and guardians."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import GuardianKind, Guardianship, Kinship, KinshipKind, Person
from kooperacja.persons.rules import Guarding, Kin, guardian_refusals, kin_refusals, leave_refusals

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
    actor: Actor,
    now: datetime,  # noqa: ARG001 - actions take the hour
) -> Kinship:
    """Write down that `person` is the `kind` of `relative`; both are of the case.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it can't be so (`KinRefusal`).
    """
    with CASES.recorded(PersonEvent.KINSHIP_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        pair = [person.pk, relative.pk]
        known = Kinship.objects.filter(person__in=pair, relative__in=pair)
        refuse(
            kin_refusals(
                Kin(person.pk, relative.pk, kind),
                known=[Kin(one.person_id, one.relative_id, KinshipKind(one.kind)) for one in known],
                in_the_case=_everybody(case),
                births=(person.birth_date, relative.birth_date),
            )
        )
        kinship = Kinship(person=person, relative=relative, kind=kind)
        kinship.save()
    return kinship


def remove_kinship(case: Case, kinship: Kinship, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - as above
    """Remove what was written down by mistake; kinship doesn't end.

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
        still = same.filter(Q(ends_on=None) | Q(ends_on__gte=details.starts_on))
        overlapping = still if details.ends_on is None else still.filter(starts_on__lte=details.ends_on)
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
                    overlaps=overlapping.exists(),
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


def end_guardian(case: Case, guardianship: Guardianship, ends_on: date, *, actor: Actor, now: datetime) -> Guardianship:
    """Write down the last day of a guardianship.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day can't be so (`LeaveRefusal`).
    """
    with CASES.recorded(PersonEvent.GUARDIAN_ENDED, Permission.CASE_EDIT, case, actor=actor):
        row = guardianship.fresh()
        refuse(leave_refusals(ends_on, since=row.starts_on, today=timezone.localdate(now)))
        row.ends_on = ends_on
        row.save()
    return row


def _everybody(case: Case) -> set[int]:
    return set(case.case_persons.values_list("person_id", flat=True))
