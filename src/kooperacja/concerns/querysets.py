"""Ways to narrow concerns, and to find the bodies that one is about. Who may see what is in `policies.py`."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from kooperacja.audit.models import AuditedQuerySet
from kooperacja.institutions.models import Institution, ServiceArea
from kooperacja.kernel.teryt import pairs
from kooperacja.kernel.text import fold
from kooperacja.territory.models import Unit
from kooperacja.vault.fields import EncryptedField

from .states import ANSWERED, LEFT_ALONE, LIVE
from .terms import Urgency

M = TypeVar("M", bound=models.Model)

FOUND_AT_MOST = 20
"""A search never becomes a directory: what is found beyond this is not shown."""

SHORTEST_SEARCH = 3


class ConcernQuerySet(AuditedQuerySet[M]):
    """Ways to narrow concerns."""

    def live(self) -> Self:
        """Those on which the centre has yet to decide."""
        return self.filter(state__in=LIVE)

    def answered(self) -> Self:
        """Those on which a centre has decided."""
        return self.filter(state__in=ANSWERED)

    def open_to_people(self) -> Self:
        """Those that aren't locked: a locked one no page opens, whoever asks."""
        return self.filter(locked_on=None)

    def to_lock(self, *, ended_before: datetime) -> Self:
        """Those that were decided without a case before that moment."""
        return self.filter(state__in=LEFT_ALONE, locked_on=None, ended_at__lt=ended_before)

    def to_inform(self) -> Self:
        """Those in which somebody remains to be informed, by their last record; each with `records`, their number."""
        informings: Any = self.model._meta.get_field("informings").related_model
        said = informings.objects.filter(concern=OuterRef("pk")).order_by()
        last = said.order_by("-pk").values("is_all")[:1]
        number = said.values("concern").annotate(number=Count("pk")).values("number")
        waiting = self.filter(call_me=False).annotate(is_done=Subquery(last), records=Coalesce(Subquery(number), 0))
        return waiting.filter(Q(is_done=None) | Q(is_done=False)).order_by("received_at", "pk")

    def most_urgent_first(self) -> Self:
        """Red before amber before green, and within a colour the one whose time runs out first."""
        return self.with_colour().order_by("colour", "due_at", "pk")

    def with_colour(self) -> Self:
        """Each with `colour`, which sorts as urgency does: 0 is red."""
        colours = Case(
            When(urgency=Urgency.RED, then=Value(0)),
            When(urgency=Urgency.AMBER, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.annotate(colour=colours)

    def for_list(self) -> Self:
        """With what a list shows, in one query and without opening anything personal."""
        sealed = [field.attname for field in self.model._meta.fields if isinstance(field, EncryptedField)]
        return self.select_related("unit", "centre", "reporter_institution").defer(*sealed)


def centres_for(unit: Unit, *, today: date) -> "models.QuerySet[Institution]":
    """Return the centres that serve the residents of a gmina: its OPS or CUS, sometimes both, often one, or none.

    An area may be the gmina itself, its powiat or its voivodeship.
    """
    areas = ServiceArea.objects.on(today).filter(unit__code__in=_codes_around(unit))
    return (
        Institution.objects.on(today)
        .filter(kind__receives_concerns=True, pk__in=areas.values("institution_id"))
        .select_related("kind", "seat")
        .order_by("name", "pk")
    )


def gminas_found(text: str) -> "models.QuerySet[Unit]":
    """Return gminas by name, "Kolno", or by name and powiat, "Kolno, kolneński"; the best first, a few at most."""
    name, _comma, powiat = text.partition(",")
    units = Unit.objects.gminas().current()
    if len(fold(name)) < SHORTEST_SEARCH:
        return units.none()
    found = units.search(name)
    if powiat.strip():
        found = found.filter(parent__folded__contains=fold(powiat).removeprefix("powiat "))
    exact = Case(When(folded=fold(name), then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.select_related("parent").annotate(exact=exact).order_by("exact", "folded", "code")[: FOUND_AT_MOST + 1]


def gminas_of(institution_id: int, *, today: date) -> "models.QuerySet[Unit]":
    """Return the gminas in which an institution works; none for one that works in a whole voivodeship."""
    areas = ServiceArea.objects.on(today).filter(institution_id=institution_id)
    codes = [code for code in areas.values_list("unit__code", flat=True) if len(pairs(code)) > 1]
    within = models.Q(pk__in=[])
    for code in codes:
        within |= models.Q(code__startswith=code)
    return Unit.objects.gminas().current().filter(within).select_related("parent").order_by("folded", "code")


def gmina_by_code(code: str) -> Unit | None:
    """Return the gmina of a code of six digits, or None."""
    return Unit.objects.gminas().current().select_related("parent").filter(code=code).first()


def institutions_found(unit: Unit, name: str, *, today: date) -> list[Institution]:
    """Return institutions whose name holds every word, of those that work in this gmina; a few at most.

    Letters are compared as `fold` makes them, in Python: those of one gmina are a handful.
    """
    words = fold(name).split()
    if len("".join(words)) < SHORTEST_SEARCH:
        return []
    areas = ServiceArea.objects.on(today).filter(unit__code__in=_codes_around(unit))
    near = Institution.objects.on(today).filter(
        models.Q(pk__in=areas.values("institution_id")) | models.Q(seat__code=unit.code),
    )
    found = [row for row in near.order_by("name", "pk") if all(word in fold(row.name) for word in words)]
    return found[:FOUND_AT_MOST]


def _codes_around(unit: Unit) -> list[str]:
    """Return the codes of the voivodeship and the powiat that a gmina lies in, and its own."""
    parts = pairs(unit.code)
    return ["".join(parts[:count]) for count in range(1, len(parts) + 1)]


def institution_of(institution_id: int | None) -> Institution:
    """Return the institution of an actor's hat, with its kind and seat."""
    return Institution.objects.select_related("kind", "seat__parent").get(pk=institution_id or 0)
