"""Widgets with more than Django's: hints beside choices, fields that a choice reveals, a date in three boxes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.functional import Promise

Text = str | Promise


class DateParts(NamedTuple):
    """What a person typed into the three boxes; kept as typed, so that a wrong date comes back as it was."""

    day: str = ""
    month: str = ""
    year: str = ""


class _ChoicesHelp(ChoiceWidget):
    """Hints and revealed fields for `Radios` and `Checkboxes`.

    Args:
        hints: value of a choice → the line below its label.
        reveals: value of a choice → name(s) of fields of the same form that show only when it is chosen. Without
            JavaScript they are always visible, so the form's `clean` must not rely on their being hidden.
        inline: puts two short choices beside each other.
    """

    revealed: dict[str, list[BoundField]]

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        hints: Mapping[Any, Text] | None = None,
        reveals: Mapping[Any, str | Sequence[str]] | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {
            str(value): (names,) if isinstance(names, str) else tuple(names) for value, names in (reveals or {}).items()
        }
        self.revealed = {}
        self.inline = inline

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(*args, **kwargs)
        context["widget"]["inline"] = self.inline
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        value, id_ = str(option["value"]), option["attrs"].get("id", "")
        option["hint"] = self.hints.get(value, "")
        option["revealed"] = self.revealed.get(value, [])
        if option["hint"]:
            option["attrs"]["aria-describedby"] = f"{id_}_hint"
        if option["revealed"]:
            option["attrs"]["data-reveal"] = f"{id_}_more"
        return option


class Radios(_ChoicesHelp, forms.RadioSelect):
    """One of a few choices."""


class Checkboxes(_ChoicesHelp, forms.CheckboxSelectMultiple):
    """Any number of choices."""


class Textarea(forms.Textarea):
    """A box for a longer text; lines end with one character, as the counter on the page counts them.

    Args:
        warn_words: beginnings of words that don't belong here. The page says so politely and never blocks.
        warn_text: what it says, with `%{words}` for the words that were found.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        rows: int = 5,
        warn_words: Iterable[str] = (),
        warn_text: Text = "",
    ) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.warn_words = list(warn_words)
        self.warn_text = warn_text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.warn_words:
            context["widget"]["attrs"]["data-warn-words"] = json.dumps(self.warn_words, ensure_ascii=False)
            context["widget"]["attrs"]["data-warn-text"] = str(self.warn_text)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class DateWidget(forms.Widget):
    """Day, month and year in three boxes named `<name>_day`, `<name>_month`, `<name>_year`.

    A value under the plain name (`2026-11-22`) is taken as well, for links and drafts.
    """

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birth: bool = False) -> None:
        """`birth` marks the date of birth of the person who fills in the form, for the browser's own memory."""
        super().__init__(attrs)
        self.birth = birth
        self.wrong_parts: frozenset[str] = frozenset()

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        return f"{id_}_{index or 'day'}" if id_ else ""

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = self.parts(value)
        context["widget"]["wrong"] = self.wrong_parts
        context["widget"]["birth"] = self.birth
        return context

    @staticmethod
    def parts(value: Any) -> DateParts:
        """Split a date, an ISO text or typed parts into what the boxes show."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, str) and value:
            try:
                value = date.fromisoformat(value[:10])
            except ValueError:
                return DateParts(day=value)
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return DateParts()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts | None:  # noqa: ARG002  # Django's signature
        typed = DateParts(*(str(data.get(f"{name}_{part}") or "").strip() for part in DateParts._fields))
        if any(typed):
            return typed
        return self.parts(data.get(name)) if data.get(name) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  # Django's signature
        return name not in data and not any(f"{name}_{part}" in data for part in DateParts._fields)
