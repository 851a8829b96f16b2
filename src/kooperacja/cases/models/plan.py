"""The plan: goals of persons or of the household, and the actions that lead to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution
from kooperacja.kernel.money import in_zloty
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedTextField

from ..rules.depth import CostSource, Rhythm
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
    starts_on = models.DateField(_("from which day"), null=True, blank=True)
    rhythm = models.CharField(_("how often"), max_length=11, choices=Rhythm, blank=True)
    measure = EncryptedTextField(_("how we will know that it helped"), max_length=200, blank=True)
    measure_from = EncryptedTextField(_("how it is now"), max_length=20, blank=True)
    measure_to = EncryptedTextField(_("how it should be"), max_length=20, blank=True)
    unit = EncryptedTextField(_("unit"), max_length=40, blank=True)
    cost = models.DecimalField(_("estimated cost"), max_digits=9, decimal_places=2, null=True, blank=True)
    cost_source = models.CharField(_("who would pay"), max_length=7, choices=CostSource, blank=True)
    cost_note = EncryptedTextField(_("source in words"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ActionState, default=ActionState.PROPOSED)
    answer = EncryptedTextField(_("reason or result"), max_length=600, blank=True)
    answered_on = models.DateField(null=True)
    answer_due_on = models.DateField(_("answer until"), null=True)
    """Counts while the action waits for an answer; kept, so that another limit doesn't move the days of old."""
    done_on = models.DateField(null=True)
    proposed_on = models.DateField(_("proposed day"), null=True)
    may_pass_on = models.BooleanField(_("the lead may show it to other members"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="action_other_day_says_which",
                condition=(Q(state=ActionState.OTHER_DAY) & ~Q(proposed_on=None))
                | (~Q(state=ActionState.OTHER_DAY) & Q(proposed_on=None)),
            ),
            models.CheckConstraint(name="action_cost_not_below_zero", condition=Q(cost=None) | Q(cost__gte=0)),
            models.CheckConstraint(name="action_cost_has_a_source", condition=Q(cost=None) | ~Q(cost_source="")),
            models.CheckConstraint(name="action_repeated_from_a_day", condition=Q(rhythm="") | ~Q(starts_on=None)),
            models.CheckConstraint(
                name="action_done_says_when",
                condition=(Q(state=ActionState.DONE) & ~Q(done_on=None))
                | (~Q(state=ActionState.DONE) & Q(done_on=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "due_on"], name="action_of_case"),
            models.Index(fields=["case", "state", "due_on"], name="action_by_state"),
            models.Index(fields=["institution", "state", "due_on"], name="action_of_institution"),
        ]

    @property
    def responsible(self) -> str:
        """The public id of who does it, as the form knows them: the person, or else the institution."""
        return str(self.member.public_id if self.member else self.institution.public_id)

    @property
    def after(self) -> "list[Action]":
        """The actions that must be done before this one."""
        return [link.after for link in self.links.select_related("after").order_by("after_id")]

    @property
    def measured(self) -> str:
        """How it is now and how it should be, "61 → 90 %"; empty if nobody said."""
        numbers = " → ".join(filter(None, (self.measure_from, self.measure_to)))
        return f"{numbers} {self.unit}".strip() if numbers else ""

    @property
    def cost_words(self) -> str:
        """The estimate as people write it; empty if there is none."""
        return "" if self.cost is None else in_zloty(self.cost)

    @property
    def source_words(self) -> str:
        """Who would pay, with the words that somebody added."""
        return ", ".join(filter(None, (str(self.get_cost_source_display()), self.cost_note)))


class ActionLink(AuditedModel):
    """That an action can't begin before another one of the same case is done."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="links")
    after = models.ForeignKey(Action, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "after"], name="action_link_once"),
            models.CheckConstraint(name="action_link_not_to_itself", condition=~Q(action=F("after"))),
        ]


class Occurrence(AuditedModel):
    """A day on which a repeated action took place; a day that nobody ticked has no row."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="occurrences")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "on"], name="occurrence_once")]
