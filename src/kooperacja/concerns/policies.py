"""Who may do what with concerns.

Four audiences see four different things of one concern, so there are four policies: the centre to which it is
addressed, the reporter, the head of the reporter's institution while it waits for release, and a centre that
forwarded it. The duty to inform (RODO art. 14) outlives the lock, so it has a policy of its own. Colleagues,
operators, administrators and the region see nothing.
"""

from uuid import UUID

from django.shortcuts import get_object_or_404

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import Concern, Decision, DecisionKind, ReporterReader
from .states import UNSENT, ConcernState


def reads_the_inbox(actor: Actor) -> bool:
    """A gate: intake and head of an OPS or CUS."""
    return actor.of_centre and actor.is_member and actor.has(Duty.INTAKE, Duty.HEAD)


def releases_for_the_institution(actor: Actor) -> bool:
    """A gate: the head of any institution."""
    return actor.is_member and actor.has(Duty.HEAD)


def came_to_the_own_centre(actor: Actor) -> IdSet:
    """A way in: what is addressed to the centre now, for its intake and head."""
    if not reads_the_inbox(actor):
        return Concern.objects.none().values_list("pk")
    own = Concern.objects.open_to_people().filter(centre=actor.institution_id)
    return own.exclude(state__in=UNSENT).values_list("pk")


CONCERNS: Policy[Concern] = Policy(
    Concern,
    view=Permission.CONCERN_VIEW,
    ways_in={
        Permission.CONCERN_VIEW: [came_to_the_own_centre],
        Permission.CONCERN_TRIAGE: [came_to_the_own_centre],
    },
)


def owes_word_to_people_in_it(actor: Actor) -> IdSet:
    """A way in: what came to the centre, locked or not, until it is disposed of; for its intake and head.

    It is only a way to the clock of RODO art. 14 and to recording it; what a locked one says stays shut (`CONCERNS`).
    """
    if not reads_the_inbox(actor):
        return Concern.objects.none().values_list("pk")
    own = Concern.objects.filter(centre=actor.institution_id, disposed_on=None)
    return own.exclude(state__in=UNSENT).values_list("pk")


TO_INFORM: Policy[Concern] = Policy(
    Concern,
    view=Permission.CONCERN_INFORM,
    ways_in={Permission.CONCERN_INFORM: [owes_word_to_people_in_it]},
)


def raised_it(actor: Actor) -> IdSet:
    """A way in: what the person raised under this hat."""
    if not actor.is_member:
        return Concern.objects.none().values_list("pk")
    own = Concern.objects.open_to_people().filter(reporter_user=actor.user_id, reporter_membership=actor.membership_id)
    return own.values_list("pk")


OWN_CONCERNS: Policy[Concern] = Policy(
    Concern,
    view=Permission.CONCERN_VIEW_OWN,
    ways_in={
        Permission.CONCERN_VIEW_OWN: [raised_it],
        Permission.CONCERN_WITHDRAW_OWN: [raised_it],
    },
)


def waits_for_the_own_head(actor: Actor) -> IdSet:
    """A way in: what somebody of the institution wrote and its head hasn't released yet; nothing afterwards."""
    if not releases_for_the_institution(actor):
        return Concern.objects.none().values_list("pk")
    waiting = Concern.objects.filter(reporter_institution=actor.institution_id, state=ConcernState.WAITING_FOR_RELEASE)
    return waiting.values_list("pk")


RELEASES: Policy[Concern] = Policy(
    Concern,
    view=Permission.CONCERN_RELEASE,
    ways_in={Permission.CONCERN_RELEASE: [waits_for_the_own_head]},
)


def was_forwarded_by_the_own_centre(actor: Actor) -> IdSet:
    """A way in: what the centre forwarded; of the concern itself it sees number, date and state alone."""
    if not reads_the_inbox(actor):
        return Decision.objects.none().values_list("pk")
    forwarded = Decision.objects.filter(centre=actor.institution_id, kind=DecisionKind.FORWARD)
    return forwarded.values_list("pk")


FORWARDED: Policy[Decision] = Policy(
    Decision,
    view=Permission.CONCERN_VIEW_FORWARDED,
    ways_in={Permission.CONCERN_VIEW_FORWARDED: [was_forwarded_by_the_own_centre]},
)


def is_named_as_reader(actor: Actor) -> IdSet:
    """A way in: by name, for the hat under which somebody was named."""
    if actor.membership_id is None:
        return ReporterReader.objects.none().values_list("pk")
    return ReporterReader.objects.filter(membership=actor.membership_id, until=None).values_list("pk")


READERS: Policy[ReporterReader] = Policy(
    ReporterReader,
    view=Permission.REPORTER_READ,
    ways_in={Permission.REPORTER_READ: [is_named_as_reader]},
)


def heads_the_centre(actor: Actor) -> bool:
    """A gate: the head of an OPS or CUS."""
    return actor.of_centre and actor.is_member and actor.has(Duty.HEAD)


def is_locked_at_the_own_centre(actor: Actor) -> IdSet:
    """A way in: what the centre of a head keeps locked; a list shows number, days and filing class of it alone."""
    if not heads_the_centre(actor):
        return Concern.objects.none().values_list("pk")
    return Concern.objects.filter(centre=actor.institution_id).exclude(locked_on=None).values_list("pk")


LOCKED: Policy[Concern] = Policy(
    Concern,
    view=Permission.CONCERN_VIEW_LOCKED,
    ways_in={
        Permission.CONCERN_VIEW_LOCKED: [is_locked_at_the_own_centre],
        Permission.CONCERN_DISPOSE: [is_locked_at_the_own_centre],
    },
)


def receipt_of(public_id: UUID) -> Concern:
    """Return a concern for its receipt alone, with nothing that anybody wrote; the caller has checked the signature."""
    return get_object_or_404(Concern.objects.for_list(), public_id=public_id)


gate(Permission.CONCERN_RAISE, lambda actor: actor.is_member)
gate(Permission.CONCERN_TYPE_IN, reads_the_inbox)
gate(Permission.INBOX_VIEW, reads_the_inbox)
gate(Permission.REGISTER_VIEW, heads_the_centre)
gate(Permission.CONCERN_LIST_RELEASES, releases_for_the_institution)
