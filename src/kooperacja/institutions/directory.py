"""What lists and forms of institutions and their vocabulary offer; who may see them stands in `policies.py`."""

from django.db.models import QuerySet

from kooperacja.kernel.text import fold

from .models import Function, Institution, InstitutionKind, Sector


def kinds_in_use() -> QuerySet[InstitutionKind]:
    """Return the kinds that a form offers."""
    return InstitutionKind.objects.filter(in_use=True).order_by("name")


def all_kinds() -> QuerySet[InstitutionKind]:
    """Return every kind, for those who keep the vocabulary."""
    return InstitutionKind.objects.select_related("sector").order_by("sector__name", "name")


def all_sectors() -> QuerySet[Sector]:
    """Return every sector."""
    return Sector.objects.order_by("name")


def all_functions() -> QuerySet[Function]:
    """Return every function."""
    return Function.objects.order_by("name")


def named(institutions: QuerySet[Institution], text: str) -> QuerySet[Institution]:
    """Return those whose name holds the text; Polish letters and case don't matter."""
    return institutions.filter(folded__contains=fold(text))
