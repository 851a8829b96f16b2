"""On what a person's taking part rests. It is not the legal basis of processing, which is the centre's task."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import BasisQuerySet, day_index, month_index
from ..rules.participation import BasisKind, How, SecondGuardian
from ..states import BasisState
from .case import Case

__all__ = ["BasisKind", "How", "ParticipationBasis", "SecondGuardian"]


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
    until_month = models.BinaryField(null=True, editable=False, max_length=36)
    until_day = models.BinaryField(null=True, editable=False, max_length=36)
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("guardian who agreed")
    )
    second_guardian = models.CharField(
        _("the other guardian"), max_length=10, choices=SecondGuardian, default=SecondGuardian.NOT_APPLICABLE
    )
    second_guardian_reason = EncryptedTextField(_("why the other guardian wasn't asked"), max_length=300, blank=True)
    own_view = EncryptedTextField(_("the child's own view"), max_length=600, blank=True)

    objects = BasisQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="participation_basis_once"),
            models.CheckConstraint(
                name="participation_order_has_its_number",
                condition=Q(kind=BasisKind.AGREEMENT)
                | (~Q(reference="") & Q(state__in=[BasisState.GIVEN, BasisState.WITHDRAWN])),
            ),
            models.CheckConstraint(
                name="participation_agreement_says_how",
                condition=~Q(kind=BasisKind.AGREEMENT) | Q(state=BasisState.ASKED) | ~Q(how=""),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Say in the open whether it is an adult's: the database can't read birth dates, but it lets partners in.

        Of the day on which somebody comes of age only keyed indexes lie in the open: they say nothing without the key.
        """
        self.of_adult, self.until_month, self.until_day = self.facts()
        super().save(*args, **kwargs)

    def facts(self) -> tuple[bool, bytes | None, bytes | None]:
        """Return what the database must know: whether it is an adult's, and when a guardian's word stops counting."""
        of_adult, of_age = self.counts_as_adult(), self.person.of_age_on
        if of_adult or of_age is None or self.kind != BasisKind.AGREEMENT:
            return of_adult, None, None
        return of_adult, month_index(of_age), day_index(of_age)

    def is_true(self) -> bool:
        """Tell whether what lies in the open still follows from the date of birth."""
        return (self.of_adult, self.until_month, self.until_day) == self.facts()

    def is_of_who_came_of_age(self, today: date) -> bool:
        """Tell whether a guardian agreed for somebody who is an adult now, and must be asked themselves."""
        spoken_for = self.kind == BasisKind.AGREEMENT and self.state == BasisState.GIVEN and not self.of_adult
        person = self.person
        asked = spoken_for and person.birth_date is not None and not person.has_died
        return asked and not person.is_child_on(today)

    def is_asked_at_adulthood(self) -> bool:
        """Tell whether somebody is asked because they came of age, and hasn't answered yet."""
        asked = self.state == BasisState.ASKED and not self.person.has_died
        return asked and self.stated_on == self.person.of_age_on

    def counts_as_adult(self) -> bool:
        """Tell whether it is an adult's: by the age on the day; without a date of birth, unless a guardian spoke."""
        is_ward = self.person.birth_date is None and self.given_by_id is not None
        return not is_ward and not self.person.is_child_on(self.stated_on)

    @property
    def order_number(self) -> str:
        """The number of the court's order, if it rests on one."""
        return self.reference if self.kind == BasisKind.COURT_ORDER else ""

    @property
    def provision(self) -> str:
        """The provision, if it rests on a statutory duty."""
        return self.reference if self.kind == BasisKind.STATUTORY_DUTY else ""

    @property
    def guardian_key(self) -> str:
        """The public id of the guardian who spoke, as the form knows them; empty if nobody did."""
        return str(self.given_by.public_id) if self.given_by else ""
