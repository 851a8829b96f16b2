"""Ways to narrow what was tried and decided. Who may see it is not here: see `policies.py`."""

from typing import Any, Self

from kooperacja.audit.models import AuditedQuerySet


class TriedQuerySet(AuditedQuerySet[Any]):
    """What institutions have tried."""

    def standing(self) -> Self:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_on=None)

    def in_order(self) -> Self:
        """By the institution, and as it was written down."""
        return self.order_by("institution__name", "institution_id", "pk")


class QualificationQuerySet(AuditedQuerySet[Any]):
    """Decisions whether this is the way."""

    def newest_first(self) -> Self:
        """The one that holds first."""
        return self.order_by("-decided_on", "-pk")
