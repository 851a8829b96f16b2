from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import Stale, recorded
from kooperacja.drafts.editing import _as_posted, _words, changed_since, chosen, conflict
from kooperacja.institutions.models import DutyProfile, Institution, Sector
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import DateField, Form, TextField
from tests.world import Made


class KindForm(Form):
    name = TextField(label="Name", max_length=100)
    short = forms.CharField(label="Abbreviation", required=False)
    sector = forms.ModelChoiceField(Sector.objects.all(), label="Sector")
    duty_profile = forms.ChoiceField(label="Duties", choices=DutyProfile.choices)
    receives_concerns = forms.BooleanField(label="Receives", required=False)
    since = DateField(label="Since", required=False)
    paper = forms.FileField(label="Paper", required=False)
    code = forms.CharField(label="Code", disabled=True, required=False)


POSTED = "version=%s&name=Mine&short=M&duty_profile=police&since_day=1&since_month=2&since_year=2026&extra=x"


def send(world, row, *, version="1", **files):
    data = QueryDict(f"{POSTED % version}&sector={world.sector.pk}").dict()
    request = RequestFactory().post("/strona/?a=1", {**data, **files}, HTTP_HOST="localhost")
    form = KindForm(request.POST, request.FILES)
    assert form.is_valid(), form.errors
    return conflict(request, form, Stale(row), names={"short": "abbreviation"})


@pytest.fixture
def answer(world):
    kind = world.kinds["school"]
    kind.name, kind.abbreviation, kind.receives_concerns, kind.version = "Theirs", "M", True, 7
    return send(world, kind)


def test_both_texts_are_shown_and_the_fresh_version_is_sent(answer):
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Theirs" in page
    assert ">\nMine</textarea>" in page
    assert 'name="version" value="7"' in page
    assert 'name="version" value="1"' not in page
    assert 'action="/strona/?a=1"' in page


def test_what_does_not_differ_or_is_of_no_field_is_sent_on(answer):
    page = answer.content.decode()

    assert 'name="short" value="M"' in page
    assert 'name="extra" value="x"' in page
    assert 'name="since_day" value="1"' in page
    for name in ("short", "since", "sector", "code", "paper"):
        assert f'name="keep:{name}"' not in page


def test_choices_and_boxes_are_shown_in_words(answer):
    page = answer.content.decode()

    assert str(DutyProfile.EDUCATION.label) in page
    assert 'name="now:duty_profile:duty_profile" value="education"' in page
    assert 'name="now:receives_concerns:receives_concerns" value="on"' in page


def test_files_are_asked_for_again(world):
    kind = world.kinds["school"]
    kind.version = 7

    assert "govuk-warning-text" in send(world, kind, paper=SimpleUploadedFile("a.pdf", b"x")).content.decode()
    assert "govuk-warning-text" not in send(world, kind).content.decode()


def change(row, **fields):
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=row) as fresh:
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh


def test_what_the_person_alone_changed_is_not_asked_about(world):
    """The other one changed the duties alone; the name differs because the person wrote it."""
    kind = world.kinds["school"]
    fresh = change(kind, duty_profile=DutyProfile.HEALTH, sector=world.sector)

    page = send(world, fresh, version=kind.version).content.decode()

    assert 'name="keep:duty_profile"' in page
    assert 'name="keep:name"' not in page
    assert 'name="name" value="Mine"' in page


def test_when_both_wrote_the_same_there_is_nothing_to_choose(world):
    kind = world.kinds["school"]
    fresh = change(kind, name="Mine")

    page = send(world, fresh, version=kind.version).content.decode()

    assert "keep:" not in page
    assert 'name="name" value="Mine"' in page


@pytest.mark.parametrize("version", ["", "x", "-3"])
def test_a_version_that_is_none_hides_nothing(world, version):
    assert changed_since(world.kinds["school"], version) is None


def test_the_log_tells_what_others_changed_and_says_when_it_does_not(world):
    first = world.kinds["school"]
    second = change(first, name="B")
    third = change(second, name="C", abbreviation="c")

    assert changed_since(third, str(second.version)) == {"name", "abbreviation"}
    assert changed_since(third, str(first.version)) == {"name", "abbreviation"}
    assert changed_since(third, str(third.version)) is None
    third.version = 40
    assert changed_since(third, "1") is None


def test_what_stays_is_put_into_the_post():
    post = QueryDict(
        "name=mine&keep:name=mine&now:name:name=theirs&part:name=name"
        "&at_day=1&at_month=2&keep:at=now&part:at=at_day&part:at=at_month&now:at:at=2026-05-01&at_home=1"
        "&box=on&keep:box=now&part:box=box"
        "&many=1&keep:many=now&part:many=many&now:many:many=2&now:many:many=3"
    )

    assert dict(chosen(post)) == {"name": ["mine"], "at": ["2026-05-01"], "at_home": ["1"], "many": ["2", "3"]}


@pytest.mark.parametrize(
    ("widget", "value", "posted"),
    [
        (forms.TextInput(), None, []),
        (forms.TextInput(), "a", [("x", "a")]),
        (forms.CheckboxInput(), True, [("x", "on")]),
        (forms.CheckboxInput(), False, []),
        (forms.SelectMultiple(choices=[("1", "a"), ("2", "b")]), [1, 2], [("x", "1"), ("x", "2")]),
        (forms.SplitDateTimeWidget(), [date(2026, 5, 1), None], [("x_0", "01.05.2026"), ("x_1", "")]),
        (
            forms.SelectDateWidget(years=[2026]),
            date(2026, 5, 1),
            [("x_day", "1"), ("x_month", "5"), ("x_year", "2026")],
        ),
    ],
)
def test_a_value_is_sent_back_as_its_widget_posts_it(widget, value, posted):
    assert sorted(_as_posted(widget, "x", value)) == posted


GROUPED = [("Group", [("a", "Letter A")]), ("b", "Letter B")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a", "Letter A"),
        ("b", "Letter B"),
        (["a", "b"], "Letter A, Letter B"),
        (None, ""),
        (date(2026, 5, 1), "1 maja 2026"),
        (time(7, 5), "07:05"),
        (datetime(2026, 5, 1, 7, 5, tzinfo=ZoneInfo("Europe/Warsaw")), "1 maja 2026, 07:05"),
        (True, "tak"),
        (False, "nie"),
    ],
)
def test_a_value_is_shown_in_words(value, words):
    field = SimpleNamespace(field=forms.ChoiceField(choices=GROUPED))

    assert _words(field, value) == words


def test_several_rows_are_shown_by_their_names(world):
    class AreasForm(Form):
        areas = forms.ModelMultipleChoiceField(Unit.objects.all(), label="Areas")
        seat = forms.ModelChoiceField(Unit.objects.all(), label="Seat")

    request = RequestFactory().post(
        "/", {"areas": [world.other_gmina.pk], "seat": world.other_gmina.pk, "version": "1"}, HTTP_HOST="localhost"
    )
    form = AreasForm(request.POST)
    assert form.is_valid()
    ops = Institution.objects.get(pk=world.ops.pk)
    ops.version = 9

    page = conflict(request, form, Stale(ops)).content.decode()

    assert f'name="now:areas:areas" value="{world.gmina.pk}"' in page
    assert f'name="now:seat:seat" value="{world.gmina.pk}"' in page
    assert str(world.gmina) in page


def test_a_row_that_is_not_chosen_is_shown_as_nothing():
    assert _words(SimpleNamespace(field=forms.ModelChoiceField(Unit.objects.none())), None) == ""
