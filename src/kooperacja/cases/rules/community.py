"""When a case of a village or a group can be opened. Pure."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommunityRefusal(TextChoices):
    """Why a case of a community isn't opened like this."""

    NO_PLACE = "community_no_place", _("Say which village or group it is.")
    NO_DECISION = "community_no_decision", _("Say who decided, and why.")
    IN_THE_FUTURE = "community_in_the_future", _("The day is in the future.")


def community_refusals(place: str, decision: str, *, decided_on: date, today: date) -> frozenset[CommunityRefusal]:
    """Return every reason against it."""
    checks = {
        CommunityRefusal.NO_PLACE: not place,
        CommunityRefusal.NO_DECISION: not decision,
        CommunityRefusal.IN_THE_FUTURE: decided_on > today,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
