"""Forms: summary of errors, all fields, saving while writing, filters."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kooperacja.ui import texts
from kooperacja.ui.bound import BoundField
from kooperacja.ui.library import component, register


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None) -> SafeString:
    """What is wrong, at the top of the page, with links to the fields: `{% error_summary form %}`.

    `{% render_form %}` has it already. Several forms on a page share one, sets of forms included; name them in the
    order in which they stand there.
    """
    alone = [one for form in forms if form is not None for one in (form if isinstance(form, BaseFormSet) else [form])]
    errors = [entry for form in alone if form.is_bound for entry in _errors(form)]
    return component("error_summary", {"errors": errors}) if errors else SafeString("")


def _errors(form: BaseForm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, messages in form.errors.items():
        field = form[name] if name in form.fields else None
        visible = field is not None and not field.is_hidden
        link = field.link if isinstance(field, BoundField) else (field.id_for_label if field else "")
        found += [{"text": message, "link": link if visible else ""} for message in messages]
    return found


@register.simple_tag
def render_form(form: BaseForm) -> SafeString:
    """Summary of errors, hidden and visible fields: `<form …>{% csrf_token %}{% render_form form %}{% button … %}`."""
    return form.render()


@register.simple_tag
def hidden_fields(form: BaseForm) -> SafeString:
    """Only the hidden fields, for a form whose page places its fields one by one: `{{ form.name.as_field_group }}`."""
    return SafeString("".join(str(field) for field in form.hidden_fields()))


@register.simple_tag
def autosave_status() -> SafeString:
    """The line that says "Saved at 14:05", inside `<form data-autosave-url="{{ url }}">`: `{% autosave_status %}`."""
    return component("autosave_status", {"attrs": texts.autosave()})


@register.simple_block_tag
def filter_panel(content: SafeString, *, title: str = "", clear: str = "", is_open: bool = False) -> SafeString:
    """Filters, asked by GET: `{% filter_panel clear=url is_open=form.is_bound %}fields{% endfilter_panel %}`."""
    return component(
        "filter_panel", {"content": content, "title": title or _("Filter"), "clear": clear, "is_open": is_open}
    )
