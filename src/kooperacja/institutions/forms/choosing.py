"""Fields in which a person names institutions: in an installation there are hundreds, too many for a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.text import fold
from kooperacja.ui.forms import Textarea

from ..models import Institution

CHOICES_SHOWN = 6
MAX_NAMED = 100


class InstitutionField(forms.CharField):
    """Text that names one institution among those that the form sets (`institutions`): its name, or a part of it.

    When it fits several, the answer lists them as they can be written.
    """

    default_error_messages = {
        "unknown": _("There is no institution “%(text)s”. Check the name; a part of it is enough."),
        "several": _("“%(text)s” fits several institutions. Write one of these: %(names)s."),
        "too_many": _("Name at most %(limit)d institutions at once."),
    }

    institutions: QuerySet[Institution]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 240)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Institution) else value

    def clean(self, value: Any) -> Any:
        """Return the institution, or None for an empty optional field."""
        text = super().clean(value).strip()
        return self.named(text) if text else None

    def named(self, text: str) -> Institution:
        """Return the one institution that a text names."""
        found = candidates(text, self.institutions)
        if len(found) == 1:
            return found[0]
        names = "; ".join(written(institution) for institution in found[:CHOICES_SHOWN])
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"text": text, "names": names})


class InstitutionsField(InstitutionField):
    """Several institutions, one in a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=None, widget=Textarea(rows=6), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(written, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the list of institutions, each once; every line that can't be understood is told."""
        lines = [line.strip() for line in forms.CharField.clean(self, value).splitlines() if line.strip()]
        if len(lines) > MAX_NAMED:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": MAX_NAMED})
        found: dict[Institution, None] = {}
        faults: list[ValidationError] = []
        for line in lines:
            try:
                found[self.named(line)] = None
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return list(found)


def written(institution: Institution) -> str:
    """Return an institution as a person may write it: `GOPS Bieliny (260401)`. Reads `seat`."""
    return f"{institution.name} ({institution.seat.code})"


def candidates(text: str, institutions: QuerySet[Institution]) -> list[Institution]:
    """Return what a text may name: of exactly this name, else of one that holds it, in the seat that it names."""
    rows = institutions.select_related("seat").order_by("folded", "pk")
    name, _bracket, seat = text.removesuffix(")").rpartition("(")
    ways = [Q(folded=fold(text))]
    if name.strip():
        seated = Q(seat__code=seat.strip()) | Q(seat__folded=fold(seat))
        ways += [Q(folded=fold(name)) & seated, Q(folded__contains=fold(name)) & seated]
    ways.append(Q(folded__contains=fold(text)))
    for way in ways:
        if found := list(rows.filter(way)[: CHOICES_SHOWN + 1]):
            return found
    return []
