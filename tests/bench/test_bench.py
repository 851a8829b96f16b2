"""What `make bench` measures can be measured, and costs as many queries in a large country as in a small one."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ConnectionHandler
from django.utils import timezone

from bench.browser import Answer, Ask, filled
from bench.country import REGISTER, Country, invented_register
from bench.one import Cost, counted, processor_time
from bench.pages import roles
from kooperacja.simulation.actions import simulate
from kooperacja.territory.models import Unit
from tests.simulation.test_simulate import gminas
from tests.snapshot import laid_out
from tools.environment import ROOT

A_FEW = 8
"""Queries that hang on whether there is any row of a kind at all."""
SMALL = 40_000
"""Compressed bytes of HTML, without JavaScript."""


@pytest.fixture
def register(db):
    return laid_out(gminas)


def costs_of(cases: int) -> dict[tuple[str, str], Cost]:
    with transaction.atomic():
        simulate(gminas=1, cases=cases, seed=1, light=False, now=timezone.now())
        costs = {
            (role.name, page): counted(role.name, page, role.session, steps)
            for role in roles()
            for page, steps in role.pages.items()
        }
        transaction.set_rollback(True)
    return costs


def test_no_page_asks_more_where_there_is_more_and_each_is_small(register):
    few, many = costs_of(40), costs_of(120)

    grown = {page for page, cost in many.items() if cost.queries > few[page].queries + A_FEW}
    large = {page for page, cost in many.items() if cost.compressed > SMALL}
    assert few.keys() == many.keys()
    assert not grown
    assert not large


def test_the_command_fills_serves_and_measures():
    command = [sys.executable, "-m", "bench.measure", "40", "--engines", "sqlite", "--requests", "1"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}

    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert {"restricted", "worker", "head", "intake"} <= set(re.findall(r"^\| (\w+) \(", ran.stdout, re.MULTILINE))


def test_a_line_of_the_table():
    cost = Cost("worker (40)", "home", 22, 13_000, 3_400, walls=[0.03, 0.02, 0.1], processor=[0.02, 0.03, 0.04])

    assert cost.row() == "| worker (40) | home | 30 | 30 | 100 | 22 | 13.0 | 3.4 |"


def test_processes_that_are_gone_took_no_time():
    assert processor_time([0]) == 0


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("1000", Country(1000, "full", 2)),
        ("100", Country(100, "full", 1)),
        ("1000000:light", Country(1_000_000, "light", REGISTER)),
        ("20000:light:1", Country(20_000, "light", 1)),
    ],
)
def test_what_stands_on_the_command_line(text, country):
    assert Country.parse(text) == country


@pytest.mark.parametrize("text", ["", "many", "1000:deep", "1000:full:1:2", "1000:full:x"])
def test_what_does_not_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - argparse asks for no other
        Country.parse(text)


@pytest.mark.parametrize(
    "answer",
    [Answer(302, "", "/konto/zaloguj/"), Answer(200, "<p>no page</p>"), Answer(500, ""), Answer(404, "<main></main>")],
)
def test_an_answer_that_is_not_the_page_is_no_measurement(answer):
    with pytest.raises(RuntimeError):
        Ask("/").check(answer)


def test_a_form_that_comes_back_says_why():
    with pytest.raises(RuntimeError, match="Choose one"):
        Ask("/", {}, 302).check(Answer(200, '<main><p class="govuk-error-message"><b>Choose</b> one</p></main>'))


def test_a_form_is_filled_in_as_a_browser_does():
    page = """<input name="outside" value="1"><main><form>
        <input type="hidden" name="csrfmiddlewaretoken" value="abc"><input name="day" value="1">
        <input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>
        <input type="checkbox" name="many" value="a" checked><input type="checkbox" name="many" value="b" checked>
        <select name="first"><option value="x">X</option><option value="y">Y</option></select>
        <select name="chosen"><option value="x">X</option><option value="y" selected>Y</option></select>
        <textarea name="text">
        A &amp; B</textarea><button name="do" value="send">Send</button></form></main>"""

    class Served:
        def ask(self, _ask):
            return Answer(200, page)

    assert filled(Served(), "/", day="2") == {
        "csrfmiddlewaretoken": ["abc"], "day": ["2"], "one": ["b"], "many": ["a", "b"],
        "first": ["x"], "chosen": ["y"], "text": ["A & B"],
    }  # fmt: skip


def test_a_page_without_a_form_can_not_be_sent():
    class Served:
        def ask(self, _ask):
            return Answer(200, "<main></main>")

    with pytest.raises(RuntimeError):
        filled(Served(), "/")


@pytest.mark.django_db
def test_the_invented_register_is_as_large_as_the_real_one(tmp_path):
    invented_register(tmp_path / "terc.csv")
    call_command("import_terc", str(tmp_path / "terc.csv"))

    assert Unit.objects.gminas().count() == REGISTER


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(("name", "is_set"), [("jit", "off"), ("geqo", "off"), ("join_collapse_limit", "20")])
def test_the_planner_looks_at_all_that_a_question_joins(name, is_set):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (is_set,)


@pytest.mark.django_db
def test_the_database_is_not_opened_anew_for_each_page(settings, tmp_path):
    embedded = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "one.sqlite3", "OPTIONS": {}}
    database = ConnectionHandler({"default": settings.DATABASES["default"] | embedded})["default"]
    database.ensure_connection()
    opened = database.connection

    database.close_if_unusable_or_obsolete()  # as the server does before and after each page

    assert database.connection is opened
    database.close()
