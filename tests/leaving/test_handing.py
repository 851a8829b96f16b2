"""All data of an institution in one folder, and no word of others."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import Error

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event, Read
from kooperacja.audit.recording import recording
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import ConcernState
from kooperacja.leaving.actions import handing
from kooperacja.leaving.actions.finding import NotFound, find_institution
from kooperacja.leaving.actions.handing import FolderTaken, hand_over_data
from kooperacja.leaving.models import HandOver
from kooperacja.leaving.sheets import write_sheet
from tests.world import Made, make

from .tools import OF_OTHERS

pytestmark = pytest.mark.django_db
ADDRESSED_TO_IT = {name for name in OF_OTHERS if name.startswith(("concern_", "consultation_"))} | {"linked_facts"}
ADDRESSED_TO_IT -= {"concern_draft"}


def hand_over(world, institution, tmp_path):
    order = {"order": "SO.1.2026", "asked_by": "Helena Kierowska"}
    return hand_over_data(institution, tmp_path / "dane", now=world.now, **order)


def words_in(folder):
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()).decode(
        errors="replace"
    )


def found(world, folder):
    text = words_in(folder)
    return {name for name, word in world.canaries.items() if word in text}


def table(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def test_a_centre_gets_all_that_is_its_and_no_word_that_others_wrote_for_themselves(world, tmp_path):
    hand_over(world, world.ops, tmp_path)

    assert found(world, tmp_path) == set(world.canaries) - (OF_OTHERS - ADDRESSED_TO_IT) - {"saved_list"}


def test_a_locked_concern_is_among_them(world, tmp_path):
    locked = make(
        Concern,
        number="Z/9/2026/990101",
        centre=world.ops,
        urgency="amber",
        door="account",
        unit=world.gmina,
        state=ConcernState.NOT_CONFIRMED,
        sent_at=world.now,
        received_at=world.now,
        due_at=world.now,
        ended_at=world.now,
        locked_on=world.now.date(),
        facts="Zamknięte słowo",
    )
    hand_over(world, world.ops, tmp_path)

    facts = {row["number"]: row["facts"] for row in table(tmp_path / "dane/zgloszenia.csv")}
    assert facts[locked.number] == "Zamknięte słowo"


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("school", {"contribution", "tried", "consultation_advice"}),
        (
            "police",
            {name for name in OF_OTHERS if name.startswith("concern_")} - {"concern_draft"} | {"linked_facts"},
        ),
        ("other_ops", {"forwarded_facts", "consultation_other_advice"}),
        ("pcpr", set()),
    ],
)
def test_a_partner_gets_what_it_wrote_and_nothing_of_the_family(world, tmp_path, who, words):
    hand_over(world, getattr(world, who), tmp_path)

    assert found(world, tmp_path) == words


def test_who_gave_advice_without_a_name_doesnt_learn_of_which_case(world, tmp_path):
    hand_over(world, world.other_ops, tmp_path)

    text = words_in(tmp_path)
    assert world.case.number not in text
    assert str(world.case.public_id) not in text


def test_what_an_action_was_answered_is_the_partners_part(world, tmp_path):
    world.action.answer = "Damy radę w środę"
    with_answer = "Damy radę w środę"
    make_saved(world.action)
    hand_over(world, world.school, tmp_path)

    (row,) = table(tmp_path / "dane/dzialania_u_innych.csv")
    assert row["answer"] == with_answer
    assert "text" not in row


def make_saved(row):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row.save()


def test_it_is_recorded_as_an_event_and_as_a_read(world, tmp_path):
    done, sheets = hand_over(world, world.ops, tmp_path)

    event = Event.objects.get(name="leaving.handed_over")
    said = event.changes[0]["fields"]
    assert (said["order"], said["asked_by"]) == ([None, "SO.1.2026"], [None, "Helena Kierowska"])
    read = Read.objects.get(page="leaving:hand_over_data")
    assert read.institution_id == world.ops.pk
    assert str(world.person.public_id) in read.rows["persons.Person"]
    assert done.counts == {sheet.name: sheet.count for sheet in sheets}
    assert done.counts["sprawy"] == 1


def test_without_its_record_nothing_is_handed_over(world, tmp_path, monkeypatch):
    def fails(*args, **kwargs):
        raise Error

    monkeypatch.setattr(handing, "record_read", fails)

    with pytest.raises(Error):
        hand_over(world, world.ops, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not HandOver.objects.exists()


def test_nothing_is_written_over(world, tmp_path):
    (tmp_path / "dane").mkdir()
    (tmp_path / "dane/cudze.txt").write_text("x")

    with pytest.raises(FolderTaken):
        hand_over(world, world.ops, tmp_path)
    (tmp_path / "dane").rename(tmp_path / "dane.niepelne")
    with pytest.raises(FolderTaken):
        hand_over(world, world.ops, tmp_path)
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["cudze.txt"]


def test_the_readme_explains_each_file_and_column_in_polish(world, tmp_path):
    _done, sheets = hand_over(world, world.ops, tmp_path)

    text = (tmp_path / "dane/README.txt").read_text(encoding="utf-8-sig")
    for sheet in sheets:
        assert f"{sheet.name}.csv" in text
        assert (tmp_path / f"dane/{sheet.name}.csv").exists()
    assert "Czego tu nie ma" in text


def test_each_case_has_a_page_that_stands_alone(world, tmp_path):
    hand_over(world, world.ops, tmp_path)

    page = (tmp_path / "dane/sprawy/s-7-2026-990101.html").read_text(encoding="utf-8")
    assert "Notatka do akt" in page
    for name in ("note", "goal", "lead_action", "review", "score_note", "crisis"):
        assert world.word(name) in page
    assert "KanarekContribution" not in page
    assert (tmp_path / "dane/sprawy/wyglad.css").exists()
    assert len(list((tmp_path / "dane/skany").iterdir())) == 1


def test_no_cell_is_a_formula_nor_begins_one_where_commas_part_cells(tmp_path):
    formulas = ["=1+1", "+48 600", "-1", "@SUM", "＝1", "  =1", "\u200b=1"]
    write_sheet(tmp_path / "x.csv", ["a"], [[*formulas, "a,=1"]])

    written = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines()[1] == ";".join([*(f'"\'{cell}"' for cell in formulas), '"a,=1"'])


def test_an_institution_is_found_by_name_or_number(world):
    assert find_institution("gops wierzbowa góra") == world.ops
    assert find_institution(str(world.ops.public_id)) == world.ops
    with pytest.raises(NotFound):
        find_institution("Nie ma takiej")


def test_the_command_hands_over_and_counts(world, tmp_path):
    out = StringIO()
    order = {"order": "SO.1", "asked_by": "Helena"}
    call_command("hand_over_data", "GOPS Wierzbowa Góra", to=tmp_path / "dane", stdout=out, **order)

    assert "sprawy.csv" in out.getvalue()
    for name, folder, by in (("Nikt", "inne", "Helena"), ("GOPS Wierzbowa Góra", "dane", "Helena"), ("x", "y", " ")):
        with pytest.raises(CommandError):
            call_command("hand_over_data", name, to=tmp_path / folder, order="SO.1", asked_by=by)
