"""Decisions that several institutions of a team make together, each with one voice."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.institutions.models import Institution, Membership
from kooperacja.vault.fields import EncryptedTextField

from ..rules.joint import Channel, Rule, Vote
from ..states import JointState
from .case import Case
from .plan import Action
from .versions import PlanVersion


class JointDecision(AuditedModel):
    """A question that institutions of the team answer with yes or no, and how many of them must say yes.

    It may be about a version of the plan or an action; whoever is asked reads the question, and of the rest only
    what they see anyway.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="joint_decisions")
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    question = EncryptedTextField(_("question"), max_length=600)
    rule = models.CharField(_("how many must say yes"), max_length=4, choices=Rule)
    number = models.PositiveSmallIntegerField(_("how many"), null=True)
    answer_by = models.DateField(_("answers by"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=JointState, default=JointState.OPEN)
    ended_on = models.DateField(null=True)
    ended_because = EncryptedTextField(_("why it was taken back"), max_length=600, blank=True)
    shows_reasons = models.BooleanField(_("whoever was asked sees the answers of the others"), default=False)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="again")
    again_because = EncryptedTextField(_("why it is asked again"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="joint_about_one_thing_at_most", condition=Q(plan_version=None) | Q(action=None)
            ),
            models.CheckConstraint(
                name="joint_number_with_its_rule",
                condition=(Q(rule=Rule.SOME) & Q(number__gte=1)) | (~Q(rule=Rule.SOME) & Q(number=None)),
            ),
            models.CheckConstraint(
                name="joint_ended_says_when",
                condition=(Q(state=JointState.OPEN) & Q(ended_on=None))
                | (~Q(state=JointState.OPEN) & ~Q(ended_on=None)),
            ),
            models.CheckConstraint(name="joint_not_instead_of_itself", condition=~Q(instead_of=F("id"))),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="joint_decision_open")]


class JointVoice(AuditedModel):
    """The one voice of an institution in a joint decision: what it said, who wrote it, and how it came."""

    decision = models.ForeignKey(JointDecision, models.PROTECT, related_name="voices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    vote = models.CharField(_("answer"), max_length=8, choices=Vote, blank=True)
    reason = EncryptedTextField(_("reason"), max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(_("how the answer came"), max_length=7, choices=Channel, blank=True)
    came_on = models.DateField(_("when the answer came"), null=True)
    is_out = models.BooleanField(_("had left the team when it was settled"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "institution"], name="joint_voice_once"),
            models.CheckConstraint(
                name="joint_voice_says_whose",
                condition=(Q(vote="") & Q(answered_at=None) & Q(answered_by=None))
                | (~Q(vote="") & ~Q(answered_at=None) & ~Q(answered_by=None)),
            ),
            models.CheckConstraint(
                name="joint_voice_came_how_and_when",
                condition=(Q(channel="") & Q(came_on=None)) | (~Q(channel="") & ~Q(came_on=None)),
            ),
        ]
