"""The plan: goals of persons or of the household, and the actions that lead to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedTextField

from ..states import ActionState, GoalState
from .case import Case
from .team import CaseMember


class Goal(AuditedModel):
    """What a person, or the household (`person` is None), wants to reach."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="goals")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose goal")
    )
    text = EncryptedTextField(_("goal, in the family's words"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=GoalState, default=GoalState.OPEN)
    result = EncryptedTextField(_("what was reached"), max_length=600, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="goal_ended_says_when",
                condition=(Q(state=GoalState.OPEN) & Q(ended_on=None)) | (~Q(state=GoalState.OPEN) & ~Q(ended_on=None)),
            ),
        ]


class Action(AuditedModel):
    """One step towards a goal: who does it, by when, and how one sees that it helped."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    text = EncryptedTextField(_("what is to be done"), max_length=300)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("responsible institution")
    )
    member = models.ForeignKey(
        CaseMember, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("responsible person")
    )
    due_on = models.DateField(_("due"))
    measure = EncryptedTextField(_("how we will know that it helped"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ActionState, default=ActionState.PROPOSED)
    answer = EncryptedTextField(_("reason or result"), max_length=600, blank=True)
    answered_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="action_done_says_when",
                condition=(Q(state=ActionState.DONE) & ~Q(done_on=None))
                | (~Q(state=ActionState.DONE) & Q(done_on=None)),
            ),
        ]
        indexes = [models.Index(fields=["case", "due_on"], name="action_of_case")]

    @property
    def responsible(self) -> str:
        """The public id of who does it, as the form knows them: the person, or else the institution."""
        return str(self.member.public_id if self.member else self.institution.public_id)
