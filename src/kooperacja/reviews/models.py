"""Reviews of a case, what a family said some months after its closure, and a family's no."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Action, Case, CaseMember
from kooperacja.concerns.models import Concern
from kooperacja.institutions.models import Institution, Membership
from kooperacja.persons.models import Person
from kooperacja.vault.fields import EncryptedJSONField, EncryptedTextField

from .rules import Decision, HowAsked, Outcome

__all__ = ["Attendance", "Decision", "FollowUp", "HowAsked", "Measure", "Outcome", "Refusal", "Review", "ReviewVersion"]


class Review(AuditedModel):
    """How the family and the team looked at the plan on one day, and what they decided."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("day of the review"))
    others = EncryptedTextField(_("who else took part"), max_length=300, blank=True)
    accomplishments = EncryptedTextField(_("what went well"), max_length=2000)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision)
    reason = EncryptedTextField(_("why, and what next"), max_length=1000, blank=True)
    next_on = models.DateField(_("next review"), null=True)
    next_reason = EncryptedTextField(_("why so late"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "held_on"], name="review_once_a_day"),
            models.CheckConstraint(
                name="review_that_goes_on_says_when_the_next_is",
                condition=(Q(decision=Decision.CLOSE) & Q(next_on=None))
                | (~Q(decision=Decision.CLOSE) & ~Q(next_on=None)),
            ),
        ]


class ReviewVersion(AuditedModel):
    """How a review read before its words were corrected. Written by the correction, never changed.

    Decision and days aren't here: they are never corrected, because people acted by them.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="versions")
    others = EncryptedTextField(_("who else took part"), max_length=300, blank=True)
    accomplishments = EncryptedTextField(_("what went well"), max_length=2000)
    reason = EncryptedTextField(_("why, and what next"), max_length=1000, blank=True)
    next_reason = EncryptedTextField(_("why so late"), max_length=300, blank=True)
    measures = EncryptedJSONField()
    replaced_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(_("changed"))

    class Meta:
        indexes = [models.Index(fields=["review", "-replaced_at"], name="version_of_review")]


class Attendance(AuditedModel):
    """Somebody who took part in a review: a person of the family, or a member of the team."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(CaseMember, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attendance_of_a_person_or_a_member",
                condition=(Q(person=None) & ~Q(member=None)) | (~Q(person=None) & Q(member=None)),
            ),
        ]


class Measure(AuditedModel):
    """How one sees that an action helped: as it was and as it is now, in the words of those who were there."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="measures")
    action = models.ForeignKey(Action, models.PROTECT, related_name="+")
    was = EncryptedTextField(_("it was"), max_length=200, blank=True)
    now = EncryptedTextField(_("it is now"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "action"], name="measure_once_a_review")]


class FollowUp(AuditedModel):
    """One try to ask a family, after the closure, how it is going. That and when it is awaited says the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    due_on = models.DateField(_("was to be asked on"))
    asked_on = models.DateField(_("day"))
    outcome = models.CharField(_("what came of it"), max_length=11, choices=Outcome)
    how_it_goes = EncryptedTextField(_("how it is going"), max_length=2000, blank=True)
    needs_help = models.BooleanField(_("needs help again"), null=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_talk_says_whether_help_is_needed",
                condition=(Q(outcome=Outcome.DONE) & ~Q(needs_help=None))
                | (~Q(outcome=Outcome.DONE) & Q(needs_help=None)),
            ),
        ]
        indexes = [models.Index(fields=["case", "-asked_on"], name="follow_up_of_case")]


class Refusal(AuditedModel):
    """A family's no, as it was said. It belongs to the centre that asked; it forces nothing, and closes nothing."""

    centre = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("welfare centre"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="refusals")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, related_name="refusals")
    asked_on = models.DateField(_("when"))
    how = models.CharField(_("how"), max_length=7, choices=HowAsked)
    whom = EncryptedTextField(_("who was asked"), max_length=200)
    words = EncryptedTextField(_("why, in their words"), max_length=600, blank=True)
    try_again_on = models.DateField(_("next try"), null=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="refusal_in_a_case_or_to_a_concern",
                condition=(Q(case=None) & ~Q(concern=None)) | (~Q(case=None) & Q(concern=None)),
            ),
        ]
        indexes = [models.Index(fields=["centre", "try_again_on"], name="refusal_by_next_try")]
