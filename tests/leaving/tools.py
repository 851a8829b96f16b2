"""What can still be read in the database by whoever has its key, and how the village's centre comes to its end."""

from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case, ClosureReason
from kooperacja.cases.states import CaseState
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import LIVE, ConcernState
from kooperacja.institutions.models import Institution
from kooperacja.transfers.models import Transfer
from kooperacja.transfers.states import TransferState
from kooperacja.vault.fields import EncryptedField
from tests.architecture.test_dump import dump
from tests.world import Made

OF_OTHERS = {
    "contribution",
    "tried",
    "consultation_advice",
    "consultation_other_advice",
    "linked_facts",
    "forwarded_facts",
    "concern_draft",
    *(f"concern_{name}" for name in ("reporter_phone", "who", "address", "whereabouts", "children", "dependants")),
    *(f"concern_{name}" for name in ("visit_risks", "safe_contact", "already_done", "notices_sent", "facts")),
}
"""Canaries that belong to the school, the police and the neighbours; all others are the centre's."""


def readable() -> bytes:
    """Return all that the database holds, with every sealed field opened."""
    found = [value for _place, value in dump()]
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]
        if fields:
            for row in model._base_manager.all():
                found += [str(getattr(row, field.name)).encode() for field in fields]
    return b"\n".join(found)


def readable_of(words: dict[str, str]) -> set[str]:
    """Return the names of the canaries that can be read."""
    everything = readable()
    return {name for name, word in words.items() if word.encode() in everything}


def end_centre(world) -> None:
    """Let the centre finish: its case is closed, offers withdrawn, concerns answered, its last day over."""
    now = world.now
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Case.objects.filter(centre=world.ops).update(
            state=CaseState.CLOSED, closed_at=now, closed_by=world.lead.user, closure_reason=ClosureReason.GOALS_MET
        )
        Transfer.objects.filter(state=TransferState.OFFERED).update(state=TransferState.WITHDRAWN, ended_at=now)
        Concern.objects.filter(centre=world.ops, state__in=LIVE).update(state=ConcernState.NOT_CONFIRMED, ended_at=now)
        last = timezone.localdate(now) - timedelta(days=1)
        Institution.objects.filter(pk=world.ops.pk).update(ends_on=last)
    world.ops.refresh_from_db()
