"""What a member of the team was given to see beyond what everybody in it sees, and what was refused to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedTextField

from ..querysets import DisclosureQuerySet
from ..rules.participation import BasisKind
from ..rules.sharing import Level, SharingAnswer
from .case import Case, CaseConcern
from .note import Note
from .plan import Action
from .team import CaseMember

__all__ = ["Disclosure", "Level", "SharingAnswer", "Support"]


_NOTHING = {"note": None, "case_concern": None, "action": None, "level": "", "shown_kind": ""}


def _exactly_one() -> Q:
    """Return the condition that a decision is about one thing, and about no other."""
    found = Q()
    for one, nothing in _NOTHING.items():
        others = {name: empty for name, empty in _NOTHING.items() if name != one}
        found |= ~Q((one, nothing)) & Q(**others)
    return found


class Disclosure(AuditedModel):
    """One decision: this member may see this thing, or may not; why, on what ground, and until when.

    Exactly one thing: a note, the facts of a concern, an action of somebody else, how much of the family the member
    sees (`level`), or something of a room above, which this room knows by kind and public id alone (`shown_kind`).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="disclosures")
    member = models.ForeignKey(CaseMember, models.PROTECT, related_name="disclosures")
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="disclosures")
    case_concern = models.ForeignKey(CaseConcern, models.PROTECT, null=True, related_name="disclosures")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="disclosures")
    shown_kind = models.CharField(max_length=20, blank=True)
    shown_id = models.UUIDField(null=True)
    level = models.CharField(_("how much of the family"), max_length=7, choices=Level, blank=True)
    answer = models.CharField(_("decision"), max_length=7, choices=SharingAnswer)
    purpose = EncryptedTextField(_("what they need it for"), max_length=300)
    ground = models.CharField(_("ground"), max_length=14, choices=BasisKind)
    reference = models.CharField(_("number of the order, or provision"), max_length=100, blank=True)
    decided_on = models.DateField(_("decided"))
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    ended_on = models.DateField(_("end"), null=True)
    ended_because = EncryptedTextField(_("why"), max_length=300, blank=True)
    ended_by_owner = models.BooleanField(default=False)

    objects = DisclosureQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(name="disclosure_of_one_thing", condition=_exactly_one()),
            models.CheckConstraint(
                name="disclosure_of_a_kind_says_of_which",
                condition=Q(shown_kind="", shown_id=None) | (~Q(shown_kind="") & ~Q(shown_id=None)),
            ),
            models.CheckConstraint(
                name="disclosure_ended_by_owner_says_when", condition=Q(ended_by_owner=False) | ~Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="disclosure_beyond_agreement_has_its_number",
                condition=Q(ground=BasisKind.AGREEMENT) | ~Q(reference=""),
            ),
            models.UniqueConstraint(
                fields=["member", "note"],
                condition=Q(answer=SharingAnswer.SHARED, ended_on=None),
                name="disclosure_of_note_once",
            ),
            models.UniqueConstraint(
                fields=["member", "case_concern"],
                condition=Q(answer=SharingAnswer.SHARED, ended_on=None),
                name="disclosure_of_facts_once",
            ),
            models.UniqueConstraint(
                fields=["member", "action"],
                condition=Q(answer=SharingAnswer.SHARED, ended_on=None),
                name="disclosure_of_action_once",
            ),
            models.UniqueConstraint(
                fields=["member", "shown_kind", "shown_id"],
                condition=Q(answer=SharingAnswer.SHARED, ended_on=None),
                name="disclosure_of_a_kind_once",
            ),
        ]


class Support(AuditedModel):
    """Somebody close to the family who helps: an aunt, a neighbour, a priest. Of the team, without an account."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="supports")
    name = EncryptedTextField(_("who"), max_length=150)
    tie = EncryptedTextField(_("who this is to the family"), max_length=100)
    phone = EncryptedTextField(_("telephone"), max_length=40, blank=True)
    helps_with = EncryptedTextField(_("what they help with"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="support_ends_after_it_began", condition=Q(until=None) | Q(until__gte=models.F("since"))
            ),
        ]
