"""The team of a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership

from ..querysets import MemberQuerySet
from ..rules.sharing import Level
from .case import Case


class Role(models.TextChoices):
    """A person's part in the team of a case."""

    LEAD = "lead", _("lead")
    DEPUTY = "deputy", _("deputy")
    MEMBER = "member", _("member")


class CaseMember(AuditedModel):
    """A person of an institution in one case; or an institution that takes part by letter, without an account."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    role = models.CharField(_("part in the team"), max_length=6, choices=Role, default=Role.MEMBER)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="case_memberships")
    letter_contact = models.CharField(_("person who takes part by letter"), max_length=150, blank=True)
    level = models.CharField(_("how much of the family they see"), max_length=7, choices=Level, default=Level.CONTACT)
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True)
    left_because = models.CharField(_("why"), max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(role=Role.LEAD, left_on=None), name="case_has_one_lead"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(role=Role.DEPUTY, left_on=None), name="case_has_one_deputy"
            ),
            models.UniqueConstraint(
                fields=["case", "membership"], condition=Q(left_on=None), name="case_member_once_at_a_time"
            ),
            models.CheckConstraint(
                name="case_member_by_account_or_letter",
                condition=(~Q(membership=None) & Q(letter_contact=""))
                | (Q(membership=None) & ~Q(letter_contact="") & Q(role=Role.MEMBER)),
            ),
        ]
        indexes = [models.Index(fields=["membership", "left_on"], name="case_member_of")]

    @property
    def name(self) -> str:
        """Who it is: somebody with an account, or the contact of an institution that takes part by letter."""
        return self.membership.user.name if self.membership else self.letter_contact
