"""What a person was given from a day to a day, and what can be taken from them at once."""

from datetime import date, datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from kooperacja.audit.dated import DatedModel, DatedQuerySet, dated

M = TypeVar("M", bound=models.Model)


class GrantedQuerySet(DatedQuerySet[M]):
    """Grants that hold on a day."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`; one that was ended in the course of its last day no longer does."""
        return super().on(day).exclude(ended_at__isnull=False, ends_on=day)

    def not_ended(self, today: date) -> Self:
        """Those that hold today or will hold later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None)


class GrantedModel(DatedModel):
    """A hat or a grant. `ends_on` is included, as everywhere, unless `ended_at` says that it ended during that day."""

    ended_at = models.DateTimeField(null=True, editable=False)

    objects = GrantedQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        abstract = True

    def has_ended(self, today: date) -> bool:
        """Tell whether it is over; the opposite of the queryset's `not_ended`."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < today)

    def end(self, *, last_day: date, today: date, now: datetime) -> None:
        """Let it end after `last_day`; today or earlier means at once. Doesn't save."""
        self.ends_on = max(last_day, self.starts_on)
        self.ended_at = now if last_day <= today <= self.ends_on else None


def granted(name: str) -> list[models.BaseConstraint]:
    """Return the constraints of a grant's dates."""
    return [
        dated(name),
        models.CheckConstraint(
            name=f"{name}_ended_says_its_last_day",
            condition=Q(ended_at=None) | ~Q(ends_on=None),
        ),
    ]
