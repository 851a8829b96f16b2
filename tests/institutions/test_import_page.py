"""The page on which institutions are imported: first a dry run, then the confirmation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.institutions import sheets
from kooperacja.institutions.models import Institution
from tests.world import Made, as_

from .test_rows import CHANGED, HEAD, NEW

PAGE = "institutions:import"


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)


def sent(*lines, name="plik.csv"):
    content = lines[0] if isinstance(lines[0], bytes) else "\n".join([HEAD, *lines]).encode()
    return {"file": SimpleUploadedFile(name, content)}


def confirmed(response):
    held = response.context["held"]
    return {"rows": held["rows"].value(), "idempotency_key": str(held["idempotency_key"].value())}


def test_a_dry_run_writes_nothing_and_the_confirmation_does(world, operator):
    address = reverse(PAGE)
    before = Institution.objects.count()
    response = operator.post(address, sent(*NEW, CHANGED))
    body = response.content.decode()

    assert Institution.objects.count() == before
    assert response.context["fates"] == {"new": 2, "change": 1, "same": 0, "fault": 0}
    for word in ("zostanie dodana", "zostanie zmieniona", "obszar", "Jeszcze nic nie zapisano"):
        assert word in body

    held = confirmed(response)
    done = operator.post(address, held)
    assert done.url == reverse("institutions:list")
    assert Institution.objects.count() == before + 2
    assert "Wczytano 3 wiersze." in operator.get(done.url).content.decode()

    assert operator.post(address, held).status_code == 302  # a double click
    assert Institution.objects.count() == before + 2
    assert Event.objects.filter(name="institutions.imported").count() == 1


def test_faults_are_shown_first_and_nothing_can_be_confirmed(world, operator):
    response = operator.post(reverse(PAGE), sent(*NEW, "CUS;nic;990101"))
    body = response.content.decode()

    assert [one.fate for one in response.context["rows"]] == ["fault", "new", "new"]
    assert response.context["held"] is None
    assert "1 wiersz zawiera błąd" in body
    assert "Nie ma rodzaju „nic”" in body


def test_a_long_file_is_shown_in_part(world, operator, monkeypatch):
    monkeypatch.setattr("kooperacja.institutions.views.bodies.ROWS_SHOWN", 1)

    assert "Nie pokazano tu jeszcze 2 wierszy" in operator.post(reverse(PAGE), sent(*NEW, CHANGED)).content.decode()


@pytest.mark.parametrize("content", [b"", b"nazwa", b"x" * (sheets.MAX_BYTES + 1)])
def test_a_file_that_is_none_is_told_at_its_field(world, operator, content):
    response = operator.post(reverse(PAGE), sent(content))

    assert list(response.context["form"].errors) == ["file"]


def test_what_changed_meanwhile_is_shown_again(world, operator):
    held = confirmed(operator.post(reverse(PAGE), sent(*NEW)))
    kind = world.kinds["school"]
    with recording(Made.FOR_TEST, actor=SYSTEM):
        kind.in_use = False
        kind.save()

    response = operator.post(reverse(PAGE), held)
    assert response.status_code == 409
    assert "Nie ma rodzaju „SP”" in response.content.decode()


@pytest.mark.parametrize(("rows", "status"), [("nonsense", 302), ("", 200)])
def test_a_confirmation_that_was_tampered_with(world, operator, rows, status):
    sent = {"rows": rows, "idempotency_key": "8a1c3a52-6f0c-4f5c-8e57-2f8b8f0a4f0e"}

    assert operator.post(reverse(PAGE), sent).status_code == status
    assert not Event.objects.filter(name="institutions.imported").exists()


def test_an_institution_begins_today_if_the_file_says_nothing(world, operator):
    operator.post(reverse(PAGE), confirmed(operator.post(reverse(PAGE), sent("Żłobek;SP;990101"))))

    assert Institution.objects.get(name="Żłobek").starts_on == timezone.localdate()
