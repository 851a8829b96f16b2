"""The scale as data: an edition with its areas and steps. A programme replaces it by entering another edition."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.dated import DatedModel, dated
from kooperacja.audit.models import AuditedModel

from ..querysets import EditionQuerySet


def in_this_language(polish: str, english: str) -> str:
    """Return the words in the language of the page."""
    return english if get_language() == "en" else polish


class ScaleEdition(DatedModel):
    """One wording of the scale, and since when it is used. An assessment keeps the edition that it was begun with."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name in Polish"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)

    objects = EditionQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [dated("scale_edition")]

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return in_this_language(self.name, self.name_en)

    def steps_in_order(self) -> list["ScaleStep"]:
        """Return the steps from the hardest on."""
        return list(self.steps.order_by("value"))

    @property
    def step_names(self) -> dict[int, str]:
        """How the steps are called, by their value."""
        return {step.value: step.label for step in self.steps_in_order()}

    def areas_in_order(self) -> list["ScaleArea"]:
        """Return the areas in the order of the edition."""
        return list(self.areas.order_by("position"))


class _Worded(AuditedModel):
    name = models.CharField(_("name in Polish"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return in_this_language(self.name, self.name_en)


class ScaleArea(_Worded):
    """An area of life, in words that a family reads."""

    edition: Any = models.ForeignKey(ScaleEdition, models.PROTECT, related_name="areas")
    code = models.SlugField(_("code"), max_length=20)
    position = models.PositiveSmallIntegerField()
    hint = models.CharField(_("explanation in Polish"), max_length=300, blank=True)
    hint_en = models.CharField(_("explanation in English"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="scale_area_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="scale_area_in_order"),
        ]

    @property
    def explanation(self) -> str:
        """What the area is about, in the language of the page."""
        return in_this_language(self.hint, self.hint_en)


class ScaleStep(_Worded):
    """A step of the scale, 1 the hardest."""

    edition: Any = models.ForeignKey(ScaleEdition, models.PROTECT, related_name="steps")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "value"], name="scale_step_once")]
