"""Institutions: entered, changed, and kept by their own administrators as far as they may."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.territory.models import Unit

from ..events import InstitutionEvent
from ..models import Institution, ServiceArea
from ..policies import INSTITUTIONS
from ..rows import Row

OWN_FIELDS = ("phone", "opening_hours", "notices_by", "duty_phone", "crisis_phone", "head_releases_concerns")
"""What an institution's administrator keeps. The mailbox isn't among them: codes are sent there."""


def create_institution(institution: Institution, areas: Sequence[Unit], *, actor: Actor) -> Institution:
    """Enter an institution and the units in which it works.

    Raises `PermissionDenied` unless the actor may enter institutions.
    """
    require_gate(actor, Permission.INSTITUTION_CREATE)
    with recording(InstitutionEvent.INSTITUTION_MADE, actor=actor) as record:
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
) -> Institution:
    """Change an institution; units that it no longer serves keep their dates.

    Raises `PermissionDenied`, or `Stale` if somebody changed it meanwhile.
    """
    permission = Permission.INSTITUTION_EDIT
    event = InstitutionEvent.INSTITUTION_CHANGED
    with INSTITUTIONS.recorded(event, permission, institution, actor=actor, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.save()
        _serve(fresh, areas, today)
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
    with recording(InstitutionEvent.INSTITUTIONS_IMPORTED, actor=actor) as record:
        touched = [row for row in rows if row.changes]
        for row in touched:
            institution = row.institution or Institution(starts_on=today)
            for name, value in row.values.items():
                setattr(institution, name, value)
            institution.save()
            _serve(institution, row.areas, institution.starts_on if row.institution is None else today)
        record.count("institutions in the file", len(rows))
    return len(touched)


def _serve(institution: Institution, areas: Sequence[Unit], day: date) -> None:
    """Make these the units that the institution serves from `day` on."""
    now = {area.unit_id: area for area in institution.service_areas.filter(ends_on=None)}
    for unit in areas:
        if unit.pk not in now:
            ServiceArea(institution=institution, unit=unit, starts_on=day).save()
    for unit_id, area in now.items():
        if unit_id not in {unit.pk for unit in areas}:
            area.ends_on = max(area.starts_on, day)
            area.save()
