"""Who covers a case now, and who could be asked to."""

from datetime import date
from typing import Any

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.agreements.sharing import who_covers
from kooperacja.institutions.models import Function, Membership

from ..models import Case, Cover
from ..policies import CASES, COVERS
from ..states import CaseState


def acts_for(case: Case, actor: Actor) -> int | None:
    """Return the institution for which the actor acts in a case: the own one, or the case's centre while covering."""
    return case.centre_id if CASES.allows(actor, Permission.CASE_COVER, case) else actor.institution_id


def who_can_cover(centre_id: int | None, today: date) -> Any:
    """Return the people of other centres who may cover this one: they lead cases there, and an agreement holds."""
    functions = Function.objects.with_duty(Duty.CASEWORK).union(Function.objects.with_duty(Duty.HEAD))
    people = Membership.objects.on(today).filter(
        institution__in=who_covers(centre_id, today),
        institution__kind__receives_concerns=True,
        function_id__in=[function.pk for function in functions],
    )
    return people.select_related("user", "function", "institution").order_by("institution__name", "user__name", "pk")


def covers_now(case: Case, *, actor: Actor, today: date) -> list[Cover]:
    """Return what covers the case today and is in force, as far as the actor may know of it."""
    if case.state == CaseState.CLOSED:
        return []
    rows: Any = COVERS.permitted(actor, Permission.COVER_VIEW)
    known = list(
        rows.running(today)
        .reaching(case)
        .select_related("worker__user", "worker__institution")
        .order_by("-ends_on", "pk")
    )
    if not known:
        return []
    in_force = set(who_can_cover(case.centre_id, today).values_list("pk", flat=True))
    return [row for row in known if row.worker_id in in_force]
