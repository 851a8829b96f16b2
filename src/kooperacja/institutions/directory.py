"""What lists and forms of institutions and their vocabulary offer; who may see them stands in `policies.py`."""

from datetime import date

from django.db.models import Q, QuerySet

from kooperacja.kernel.text import fold
from kooperacja.territory.models import Unit

from .models import Function, Institution, InstitutionKind, Sector, Term


def kinds_in_use(*, also: int | None = None) -> QuerySet[InstitutionKind]:
    """Return the kinds that a form offers, and the one that the institution has, though it may be retired."""
    return InstitutionKind.objects.filter(Q(in_use=True) | Q(pk=also)).select_related("sector")


def all_kinds() -> QuerySet[InstitutionKind]:
    """Return every kind, for those who keep the vocabulary."""
    return InstitutionKind.objects.select_related("sector")


def all_sectors() -> QuerySet[Sector]:
    """Return every sector."""
    return Sector.objects.all()


def all_functions() -> QuerySet[Function]:
    """Return every function."""
    return Function.objects.all()


def in_order(term: Term) -> tuple[str, str]:
    """Return by what a word is sorted: kinds by sector, all by name, as people sort and not by code of letters."""
    sector = fold(term.sector.label) if isinstance(term, InstitutionKind) else ""
    return sector, fold(term.label)


def named(institutions: QuerySet[Institution], text: str) -> QuerySet[Institution]:
    """Return those whose name holds the text; Polish letters and case don't matter."""
    return institutions.filter(folded__contains=fold(text))


def narrowed(
    institutions: QuerySet[Institution],
    *,
    name: str = "",
    kind: InstitutionKind | None = None,
    voivodeship: Unit | None = None,
    on: date | None = None,
) -> QuerySet[Institution]:
    """Return those that match everything that is given, with what a list shows, by name.

    Args:
        voivodeship: where the seat is. on: the day on which they work or will, so that none has ended.
    """
    rows = named(institutions, name) if name else institutions
    if kind:
        rows = rows.filter(kind=kind)
    if voivodeship:
        rows = rows.filter(seat__code__startswith=voivodeship.code)
    if on:
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return rows.select_related("kind", "seat__parent").order_by("folded", "pk")
