"""Forms in GOV.UK markup: the renderer, the form base, and what the other modules here offer.

Every Django form gets the markup through `FORM_RENDERER`, also the forms of other packages. Deriving from `Form`
adds: error texts that name the field, sections, and one field's label as the heading of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import DjangoTemplates
from django.template.backends.base import BaseEngine
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.bound import BoundField
from kooperacja.ui.fields import DateField, DecimalField, TextField, TimeField
from kooperacja.ui.widgets import Checkboxes, DateParts, DateWidget, Radios, Text, Textarea

__all__ = [
    "BoundField",
    "Checkboxes",
    "DateField",
    "DateParts",
    "DateWidget",
    "DecimalField",
    "Form",
    "FormMixin",
    "Radios",
    "Renderer",
    "TextField",
    "Textarea",
    "TimeField",
]


class Renderer(DjangoTemplates):
    """Renders every form, field and widget from our templates, and from Django's where we have none."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> BaseEngine:
        ours, django = Path(__file__).parent / "templates", Path(forms.__file__).parent / "templates"
        return self.backend({"APP_DIRS": True, "DIRS": [ours, django], "NAME": "ui_forms", "OPTIONS": {}})


class FormMixin(forms.BaseForm):
    """What our forms add to Django's; for a model form put it before `forms.ModelForm`.

    `heading_field`: this field's label is the h1 of the page ("one thing per page").
    `mark_optional`: False leaves out "(optional)", as in filters, where nothing is required.
    `sections`: pairs of a heading and the names of its fields; fields in no section come first.
    """

    heading_field: ClassVar[str] = ""
    mark_optional: ClassVar[bool] = True
    sections: ClassVar[Sequence[tuple[Text, Sequence[str]]]] = ()

    base_fields: ClassVar[dict[str, forms.Field]]  # made by the metaclass of a form that uses this
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                label = field.label or name.replace("_", " ").capitalize()
                field.error_messages["required"] = _required_text(field) % {"label": label}

    @classmethod
    def initial_from(cls, posted: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed once, as `initial` of a fresh form: for drafts, which keep the posted names and texts.

        `posted` is a QueryDict, or a mapping of posted names to texts or lists of texts.
        """
        data = posted if isinstance(posted, MultiValueDict) else _as_posted(posted)
        fields = {name: field for name, field in cls.base_fields.items() if not isinstance(field, forms.FileField)}
        return {
            name: field.widget.value_from_datadict(data, MultiValueDict(), name)
            for name, field in fields.items()
            if not field.widget.value_omitted_from_data(data, MultiValueDict(), name)
            or isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
        }

    def revealed_names(self) -> set[str]:
        """Names of the fields that stand inside a choice of another field."""
        widgets = [field.widget for field in self.fields.values()]
        return {
            name
            for widget in widgets
            if isinstance(widget, Radios | Checkboxes)
            for names in widget.reveals.values()
            for name in names
        }

    def blocks(self) -> list[tuple[Text, list[DjangoBoundField]]]:
        """The visible fields in order, by section; fields that a choice reveals are inside that choice."""
        inside = self.revealed_names()
        named = {name for _heading, names in self.sections for name in names}
        first = [field for field in self.visible_fields() if field.name not in named | inside]
        rest = [
            (heading, [self[name] for name in names if name in self.fields and name not in inside])
            for heading, names in self.sections
        ]
        return [block for block in [("", first), *rest] if block[1]]


class Form(FormMixin, forms.Form):
    """The base of our forms."""


def _as_posted(posted: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in posted.items()})


def _required_text(field: forms.Field) -> Any:
    if isinstance(field, DateField):
        return _("Give the date: %(label)s")
    if isinstance(field, forms.FileField):
        return _("Choose a file: %(label)s")
    if isinstance(field, forms.BooleanField):
        return _("Tick the box: %(label)s")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose an answer: %(label)s")
    return _("Fill in: %(label)s")
