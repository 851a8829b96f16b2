"""On what a person's taking part rests. It is not the legal basis of processing, which is the centre's task."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import BasisQuerySet
from ..states import BasisState
from .case import Case


class BasisKind(models.TextChoices):
    """On what taking part rests."""

    AGREEMENT = "agreement", _("agreement of the person")
    COURT_ORDER = "court_order", _("court order")
    STATUTORY_DUTY = "statutory_duty", _("statutory duty")


class How(models.TextChoices):
    """How the person said it."""

    WRITING = "writing", _("in writing")
    ORALLY = "orally", _("orally, noted by the worker")
    ELECTRONIC = "electronic", _("electronically")


class SecondGuardian(models.TextChoices):
    """What is known of the other guardian of a child."""

    NOT_APPLICABLE = "none", _("there is no other guardian, or the person is an adult")
    GIVEN = "given", _("asked, agrees")
    REFUSED = "refused", _("asked, doesn't agree")
    NOT_ASKED = "not_asked", _("not asked, for the reason given")


ADULT_AT = 18


def is_of_adult(birth_date: date | None, on: date, *, by_guardian: bool) -> bool:
    """Tell whether a basis stated `on` that day is an adult's; with no birth date, unless a guardian spoke."""
    if birth_date is None:
        return not by_guardian
    years = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    return years >= ADULT_AT


class ParticipationBasis(AuditedModel):
    """Why one person takes part in one case, and how that stands. One current row a person and case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="bases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bases")
    kind = models.CharField(_("what it rests on"), max_length=14, choices=BasisKind)
    state = models.CharField(_("state"), max_length=9, choices=BasisState)
    stated_on = models.DateField(_("date"))
    how = models.CharField(_("how it was said"), max_length=10, choices=How, blank=True)
    reference = models.CharField(_("number of the order, or provision"), max_length=100, blank=True)
    of_adult = models.BooleanField(editable=False)
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("guardian who agreed")
    )
    second_guardian = models.CharField(
        _("the other guardian"), max_length=10, choices=SecondGuardian, default=SecondGuardian.NOT_APPLICABLE
    )
    second_guardian_reason = EncryptedTextField(_("why the other guardian wasn't asked"), max_length=300, blank=True)
    own_view = EncryptedTextField(_("the child's own view"), max_length=600, blank=True)

    objects = BasisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="participation_basis_once"),
            models.CheckConstraint(
                name="participation_order_has_its_number",
                condition=Q(kind=BasisKind.AGREEMENT) | (~Q(reference="") & Q(state=BasisState.GIVEN)),
            ),
            models.CheckConstraint(
                name="participation_agreement_says_how",
                condition=~Q(kind=BasisKind.AGREEMENT) | Q(state=BasisState.ASKED) | ~Q(how=""),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Say in the open whether it is an adult's: the database can't read birth dates, but it lets partners in."""
        self.of_adult = is_of_adult(self.person.birth_date, self.stated_on, by_guardian=self.given_by_id is not None)
        super().save(*args, **kwargs)
