"""Keeping the name of a reporter apart: only named people of the centre read it, everybody else "who reported"."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Membership
from kooperacja.kernel.refused import Refused

from ..events import ConcernEvent
from ..models import Concern, ReporterReader
from ..policies import CONCERNS, READERS
from ..rules import ProtectionRefusal, protection_refusals


def who_can_read(concern: Concern, *, today: date) -> QuerySet[Membership]:
    """Return the people of the centre, of whom some may be named."""
    people = Membership.objects.on(today).filter(institution=concern.centre_id, user__is_active=True)
    return people.select_related("user", "function").order_by("user__name", "pk")


def readers_of(concern: Concern) -> QuerySet[ReporterReader]:
    """Return who may read the name now."""
    rows = ReporterReader.objects.filter(concern=concern, until=None)
    return rows.select_related("membership__user").order_by("membership__user__name")


def may_read_reporter(actor: Actor, concern: Concern) -> bool:
    """Tell whether somebody who may open a concern may also read who reported."""
    if not concern.reporter_protected:
        return True
    return READERS.permitted(actor, Permission.REPORTER_READ).filter(concern=concern).exists()


def protect_reporter(concern: Concern, readers: Collection[Membership], *, actor: Actor, now: datetime) -> Concern:
    """Keep the name of who reported apart, or change who may read it.

    Raises:
        PermissionDenied: the actor doesn't read the inbox of the centre.
        Refused: with members of `rules.ProtectionRefusal`.
    """
    with CONCERNS.recorded(ConcernEvent.REPORTER_PROTECTED, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        name_readers(concern, readers, actor=actor, now=now)
    return concern


def show_reporter(concern: Concern, *, actor: Actor, now: datetime) -> Concern:
    """No longer keep the name apart.

    Raises `PermissionDenied`; `Refused` unless the actor may read the name, or heads the centre.
    """
    with CONCERNS.recorded(ConcernEvent.REPORTER_SHOWN, Permission.CONCERN_TRIAGE, concern, actor=actor) as concern:
        if not _may_change(concern, actor):
            raise Refused(frozenset({ProtectionRefusal.NOT_YOURS}))
        _end(list(readers_of(concern)), now=now)
        concern.reporter_protected = False
        concern.save()
    return concern


def name_readers(concern: Concern, readers: Collection[Membership], *, actor: Actor, now: datetime) -> None:
    """Name who may read it; only inside the recording of an action that has checked the actor and locked the row."""
    chosen = {row.pk: row for row in readers}
    known = set(who_can_read(concern, today=timezone.localdate(now)).filter(pk__in=chosen).values_list("pk", flat=True))
    if found := protection_refusals(
        readers=len(chosen), of_the_centre=known == set(chosen), may_change=_may_change(concern, actor)
    ):
        raise Refused(found)
    before = {row.membership_id: row for row in readers_of(concern)}
    _end([row for number, row in before.items() if number not in chosen], now=now)
    for number in sorted(chosen.keys() - before.keys()):
        ReporterReader(concern=concern, membership=chosen[number], since=now).save()
    if not concern.reporter_protected:
        concern.reporter_protected = True
        concern.save()


def _may_change(concern: Concern, actor: Actor) -> bool:
    heads = actor.has(Duty.HEAD) and actor.institution_id == concern.centre_id
    return heads or may_read_reporter(actor, concern)


def _end(rows: Collection[ReporterReader], *, now: datetime) -> None:
    for row in rows:
        row.until = now
        row.save()
