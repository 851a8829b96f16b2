"""Who may see a message: the person to whom it was written, whatever hat is on."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import Message


def it_is_to_me(actor: Actor) -> IdSet:
    """A way in: the messages to this person."""
    return Message.objects.filter(recipient_id=actor.user_id).exclude(recipient_id=None).values_list("pk")


MESSAGES = Policy(Message, view=Permission.MESSAGE_VIEW, ways_in={Permission.MESSAGE_VIEW: [it_is_to_me]})

gate(Permission.WORKER_OVERSEE, lambda actor: actor.is_operator)


def unread_count(actor: Actor) -> int:
    """Return how many messages this person hasn't opened."""
    return MESSAGES.permitted(actor, Permission.MESSAGE_VIEW).filter(read_at=None).count()
