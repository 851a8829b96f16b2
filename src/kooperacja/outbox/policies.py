"""Who may see a message, or a device that is told of it: the person whose it is, whatever hat is on."""

from datetime import datetime

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import Message, PushSubscription


def it_is_to_me(actor: Actor) -> IdSet:
    """A way in: the messages to this person."""
    return Message.objects.filter(recipient_id=actor.user_id).exclude(recipient_id=None).values_list("pk")


def device_is_mine(actor: Actor) -> IdSet:
    """A way in: the person's own devices on which notifications are on."""
    return PushSubscription.objects.filter(device__user=actor.user_id or 0).values_list("pk")


MESSAGES = Policy(Message, view=Permission.MESSAGE_VIEW, ways_in={Permission.MESSAGE_VIEW: [it_is_to_me]})

PUSHES = Policy(PushSubscription, view=Permission.PUSH_VIEW, ways_in={Permission.PUSH_VIEW: [device_is_mine]})

gate(Permission.WORKER_OVERSEE, lambda actor: actor.is_operator)


def unread_count(actor: Actor) -> int:
    """Return how many messages this person hasn't opened."""
    return MESSAGES.permitted(actor, Permission.MESSAGE_VIEW).filter(read_at=None).count()


def live_pushes(actor: Actor, *, now: datetime) -> list[PushSubscription]:
    """Return the person's devices that are told that a message waits, by their names."""
    live = PUSHES.permitted(actor, Permission.PUSH_VIEW).filter(
        pk__in=PushSubscription.objects.live(now=now).values("pk")
    )
    return list(live.select_related("device").order_by("device__name", "pk"))
