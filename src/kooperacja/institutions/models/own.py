"""What an institution sets for itself, and the bounds that operators give."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel

from ..rules.own import SettingName
from .bodies import Institution


class Setting(AuditedModel):
    """One value from a moment on, until the next row of the same name; an empty value is the default again.

    Without an institution it is the bounds of the installation, as "least-most". Rows are never changed: they are the
    history.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("setting"), max_length=30, choices=SettingName)
    value = models.CharField(_("value"), max_length=400, blank=True)
    since = models.DateTimeField(_("since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["institution", "name", "-since"], name="setting_of")]
