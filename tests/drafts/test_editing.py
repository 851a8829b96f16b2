import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import chosen, conflict
from kooperacja.institutions.models import DutyProfile, Sector
from kooperacja.ui.forms import DateField, Form, TextField


class KindForm(Form):
    name = TextField(label="Name", max_length=100)
    short = forms.CharField(label="Abbreviation", required=False)
    sector = forms.ModelChoiceField(Sector.objects.all(), label="Sector")
    duty_profile = forms.ChoiceField(label="Duties", choices=DutyProfile.choices)
    receives_concerns = forms.BooleanField(label="Receives", required=False)
    since = DateField(label="Since", required=False)


POSTED = "version=1&name=Mine&short=M&duty_profile=police&since_day=1&since_month=2&since_year=2026&extra=x"


@pytest.fixture
def answer(world):
    kind = world.kinds["school"]
    kind.name, kind.abbreviation, kind.receives_concerns, kind.version = "Theirs", "M", True, 7
    request = RequestFactory().post(
        "/strona/?a=1", QueryDict(f"{POSTED}&sector={world.sector.pk}").dict(), HTTP_HOST="localhost"
    )
    form = KindForm(request.POST)
    assert form.is_valid(), form.errors
    return conflict(request, form, Stale(kind), names={"short": "abbreviation"})


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
    assert 'name="keep:short"' not in page
    assert 'name="keep:since"' not in page
    assert 'name="keep:sector"' not in page


def test_choices_and_boxes_are_shown_in_words(answer):
    page = answer.content.decode()

    assert str(DutyProfile.EDUCATION.label) in page
    assert 'name="now:duty_profile:duty_profile" value="education"' in page
    assert 'name="now:receives_concerns:receives_concerns" value="on"' in page


def test_what_stays_is_put_into_the_post():
    post = QueryDict(
        "name=mine&keep:name=mine&now:name:name=theirs&part:name=name"
        "&at_day=1&at_month=2&keep:at=now&part:at=at_day&part:at=at_month&now:at:at=2026-05-01&at_home=1"
        "&box=on&keep:box=now&part:box=box"
        "&many=1&keep:many=now&part:many=many&now:many:many=2&now:many:many=3"
    )

    assert dict(chosen(post)) == {"name": ["mine"], "at": ["2026-05-01"], "at_home": ["1"], "many": ["2", "3"]}
