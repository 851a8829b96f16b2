"""What the field templates ask of a field: its kind, its classes, what describes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.utils.functional import cached_property

from kooperacja.ui import texts
from kooperacja.ui.widgets import DateWidget, Textarea, _ChoicesHelp

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateWidget, "group"),
    (forms.RadioSelect, "group"),
    (forms.CheckboxSelectMultiple, "group"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.PasswordInput, "password"),
)


class BoundField(DjangoBoundField):
    """A field of a form in GOV.UK's classes; `Renderer` makes every form use it."""

    @property
    def kind(self) -> str:
        """`hidden`, `group`, `checkbox`, `file`, `textarea`, `select`, `password` or `input`."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        kind = next((kind for type_, kind in KINDS if isinstance(widget, type_)), "input")
        return "group" if kind == "input" and widget.use_fieldset else kind

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(optional)"."""
        marks = getattr(self.form, "mark_optional", True)
        return marks and not self.field.required and not self.field.disabled and self.kind != "checkbox"

    @property
    def is_heading(self) -> bool:
        """Whether the label is the heading of the page."""
        return getattr(self.form, "heading_field", "") == self.name

    @property
    def max_length(self) -> int | None:
        """The limit that the counter below a longer text counts to."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def has_word_hint(self) -> bool:
        return isinstance(self.field.widget, Textarea) and bool(self.field.widget.warn_words)

    @property
    def group_attrs(self) -> dict[str, Any]:
        """Attributes of the box around label and control, for the scripts."""
        if self.max_length:
            return {
                "data-module": "govuk-character-count",
                "data-maxlength": self.max_length,
                **texts.character_count(),
            }
        if self.kind == "password":
            return {"data-module": "govuk-password-input", **texts.password_input()}
        return {}

    @property
    def wrapper_attrs(self) -> dict[str, Any]:
        return {"data-module": "govuk-file-upload", **texts.file_upload()} if self.kind == "file" else {}

    @property
    def link(self) -> str:
        """Id of the control that the error summary leads to."""
        if isinstance(self.field.widget, DateWidget):
            wrong = self._wrong_parts
            first = next((part for part in ("day", "month", "year") if part in wrong), "day")
            return f"{self.auto_id}_{first}"
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @cached_property
    def _wrong_parts(self) -> frozenset[str]:
        parts: set[str] = set()
        for error in self.errors.as_data() if self.errors else []:
            parts |= set((error.params or {}).get("parts", ("day", "month", "year")))
        return frozenset(parts)

    @property
    def described_by(self) -> str:
        """Ids of what describes the control or, for a group, its fieldset."""
        ids = [f"{self.auto_id}_helptext"] if self.help_text and self.kind != "checkbox" else []
        if self.help_text and self.kind == "checkbox":
            ids.append(f"{self.auto_id}_helptext")
        if self.errors:
            ids.append(f"{self.auto_id}_error")
        if self.max_length:
            ids.append(f"{self.auto_id}-info")
        return " ".join(ids)

    @property
    def aria_describedby(self) -> str | None:
        return None if self.field.widget.attrs.get("aria-describedby") else self.described_by or None

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> Any:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # Missing answers are said by the server, at the field and in the summary, in the same words for everybody.
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        if self.kind == "textarea":
            attrs["maxlength"] = False  # the counter says how much is too much; cutting off a pasted text helps nobody
        if widget.use_fieldset:
            attrs.pop("aria-invalid", None)
        classes = self._classes()
        own = f"{attrs.get('class', '')} {widget.attrs.get('class', '')}".split()
        if classes or own:
            attrs["class"] = " ".join(dict.fromkeys([*classes, *own]))
        return attrs

    def _classes(self) -> list[str]:
        base = {
            "input": ["govuk-input"],
            "password": ["govuk-input", "govuk-password-input__input", "govuk-js-password-input-input"],
            "select": ["govuk-select"],
            "textarea": ["govuk-textarea"],
            "file": ["govuk-file-upload"],
            "checkbox": ["govuk-checkboxes__input"],
        }.get(self.kind, [])
        if self.errors and base and self.kind != "checkbox":
            base = [*base, f"{base[0]}--error"]
        if self.max_length:
            base = [*base, "govuk-js-character-count"]
        return base

    def as_widget(self, widget: forms.Widget | None = None, attrs: Any = None, only_initial: bool = False) -> Any:
        used = widget or self.field.widget
        if isinstance(used, _ChoicesHelp):
            used.revealed = {
                value: [self.form[name] for name in names if name in self.form.fields]
                for value, names in used.reveals.items()
            }
        if isinstance(used, DateWidget):
            used.wrong_parts = self._wrong_parts
        return super().as_widget(widget, attrs, only_initial)
