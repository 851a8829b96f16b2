"""The further households of a case: the main one is the case's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.persons.models import Household

from .case import Case


class CaseHousehold(AuditedModel):
    """A household beside the main one, where somebody of the case lives, or lived: "u taty"."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="further_homes")
    household = models.OneToOneField(Household, models.PROTECT, related_name="further_of")
    shown_to_team = models.BooleanField(_("the team may know the address"), default=False)
