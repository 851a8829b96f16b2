"""Ways to narrow cases and their parts. Who may see them is not here: see `policies.py`."""

from typing import Any, Self

from django.db.models import F, Q

from kooperacja.audit.models import AuditedQuerySet

from .states import BasisState, CaseState


class CaseQuerySet(AuditedQuerySet[Any]):
    """Cases."""

    def unclosed(self) -> Self:
        """Those that people work on."""
        return self.exclude(state=CaseState.CLOSED)

    def by_what_is_due(self) -> Self:
        """The next review first; without a review date, the one that was opened first."""
        return self.order_by(F("review_on").asc(nulls_last=True), "opened_at", "pk")


class BasisQuerySet(AuditedQuerySet[Any]):
    """Bases of taking part."""

    def given(self) -> Self:
        """Those that hold now, of persons who are still in the case."""
        return self.filter(
            state=BasisState.GIVEN, case__case_persons__person=F("person"), case__case_persons__left_on=None
        )

    def opening_to_partners(self) -> Self:
        """Those that let partners into the case: an adult's agreement, a court's order or a statutory duty."""
        return self.given().filter(Q(of_adult=True) | ~Q(kind="agreement"))


class MemberQuerySet(AuditedQuerySet[Any]):
    """Members of teams."""

    def current(self) -> Self:
        """Those who haven't left."""
        return self.filter(left_on=None)
