"""Institutions: entered, changed, and kept by their own administrators as far as they may."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.kernel.refused import refuse
from kooperacja.kernel.text import fold
from kooperacja.territory.models import Unit

from ..events import InstitutionEvent
from ..models import Institution, ServiceArea
from ..policies import INSTITUTIONS
from ..rows import Row, served
from ..rules.bodies import Described, body_refusals

OWN_FIELDS = (
    "phone",
    "opening_hours",
    "notices_by",
    "duty_phone",
    "crisis_phone",
    "head_releases_concerns",
    "shares_counts",
)
"""What an institution's administrator keeps. The mailbox isn't among them: codes are sent there."""

DAY = timedelta(days=1)


def create_institution(institution: Institution, areas: Sequence[Unit], *, actor: Actor) -> Institution:
    """Enter an institution and the units in which it works from its first day.

    Raises `PermissionDenied` unless the actor may enter institutions, and `Refused` with reasons.
    """
    require_gate(actor, Permission.INSTITUTION_CREATE)
    with recording(InstitutionEvent.INSTITUTION_MADE, actor=actor) as record:
        refuse(body_refusals(_described(institution, areas, institution.starts_on)))
        record.about(institution).save()
        _serve(institution, areas, institution.starts_on)
    return institution


def edit_institution(
    institution: Institution,
    changes: dict[str, Any],
    areas: Sequence[Unit],
    *,
    actor: Actor,
    version: int,
    today: date,
    areas_from: date | None = None,
) -> Institution:
    """Change an institution. Where it worked before keeps its dates.

    Args:
        areas: where it works from `areas_from` on, or, if that isn't said and they changed, from today on.

    Raises `PermissionDenied`, `Stale` if somebody changed it meanwhile, and `Refused` with reasons.
    """
    permission = Permission.INSTITUTION_EDIT
    event = InstitutionEvent.INSTITUTION_CHANGED
    with INSTITUTIONS.recorded(event, permission, institution, actor=actor, version=version) as fresh:
        before = fresh.starts_on
        for name, value in changes.items():
            setattr(fresh, name, value)
        day = areas_from or max(today, fresh.starts_on)
        refuse(body_refusals(_described(fresh, areas, day)))
        fresh.save()
        _begin(fresh, before)
        if areas_from or {unit.pk for unit in areas} != served(fresh.service_areas.all()):
            _serve(fresh, areas, day)
    return fresh


def set_own_institution(
    institution: Institution, changes: dict[str, Any], *, actor: Actor, version: int
) -> Institution:
    """Change what an administrator keeps of the own institution (`OWN_FIELDS`).

    Raises `PermissionDenied`, `Stale`, or `ValueError` for any other field.
    """
    if unknown := set(changes) - set(OWN_FIELDS):
        raise ValueError(f"an administrator doesn't keep {sorted(unknown)}")
    permission = Permission.INSTITUTION_SET_OWN
    event = InstitutionEvent.INSTITUTION_CHANGED
    with INSTITUTIONS.recorded(event, permission, institution, actor=actor, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh


def import_institutions(rows: Sequence[Row], *, actor: Actor, today: date) -> int:
    """Enter and change the institutions of a checked file, all or none; return how many rows changed something.

    Raises `PermissionDenied`, or `ValueError` if a row has a fault: a file with faults is never half-imported.
    """
    require_gate(actor, Permission.INSTITUTION_IMPORT)
    if any(row.faults for row in rows):
        raise ValueError("the file has faults")
    touched = [row for row in rows if row.changes]
    with recording(InstitutionEvent.INSTITUTIONS_IMPORTED, actor=actor) as record:
        _enter([row for row in touched if row.institution is None], today)
        for row in touched:
            if row.institution is not None:
                _change(row, row.institution.fresh(), today)
        record.count("rows of the file", len(rows))
    return len(touched)


def _enter(rows: Sequence[Row], today: date) -> None:
    """Enter what is new in two statements: a file may hold thousands."""
    made = [Institution(**{"starts_on": today, **row.values}) for row in rows]
    for institution in made:
        institution.folded = fold(institution.name)  # bulk_create calls no save()
    Institution.objects.bulk_create(made)
    areas = [
        ServiceArea(institution=institution, unit=unit, starts_on=institution.starts_on)
        for institution, row in zip(made, rows, strict=True)
        for unit in row.areas
    ]
    ServiceArea.objects.bulk_create(areas)


def _change(row: Row, fresh: Institution, today: date) -> None:
    before = fresh.starts_on
    for name, value in row.values.items():
        setattr(fresh, name, value)
    fresh.save()
    _begin(fresh, before)
    if "areas" in row.changes:
        _serve(fresh, row.areas, max(today, fresh.starts_on))


def _described(institution: Institution, areas: Sequence[Unit], areas_from: date) -> Described:
    twins = Institution.objects.filter(
        folded=fold(institution.name), kind_id=institution.kind_id, seat_id=institution.seat_id, ends_on=None
    )
    return Described(
        name=institution.name,
        starts_on=institution.starts_on,
        ends_on=institution.ends_on,
        edelivery_address=institution.edelivery_address,
        areas=[unit.pk for unit in areas],
        areas_from=areas_from,
        is_entered=institution.ends_on is None and twins.exclude(pk=institution.pk).exists(),
    )


def _begin(institution: Institution, before: date) -> None:
    """Move what the institution served from its first day to its new first day."""
    if institution.starts_on != before:
        for area in institution.service_areas.filter(starts_on=before).exclude(ends_on__lt=institution.starts_on):
            area.starts_on = institution.starts_on
            area.save()


def _serve(institution: Institution, areas: Sequence[Unit], day: date) -> None:
    """Make these the units that the institution serves from `day` on; what was before `day` stays as it was."""
    wanted = {unit.pk: unit for unit in areas}
    eve = day - DAY
    for area in institution.service_areas.exclude(ends_on__lt=eve).order_by("starts_on"):
        if area.unit_id in wanted:
            del wanted[area.unit_id]
            if area.ends_on is not None or area.starts_on > day:
                area.starts_on, area.ends_on = min(area.starts_on, day), None
                area.save()
        elif area.starts_on >= day:
            area.delete()  # it would never have held
        elif area.ends_on != eve:
            area.ends_on = eve
            area.save()
    for unit in wanted.values():
        ServiceArea(institution=institution, unit=unit, starts_on=day).save()
