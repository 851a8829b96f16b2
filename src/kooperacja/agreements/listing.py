"""What the list of agreements shows; who may see them stands in `policies.py`."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kooperacja.kernel.text import fold

from .models import Agreement, Party


def listed(
    agreements: QuerySet[Agreement], *, text: str = "", kind: str = "", on: date | None = None
) -> QuerySet[Agreement]:
    """Return those that match, newest first, each with the number of institutions that are parties to it.

    Args:
        text: in the title, or in the name of an institution that is or was a party.
        on: the day on which they are in force or will be.
    """
    if kind:
        agreements = agreements.filter(kind=kind)
    if on:
        agreements = agreements.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    if text:
        of_party = Party.objects.filter(institution__folded__contains=fold(text)).values("agreement_id")
        agreements = agreements.filter(Q(folded__contains=fold(text)) | Q(pk__in=of_party))
    parties = Party.objects.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    number = parties.values(number=Count("institution_id", distinct=True))
    return agreements.annotate(number=Coalesce(Subquery(number), 0)).order_by("-signed_on", "-pk")
