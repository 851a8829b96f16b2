"""Planned visits, and the address under which somebody's own calendar is read by another program."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedTextField

from .states import VisitState

__all__ = ["Feed", "Visit", "VisitKind", "VisitState"]


class VisitKind(models.TextChoices):
    """What is planned."""

    VISIT = "visit", _("visit at home")
    MEETING = "meeting", _("meeting")
    CALL = "call", _("telephone call")


class Visit(AuditedModel):
    """A visit, a meeting or a call that somebody planned in a case. What came of it is a note."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="visits", verbose_name=_("whose it is"))
    kind = models.CharField(_("what"), max_length=7, choices=VisitKind, default=VisitKind.VISIT)
    starts_at = models.DateTimeField(_("day and hour"))
    minutes = models.PositiveSmallIntegerField(_("how long, in minutes"), default=60)
    words = EncryptedTextField(_("where, and what to take"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=VisitState, default=VisitState.PLANNED)

    class Meta:
        constraints = [models.CheckConstraint(name="visit_takes_time", condition=Q(minutes__range=(5, 600)))]
        indexes = [models.Index(fields=["membership", "starts_at"], name="visit_of_person")]


class Feed(AuditedModel):
    """An address at which a calendar program reads the own dates of one hat, without signing in.

    Only the SHA-256 of the address is kept. Whoever has the address learns days, hours and numbers, nothing else.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(ended_at=None), name="feed_one_at_a_time")
        ]
