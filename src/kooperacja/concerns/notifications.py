"""Messages about concerns, one function each. They say that something waits and where, never about whom."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import Duty
from kooperacja.institutions.models import Institution, Membership
from kooperacja.outbox.actions import tell_mailbox, tell_person
from kooperacja.outbox.kinds import MessageKind

from .models import Concern, Decision, ReporterKind, Urgency


def reporter_code(institution: Institution, code: str, *, now: datetime) -> None:
    """Send a code to the official mailbox of an institution without accounts."""
    path = reverse("concerns:door_code")
    tell_mailbox(institution.official_mailbox, MessageKind.REPORTER_CODE, reference="", path=path, now=now, code=code)


def waits_for_release(concern: Concern, *, now: datetime) -> None:
    """Tell the heads of the reporter's institution that something waits for them."""
    path = reverse("concerns:release", args=[concern.public_id])
    for user_id in people_with(Duty.HEAD, concern.reporter_institution_id, now=now):
        tell_person(user_id, MessageKind.CONCERN_TO_RELEASE, reference=concern.number, path=path, now=now)


def came(concern: Concern, *, now: datetime) -> None:
    """Tell those who read the centre's inbox that something new is there."""
    _tell_intake(concern, _urgent_or(MessageKind.CONCERN_CAME, concern), now=now)


def came_by_forwarding(concern: Concern, *, now: datetime) -> None:
    """Tell those who read the new centre's inbox; what is red breaks their quiet hours there, too."""
    _tell_intake(concern, _urgent_or(MessageKind.CONCERN_FORWARDED_HERE, concern), now=now)


def _urgent_or(kind: MessageKind, concern: Concern) -> MessageKind:
    return MessageKind.CONCERN_CAME_URGENT if concern.urgency == Urgency.RED else kind


def time_runs_out(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head of the centre that the time for a decision is running out; says whether anybody was."""
    path = reverse("concerns:concern", args=[concern.public_id])
    urgent = concern.urgency == Urgency.RED
    kind = MessageKind.CONCERN_DUE_URGENT if urgent else MessageKind.CONCERN_DUE
    return _tell_inbox(concern, kind, path, now=now)


def decision_late(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head of the centre that the time for a decision has passed; says whether anybody was."""
    path = reverse("concerns:concern", args=[concern.public_id])
    urgent = concern.urgency == Urgency.RED
    kind = MessageKind.CONCERN_LATE_URGENT if urgent else MessageKind.CONCERN_LATE
    return _tell_inbox(concern, kind, path, now=now)


def informing_late(concern: Concern, *, now: datetime) -> bool:
    """Tell intake and head that the month of RODO art. 14 has passed; says whether anybody was."""
    path = reverse("concerns:inform", args=[concern.public_id])
    return _tell_inbox(concern, MessageKind.CONCERN_INFORM_LATE, path, now=now)


def _tell_inbox(concern: Concern, kind: MessageKind, path: str, *, now: datetime) -> bool:
    people = {user for duty in (Duty.INTAKE, Duty.HEAD) for user in people_with(duty, concern.centre_id, now=now)}
    for user_id in sorted(people):
        tell_person(user_id, kind, reference=concern.number, path=path, now=now)
    return bool(people)


def accepted(concern: Concern, *, now: datetime) -> None:
    """Tell the reporter: accepted, we will look into it."""
    _answer(concern, MessageKind.CONCERN_TAKEN_UP, now=now)


def finished(concern: Concern, *, now: datetime) -> None:
    """Tell the reporter: we have finished looking into it."""
    _answer(concern, MessageKind.CONCERN_ENDED, now=now)


def forwarded(decision: Decision, *, now: datetime) -> None:
    """Tell the reporter: forwarded to the competent centre."""
    _answer(decision.concern, MessageKind.CONCERN_FORWARDED, now=now)


def held_back(concern: Concern, *, now: datetime) -> None:
    """Tell the reporter that the head of the own institution didn't send it."""
    _answer(concern, MessageKind.CONCERN_HELD_BACK, now=now)


def _answer(concern: Concern, kind: MessageKind, *, now: datetime) -> None:
    """Answer a person with an account there, an institution without one in its mailbox, a private person not at all."""
    if concern.reporter_user_id is not None:
        path = reverse("concerns:own_concern", args=[concern.public_id])
        tell_person(concern.reporter_user_id, kind, reference=concern.number, path=path, now=now)
        return
    institution = concern.reporter_institution
    if concern.reporter_kind == ReporterKind.INSTITUTION and institution and institution.official_mailbox:
        path = reverse("concerns:door")
        tell_mailbox(institution.official_mailbox, kind, reference=concern.number, path=path, now=now)


def _tell_intake(concern: Concern, kind: MessageKind, *, now: datetime) -> None:
    path = reverse("concerns:concern", args=[concern.public_id])
    people = people_with(Duty.INTAKE, concern.centre_id, now=now) or people_with(Duty.HEAD, concern.centre_id, now=now)
    for user_id in people:
        tell_person(user_id, kind, reference=concern.number, path=path, now=now)


def people_with(duty: Duty, institution_id: int | None, *, now: datetime) -> list[int]:
    """Return the users who bring that duty to the institution today, each once."""
    members = Membership.objects.on(timezone.localdate(now)).filter(institution=institution_id, user__is_active=True)
    found = [row.user_id for row in members.select_related("function") if duty in row.function.duty_set]
    return sorted(set(found))
