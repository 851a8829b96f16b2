"""Whom a form offers."""

from typing import Any

from kooperacja.cases.models import Case
from kooperacja.institutions.models import Institution


def without_account(case: Case) -> Any:
    """Return the institutions that take part in a case by letter alone, by name."""
    team = case.members.current()
    by_letter = team.filter(membership=None).values("institution")
    with_account = team.exclude(membership=None).values("institution")
    return Institution.objects.filter(pk__in=by_letter).exclude(pk__in=with_account).order_by("name", "pk")
