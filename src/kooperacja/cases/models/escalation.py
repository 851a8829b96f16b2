"""That somebody was told that a clock of a case is late: each clock and day once for each of them."""

from django.db import models

from kooperacja.audit.models import AuditedModel

from .case import Case


class Told(models.TextChoices):
    """Who was told."""

    LEAD = "lead"
    DEPUTY = "deputy"
    HEAD = "head"


class Escalation(AuditedModel):
    """One telling. A clock that runs anew, to another day, is told of anew."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="escalations")
    clock = models.CharField(max_length=40)
    due_on = models.DateField()
    told = models.CharField(max_length=6, choices=Told)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "clock", "due_on", "told"], name="escalation_once")]
