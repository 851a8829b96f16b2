"""Things that hold from a day to a day."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .models import AuditedModel, AuditedQuerySet

M = TypeVar("M", bound=models.Model)


class DatedQuerySet(AuditedQuerySet[M]):
    """Rows that hold from a day to a day."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class DatedModel(AuditedModel):
    """A row that holds from `starts_on` to `ends_on`, both included; without an end it holds on."""

    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        abstract = True


def dated(name: str) -> models.CheckConstraint:
    """Return the constraint that a period doesn't end before it starts."""
    return models.CheckConstraint(
        name=f"{name}_ends_after_start",
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
    )
