"""The case itself, the persons and concerns that it is about."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.concerns.models import Concern
from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Household, Person
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import CaseQuerySet
from ..states import CaseState, ClosureReason


class CaseKind(models.TextChoices):
    """Whom the work is about."""

    FAMILY = "family", _("a person or a family")
    COMMUNITY = "community", _("a village or a group")


class Case(AuditedModel):
    """The work of one team with one person or family, or for a village or a group.

    A case of a community has no household and never a person: it rests on a decision of the team.
    A case is never deleted. It is closed; its personal data are removed later, under its filing class.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="cases", verbose_name=_("welfare centre"))
    kind = models.CharField(_("kind"), max_length=9, choices=CaseKind, default=CaseKind.FAMILY)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="cases")
    place = EncryptedTextField(_("village or group"), max_length=120, blank=True)
    decision = EncryptedTextField(_("decision of the team"), max_length=600, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    state = models.CharField(_("state"), max_length=8, choices=CaseState, default=CaseState.OPENED)
    opened_at = models.DateTimeField(_("opened"))
    started_on = models.DateField(_("work by the plan since"), null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review_on = models.DateField(_("next review"), null=True, blank=True)
    last_contact_on = models.DateField(_("last contact"), null=True)
    case_mark = models.CharField(_("case mark (znak sprawy)"), max_length=60, blank=True)
    domain_number = models.CharField(_("number in the domain system"), max_length=60, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closure_reason = models.CharField(_("reason of closure"), max_length=12, choices=ClosureReason, blank=True)
    closure_note = EncryptedTextField(_("summary"), max_length=2000, blank=True)
    follow_up_on = models.DateField(_("when the family is asked how it is going"), null=True)

    objects = CaseQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_of_a_family_or_a_community",
                condition=(Q(kind=CaseKind.FAMILY) & ~Q(household=None) & Q(decided_on=None))
                | (Q(kind=CaseKind.COMMUNITY) & Q(household=None) & ~Q(decided_on=None)),
            ),
            models.CheckConstraint(
                name="case_closed_says_when_who_and_why",
                condition=(Q(state=CaseState.CLOSED) & ~Q(closed_at=None) & ~Q(closed_by=None) & ~Q(closure_reason=""))
                | (~Q(state=CaseState.CLOSED) & Q(closed_at=None) & Q(closed_by=None) & Q(closure_reason="")),
            ),
            models.CheckConstraint(
                name="case_active_has_a_review",
                condition=~Q(state=CaseState.ACTIVE) | ~Q(review_on=None),
            ),
            models.CheckConstraint(
                name="case_is_followed_up_once_closed",
                condition=Q(state=CaseState.CLOSED) | Q(follow_up_on=None),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "state", "-opened_at"], name="case_of_centre"),
            models.Index(fields=["centre", "review_on"], name="case_by_review"),
        ]

    @property
    def is_community(self) -> bool:
        """Whether it is about a village or a group, without any person."""
        return self.kind == CaseKind.COMMUNITY

    @property
    def home(self) -> Household:
        """The household of the family.

        Raises:
            NoPersonsError: it is a case of a community.
        """
        if self.household is None:
            raise NoPersonsError(self.number)
        return self.household

    def require_family(self) -> None:
        """Raise `NoPersonsError` if it is a case of a community: what a family said or agreed to has no place there."""
        if self.is_community:
            raise NoPersonsError(self.number)

    def homes(self) -> models.QuerySet[Household]:
        """Return all households of the family, the main one first, then as they were written down."""
        of_the_case = Household.objects.filter(Q(pk=self.household_id) | Q(further_of__case=self))
        return of_the_case.order_by(models.F("further_of").asc(nulls_first=True), "pk")


class NoPersonsError(Exception):
    """Somebody tried to put a person, or a household, into a case of a community."""


class CasePerson(AuditedModel):
    """A person whom the case is about; never of a community."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_persons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="case_persons")
    added_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="case_person_once")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.case.is_community:  # the database can't look into another table; no other way writes these rows
            raise NoPersonsError(self.case.number)
        super().save(*args, **kwargs)


class CaseConcern(AuditedModel):
    """A concern that led to the case or was linked to it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_concerns")
    concern = models.OneToOneField(Concern, models.PROTECT, related_name="case_link")
    linked_at = models.DateTimeField()
    contact_due_on = models.DateField(_("first contact with the family until"), null=True)
    """Kept, so that another limit doesn't move the days of old; empty in a case without a family."""
