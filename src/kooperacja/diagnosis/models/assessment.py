"""An assessment: how the worker and the family see the areas that the family picked, on one day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import Case
from kooperacja.institutions.models import Membership
from kooperacja.vault.fields import EncryptedJSONField, EncryptedTextField

from ..querysets import AssessmentQuerySet
from ..rules.scores import NOT_APPLICABLE, step_of
from ..states import AssessmentState, Occasion
from .scale import ScaleArea, ScaleEdition


class Assessment(AuditedModel):
    """One talk about how things are. What was not picked was not discussed, and has no row."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    edition = models.ForeignKey(ScaleEdition, models.PROTECT, related_name="+")
    occasion = models.CharField(_("occasion"), max_length=9, choices=Occasion)
    held_on = models.DateField(_("day of the talk"))
    took_part = EncryptedJSONField(_("who took part"))
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=AssessmentState, default=AssessmentState.DRAFT)
    finished_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_finished_says_when",
                condition=(Q(state=AssessmentState.FINISHED) & ~Q(finished_at=None))
                | (Q(state=AssessmentState.DRAFT) & Q(finished_at=None))
                | Q(state=AssessmentState.WITHDRAWN),
            ),
        ]
        indexes = [models.Index(fields=["case", "-held_on"], name="assessment_of_case")]

    @property
    def is_draft(self) -> bool:
        return self.state == AssessmentState.DRAFT

    @property
    def is_finished(self) -> bool:
        return self.state == AssessmentState.FINISHED


AREA = "area"
"""How decisions on who sees what name an area of an assessment (`cases.Disclosure.shown_kind`)."""


class Score(AuditedModel):
    """One area in one assessment: the worker's view and the family's own, never added up nor averaged.

    The answers are sealed: that somebody's health or addiction is hard is nothing for whoever copies the database.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    area = models.ForeignKey(ScaleArea, models.PROTECT, related_name="+")
    worker = EncryptedTextField(_("how the worker sees it"), max_length=2, blank=True)
    family = EncryptedTextField(_("how the family sees it"), max_length=2, blank=True)
    note = EncryptedTextField(_("note"), max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "area"], name="score_once_an_area")]

    @property
    def key(self) -> str:
        """How addresses and forms of sharing name it."""
        return f"{AREA}:{self.public_id}"

    @property
    def worker_step(self) -> int | None:
        return step_of(self.worker)

    @property
    def family_step(self) -> int | None:
        return step_of(self.family)

    @property
    def is_not_applicable(self) -> bool:
        """Whether the worker says that the area doesn't concern this family."""
        return self.worker == NOT_APPLICABLE

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said anything yet."""
        return not (self.worker or self.family or self.note)
