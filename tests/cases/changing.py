"""Small helpers of the tests of cases."""

import uuid

from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.states import CaseState
from kooperacja.outbox.models import Message
from tests.world import Made, make


def change(row, **fields):
    """Change a row behind the actions' back."""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row = type(row)._base_manager.get(pk=row.pk)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def close(world):
    """Close the case behind the actions' back."""
    return change(
        world.case, state=CaseState.CLOSED, closed_at=world.now, closed_by=world.lead.user, closure_reason="goals_met"
    )


def join(world, cast, role=Role.MEMBER):
    """Put somebody into the team."""
    return make(
        CaseMember,
        case=world.case,
        role=role,
        institution=cast.membership.institution,
        membership=cast.membership,
        joined_on=timezone.localdate(),
    )


def again(row):
    """Return the row as the database holds it now."""
    return type(row)._base_manager.get(pk=row.pk)


def last_event(name):
    """Return the newest event of this name."""
    return Event.objects.filter(name=name).latest("pk")


def told(world):
    """Return the messages that were written since the world was built."""
    return Message.objects.exclude(pk=world.message.pk)


def key():
    """Return a new idempotency key."""
    return str(uuid.uuid4())


def day(name, value):
    """Return a date as the form of three boxes posts it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
