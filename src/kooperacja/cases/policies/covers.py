"""Who asks another centre for cover, who answers, and who learns of it."""

from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.institutions.models import Function, Membership

from ..models import Cover
from ..states import CoverState
from .case import oversees


def asks_for_cover(actor: Actor) -> bool:
    """Tell whether this hat may ask: whoever heads a centre, or leads cases in one where nobody else works.

    A data protection officer, often from outside, doesn't count: they can't take over a case.
    """
    if oversees(actor) or not (actor.of_centre and actor.has(Duty.CASEWORK)):
        return oversees(actor)
    there = Membership.objects.on(timezone.localdate()).filter(institution=actor.institution_id)
    others = there.exclude(user=actor.user_id).exclude(function__in=Function.objects.with_duty(Duty.DATA_PROTECTION))
    return not others.exists()


gate(Permission.COVER_OFFER, asks_for_cover)


def cover_asked_of_me(actor: Actor) -> IdSet:
    """The requests that the actor covers under this hat."""
    return Cover.objects.filter(worker=actor.membership_id or 0).values_list("pk")


def cover_asked_of_own_people(actor: Actor) -> IdSet:
    """The requests to somebody of the centre that the actor heads."""
    if not oversees(actor):
        return Cover.objects.none().values_list("pk")
    return Cover.objects.filter(worker__institution=actor.institution_id).values_list("pk")


def cover_asked_by_me(actor: Actor) -> IdSet:
    """The requests that the actor made under this hat."""
    return Cover.objects.filter(offered_by=actor.membership_id or 0).values_list("pk")


def cover_for_own_centre(actor: Actor) -> IdSet:
    """The requests of the centre that the actor heads."""
    if not oversees(actor):
        return Cover.objects.none().values_list("pk")
    return Cover.objects.filter(centre=actor.institution_id).values_list("pk")


def cover_known_in_own_centre(actor: Actor) -> IdSet:
    """What was agreed for the actor's own centre: its people know who covers, and from when to when."""
    if not (actor.of_centre and actor.has(Duty.HEAD, Duty.CASEWORK, Duty.INTAKE)):
        return Cover.objects.none().values_list("pk")
    agreed = Cover.objects.filter(state__in=(CoverState.ACCEPTED, CoverState.ENDED))
    return agreed.filter(centre=actor.institution_id).values_list("pk")


ASKED = [cover_asked_of_me, cover_asked_of_own_people]
ASKING = [cover_asked_by_me, cover_for_own_centre]

COVERS: Policy[Cover] = Policy(
    Cover,
    view=Permission.COVER_VIEW,
    ways_in={
        Permission.COVER_VIEW: [*ASKED, *ASKING, cover_known_in_own_centre],
        Permission.COVER_READ: [*ASKED, *ASKING],
        Permission.COVER_ANSWER: ASKED,
        Permission.COVER_WITHDRAW: ASKING,
        Permission.COVER_END: [*ASKED, *ASKING],
    },
)
