"""Fields that Django lacks: a date in three boxes, a time as people write it, a longer text, a Polish number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.widgets import DateParts, DateWidget, Text, Textarea

Limit = date | Callable[[], date]

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# The first letters tell months apart in both languages and in every case (maj/maja, styczeń/stycznia).
MONTH_STARTS = {
    start: number
    for starts in (
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "sty lut mar kwi maj cze lip sie wrz paz lis gru",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, start in enumerate(starts.split(), 1)
}
WHOLE_DATE = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2}|[^\W\d_]+)[.\-/ ](\d{4})(?: ?r\.?)?")
HOUR = re.compile(r"(\d\d|\d(?!\d\d))(?:[:. ]?(\d\d))?(?::\d\d)?")
YEAR_DIGITS = 4


class DateField(forms.Field):
    """A date in three boxes; the value is a `datetime.date` or None.

    Months may be numbers, Roman numbers or names; a whole date typed into the first box is understood.

    Args:
        not_before, not_after: the first and last allowed day, or a function that gives it when the form is checked
            (for "today": `not_after=timezone.localdate`).
    """

    widget = DateWidget
    default_error_messages = {
        "incomplete": _("Add what is missing: day, month and year."),
        "not_a_date": _("There is no such date. Write it like this: 27 3 2026."),
        "short_year": _("Write the year with four digits, for example 2026."),
        "too_early": _("The date must be %(limit)s or later."),
        "too_late": _("The date must be %(limit)s or earlier."),
        "future": _("The date must be today or in the past."),
    }

    def __init__(self, *, not_before: Limit | None = None, not_after: Limit | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.not_before, self.not_after = not_before, not_after

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = self._spread(DateWidget.parts(value))
        if not any(typed):
            return None
        missing = [name for name, text in zip(DateParts._fields, typed, strict=True) if not text]
        if missing:
            raise self._wrong("incomplete", missing)
        day, month, year = typed
        if year.isdecimal() and len(year) != YEAR_DIGITS:
            raise self._wrong("short_year", ["year"])
        number = month_number(month)
        if not day.isdecimal() or number is None or not year.isdecimal():
            wrong = {"day": not day.isdecimal(), "month": number is None, "year": not year.isdecimal()}
            raise self._wrong("not_a_date", [name for name, is_wrong in wrong.items() if is_wrong])
        try:
            return date(int(year), number, int(day))
        except (ValueError, OverflowError):  # the latter for a number of twenty digits
            raise self._wrong("not_a_date", DateParts._fields) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        first, last = _day(self.not_before), _day(self.not_after)
        if first and value < first:
            raise self._wrong("too_early", DateParts._fields, limit=date_format(first, "j E Y"))
        if last and value > last:
            # A function stands for "today", and "today or in the past" reads better than today's date.
            code = "future" if callable(self.not_after) else "too_late"
            raise self._wrong(code, DateParts._fields, limit=date_format(last, "j E Y"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _wrong(self, code: str, parts: Iterable[str], **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": frozenset(parts), **params})

    @staticmethod
    def _spread(typed: DateParts) -> DateParts:
        whole = WHOLE_DATE.fullmatch(typed.day) if not typed.month and not typed.year else None
        return DateParts(*whole.groups()) if whole else typed


def month_number(text: str) -> int | None:
    """1 to 12 for `3`, `III`, `marca`, `March`; None for anything else."""
    text = text.strip().strip(".").casefold()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= len(ROMAN) else None
    if text in ROMAN:
        return ROMAN.index(text) + 1
    return MONTH_STARTS.get(text[:3])


def _day(limit: Limit | None) -> date | None:
    return limit() if callable(limit) else limit


class TimeField(forms.TimeField):
    """An hour as people write it: `14:05`, `14.05`, `1405`, `14`."""

    default_error_messages = {
        "invalid": _("Write the hour like this: 14:05."),
    }
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "govuk-input--width-5")
        self.widget.attrs.setdefault("inputmode", "numeric")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and value.strip():
            found = HOUR.fullmatch(value.strip())
            try:
                return time(int(found[1]), int(found[2] or 0)) if found else super().to_python("?")
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)


class TextField(forms.CharField):
    """A longer text, with a counter when `max_length` is given.

    Args:
        rows: the height of the box.
        warn_words, warn_text: see `Textarea`.
    """

    def __init__(self, *, rows: int = 5, warn_words: Iterable[str] = (), warn_text: Text = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", Textarea(rows=rows, warn_words=warn_words, warn_text=warn_text))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalize_newlines(value) if isinstance(value, str) else value


class DecimalField(forms.DecimalField):
    """A number with a comma or a point, spaces allowed between thousands."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002  # Django's signature
        return {"inputmode": "decimal"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"\s", "", value).replace(",", ".")
        return super().to_python(value)
