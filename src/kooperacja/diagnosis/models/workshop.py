"""The workshop with the family, and what each institution and the family brought to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedJSONField, EncryptedTextField

from ..querysets import ContributionQuerySet


class Workshop(AuditedModel):
    """One meeting with the family at which everybody says how they see things."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="workshops")
    held_on = models.DateField(_("day of the workshop"))
    place = EncryptedTextField(_("place"), max_length=150, blank=True)
    took_part = EncryptedJSONField(_("who took part"))
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-held_on"], name="workshop_of_case")]


class ContributionKind(models.TextChoices):
    """What a contribution speaks of, in words that the family reads."""

    STRENGTHS = "strengths", _("What goes well")
    CAUSES = "causes", _("Where it comes from")
    DEFICITS = "deficits", _("What is hard")
    RESOURCES = "resources", _("Who and what can help")
    EXPECTATIONS = "expectations", _("What the family expects")


class Contribution(AuditedModel):
    """What somebody brought to a workshop. It belongs to the institution of whoever wrote it down."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="contributions")
    kind = models.CharField(_("what it is about"), max_length=12, choices=ContributionKind)
    text = EncryptedTextField(_("in the family's words"), max_length=2000)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    objects = ContributionQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        indexes = [models.Index(fields=["workshop", "kind"], name="contribution_of_workshop")]
