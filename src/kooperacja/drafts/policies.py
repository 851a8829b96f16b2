"""Who may keep drafts. Each person's drafts are that person's alone; the views fetch no others."""

from django.db.models import QuerySet

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import gate

from .models import Draft

gate(Permission.DRAFT_VIEW, lambda actor: actor.user_id is not None)


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Return the person's own drafts, whatever hat is on, the last one first."""
    return Draft.objects.filter(owner_id=actor.user_id).order_by("-saved_at")
