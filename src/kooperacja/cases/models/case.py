"""The case itself, the persons and concerns that it is about."""

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


class Case(AuditedModel):
    """The work of one team with one person or family.

    A case is never deleted. It is closed; its personal data are removed later, under its filing class.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    centre = models.ForeignKey(Institution, models.PROTECT, related_name="cases", verbose_name=_("welfare centre"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    state = models.CharField(_("state"), max_length=8, choices=CaseState, default=CaseState.OPENED)
    opened_at = models.DateTimeField(_("opened"))
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


class CasePerson(AuditedModel):
    """A person whom the case is about."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_persons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="case_persons")
    added_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="case_person_once")]


class CaseConcern(AuditedModel):
    """A concern that led to the case or was linked to it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_concerns")
    concern = models.OneToOneField(Concern, models.PROTECT, related_name="case_link")
    linked_at = models.DateTimeField()
