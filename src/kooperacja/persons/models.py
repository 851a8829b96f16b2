"""Persons and households, as one welfare centre knows them. Who may see them is said in `cases/policies.py`.

Each welfare centre is a controller of its own, so a person known to two centres is two rows.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.dated import DatedModel, dated
from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution
from kooperacja.vault import keys
from kooperacja.vault.fields import EncryptedDateField, EncryptedTextField, Sealed

PESEL_INDEX = "persons.pesel"


class Person(AuditedModel):
    """A natural person. Everything about them is sealed; PESEL alone can be found, by its keyed index."""

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    first_name = EncryptedTextField(_("first name"), max_length=100)
    surname = EncryptedTextField(_("surname"), max_length=150)
    birth_date = EncryptedDateField(_("date of birth"), blank=True)
    pesel = EncryptedTextField(_("PESEL"), max_length=11, blank=True)
    pesel_index = models.BinaryField(null=True, editable=False, max_length=36)
    phone = EncryptedTextField(_("telephone"), max_length=60, blank=True)
    email = EncryptedTextField(_("e-mail address"), max_length=254, blank=True)
    safe_contact = EncryptedTextField(_("safe way and hour of contact"), max_length=300, blank=True)
    letters_are_safe = models.BooleanField(_("letters may be sent"), default=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "pesel_index"], name="person_by_pesel")]

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.surname}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the index of PESEL true to PESEL; one that nobody opened is as it was."""
        if not isinstance(pesel := self.__dict__.get("pesel", ""), Sealed):
            self.pesel_index = keys.ring().index(pesel, purpose=PESEL_INDEX) if pesel else None
        super().save(*args, **kwargs)


class Household(AuditedModel):
    """People who live together, and where."""

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name=_("gmina"))
    address = EncryptedTextField(_("address"), max_length=300, blank=True)


class HouseholdMember(DatedModel):
    """A person in a household, from a day to a day."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="households")

    class Meta:
        constraints = [
            dated("household_member"),
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(ends_on=None), name="household_member_once_at_a_time"
            ),
        ]


class KinshipKind(models.TextChoices):
    """What `person` is to `relative`."""

    PARENT = "parent", _("parent")
    STEP_PARENT = "step_parent", _("step-parent")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("brother or sister")
    SPOUSE = "spouse", _("husband or wife")
    PARTNER = "partner", _("partner")
    OTHER = "other", _("other relative")


class Kinship(AuditedModel):
    """`person` is the `kind` of `relative`: Anna is the parent of Kuba."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="kin")
    relative = models.ForeignKey(Person, models.PROTECT, related_name="kin_of")
    kind = models.CharField(_("kinship"), max_length=12, choices=KinshipKind)

    class Meta:
        constraints = [
            models.CheckConstraint(name="kinship_of_two_people", condition=~Q(person=F("relative"))),
            models.UniqueConstraint(fields=["person", "relative", "kind"], name="kinship_once"),
        ]


class GuardianKind(models.TextChoices):
    """On what a guardianship rests."""

    PARENT = "parent", _("parental authority")
    LIMITED = "limited", _("limited parental authority")
    LEGAL = "legal", _("legal guardian appointed by a court")
    CURATOR = "curator", _("court-appointed curator of an adult")
    CARER = "carer", _("carer in fact")


class Guardianship(DatedModel):
    """Who decides for whom, from a day to a day."""

    ward = models.ForeignKey(Person, models.PROTECT, related_name="guardians")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    kind = models.CharField(_("on what it rests"), max_length=10, choices=GuardianKind)
    scope = EncryptedTextField(_("scope"), max_length=300, blank=True)

    class Meta:
        constraints = [
            dated("guardianship"),
            models.CheckConstraint(name="guardian_of_somebody_else", condition=~Q(ward=F("guardian"))),
        ]
