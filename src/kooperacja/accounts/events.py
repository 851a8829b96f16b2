"""What can happen to accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountEvent(TextChoices):
    """Events of accounts and operators."""

    ACCOUNT_MADE = "accounts.account_made", _("account made")
    OPERATOR_NAMED = "accounts.operator_named", _("operator named")
    OPERATOR_ENDED = "accounts.operator_ended", _("operator's grant ended")
    HAT_CHANGED = "accounts.hat_changed", _("role changed")
    SIGN_IN_RESET = "accounts.sign_in_reset", _("sign-in reset")
    LINK_ASKED = "accounts.link_asked", _("link to set up the sign-in asked for")
    FACTOR_ADDED = "accounts.factor_added", _("second factor added")
    FACTOR_REMOVED = "accounts.factor_removed", _("second factor removed")
    PASSWORD_CHANGED = "accounts.password_changed", _("password changed")
    DEVICE_ADDED = "accounts.device_added", _("own device put on the list")
    DEVICE_ENDED = "accounts.device_ended", _("own device taken off the list")
    VISIT_BEGUN = "accounts.visit_begun", _("visit mode switched on")
