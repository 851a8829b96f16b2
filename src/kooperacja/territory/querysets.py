"""Ways to narrow units. Who may see them is not here: see `policies.py`."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from kooperacja.audit.models import AuditedQuerySet
from kooperacja.kernel.teryt import Level, TerytError, level_of
from kooperacja.kernel.text import fold

M = TypeVar("M", bound=models.Model)


class UnitQuerySet(AuditedQuerySet[M]):
    """Voivodeships, powiats and gminas. A part of a gmina (kinds 4, 5, 8, 9) is never among them."""

    def voivodeships(self) -> Self:
        """Only voivodeships."""
        return self.filter(level=Level.VOIVODESHIP)

    def powiats(self) -> Self:
        """Only powiats, cities with powiat rights among them."""
        return self.filter(level=Level.POWIAT)

    def gminas(self) -> Self:
        """Only gminas: where a person lives, what an OPS or CUS answers for."""
        return self.filter(level=Level.GMINA)

    def current(self) -> Self:
        """Those that the newest file of their voivodeship lists: what a form offers."""
        return self.filter(ends_on=None)

    def ended(self) -> Self:
        """Those that the newest file of their voivodeship doesn't list any more."""
        return self.exclude(ends_on=None)

    def on(self, day: date) -> Self:
        """Those that the register knew on that day."""
        # Versions of a unit never overlap, so the join repeats no unit.
        return self.filter(Q(versions__ends_on=None) | Q(versions__ends_on__gte=day), versions__starts_on__lte=day)

    def in_voivodeship(self, code: str) -> Self:
        """The voivodeship itself and what lies in it."""
        return self.filter(code__startswith=code)

    def within(self, code: str) -> Self:
        """The unit of that code and what lies in it; an institution of a powiat serves all gminas within."""
        return self.filter(code__startswith=code)

    def search(self, text: str) -> Self:
        """Those of which the name, or that of a part, holds the text; Polish letters and case don't matter.

        Digits are taken as the beginning of a code; of seven digits the last, the kind, is dropped.
        """
        plain = fold(text)
        if plain.isascii() and plain.isdigit():
            return self.filter(code__startswith=plain[: len("990101")])
        by_part = self.model._default_manager.filter(parts__folded__contains=plain, parts__ends_on=None)
        return self.filter(Q(folded__contains=plain) | Q(pk__in=by_part.values("pk")))

    def find(self, code: str) -> M | None:
        """Return the unit of a code of two, four, six or seven digits, or None.

        Seven digits may be a gmina of whatever kind, since kinds change, or a part, which stands for its gmina.
        """
        try:
            level_of(code[: len("990101")])
        except TerytError:
            return None
        if len(code) > len("990101"):
            part = self.filter(parts__code=code).order_by("pk").first()
            if part is not None:
                return part
        return self.filter(code=code[: len("990101")]).first()
