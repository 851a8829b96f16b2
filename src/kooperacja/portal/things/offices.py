"""What waits between institutions: offers, cover, advice, agreements, invitations; and for who runs all this."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.agreements.policies import AGREEMENTS, ARRANGING
from kooperacja.agreements.rules import ENDING
from kooperacja.cases.policies import COVERS
from kooperacja.cases.states import CaseState, CoverState
from kooperacja.consultations.policies import ADVICES
from kooperacja.consultations.states import AdviceState
from kooperacja.institutions.policies import INVITATIONS
from kooperacja.protection.actions import handed_over
from kooperacja.transfers.policies import HANDOVERS, TRANSFERS
from kooperacja.transfers.states import HandoverState, TransferState

from ..worker import lines, outbox
from . import More, Source, Thing, each

LIES_LONG: Final = timedelta(hours=1)
"""E-mails leave within seconds; what lies so long lies because something is broken."""


def offers(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Cases that a colleague or another centre asks to have taken over."""
    if not may(actor, Permission.TRANSFER_LIST):
        return
    to_me = HANDOVERS.permitted(actor, Permission.HANDOVER_ANSWER).filter(state=HandoverState.OFFERED)
    to_us = TRANSFERS.permitted(actor, Permission.TRANSFER_ANSWER).filter(state=TransferState.OFFERED)
    for rows, page in ((to_me, "transfers:handover"), (to_us, "transfers:transfer")):
        yield from each(
            rows.exclude(case__state=CaseState.CLOSED).select_related("case").order_by("offered_at", "pk"),
            lambda row, page=page: Thing(  # type: ignore[misc] # a default binds the page now
                _("Answer whether you take a case over"), row.case.number, reverse(page, args=[row.public_id])
            ),
            more=reverse("transfers:list"),
        )


def covers(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Requests of another centre for cover."""
    if actor.of_centre:
        asked = COVERS.permitted(actor, Permission.COVER_ANSWER).filter(
            state=CoverState.OFFERED, ends_on__gte=timezone.localdate(now)
        )
        yield from each(
            asked.select_related("centre").order_by("starts_on", "pk"),
            lambda row: Thing(
                _("Answer whether you cover"),
                row.centre.name,
                reverse("transfers:cover", args=[row.public_id]),
                row.starts_on,
            ),
            more=reverse("transfers:list"),
        )


def questions(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """Questions without a name that the person was asked and hasn't answered."""
    if may(actor, Permission.ADVICE_LIST):
        waiting = ADVICES.permitted(actor, Permission.ADVICE_GIVE).filter(state=AdviceState.WAITING)
        waiting = waiting.filter(asked=actor.membership_id)
        yield from each(
            waiting.select_related("consultation").order_by("consultation__until", "pk"),
            lambda row: Thing(
                _("Give advice"),
                row.consultation.number,
                reverse("consultations:advice", args=[row.public_id]),
                row.consultation.until,
            ),
            more=reverse("consultations:list"),
        )


def papers(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Agreements that end within the month: with them partners' access ends."""
    if not (actor.is_operator or actor.has(*ARRANGING)):
        return
    today = timezone.localdate(now)
    ending = AGREEMENTS.permitted(actor, Permission.AGREEMENT_VIEW).filter(ends_on__range=(today, today + ENDING))
    yield from each(
        ending.order_by("ends_on", "pk"),
        lambda row: Thing(
            _("An agreement ends"), row.title, reverse("agreements:view", args=[row.public_id]), row.ends_on
        ),
        more=reverse("agreements:list"),
    )


def invitations(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """Invitations whose link stops working within two days, and wasn't used."""
    if not (actor.is_operator or actor.has(Duty.ADMINISTRATION)):
        return
    page = "institutions:operators" if actor.is_operator else "institutions:own_people"
    ending = INVITATIONS.permitted(actor, Permission.INVITATION_VIEW).filter(expires_at__lte=now + timedelta(days=2))
    yield from each(
        ending.filter(pk__in=ending.model._default_manager.waiting(now)).order_by("expires_at", "pk"),
        lambda row: Thing(_("An invitation wasn't used yet"), row.name, reverse(page), row.expires_at),
        more=reverse(page),
    )


def erasures(actor: Actor, now: datetime) -> Iterator[Thing | More]:  # noqa: ARG001 - every source takes the hour
    """For the data protection officer: all data were handed over by a written order, and their erasure follows."""
    if may(actor, Permission.READS_VIEW):
        page = f"{reverse('protection:log')}#usuwanie"
        for row in handed_over(actor):
            if row.erased_at is None:
                yield Thing(_("All data were handed over; see to their erasure"), row.order, page)


def background(actor: Actor, now: datetime) -> Iterator[Thing | More]:
    """For operators: a worker that never ran, a job that stands still or fails, e-mails given up or lying for long."""
    if not may(actor, Permission.WORKER_OVERSEE):
        return
    page, jobs = reverse("portal:worker"), lines(now=now)
    if all(line.run is None for line in jobs):
        yield Thing(_("Work in the background has never begun"), _("no job ran yet"), page)
    else:
        for line in jobs:
            if line.is_late:
                yield Thing(_("Work in the background stands still"), str(line.label), page)
            elif line.has_failed:  # it is tried on at its rhythm, so it never comes to be late
                yield Thing(_("A job in the background fails"), str(line.label), page)
    state = outbox(now=now)
    if number := sum(row["count"] for row in state["given_up"]):
        yield Thing(_("E-mails weren't delivered"), str(number), page)
    if state["since"] and state["since"] < now - LIES_LONG:
        yield Thing(_("E-mails wait to be sent"), str(state["waiting"]), page)


SOURCES: tuple[Source, ...] = (offers, covers, questions, papers, invitations, erasures, background)
