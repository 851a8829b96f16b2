"""Two people edit the same thing: neither text is lost (the second one gets 409 with both)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from kooperacja.audit.models import AuditedModel, Event
from kooperacja.audit.recording import Stale

KEEP, PART, NOW = "keep:", "part:", "now:"
"""What the page of both texts posts: which text of a field stays, the names under which its widget posts, and the
text that the system had, as `now:<field>:<posted name>`."""


LOOK_BACK = 50
"""Events of one row that are read to find who changed what."""


@dataclass(frozen=True)
class Difference:
    """One field in which what the person typed differs from what the system holds now."""

    field: BoundField
    column: str
    now: str
    parts: list[str]
    now_as_posted: list[tuple[str, str]]

    @property
    def keep_name(self) -> str:
        return KEEP + self.field.html_name

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Hidden inputs by which `chosen` can put the system's text back."""
        name = self.field.html_name
        return [
            *((PART + name, part) for part in self.parts),
            *((f"{NOW}{name}:{posted}", value) for posted, value in self.now_as_posted),
        ]


def conflict(
    request: HttpRequest, form: forms.BaseForm, stale: Stale, *, names: Mapping[str, str] | None = None
) -> HttpResponse:
    """Answer 409 with both texts of each field, and a form that sends the person's choice to the same address.

    Call it where an action raised `Stale`, with the bound, valid form of that request. What comes back is an ordinary
    POST of the same form with the version that is shown now (`KeepForms` puts the choice in), so the view needs
    nothing more. Only fields that the form has are shown, and of these, as far as the log tells, only those that
    somebody else has changed meanwhile: what the person alone changed is sent on as typed. What isn't one column of the
    row, such as hours by day or choices of several, is always shown where it differs.

    Args:
        names: form field → attribute of the row, where the two are called differently; a field whose row has no
            such attribute is sent on as it was typed.
    """
    differences = list(_differences(request, form, stale.fresh, names or {}))
    others = changed_since(stale.fresh, request.POST.get("version", ""))
    if others is not None:
        own = {field.attname for field in stale.fresh._meta.concrete_fields}
        differences = [one for one in differences if one.column in others or one.column not in own]
    asked = {part for difference in differences for part in difference.parts}
    context = {
        "differences": differences,
        "kept": [(name, value) for name, value in _posted(request.POST) if name not in asked],
        "version": stale.fresh.version,
        "lost_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "drafts/conflict.html", context, status=409)


def chosen(post: QueryDict) -> QueryDict:
    """Return the POST with the person's choice put in: where the system's text stays, it replaces the typed one."""
    result = post.copy()
    for key in post:
        if key.startswith((KEEP, PART, NOW)):
            del result[key]
    for key in post:
        if key.startswith(KEEP) and post[key] == "now":
            name = key.removeprefix(KEEP)
            for part in post.getlist(PART + name):
                result.pop(part, None)
            before = f"{NOW}{name}:"
            for held in post:
                if held.startswith(before):
                    result.setlist(held.removeprefix(before), post.getlist(held))
    return result


def changed_since(row: AuditedModel, version: str) -> set[str] | None:
    """Return the columns that were saved after this version, or None if the log doesn't tell all of it.

    Rows that hang on this one (choices of several) are not among them.
    """
    if not version.isdecimal():
        return None
    missing, columns = row.version - int(version), set[str]()
    events = Event.objects.filter(subject_id=row.public_id).order_by("-pk")[:LOOK_BACK]
    for change in (change for event in events for change in reversed(event.changes)):
        if missing > 0 and change.get("id") == str(row.public_id):
            missing -= 1
            columns |= change["fields"].keys()
    return columns if missing == 0 and columns else None


def _column(row: models.Model, attribute: str) -> str:
    """Return the name under which the log knows an attribute."""
    return next((field.attname for field in row._meta.concrete_fields if field.name == attribute), attribute)


def _posted(post: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in post.lists():
        if name not in {"csrfmiddlewaretoken", "version"} and not name.startswith((KEEP, PART, NOW)):
            yield from ((name, str(value)) for value in values)


def _differences(
    request: HttpRequest, form: forms.BaseForm, row: models.Model, names: Mapping[str, str]
) -> Iterator[Difference]:
    for field in form.visible_fields():
        attribute = names.get(field.name, field.name)
        if field.field.disabled or isinstance(field.field, forms.FileField) or not hasattr(row, attribute):
            continue
        now = _value(row, attribute)
        if _plain(form.cleaned_data.get(field.name)) != _plain(now):
            as_posted = list(_as_posted(field.field.widget, field.html_name, field.field.prepare_value(now)))
            yield Difference(field, _column(row, attribute), _words(field, now), _parts(field, request.POST), as_posted)


def _parts(field: BoundField, post: QueryDict) -> list[str]:
    """Return the names under which this field's widget posts."""
    name, widget = field.html_name, field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return [name]  # these can't tell whether they were in the page
    return [key for key in post if not widget.value_omitted_from_data({key: post[key]}, MultiValueDict(), name)]


def _value(row: models.Model, attribute: str) -> Any:
    value = getattr(row, attribute)
    return list(value.all()) if isinstance(value, models.Manager) else value


def _plain(value: Any) -> Any:
    """Make a cleaned value and a stored one comparable."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, models.QuerySet | list | tuple | set | frozenset):
        return {_plain(one) for one in value}
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _words(field: BoundField, value: Any) -> str:
    """Return the value as a person reads it."""
    if isinstance(value, models.QuerySet | list | tuple | set | frozenset):
        return ", ".join(_words(field, one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, models.Model) and isinstance(field.field, forms.ModelChoiceField):
        return str(field.field.label_from_instance(value))
    return dict(_choices(field)).get(str(value), "" if value is None else str(value))


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j E Y, H:i")
    return formats.date_format(value, "j E Y") if isinstance(value, date) else formats.time_format(value, "H:i")


def _choices(field: BoundField) -> Iterator[tuple[str, str]]:
    if isinstance(field.field, forms.ModelChoiceField):
        return
    for value, label in getattr(field.field, "choices", ()):
        group = label if isinstance(label, list | tuple) else [(value, label)]
        yield from ((str(one), str(name)) for one, name in group)


def _as_posted(widget: forms.Widget, name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the value as a browser would post it from this widget."""
    if isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            yield name, "on"
        return
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        parts = widget.get_context(name, value, {})["widget"]["subwidgets"]
        yield from ((part["name"], _one(part["value"])) for part in parts)
        return
    formatted = widget.format_value(value)
    several = formatted if isinstance(formatted, list | tuple) else [formatted]
    yield from ((name, str(one)) for one in several if one is not None)


def _one(value: Any) -> str:
    """Return the one value of a part; a list of choices holds it alone."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return "" if value is None else str(value)
