"""What can happen to accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountEvent(TextChoices):
    """Events of accounts and operators."""

    OPERATOR_NAMED = "accounts.operator_named", _("operator named")
    OPERATOR_ENDED = "accounts.operator_ended", _("operator's grant ended")
    HAT_CHANGED = "accounts.hat_changed", _("hat changed")
