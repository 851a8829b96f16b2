"""Ways to narrow exchanges. Who may see them is not here: see `policies.py`."""

from typing import Any, Self

from django.db.models import Q

from kooperacja.audit.models import AuditedQuerySet
from kooperacja.cases.models import BasisKind, ParticipationBasis

from .rules.exchange import Ground


class ExchangeQuerySet(AuditedQuerySet[Any]):
    """Exchanges."""

    def standing(self) -> Self:
        """Those that no later one has replaced, whether what they rest on still holds or not."""
        return self.filter(ended_at=None)

    def holding(self) -> Self:
        """Those by which two reporters know of each other today: the family's agreement, or a statute, still holds.

        Not where the name of one of them has come to be kept apart.
        """
        agreements = ParticipationBasis.objects.given().filter(kind=BasisKind.AGREEMENT)
        rests = ~Q(ground=Ground.AGREEMENT) | Q(basis__in=agreements.values("pk"))
        return (
            self.standing().filter(rests).exclude(Q(one__reporter_protected=True) | Q(other__reporter_protected=True))
        )
