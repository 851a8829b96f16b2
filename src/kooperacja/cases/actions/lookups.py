"""Whom and what the forms of cases let people choose: people of institutions, institutions, gminas."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from kooperacja.access.actor import Duty
from kooperacja.institutions.models import Function, Institution, Membership
from kooperacja.kernel.text import fold
from kooperacja.territory.models import Level, Unit

from ..models import Case, CaseMember

FOUND_MAX = 20


def who_can_lead(centre_id: int | None, today: date) -> Any:
    """Return the people of the centre who may lead its cases: case workers and the head."""
    functions = Function.objects.with_duty(Duty.CASEWORK).union(Function.objects.with_duty(Duty.HEAD))
    return (
        Membership.objects.on(today)
        .filter(institution=centre_id, function_id__in=[function.pk for function in functions])
        .select_related("user", "function")
        .order_by("user__name", "pk")
    )


def head_of(centre_id: int | None, today: date) -> Membership | None:
    """Return the centre's head, if it has one."""
    head: Membership | None = heads_of(centre_id, today).first()
    return head


def heads_of(centre_id: int | None, today: date) -> Any:
    """Return the people who head the centre."""
    return who_can_lead(centre_id, today).filter(function__in=Function.objects.with_duty(Duty.HEAD))


def who_works_in(institution: Institution, today: date) -> Any:
    """Return the people of an institution."""
    people = Membership.objects.on(today).filter(institution=institution)
    return people.select_related("user", "function").order_by("user__name", "pk")


def who_can_join(case: Case, institution: Institution, today: date) -> Any:
    """Return the people of an institution who aren't in the case's team; not under a hat that sees no family."""
    in_team = CaseMember.objects.current().filter(case=case).exclude(membership=None).values("membership__user_id")
    officers = Function.objects.with_duty(Duty.DATA_PROTECTION)
    return who_works_in(institution, today).exclude(user_id__in=in_team).exclude(function__in=officers)


def gminas_of(centre_id: int | None, today: date, *, also: int | None = None) -> Any:
    """Return the gminas in which a centre works, and one more."""
    centre = Institution.objects.get(pk=cast(int, centre_id))
    areas = [*centre.service_areas.on(today).values_list("unit_id", flat=True), centre.seat_id]
    gminas = Unit.objects.filter(level=Level.GMINA)
    pks = set(gminas.filter(pk__in=areas).values_list("pk", flat=True))
    pks |= set(gminas.filter(parent_id__in=areas).values_list("pk", flat=True))
    return gminas.filter(pk__in=pks | ({also} if also else set())).order_by("name", "pk")


def named_like(institutions: Iterable[Institution], text: str) -> list[Institution]:
    """Return the institutions whose name holds all words of `text`, however they are written.

    Done here, not by the database, whose two kinds compare Polish letters differently.
    """
    words = fold(text).split()
    found = [one for one in institutions if words and all(word in fold(one.name) for word in words)]
    return found[:FOUND_MAX]
