import logging
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.models import TextChoices
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from kooperacja.access.views import open_to_all
from kooperacja.audit.recording import Stale
from kooperacja.cases.states import CaseAction, CaseState
from kooperacja.config import urls
from kooperacja.config.wsgi import application
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.portal import errors
from tests.world import as_


class Why(TextChoices):
    RAIN = "rain", "it rains"


ROW = SimpleNamespace(public_id="x", version=2, _meta=SimpleNamespace(label="a.Row"))

FAULTS = {
    "refused": lambda: Refused([Why.RAIN]),
    "transition": lambda: TransitionNotAllowed(CaseState.CLOSED, CaseAction.CLOSE),
    "stale": lambda: Stale(ROW),
    "database": lambda: OperationalError("Kanarek in the way"),
    "fault": lambda: ValueError("Kanarek 100% broken"),
}


@open_to_all
def fail(request, kind):
    raise FAULTS[kind]()


@open_to_all
def fine(request):
    return HttpResponse("fine")


handler500 = urls.handler500
urlpatterns = [*urls.urlpatterns, path("blad/<slug:kind>/", fail), path("dobrze/", fine)]


@pytest.fixture
def browser(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", ["refused", "transition", "stale"])
def test_what_cannot_be_done_is_said_in_plain_words(browser, kind):
    answer = browser.post(f"/blad/{kind}/")

    assert answer.status_code == 409
    assert "<h1" in answer.content.decode()
    assert ("it rains" in answer.content.decode()) is (kind == "refused")


@pytest.mark.parametrize(("kind", "status"), [("fault", 500), ("database", 503)])
def test_a_fault_shows_a_number_and_no_trace(browser, caplog, kind, status):
    with caplog.at_level(logging.INFO):
        answer = browser.get(f"/blad/{kind}/")

    page = answer.content.decode()
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Kanarek" not in page + caplog.text
    assert "Traceback" not in page + caplog.text
    numbers = {record.request_number for record in caplog.records if hasattr(record, "request_number")}
    if kind == "fault":
        assert "ValueError" in caplog.text
        assert "test_errors.py" in caplog.text
        assert any(number in page for number in numbers)


def test_a_fault_of_a_signed_in_person_logs_the_pattern_and_no_address(browser, world, caplog):
    as_(browser, world.lead)
    browser.get("/blad/fault/?q=Kanarek")
    browser.get("/Kanarek/")

    assert "500 GET blad/<slug:kind>/" in caplog.text
    assert "404 GET unknown address" in caplog.text
    assert "Kanarek" not in caplog.text


def test_when_even_the_page_of_errors_fails_there_is_a_plain_one(browser, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("Kanarek")

    monkeypatch.setattr(errors, "render_to_string", broken)

    answer = browser.get("/blad/fault/")

    assert (answer.status_code, answer.content.decode()) == (500, errors.LAST_RESORT)


def test_a_fault_outside_everything_is_answered_by_the_server(monkeypatch):
    def broken(environ, start_response):
        raise RuntimeError("Kanarek")

    started = []
    monkeypatch.setattr("kooperacja.config.wsgi.django", broken)
    body = b"".join(application({}, lambda status, headers: started.append((status, dict(headers)))))

    assert started[0][0].startswith("500")
    assert started[0][1]["Cache-Control"] == "no-store"
    assert body.decode() == errors.LAST_RESORT


@pytest.mark.parametrize("query", ["?a=%00", "?%00=a"])
def test_a_nul_sign_is_refused(browser, query):
    assert browser.get(f"/dobrze/{query}").status_code == 400
    assert browser.post("/dobrze/", {"a": "x\x00y"}).status_code == 400
    assert browser.get("/dobrze/%00").status_code in {400, 404}
    assert browser.get("/dobrze/?a=b").content == b"fine"
