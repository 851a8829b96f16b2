"""What institutions have tried already, and whether this way is the right one for the family."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedJSONField, EncryptedTextField

from .querysets import QualificationQuerySet, TriedQuerySet
from .rules import Answer, Heard, Reason, Result

__all__ = ["Answer", "Heard", "Qualification", "Reason", "Result", "Tried"]


class Tried(AuditedModel):
    """Something that an institution has tried with a family, or in a village, and what came of it.

    It belongs to `owner`, the institution of whoever wrote it: the institution itself, or the welfare centre that heard
    it from one without an account (`heard`), which then may be no row of ours but a name (`body`).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="tried")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    body = EncryptedTextField(_("name of the institution"), max_length=150, blank=True)
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    heard = models.CharField(_("how the centre knows it"), max_length=6, choices=Heard, default=Heard.OWN)
    what = EncryptedTextField(_("what was tried"), max_length=600)
    since = models.DateField(_("since when"), null=True)
    until = models.DateField(_("until when"), null=True)
    result = models.CharField(_("what came of it"), max_length=9, choices=Result)
    words = EncryptedTextField(_("how one saw it"), max_length=600, blank=True)
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    objects = TriedQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tried_is_own_or_heard_by_the_centre",
                condition=~Q(heard=Heard.OWN) | Q(institution=F("owner")),
            ),
            models.CheckConstraint(
                name="tried_ends_after_it_began",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["case", "institution"], name="tried_in_case")]

    @property
    def is_heard(self) -> bool:
        """Whether the centre wrote it for an institution that has no account."""
        return self.heard != Heard.OWN

    @property
    def by(self) -> str:
        """Who tried it."""
        return self.institution.name if self.institution else self.body


class Qualification(AuditedModel):
    """One decision whether this is the way for the family, with its reasons; never changed, only decided anew."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="qualifications")
    answer = models.CharField(_("decision"), max_length=10, choices=Answer)
    reasons = EncryptedJSONField(_("reasons"))
    words = EncryptedTextField(_("in your own words"), max_length=1000, blank=True)
    decided_on = models.DateField(_("day of the decision"))
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = QualificationQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        indexes = [models.Index(fields=["case", "-decided_on"], name="qualification_of_case")]

    @property
    def is_this_way(self) -> bool:
        """Whether the family and the team go this way."""
        return self.answer == Answer.FITS

    @property
    def because(self) -> list[Reason]:
        """The reasons that were ticked, in the order in which the form asks; one that no longer exists is left out."""
        ticked = self.reasons.get("ticked", [])
        return [reason for reason in Reason if reason in ticked]
