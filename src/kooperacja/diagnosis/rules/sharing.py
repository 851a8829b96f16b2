"""Why an area of the scale can't be shared so."""

from collections.abc import Set as AbstractSet

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ShareRefusal(TextChoices):
    """Why an area can't be shared so."""

    NOT_IN_TEAM = "institution_not_in_team", _("This institution isn't in the team of the case.")
    NO_PURPOSE = "no_purpose", _("Say what they need it for.")


def share_refusals(*, new: AbstractSet[int], team: AbstractSet[int], purpose: str) -> frozenset[ShareRefusal]:
    """Return every reason not to show an area to these `new` institutions, given those in the team."""
    checks = {
        ShareRefusal.NOT_IN_TEAM: not new <= team,
        ShareRefusal.NO_PURPOSE: bool(new) and not purpose,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
