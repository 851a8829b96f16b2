"""Who keeps views of lists: everybody of an institution, each hat its own."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate

from .models import SavedList

gate(Permission.LIST_KEEP, lambda actor: actor.is_member)


def own_saved_list(actor: Actor) -> IdSet:
    """A way in: the views that this hat keeps."""
    if actor.membership_id is None:
        return SavedList.objects.none().values_list("pk")
    return SavedList.objects.filter(membership_id=actor.membership_id).values_list("pk")


SAVED_LISTS: Policy[SavedList] = Policy(
    SavedList, view=Permission.LIST_VIEW, ways_in={Permission.LIST_VIEW: [own_saved_list]}
)
