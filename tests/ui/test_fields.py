"""Dates, hours, texts and numbers as people type them."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.ui.fields import DateField, DecimalField, TextField, TimeField, month_number
from kooperacja.ui.forms import Form
from kooperacja.ui.widgets import DateParts, DateWidget


class Visit(Form):
    on = DateField(label="Dzień wizyty")


def visit(day="", month="", year=""):
    return Visit({"on_day": day, "on_month": month, "on_year": year})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("01", "09", "2026"), date(2026, 9, 1)),
        (("1", "IX", "2026"), date(2026, 9, 1)),
        (("1", "września", "2026"), date(2026, 9, 1)),
        (("1", "paź.", "2026"), date(2026, 10, 1)),
        (("1", "October", "2026"), date(2026, 10, 1)),
        (("27.03.2026", "", ""), date(2026, 3, 27)),
        (("27 marca 2026 r.", "", ""), date(2026, 3, 27)),
    ],
)
def test_dates_that_people_type(typed, value):
    form = visit(*typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == value


@pytest.mark.parametrize(
    ("typed", "code", "parts"),
    [
        (("29", "2", "2026"), "not_a_date", {"day", "month", "year"}),
        (("31", "4", "2026"), "not_a_date", {"day", "month", "year"}),
        (("27", "13", "2026"), "not_a_date", {"month"}),
        (("27", "foo", "2026"), "not_a_date", {"month"}),
        (("x", "3", "2026"), "not_a_date", {"day"}),
        (("27", "3", "mm"), "not_a_date", {"year"}),
        (("27", "3", "26"), "short_year", {"year"}),
        (("27", "", "2026"), "incomplete", {"month"}),
        (("", "", "2026"), "incomplete", {"day", "month"}),
        (("0", "3", "2026"), "not_a_date", {"day", "month", "year"}),
        (("9" * 25, "3", "2026"), "not_a_date", {"day", "month", "year"}),
        (("27", "3", "0000"), "not_a_date", {"day", "month", "year"}),
    ],
)
def test_dates_that_are_none(typed, code, parts):
    error = visit(*typed).errors.as_data()["on"][0]

    assert error.code == code
    assert error.params["parts"] == parts


def test_missing_date_names_the_field():
    assert visit().errors["on"] == ["Podaj datę: Dzień wizyty"]


def test_wrong_date_comes_back_as_typed_and_marks_the_wrong_box():
    html = str(visit("27", "13", "2026")["on"])

    assert 'value="13"' in html
    assert html.count("govuk-input--error") == 1
    assert visit("27", "13", "2026")["on"].link == "id_on_month"


def test_iso_text_under_the_plain_name_is_taken():
    assert Visit({"on": "2026-03-27"}).is_valid()
    assert not Visit({"on": "27 March"}).is_valid()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_date_survives_the_boxes(day):
    assert DateField().clean(DateWidget.parts(day)) == day


def test_limits_say_what_is_possible():
    field = DateField(not_before=date(2026, 1, 1), not_after=date(2026, 12, 31))

    assert field.clean(DateParts("1", "1", "2026")) == date(2026, 1, 1)
    with pytest.raises(ValidationError, match="Najwcześniejsza możliwa data to 1 stycznia 2026"):
        field.clean(DateParts("31", "12", "2025"))
    with pytest.raises(ValidationError, match="Najpóźniejsza możliwa data to 31 grudnia 2026"):
        field.clean(DateParts("1", "1", "2027"))


def test_today_as_limit_speaks_of_the_past():
    with pytest.raises(ValidationError, match="dzisiejsza albo wcześniejsza"):
        DateField(not_after=lambda: date(2026, 1, 1)).clean(DateParts("2", "1", "2026"))


def test_optional_date_may_be_empty():
    assert DateField(required=False).clean(None) is None
    assert DateField(required=False).clean(DateParts()) is None


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (date(2026, 3, 27), DateParts("27", "03", "2026"), False),
        (date(2026, 3, 27), DateParts("28", "03", "2026"), True),
        (date(2026, 3, 27), DateParts("x", "03", "2026"), True),
        (None, None, False),
    ],
)
def test_a_date_has_changed_only_if_the_day_has(initial, data, changed):
    assert DateField().has_changed(initial, data) is changed


def test_a_disabled_date_never_changes():
    assert DateField(disabled=True).has_changed(date(2026, 1, 1), DateParts("2", "1", "2026")) is False


def test_month_number_knows_no_thirteenth():
    assert month_number("13") is None
    assert month_number("XIII") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("14:05", time(14, 5)), ("14.05", time(14, 5)), ("1405", time(14, 5)), ("7", time(7)), ("7:30:00", time(7, 30))],
)
def test_hours_that_people_type(typed, value):
    assert TimeField().clean(typed) == value


@pytest.mark.parametrize("typed", ["25:00", "14:61", "noon", "140"])
def test_hours_that_are_none(typed):
    with pytest.raises(ValidationError, match=r"14:05"):
        TimeField().clean(typed)


def test_hour_is_shown_without_seconds():
    assert TimeField().prepare_value(time(14, 5)) == "14:05"
    assert TimeField(required=False).clean("") is None


def test_lines_count_once_whatever_the_browser_sends():
    class Note(forms.Form):
        text = TextField(max_length=3)

    form = Note({"text": "a\r\nb"})

    assert form.is_valid()
    assert form.cleaned_data["text"] == "a\nb"


@pytest.mark.parametrize(("typed", "value"), [("1 250,50", "1250.50"), ("3.5", "3.5"), ("7", "7")])
def test_numbers_with_comma_and_spaces(typed, value):
    assert DecimalField().clean(typed) == Decimal(value)
