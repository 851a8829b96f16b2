"""Ways to narrow editions, assessments and contributions. Who may see them is not here: see `policies.py`."""

from datetime import date
from typing import Any, Self

from kooperacja.audit.dated import DatedQuerySet
from kooperacja.audit.models import AuditedQuerySet

from .states import AssessmentState


class EditionQuerySet(DatedQuerySet[Any]):
    """Editions of the scale."""

    def in_force(self, day: date) -> Any:
        """Return the newest edition that holds on `day`, or None."""
        return self.on(day).order_by("-starts_on", "-pk").first()


class AssessmentQuerySet(AuditedQuerySet[Any]):
    """Assessments."""

    def finished(self) -> Self:
        """Those that count."""
        return self.filter(state=AssessmentState.FINISHED)

    def newest_first(self) -> Self:
        """By the day on which people talked."""
        return self.order_by("-held_on", "-pk")


class ContributionQuerySet(AuditedQuerySet[Any]):
    """What was said at workshops."""

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_on=None)
