"""Where the person lives: the gmina, found without JavaScript and without a directory, and its centre."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.institutions.models import Institution
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import FormMixin, Radios

from ..querysets import FOUND_AT_MOST, centres_for, gmina_by_code, gminas_found
from .fields import LineField

OTHER: Final = "other"
RADIOS_AT_MOST: Final = 8


class PlaceForm(FormMixin, forms.Form):
    """Fields `unit` and `unit_search`, and `centre` where two centres serve the same gmina.

    The person chooses one of the gminas that are offered, or writes the name of another: then its likes are offered
    as choices. Once checked, `unit_row` and `centre_row` hold the answer.

    Args:
        offered: the gminas of the reporter's own work; may be empty.
    """

    unit_search = LineField(
        label=_("Name of the gmina"),
        help_text=_("If there are several of that name, add the powiat after a comma: Kolno, kolneński."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    unit_label: Any = _("In which gmina does this person live?")
    unit_help: Any = _("Where the person lives decides who gets it. Did it happen elsewhere? Add that further below.")
    asks_centre = True
    mark_optional = False  # what is needed depends on the choices, and the rest stands behind a line

    def __init__(self, *args: Any, offered: Sequence[Unit] = (), today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.unit_row: Unit | None = None
        self.centre_row: Institution | None = None
        self.offered = list(offered)
        self.found = self._found()
        self.fields["unit"] = self._unit_field()
        self.order_fields(["unit", "unit_search"])
        self.unit_row = self._chosen()
        self.centres = self._centres()
        if self.asks_centre and len(self.centres) > 1:
            self.fields["centre"] = forms.ChoiceField(
                label=_("Which centre?"),
                help_text=_("Two centres serve this gmina. Choose the one that is nearer to the matter."),
                choices=[(str(row.public_id), f"{row.name}, {row.address}".rstrip(", ")) for row in self.centres],
                widget=Radios(),
                error_messages={"required": _("Choose one of the centres that serve this gmina.")},
            )
            self.order_fields(["unit", "unit_search", "centre"])

    def _posted(self, name: str) -> str:
        source = self.data if self.is_bound else self.initial
        return str(source.get(self.add_prefix(name) if self.is_bound else name) or "")

    def _found(self) -> list[Unit]:
        text = self._posted("unit_search")
        return list(gminas_found(text)) if text else []

    def _unit_field(self) -> forms.ChoiceField:
        shown = {row.code: row for row in self.found[:FOUND_AT_MOST] or self.offered}
        posted = self._posted("unit")
        if posted not in {*shown, OTHER, ""} and (row := gmina_by_code(posted)):
            shown[row.code] = row
        choices = [(row.code, row.place) for row in shown.values()]
        if choices:
            choices.append((OTHER, gettext("another gmina; I'll write its name below")))
        if not self.is_bound and len(shown) == 1:
            self.initial.setdefault("unit", choices[0][0])
        few = len(choices) <= RADIOS_AT_MOST
        field = forms.ChoiceField(
            label=self.unit_label,
            help_text=self.unit_help,
            required=False,
            choices=choices if few else [("", gettext("Choose")), *choices],
            widget=Radios(reveals={OTHER: "unit_search"}) if few else forms.Select(),
        )
        if not choices:
            field.widget = forms.HiddenInput()
            self.fields["unit_search"].label = self.unit_label
        return field

    def _chosen(self) -> Unit | None:
        posted = self._posted("unit")
        if posted and posted != OTHER:
            return gmina_by_code(posted)
        return self.found[0] if len(self.found) == 1 else None

    def _centres(self) -> list[Institution]:
        return list(centres_for(self.unit_row, today=self.today)) if self.unit_row else []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if self.unit_row is None:
            self._say_what_is_wrong_with_the_gmina()
        elif self.asks_centre:
            self._choose_centre(cleaned)
        return cleaned

    def _say_what_is_wrong_with_the_gmina(self) -> None:
        text = self._posted("unit_search")
        field = "unit" if not isinstance(self.fields["unit"].widget, forms.HiddenInput) else "unit_search"
        if len(self.found) > FOUND_AT_MOST:
            self.add_error(field, _("Too many gminas have such a name. Add the powiat after a comma."))
        elif self.found:
            self.add_error(field, _("Choose the gmina from the list."))
        elif text:
            self.add_error("unit_search", _("We don't know such a gmina. Check the name; three letters are needed."))
        else:
            self.add_error(field, _("Choose the gmina, or write its name."))

    def _choose_centre(self, cleaned: dict[str, Any]) -> None:
        if not self.centres:
            self.add_error(
                "unit" if not isinstance(self.fields["unit"].widget, forms.HiddenInput) else "unit_search",
                format_lazy(
                    "{} {}",
                    _("No welfare centre of this gmina uses the system yet, so nobody here would get it."),
                    _("Call the centre or the gmina office. Your text stays on this page: you can copy it."),
                ),
            )
        elif len(self.centres) == 1:
            self.centre_row = self.centres[0]
        else:
            chosen = cleaned.get("centre")
            self.centre_row = next((row for row in self.centres if str(row.public_id) == chosen), None)
