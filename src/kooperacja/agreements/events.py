"""What can happen to agreements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementEvent(TextChoices):
    """Events of agreements and their parties."""

    ENTERED = "agreements.entered", _("agreement entered")
    CHANGED = "agreements.changed", _("agreement changed")
    PARTY_JOINED = "agreements.party_joined", _("party joined an agreement")
    PARTY_LEFT = "agreements.party_left", _("party left an agreement")
    END_NEAR = "agreements.end_near", _("told that an agreement ends soon")
    SCAN_ATTACHED = "agreements.scan_attached", _("scan of an agreement attached")
