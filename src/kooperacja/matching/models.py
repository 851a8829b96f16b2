"""What a person decided on a likeness, and which reporters learned of each other."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case, ParticipationBasis
from kooperacja.concerns.models import Concern
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from .querysets import ExchangeQuerySet
from .rules.exchange import Ground


class Verdict(models.TextChoices):
    """What a person decided on a likeness. With a case, "the same" is no verdict but a link."""

    SAME = "same", _("the same household")
    DIFFERENT = "different", _("different people")


class Match(AuditedModel):
    """A verdict of a centre on two concerns, or on a concern and a case. It is never deleted: it can be undone."""

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="+")
    other = models.ForeignKey(Concern, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="match_of_two",
                condition=(Q(other=None) & ~Q(case=None)) | (~Q(other=None) & Q(case=None)),
            ),
            models.CheckConstraint(
                name="match_with_a_case_is_a_link", condition=Q(case=None) | Q(verdict=Verdict.DIFFERENT)
            ),
            models.CheckConstraint(
                name="match_undone_by_somebody",
                condition=(Q(undone_by=None) & Q(undone_at=None)) | (~Q(undone_by=None) & ~Q(undone_at=None)),
            ),
            models.UniqueConstraint(
                fields=["centre", "concern", "other"], condition=Q(undone_at=None), name="match_once_of_concerns"
            ),
            models.UniqueConstraint(
                fields=["centre", "concern", "case"], condition=Q(undone_at=None), name="match_once_of_case"
            ),
        ]


class Exchange(AuditedModel):
    """Two reporters of one case learned of each other: institution, name, telephone; never what the other wrote.

    It stays for good. Once it rests on nothing any more, they may be told anew; with that it ends.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="exchanges")
    one = models.ForeignKey(Concern, models.PROTECT, related_name="+")
    other = models.ForeignKey(Concern, models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=9, choices=Ground)
    basis = models.ForeignKey(ParticipationBasis, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(_("agreed on"), null=True)
    provision = EncryptedTextField(_("provision, and why"), max_length=600, blank=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ExchangeQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(ended_at=None), name="exchange_once_at_a_time"
            ),
            models.CheckConstraint(
                name="exchange_rests_on_something",
                condition=(Q(ground=Ground.AGREEMENT) & ~Q(basis=None) & ~Q(agreed_on=None))
                | (Q(ground=Ground.STATUTE) & Q(basis=None) & Q(agreed_on=None)),
            ),
        ]
