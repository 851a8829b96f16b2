"""Agreements: entered with their parties, changed, joined and left. None is ever deleted."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import filetype
from django.core.files import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recorded, recording
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse
from kooperacja.outbox.actions import NobodyLeft

from . import notifications
from .events import AgreementEvent
from .models import Agreement, AgreementKind, Party
from .policies import AGREEMENTS
from .rules import (
    ENDING,
    SCANS,
    Papers,
    agreement_refusals,
    cover_refusals,
    joining_refusals,
    leaving_refusals,
    scan_refusals,
)

HEAD = 8192
"""Bytes of a file in which its kind shows."""


def enter_agreement(
    agreement: Agreement,
    parties: Sequence[Institution],
    *,
    actor: Actor,
    today: date,
    covering: Sequence[Institution] = (),
) -> Agreement:
    """Enter a signed agreement with the institutions that signed it.

    Args:
        covering: of an agreement on cover, the parties whose workers cover the others; without any, all of them.

    Raises:
        PermissionDenied: the actor doesn't keep agreements.
        Refused: its dates can't be so, or it has fewer than two parties (`AgreementRefusal`).
    """
    require_gate(actor, Permission.AGREEMENT_CREATE)
    of_cover = agreement.kind == AgreementKind.COVER
    found = agreement_refusals(_papers(agreement), parties=len(set(parties)), today=today)
    if of_cover:
        centres_alone = all(one.kind.receives_concerns for one in parties)
        found |= cover_refusals(centres_alone=centres_alone, covering_are_parties=set(covering) <= set(parties))
    refuse(found)
    covers = set(covering or parties) if of_cover else set()
    with recording(AgreementEvent.ENTERED, actor=actor) as record:
        record.about(agreement).save()
        for institution in dict.fromkeys(parties):
            Party(
                agreement=agreement,
                institution=institution,
                starts_on=agreement.starts_on,
                covers=institution in covers,
            ).save()
    return agreement


def change_agreement(
    agreement: Agreement, changes: dict[str, Any], *, version: int, actor: Actor, today: date
) -> Agreement:
    """Change or end an agreement; ended, it opens no case to anybody from the next day on.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        Refused: its dates can't be so (`AgreementRefusal`).
    """
    permission = Permission.AGREEMENT_EDIT
    with AGREEMENTS.recorded(AgreementEvent.CHANGED, permission, agreement, actor=actor, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        refuse(agreement_refusals(_papers(fresh), parties=fresh.parties.count(), today=today))
        fresh.save()
    return fresh


def join_agreement(
    agreement: Agreement, institution: Institution, *, since: date, actor: Actor, covers: bool = False
) -> Party:
    """Add an institution that signed later.

    Args:
        covers: of an agreement on cover, whether its workers cover the others.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it is a party already, or the day lies outside the agreement (`AgreementRefusal`).
    """
    with AGREEMENTS.recorded(AgreementEvent.PARTY_JOINED, Permission.AGREEMENT_EDIT, agreement, actor=actor) as fresh:
        current = fresh.parties.filter(Q(ends_on=None) | Q(ends_on__gte=since), institution=institution)
        found = joining_refusals(_papers(fresh), since, is_party=current.exists())
        if fresh.kind == AgreementKind.COVER:
            found |= cover_refusals(centres_alone=institution.kind.receives_concerns, covering_are_parties=True)
        refuse(found)
        covers = covers and fresh.kind == AgreementKind.COVER
        party = Party(agreement=fresh, institution=institution, starts_on=since, covers=covers)
        party.save()
    return party


def leave_agreement(party: Party, *, on: date, actor: Actor) -> Party:
    """Let an institution leave; `on` is the last day on which it is a party.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day lies outside its time as a party (`AgreementRefusal`).
    """
    agreement = party.agreement
    with AGREEMENTS.recorded(AgreementEvent.PARTY_LEFT, Permission.AGREEMENT_EDIT, agreement, actor=actor) as fresh:
        party = fresh.parties.get(pk=party.pk)
        refuse(leaving_refusals(_papers(fresh), party.starts_on, on))
        party.ends_on = on
        party.save()
    return party


def attach_scan(agreement: Agreement, file: "File[Any]", *, actor: Actor) -> Agreement:
    """Keep the scan of the signed paper, under a random name; one that was there is removed.

    What it is is told by its content, never by its name.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it is too large, or neither a PDF nor a picture (`AgreementRefusal`).
    """
    file.seek(0)
    kind = filetype.guess_mime(file.read(HEAD)) or ""
    file.seek(0)
    refuse(scan_refusals(size=file.size, kind=kind))
    permission = Permission.AGREEMENT_EDIT
    with AGREEMENTS.recorded(AgreementEvent.SCAN_ATTACHED, permission, agreement, actor=actor) as fresh:
        storage, before = fresh.scan.storage, fresh.scan.name
        fresh.scan.save(f"{uuid4().hex}.{SCANS[kind]}", file, save=False)
        fresh.save()
        if before:
            transaction.on_commit(lambda: storage.delete(before))
    return fresh


def ending_soon(*, now: datetime) -> Iterator[Agreement]:
    """Return the agreements that end soon and of which somebody who arranges them wasn't told yet."""
    return (row for row in _ending(timezone.localdate(now)) if notifications.end_near_for(row, now=now))


def remind_of_end(agreement: Agreement, *, now: datetime) -> bool:
    """Tell whoever arranges it; says whether it did. If another worker was faster, nobody is told twice.

    It is the system's act, so no policy is asked.
    """
    with suppress(NobodyLeft), recorded(AgreementEvent.END_NEAR, actor=SYSTEM, subject=agreement) as agreement:
        is_near = _ending(timezone.localdate(now)).filter(pk=agreement.pk).exists()
        if not is_near or not notifications.end_near(agreement, now=now):
            raise NobodyLeft
        return True
    return False


def _ending(today: date) -> QuerySet[Agreement]:
    return Agreement.objects.filter(ends_on__range=(today, today + ENDING)).order_by("ends_on", "pk")


def scan_type(agreement: Agreement) -> str:
    """Return the media type of the kept scan; its ending was made from its content."""
    ending = Path(agreement.scan.name or "").suffix.removeprefix(".")
    return next(kind for kind, kept_as in SCANS.items() if kept_as == ending)


def _papers(agreement: Agreement) -> Papers:
    return Papers(agreement.title, agreement.signed_on, agreement.starts_on, agreement.ends_on)
