"""What the plan was when a family agreed to it, and the papers of other systems that belong to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedJSONField

from ..rules.participation import How
from .case import Case


class PlanVersion(AuditedModel):
    """A plan as it stood on a day: goals and actions in words. It is never changed; the next one has a new number.

    `content` is what `rules.versions` compares, and under "agreed" the names of those who agreed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_versions")
    number = models.PositiveSmallIntegerField(_("number"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    agreed_on = models.DateField(_("agreed on"), null=True)
    how = models.CharField(_("how they agreed"), max_length=10, choices=How, blank=True)
    content = EncryptedJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_version_once"),
            models.CheckConstraint(
                name="plan_version_agreed_says_how",
                condition=(Q(agreed_on=None) & Q(how="")) | (~Q(agreed_on=None) & ~Q(how="")),
            ),
        ]

    @property
    def agreed_by(self) -> list[str]:
        """The names of those who agreed."""
        return list(self.content.get("agreed", []))


class PaperKind(models.TextChoices):
    """A paper that lives elsewhere; here is its number alone."""

    INTERVIEW = "interview", _("family environment interview")
    CONTRACT = "contract", _("social contract")
    ASSISTANT = "assistant", _("plan of work of the family assistant")
    OTHER = "other", _("another paper")


class PlanPaper(AuditedModel):
    """A paper of another system that belongs to the plan: kind, number and date, never its content."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_papers")
    kind = models.CharField(_("kind"), max_length=9, choices=PaperKind)
    number = models.CharField(_("number"), max_length=60)
    dated_on = models.DateField(_("date"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "number"], name="plan_paper_once")]
