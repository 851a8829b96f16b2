"""Messages of handing over: a number and a link, never a word about the family."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.cases.actions.lookups import heads_of
from kooperacja.cases.models import Cover, Role
from kooperacja.institutions.models import Function, Institution, Membership
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Handover, Transfer


def handover(row: Handover, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    """Tell the other of the two of what happened to the offer."""
    path = reverse("transfers:handover", args=[row.public_id])
    users = {row.offered_by.user_id, row.offered_to.user_id}
    _tell(users, kind, row.case.number, path, actor=actor, now=now)


def to_the_centre(row: Transfer, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    """Tell those who read the inbox of the other centre."""
    if row.destination is None:
        return
    path = reverse("transfers:transfer", args=[row.public_id])
    users = {place.user_id for place in receivers(row.destination, now=now)}
    _tell(users, kind, row.case.number, path, actor=actor, now=now)


def to_the_sender(row: Transfer, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    """Tell who leads the case that was offered."""
    path = reverse("transfers:transfer", args=[row.public_id])
    _tell(_leading(row), kind, row.case.number, path, actor=actor, now=now)


def lapsed(row: Transfer, *, now: datetime) -> None:
    """Tell who leads the case that its offer has lapsed; also who brought it about, as they didn't mean to."""
    path = reverse("transfers:transfer", args=[row.public_id])
    for user in sorted(_leading(row)):
        tell_person(user, MessageKind.TRANSFER_LAPSED, reference=row.case.number, path=path, now=now)


def _leading(row: Transfer) -> set[int]:
    leading = row.case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    return set(leading.values_list("membership__user_id", flat=True))


def cover(row: Cover, kind: MessageKind, *, actor: Actor, now: datetime) -> None:
    """Tell both sides but who did it: who covers and who asked, with the heads of both centres."""
    path = reverse("transfers:cover", args=[row.public_id])
    today = timezone.localdate(now)
    heads = [*heads_of(row.centre_id, today), *heads_of(row.worker.institution_id, today)]
    users = {row.worker.user_id, row.offered_by.user_id, *(head.user_id for head in heads)}
    _tell(users, kind, row.centre.name[:60], path, actor=actor, now=now)


def receivers(centre: Institution, *, now: datetime) -> list[Membership]:
    """Return the people of a centre who answer offers: those who read its inbox."""
    functions = Function.objects.with_duty(Duty.INTAKE).union(Function.objects.with_duty(Duty.HEAD))
    there = Q(institution=centre, function_id__in=[function.pk for function in functions])
    return list(Membership.objects.on(timezone.localdate(now)).filter(there).order_by("pk"))


def _tell(users: Iterable[int], kind: MessageKind, reference: str, path: str, *, actor: Actor, now: datetime) -> None:
    for user in sorted(set(users) - {actor.user_id}):
        tell_person(user, kind, reference=reference, path=path, now=now)
