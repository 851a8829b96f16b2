"""That a clock of a case stood still: why, from which day and until when at most."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedTextField

from .case import Case


class ClockPause(AuditedModel):
    """One pause. `raw_on` is the day of the clock without any pause: one that runs anew isn't moved by old pauses.

    `before_on` is its day before this pause, `due_on` the one after it, later by the working days of the pause.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_pauses")
    clock = models.CharField(max_length=40)
    raw_on = models.DateField()
    before_on = models.DateField()
    due_on = models.DateField(_("new day"))
    since = models.DateField(_("paused since"))
    until = models.DateField(_("paused until at most"))
    reason = EncryptedTextField(_("why it is paused"), max_length=300)
    paused_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    ended_on = models.DateField(_("ended early"), null=True)
    ended_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="clock_pause_ends_after_it_began", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(name="clock_pause_moves_on", condition=Q(due_on__gte=F("before_on"))),
            models.CheckConstraint(
                name="clock_pause_ended_says_by_whom",
                condition=(Q(ended_on=None) & Q(ended_by=None)) | (~Q(ended_on=None) & ~Q(ended_by=None)),
            ),
        ]
        indexes = [models.Index(fields=["case", "clock", "raw_on"], name="clock_pause_of_case")]
