"""Components and filters."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override

from kooperacja.ui.library import register
from kooperacja.ui.tags.dates import time_left

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=WARSAW)
EVIL = "<script>alert(1)</script>"


def render(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize(
    "text",
    [
        "{% button evil %}",
        "{% button evil href=evil %}",
        "{% post_button evil evil field=evil %}",
        "{% print_button evil %}",
        "{% copy_code evil evil evil %}",
        "{% panel title=evil %}{{ evil }}{% endpanel %}",
        "{% inset %}{{ evil }}{% endinset %}",
        "{% details evil %}{{ evil }}{% enddetails %}",
        "{% warning_text evil %}",
        '{% alert "info" title=evil %}{{ evil }}{% endalert %}',
        "{% banner title=evil id=evil %}{{ evil }}{% endbanner %}",
        "{% tag evil %}",
        "{% identity_bar title=evil facts=evil %}{{ evil }}{% endidentity_bar %}",
        "{% empty_state evil %}{{ evil }}{% endempty_state %}",
        "{% cards %}{% card evil evil %}{{ evil }}{% endcard %}{% endcards %}",
        "{% file_note title=evil number=evil place=evil %}{{ evil }}{% endfile_note %}",
        "{% signature evil %}",
        "{% summary_list card=evil %}{% summary_row evil evil href=evil action=evil %}{% endsummary_list %}",
        "{% summary_item evil %}{{ evil }}{% endsummary_item %}",
        "{% table caption=evil %}{{ evil }}{% endtable %}",
        "{% timeline %}{% timeline_entry evil now by=evil %}{{ evil }}{% endtimeline_entry %}{% endtimeline %}",
        "{% task_list %}{% task evil evil id=evil status=evil hint=evil %}{% endtask_list %}",
        "{% back_link evil evil %}",
        "{% breadcrumbs evil evil evil %}",
        "{% nav_link evil evil %}",
        "{% sub_navigation evil %}{% sub_link evil evil %}{% endsub_navigation %}",
        "{% side_navigation evil %}{% side_link evil evil %}{% endside_navigation %}",
        "{% pagination_simple previous=evil next=evil label=evil %}",
        "{% filter_panel title=evil clear=evil %}{{ evil }}{% endfilter_panel %}",
    ],
)
def test_components_escape_what_they_are_given(text):
    html = render(text, evil=EVIL, now=NOW)

    assert EVIL not in html
    assert "&lt;script&gt;" in html
    assert " style=" not in html


@pytest.mark.parametrize(
    "text", ['{% tag "x" "pink" %}', '{% button "x" "pink" %}', '{% alert "pink" %}{% endalert %}']
)
def test_unknown_kinds_are_refused(text):
    with pytest.raises(ValueError, match="pink"):
        render(text)


def test_post_button_carries_the_token_and_fields():
    html = render('{% post_button "Przyjmij" "/x/" version=3 %}', csrf_token="t0ken")

    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert 'data-prevent-double-click="true"' in html


def test_empty_value_reads_not_given_and_zero_is_a_value():
    assert "nie podano" in render('{% summary_row "Telefon" "" %}')
    assert "nie podano" in render('{% summary_item "Telefon" %} {% endsummary_item %}')
    assert "nie podano" not in render('{% summary_row "Dzieci" 0 %}')


def test_link_of_a_fact_says_what_it_changes():
    html = render('{% summary_row "Telefon" "1" href="/x/" %}')

    assert 'Zmień<span class="govuk-visually-hidden"> Telefon</span>' in html


@pytest.mark.parametrize(
    ("current", "shown"),
    [(1, "1 2 … 24"), (2, "1 2 3 … 24"), (12, "1 … 11 12 13 … 24"), (24, "1 … 23 24")],
)
def test_pagination_is_bounded(current, shown):
    request = RequestFactory().get("/", {"stan": "a&b", "strona": current})
    html = render("{% pagination page %}", page=Paginator(range(240), 10).page(current), request=request)

    found = [line.split("<")[0] for line in html.replace("&ctdot;", ">…<").split(">")]
    assert " ".join(part for part in found if part.isdecimal() or part == "…") == shown
    assert "stan=a%26b&amp;strona=" in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination():
    assert render("{% pagination page %}", page=Paginator([1], 10).page(1)) == ""
    assert render("{% pagination_simple %}") == ""


def test_pagination_without_a_request_still_links():
    assert "?strona=2" in render("{% pagination page %}", page=Paginator(range(20), 10).page(1))


@pytest.mark.parametrize(
    ("due", "text", "colour"),
    [
        (None, "", ""),
        (date(2026, 11, 20), "2 dni po terminie", "red"),
        (date(2026, 11, 21), "1 dzień po terminie", "red"),
        (date(2026, 11, 22), "dzisiaj", "orange"),
        (date(2026, 11, 23), "jutro", "yellow"),
        (date(2026, 11, 24), "zostały 2 dni", "yellow"),
        (date(2026, 11, 27), "zostało 5 dni", "grey"),
        (NOW + timedelta(minutes=1), "została 1 minuta", "red"),
        (NOW + timedelta(hours=3), "zostały 3 godziny", "red"),
        (NOW + timedelta(hours=5), "zostało 5 godzin", "orange"),
        (NOW + timedelta(days=4), "zostały 4 dni", "grey"),
        (NOW - timedelta(minutes=5), "po terminie", "red"),
        (NOW - timedelta(hours=2), "2 godziny po terminie", "red"),
        (NOW - timedelta(days=3), "3 dni po terminie", "red"),
    ],
)
def test_deadline_in_words(due, text, colour):
    html = render("{% deadline due %}", due=due, now=NOW)

    assert text in html
    assert colour in html


def test_deadline_counts_days_by_the_polish_calendar():
    late_evening = datetime(2026, 11, 22, 23, 30, tzinfo=WARSAW)

    assert time_left(date(2026, 11, 23), late_evening.astimezone(ZoneInfo("UTC"))) == ("jutro", "yellow")


def test_deadline_falls_back_to_the_clock():
    assert "po terminie" in render("{% deadline due %}", due=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "22 listopada 2026|22.11.2026|22 listopada 2026, 14:05|14:05"),
        ("en", "22 November 2026|22.11.2026|22 November 2026, 14:05|14:05"),
    ],
)
def test_dates_in_words(language, text):
    at = NOW.astimezone(ZoneInfo("UTC"))
    with override(language):
        assert render("{{ at|long_date }}|{{ at|short_date }}|{{ at|moment }}|{{ at|hour }}", at=at) == text


def test_no_date_is_no_text():
    assert render("{{ x|long_date }}{{ x|short_date }}{{ x|moment }}{{ x|hour }}", x=None) == ""


def test_naive_moments_are_taken_as_polish():
    assert render("{{ x|hour }}", x=datetime(2026, 1, 1, 7, 30)) == "07:30"  # noqa: DTZ001  # meant


def test_every_tag_explains_itself():
    undocumented = [name for name, function in register.filters.items() if not function.__doc__]
    undocumented += [name for name, function in register.tags.items() if not getattr(function, "__doc__", "")]

    assert undocumented == []


def test_file_note_is_a_sheet_to_sign():
    html = render('{% file_note title="Notatka" %}{% signature %}{% endfile_note %}')

    assert isinstance(html, SafeString)
    assert html.count("k-signature__line") == 2
