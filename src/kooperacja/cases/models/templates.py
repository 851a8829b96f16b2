"""Templates of plans: goals and actions that an institution offers for a kind of problem, about no family."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, InstitutionKind
from kooperacja.kernel.money import in_zloty
from kooperacja.vault.fields import EncryptedTextField

from ..rules.depth import CostSource, Rhythm


class PlanTemplate(AuditedModel):
    """A template of an institution. What is made from it is copied, so changing or retiring it touches no case."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    problem = models.CharField(_("kind of problem"), max_length=60)
    retired_on = models.DateField(_("retired"), null=True)

    class Meta:
        indexes = [models.Index(fields=["institution", "retired_on", "name"], name="plan_template_of")]


class TemplateGoal(AuditedModel):
    """A goal that many families have."""

    template = models.ForeignKey(PlanTemplate, models.PROTECT, related_name="goals")
    text = EncryptedTextField(_("goal"), max_length=300)


class TemplateAction(AuditedModel):
    """A step towards it: what kind of institution does it, and how many days after the start it is due."""

    goal = models.ForeignKey(TemplateGoal, models.PROTECT, related_name="actions")
    text = EncryptedTextField(_("what is to be done"), max_length=300)
    kind = models.ForeignKey(
        InstitutionKind, models.PROTECT, null=True, related_name="+", verbose_name=_("kind of institution")
    )
    due_days = models.PositiveSmallIntegerField(_("due after days"))
    rhythm = models.CharField(_("how often"), max_length=11, choices=Rhythm, blank=True)
    measure = EncryptedTextField(_("how we will know that it helped"), max_length=200, blank=True)
    measure_to = EncryptedTextField(_("how it should be"), max_length=20, blank=True)
    unit = EncryptedTextField(_("unit"), max_length=40, blank=True)
    cost = models.DecimalField(_("estimated cost"), max_digits=9, decimal_places=2, null=True)
    cost_source = models.CharField(_("who would pay"), max_length=7, choices=CostSource, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="template_action_due_after_the_start", condition=Q(due_days__gte=1)),
            models.CheckConstraint(name="template_cost_not_below_zero", condition=Q(cost=None) | Q(cost__gte=0)),
            models.CheckConstraint(name="template_cost_has_a_source", condition=Q(cost=None) | ~Q(cost_source="")),
        ]

    @property
    def measured(self) -> str:
        """How it should be, "90 %"; empty if nobody said."""
        return f"{self.measure_to} {self.unit}".strip() if self.measure_to else ""

    @property
    def cost_words(self) -> str:
        """The estimate as people write it; empty if there is none."""
        return "" if self.cost is None else in_zloty(self.cost)
