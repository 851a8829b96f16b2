"""Cover: somebody of another welfare centre acts in a centre's cases while nobody is there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import CoverQuerySet
from ..states import COVER_LIVE, CoverState
from .case import Case


class CoverReason(models.TextChoices):
    """Why nobody is there. Of an illness the other centre learns no more than that somebody is away."""

    HOLIDAY = "holiday", _("holiday")
    ABSENCE = "absence", _("sudden absence, for example an illness")
    TRAINING = "training", _("training")
    OTHER = "other", _("another reason")


class Cover(AuditedModel):
    """A request to cover from a day to a day, both included, and what came of it.

    `worker` is the hat at the other centre; it opens cases only while an agreement on cover holds, too. With
    `whole_centre` it covers every unclosed case but those that are named, otherwise only those that are named.
    """

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="covers", verbose_name=_("welfare centre"))
    worker = models.ForeignKey(Membership, models.PROTECT, related_name="covers", verbose_name=_("who covers"))
    whole_centre = models.BooleanField(_("all open cases of the centre"))
    reason = models.CharField(_("why nobody is there"), max_length=8, choices=CoverReason)
    message = EncryptedTextField(_("message"), max_length=600, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=9, choices=CoverState, default=CoverState.OFFERED)
    offered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    answer = EncryptedTextField(_("reason of the answer"), max_length=600, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = CoverQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(name="cover_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="cover_ended_says_when",
                condition=Q(state__in=COVER_LIVE, ended_at=None) | (~Q(state__in=COVER_LIVE) & ~Q(ended_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "state", "ends_on"], name="cover_by"),
            models.Index(fields=["centre", "state", "ends_on"], name="cover_of_centre"),
        ]


class CoverCase(AuditedModel):
    """A case that a cover names: the one that is covered, or, of a whole centre, one that is left out."""

    cover = models.ForeignKey(Cover, models.PROTECT, related_name="named")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cover", "case"], name="cover_names_a_case_once")]
