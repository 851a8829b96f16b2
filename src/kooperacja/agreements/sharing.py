"""Between which institutions data may pass on a day."""

from datetime import date
from typing import Any

from django.db.models import Q

from .models import Agreement, AgreementKind, Party

OPENS_CASES = (AgreementKind.COOPERATION, AgreementKind.DATA_SHARING)
"""Both are needed: what founds the cooperation, and what lets data pass between separate controllers."""


def sharing_with(institution_id: int | None, on: date) -> Any:
    """Return the ids of institutions with which this one shares data on `on`, as a set for one SQL `IN`."""
    by_protocol, by_cooperation = (_together(institution_id, kind, on) for kind in reversed(OPENS_CASES))
    return by_protocol.filter(institution_id__in=by_cooperation)


def shares_data(one_id: int, other_id: int, on: date) -> bool:
    """Tell whether a cooperation agreement and a data-sharing protocol bind both institutions on `on`."""
    return binding_both(one_id, other_id, on).issuperset(OPENS_CASES)


def binding_both(one_id: int, other_id: int, on: date) -> frozenset[AgreementKind]:
    """Return the kinds of agreements that bind both institutions on `on`."""
    return frozenset(
        kind for kind in AgreementKind if _together(one_id, kind, on).filter(institution_id=other_id).exists()
    )


def covered_by(institution_id: int | None, on: date) -> Any:
    """Return the ids of institutions whose cases the workers of this one may cover on `on`, as a set for one `IN`."""
    return _cover(institution_id, on, agreement__parties__covers=True)


def who_covers(institution_id: int | None, on: date) -> Any:
    """Return the ids of institutions whose workers may cover the cases of this one on `on`, as such a set."""
    return _cover(institution_id, on, covers=True)


def _cover(institution_id: int | None, on: date, **who: bool) -> Any:
    """Return the other parties to agreements on cover; by joins, because this stands deep inside other queries."""
    holds_for_own = Q(agreement__parties__ends_on=None) | Q(agreement__parties__ends_on__gte=on)
    own = {"agreement__parties__institution_id": institution_id or 0, "agreement__parties__starts_on__lte": on}
    return (
        Party.objects.on(on)
        .filter(Q(agreement__ends_on=None) | Q(agreement__ends_on__gte=on), agreement__starts_on__lte=on)
        .filter(holds_for_own, agreement__kind=AgreementKind.COVER, **own, **who)
        .exclude(institution_id=institution_id or 0)
        .order_by()
        .values_list("institution_id")
    )


def _together(institution_id: int | None, kind: AgreementKind, on: date) -> Any:
    """Return the ids of institutions that are parties to an agreement of `kind` to which this one is a party."""
    own = Party.objects.on(on).filter(institution_id=institution_id or 0).order_by().values_list("agreement_id")
    valid = Agreement.objects.on(on).filter(kind=kind, pk__in=own).order_by().values_list("pk")
    return Party.objects.on(on).filter(agreement_id__in=valid).order_by().values_list("institution_id")
