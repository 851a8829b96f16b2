"""The scale is data: the first edition, and how a programme replaces it."""

import dataclasses
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from kooperacja.access.actor import SYSTEM
from kooperacja.diagnosis.actions.assessments import edition_today
from kooperacja.diagnosis.actions.scale import ensure_scale, enter_edition
from kooperacja.diagnosis.models import ScaleEdition
from kooperacja.diagnosis.scale import FIRST

pytestmark = pytest.mark.django_db

NEXT = dataclasses.replace(FIRST, code="programu-2", starts_on=date(2027, 1, 1), areas=FIRST.areas[:2])


def test_the_first_edition_is_entered_once():
    assert ensure_scale(actor=SYSTEM)
    assert not ensure_scale(actor=SYSTEM)

    edition = ScaleEdition.objects.get()
    assert [area.code for area in edition.areas_in_order()] == [f"d{number}" for number in range(1, 14)]
    assert [step.value for step in edition.steps_in_order()] == [1, 2, 3, 4, 5]


def test_every_word_stands_in_both_languages():
    ensure_scale(actor=SYSTEM)
    edition = ScaleEdition.objects.get()
    worded = [edition, *edition.areas.all(), *edition.steps.all()]

    for language, field in (("pl", "name"), ("en", "name_en")):
        with override(language):
            assert [one.label for one in worded] == [getattr(one, field) for one in worded]
    with override("en"):
        assert edition.areas.get(code="d1").explanation.startswith("A roof")
    assert all(area.hint and area.hint_en for area in edition.areas.all())


def test_another_edition_follows_and_the_old_one_stays():
    ensure_scale(actor=SYSTEM)

    enter_edition(NEXT, actor=SYSTEM)

    assert edition_today(today=date(2026, 12, 31)).code == FIRST.code
    assert edition_today(today=date(2027, 1, 1)).code == NEXT.code
    assert ScaleEdition.objects.get(code=FIRST.code).ends_on == date(2026, 12, 31)
    assert ScaleEdition.objects.get(code=FIRST.code).areas.count() == 13


def test_before_the_first_edition_there_is_none():
    ensure_scale(actor=SYSTEM)

    assert edition_today(today=FIRST.starts_on - timedelta(days=1)) is None


AREA = FIRST.areas[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": FIRST.code},
        {"areas": []},
        {"steps": [("jeden", "one")]},
        {"areas": [AREA, AREA]},
        {"areas": [dataclasses.replace(AREA, code="z odstępem")]},
        {"areas": [dataclasses.replace(AREA, name="x" * 10_000_000)]},
        {"areas": [dataclasses.replace(AREA, name="")]},
        {"starts_on": FIRST.starts_on},
        {"starts_on": FIRST.starts_on - timedelta(days=1)},
    ],
)
def test_an_edition_that_is_no_scale_is_not_entered(wrong):
    ensure_scale(actor=SYSTEM)

    with pytest.raises(ValueError, match="edition"):
        enter_edition(dataclasses.replace(NEXT, **wrong), actor=SYSTEM)
    assert ScaleEdition.objects.count() == 1


def test_the_command_enters_ours_or_a_file(tmp_path, capsys):
    file = tmp_path / "skala.json"
    data = dataclasses.asdict(NEXT) | {"starts_on": NEXT.starts_on.isoformat()}
    file.write_text(json.dumps(data), encoding="utf-8")

    call_command("load_scale")
    call_command("load_scale")
    call_command("load_scale", str(file))

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["Skala", "Skala", "Wpisano:"]
    assert ScaleEdition.objects.get(code="programu-2").steps.count() == 5


@pytest.mark.parametrize("text", ["{}", "no json", "[]"])
def test_a_wrong_file_is_refused_in_words(text, tmp_path):
    file = tmp_path / "skala.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("load_scale", str(file))
    with pytest.raises(CommandError):
        call_command("load_scale", str(tmp_path / "nie ma"))


def test_today_s_edition_is_written_down_changed_and_entered(tmp_path, capsys):
    for edition in (None, FIRST):
        if edition:
            enter_edition(edition, actor=SYSTEM)
        call_command("load_scale", "--print")
        data = json.loads(capsys.readouterr().out)
        assert (data["code"], len(data["areas"]), len(data["steps"])) == (FIRST.code, 13, 5)

    data |= {"code": "programu-3", "starts_on": "2028-02-29"}
    data["areas"][0]["name"] = "Dach nad głową 😀"
    file = tmp_path / "skala.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    call_command("load_scale", str(file))

    assert ScaleEdition.objects.get(code="programu-3").areas.get(position=1).name == "Dach nad głową 😀"
    assert ScaleEdition.objects.get(code=FIRST.code).ends_on == date(2028, 2, 28)
