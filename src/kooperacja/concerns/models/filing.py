"""Under which class of its filing plan a centre keeps concerns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution


class FilingClass(AuditedModel):
    """The symbol from the centre's own filing plan (JRWA); it says how long the records are kept."""

    centre = models.OneToOneField(Institution, models.PROTECT, related_name="+")
    symbol = models.CharField(_("filing class"), max_length=20)
