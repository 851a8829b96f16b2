"""Persons and households, as one welfare centre knows them. Who may see them is said in `cases/policies/`.

Each welfare centre is a controller of its own, so a person known to two centres is two rows.
"""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.dated import DatedModel, DatedQuerySet, dated
from kooperacja.audit.models import AuditedModel, AuditedQuerySet
from kooperacja.institutions.models import Institution
from kooperacja.vault import keys
from kooperacja.vault.fields import EncryptedDateField, EncryptedTextField, Sealed

from .rules import (
    ADULT_AT,
    CAN_END,
    MAY_AGREE,
    OTHER_WAY_ROUND,
    GuardianKind,
    KinshipKind,
    age_on,
    birthday,
    is_child,
    last_day_of_guarding,
)

__all__ = ["GuardianKind", "Guardianship", "Household", "HouseholdMember", "Kinship", "KinshipKind", "Person"]

PESEL_INDEX = "persons.pesel"


class PersonQuerySet(AuditedQuerySet["Person"]):
    """Ways to narrow persons. Who may see them is not here: see `cases/policies/`."""

    def with_pesel(self, pesel: str) -> Self:
        """Those with this PESEL, found by its keyed index, also by an index from before a key was changed."""
        return self.filter(pesel_index__in=keys.ring().indexes(pesel, purpose=PESEL_INDEX))


class Person(AuditedModel):
    """A natural person. Everything about them is sealed; PESEL alone can be found, by its keyed index.

    A record that turned out to be of somebody who is written down already stays, `merged_into` the other: nothing hangs
    on it any more, and its address leads on.
    """

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    first_name = EncryptedTextField(_("first name"), max_length=100)
    surname = EncryptedTextField(_("surname"), max_length=150)
    former_surname = EncryptedTextField(_("earlier surname"), max_length=150, blank=True)
    birth_date = EncryptedDateField(_("date of birth"), blank=True)
    is_minor = models.BooleanField(_("a child, as far as known"), default=False)
    pesel = EncryptedTextField(_("PESEL"), max_length=11, blank=True)
    pesel_index = models.BinaryField(null=True, editable=False, max_length=36)
    phone = EncryptedTextField(_("telephone"), max_length=60, blank=True)
    email = EncryptedTextField(_("e-mail address"), max_length=254, blank=True)
    safe_contact = EncryptedTextField(_("safe way and hour of contact"), max_length=300, blank=True)
    letters_are_safe = models.BooleanField(_("letters may be sent"), default=True)
    has_died = models.BooleanField(_("has died"), default=False)
    died_on = EncryptedDateField(_("day of death"), blank=True)
    died_about = models.BooleanField(_("the day is approximate"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="aliases", db_index=False
    )
    split_from = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="split_off")

    objects = PersonQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_who_died_has_the_day",
                condition=Q(has_died=True, died_on__isnull=False)
                | Q(has_died=False, died_on__isnull=True, died_about=False),
            ),
            models.CheckConstraint(name="person_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
        ]
        indexes = [
            models.Index(fields=["centre", "pesel_index"], name="person_by_pesel"),
            # hardly any record is joined with another: an index of all of them looks useless to SQLite, which reads all
            models.Index(fields=["merged_into"], name="person_joined", condition=Q(merged_into__isnull=False)),
        ]

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.surname}".strip()

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None without a date of birth, or before it."""
        return None if self.birth_date is None or day < self.birth_date else age_on(self.birth_date, day)

    @property
    def of_age_on(self) -> date | None:
        """The day on which they come, or came, of age; None without a date of birth."""
        return None if self.birth_date is None else birthday(self.birth_date, ADULT_AT)

    def is_child_on(self, day: date) -> bool:
        """Whether the person is below 18 on that day; without a date of birth, what the worker said counts."""
        return is_child(self.birth_date, said_to_be_a_child=self.is_minor, day=day)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the index of PESEL true to PESEL; one that nobody opened, or even fetched, is as it was."""
        if not isinstance(pesel := self.__dict__.get("pesel", Sealed()), Sealed):
            self.pesel_index = keys.ring().index(pesel, purpose=PESEL_INDEX) if pesel else None
            if "pesel" in (kwargs.get("update_fields") or ()):
                kwargs["update_fields"] = {*kwargs["update_fields"], "pesel_index"}
        super().save(*args, **kwargs)


class Household(AuditedModel):
    """People who live together, and where. Its days are known where a family has had several."""

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name=_("gmina"))
    address = EncryptedTextField(_("address"), max_length=300, blank=True)
    label = EncryptedTextField(_("what the family calls it"), max_length=60, blank=True)
    time_shared = EncryptedTextField(_("who is there when"), max_length=300, blank=True)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [dated("household")]


class HouseholdMemberQuerySet(DatedQuerySet["HouseholdMember"]):
    """Ways to narrow who lives where."""

    def today(self, day: date) -> Self:
        """Those who live there on that day, which is today: not who moves out on it, and nobody who has died."""
        stays = Q(ends_on=None) | Q(ends_on__gt=day)
        return self.filter(stays, starts_on__lte=day, person__has_died=False)


class HouseholdMember(DatedModel):
    """A person in a household, from a day to a day; it ends by itself on the day of their death."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="households")

    objects = HouseholdMemberQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            dated("household_member"),
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(ends_on=None), name="household_member_once_at_a_time"
            ),
        ]


class Kinship(AuditedModel):
    """`person` is the `kind` of `relative`: Anna is the parent of Kuba. A marriage has days, parentage has none."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="kin")
    relative = models.ForeignKey(Person, models.PROTECT, related_name="kin_of")
    kind = models.CharField(_("kinship"), max_length=12, choices=KinshipKind)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="kinship_of_two_people", condition=~Q(person=F("relative"))),
            models.UniqueConstraint(
                fields=["person", "relative", "kind"], condition=Q(ends_on=None), name="kinship_once_at_a_time"
            ),
            models.CheckConstraint(
                name="kinship_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="kinship_by_blood_has_no_days",
                condition=Q(kind__in=sorted(CAN_END)) | Q(starts_on=None, ends_on=None),
            ),
        ]

    @property
    def can_end(self) -> bool:
        """Whether this kind of kinship begins and ends."""
        return self.kind in CAN_END

    @property
    def reverse_label(self) -> str:
        """What `relative` is to `person`: the child of a parent, the sibling of a sibling."""
        kind = KinshipKind(self.kind)
        return str(OTHER_WAY_ROUND.get(kind, kind.label))


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

    @property
    def last_day_by_age(self) -> date | None:
        """The last day as written down, or the eve of the ward's coming of age."""
        return last_day_of_guarding(
            GuardianKind(self.kind), starts_on=self.starts_on, ends_on=self.ends_on, ward_born=self.ward.birth_date
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds: as written down, the eve of coming of age, or the death of one of the two.

        A death ends it by being written down, so who takes it back has nothing to put right.
        """
        days = (self.last_day_by_age, *(one.died_on for one in (self.ward, self.guardian) if one.has_died))
        return min((day for day in days if day is not None), default=None)

    @property
    def may_agree(self) -> bool:
        """Whether this guardian may agree on behalf of the ward."""
        return self.kind in MAY_AGREE
