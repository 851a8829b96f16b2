"""The two locks of the demonstration."""

import importlib

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from kooperacja.accounts.demo_mark import NotEmpty, is_demo, is_marked, mark_as_demo, refuse_marked_in_production
from kooperacja.accounts.models import DemoMark
from kooperacja.config import wsgi

pytestmark = pytest.mark.django_db


def test_only_an_empty_database_can_be_marked(world):
    with pytest.raises(NotEmpty):
        mark_as_demo()
    assert not is_marked()


def test_marking_twice_is_marking_once():
    mark_as_demo()
    mark_as_demo()

    assert DemoMark.objects.count() == 1


@pytest.mark.parametrize(
    ("mode", "marked", "expected"),
    [("demo", True, True), ("demo", False, False), ("production", True, False), ("development", True, False)],
)
def test_both_locks_must_be_open(settings, mode, marked, expected):
    if marked:
        mark_as_demo()
    settings.MODE = mode

    assert is_demo() is expected


def test_production_refuses_a_marked_database(settings):
    mark_as_demo()
    refuse_marked_in_production()
    settings.MODE = "production"

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        refuse_marked_in_production()
    assert [error.id for error in run_checks(databases=["default"]) if error.id == "accounts.E001"] == ["accounts.E001"]
    assert "accounts.E001" not in {error.id for error in run_checks()}


def test_production_starts_on_a_database_of_its_own(settings, world):
    settings.MODE = "production"

    refuse_marked_in_production()
    assert "accounts.E001" not in {error.id for error in run_checks(databases=["default"])}


def test_a_database_without_tables_is_no_demo(settings, monkeypatch):
    settings.MODE = "production"
    monkeypatch.setattr(connection.introspection, "table_names", list)

    refuse_marked_in_production()


def test_the_server_asks_before_it_serves(settings, monkeypatch):
    mark_as_demo()
    settings.MODE = "production"
    with transaction.atomic(), pytest.raises(ImproperlyConfigured):
        importlib.reload(wsgi)
