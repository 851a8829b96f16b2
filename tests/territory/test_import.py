"""Importing files, as the person who runs the installation does it. Runs on both databases."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import translation

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import NotRecorded, recording
from kooperacja.territory.actions import importing
from kooperacja.territory.models import Succession, TerritoryImport, Unit, UnitPart, UnitVersion
from tests.world import Made

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
BASE, LATER, EARLIER = DATA / "base_2024.csv", DATA / "later_2025.csv", DATA / "earlier_2020.csv"
DEMO = Path(__file__).parent.parent.parent / "src" / "kooperacja" / "demo" / "data"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def imports(capsys):
    def run(path: Path, *arguments: str) -> str:
        call_command("import_terc", str(path), *arguments)
        return capsys.readouterr().out

    return run


def changed(source: Path, folder: Path, old: str, new: str, *, day: str = "") -> Path:
    text = source.read_text("utf-8")
    assert re.search(old, text)
    text = re.sub(old, new, text)
    target = folder / "changed.csv"
    target.write_text(re.sub(r"20\d\d-01-01", day, text) if day else text, "utf-8")
    return target


def everything():
    """Every row of the register, as numbers and texts."""
    return [list(model.objects.order_by("pk").values()) for model in (Unit, UnitVersion, UnitPart, Succession)]


def versions(code: str):
    rows = UnitVersion.objects.filter(unit__code=code).order_by("starts_on")
    return [(row.name, row.kind, row.starts_on.year, row.ends_on and row.ends_on.isoformat()) for row in rows]


def test_the_first_import_makes_the_land(imports):
    said = imports(BASE)

    assert "State on Jan. 1, 2024. Voivodeships: 2; powiats: 5; gminas: 8; parts of gminas: 6." in said
    assert "In the register since its first file: 15" in said
    gmina = Unit.objects.get(code="990101")
    assert (gmina.name, gmina.kind, gmina.name_addition, gmina.ends_on) == (
        "Wierzbowa Góra",
        "2",
        "gmina wiejska",
        None,
    )
    assert gmina.folded == "wierzbowa gora"
    assert gmina.parent.code == "9901"
    assert gmina.parent.parent.name == "zmyślone"
    assert gmina.parent.parent.parent is None
    assert versions("990101") == [("Wierzbowa Góra", "2", 2024, None)]


def test_parts_are_no_gminas(imports):
    imports(BASE)

    assert set(Unit.objects.gminas().values_list("code", flat=True)) == {
        *("980101", "990101", "990102", "990103", "990104", "990201", "996101", "996501"),
    }
    assert set(UnitPart.objects.values_list("code", "kind", "unit__code")) == {
        ("9901044", "4", "990104"),
        ("9901045", "5", "990104"),
        ("9961029", "9", "996101"),
        ("9961039", "9", "996101"),
        ("9965028", "8", "996501"),
        ("9965038", "8", "996501"),
    }


def test_one_event_with_counts_tells_of_the_import(imports):
    imports(BASE)

    event = Event.objects.get()
    assert event.name == "territory.register_imported"
    assert event.subject_id == TerritoryImport.objects.get().public_id
    counts = {change["count"]: change["rows"] for change in event.changes if "count" in change}
    assert counts == {
        "territory.Unit created": 15,
        "territory.UnitVersion created": 15,
        "territory.UnitPart created": 6,
        "territory.Unit first_seen": 15,
    }


def test_an_import_keeps_what_was_read(imports):
    imports(BASE)

    kept = TerritoryImport.objects.get()
    assert (kept.as_of, kept.voivodeships, kept.voivodeships_with_parts) == (date(2024, 1, 1), ["98", "99"], ["99"])
    assert kept.counts == {"first_seen": 15}
    assert len(kept.sha256) == 64


def test_importing_twice_changes_nothing(imports):
    imports(BASE)
    before = everything()

    said = imports(BASE)
    assert "All of this is known already; nothing was changed." in said
    assert everything() == before
    assert Event.objects.count() == TerritoryImport.objects.count() == 1


def test_the_same_content_with_other_ends_of_lines_changes_nothing(imports, tmp_path):
    imports(BASE)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(b"\xef\xbb\xbf" + BASE.read_bytes().replace(b"\n", b"\r\n"))

    assert "nothing was changed" in imports(copy)
    assert TerritoryImport.objects.count() == 1


def test_a_later_file_without_changes_is_remembered_all_the_same(imports, tmp_path):
    imports(BASE)

    said = imports(changed(BASE, tmp_path, "2024-01-01", "2024-06-01"))
    assert "nothing was changed" not in said
    assert TerritoryImport.objects.count() == 2
    assert versions("990101") == [("Wierzbowa Góra", "2", 2024, None)]


def test_a_changed_kind_or_name_keeps_its_history_and_the_unit_itself(imports):
    imports(BASE)
    ids = dict(Unit.objects.values_list("code", "pk"))

    said = imports(LATER)
    assert {code: pk for code, pk in Unit.objects.values_list("code", "pk") if code in ids} == ids
    assert versions("990101") == [("Wierzbowa Góra", "2", 2024, "2024-12-31"), ("Wierzbowa Góra", "3", 2025, None)]
    assert versions("990102") == [("Stary Brzeg", "2", 2024, "2024-12-31"), ("Stary Brzeg nad Lipą", "2", 2025, None)]
    assert Unit.objects.get(code="990101").kind == "3"
    assert Unit.objects.get(code="990102").folded == "stary brzeg nad lipa"
    assert "990102  Stary Brzeg → Stary Brzeg nad Lipą" in said
    assert "990101  Wierzbowa Góra: gmina wiejska → gmina miejsko-wiejska" in said


def test_a_unit_that_ended_stays_with_its_last_day(imports):
    imports(BASE)

    said = imports(LATER)
    ended = Unit.objects.get(code="990201")
    assert ended.ends_on == date(2024, 12, 31)
    assert versions("990201") == [("Jodłowa Wola", "2", 2024, "2024-12-31")]
    assert "990201 Jodłowa Wola → 990105 Jodłowa Wola" in said
    assert "--succeeds 990201=990105" in said


def test_a_file_leaves_other_voivodeships_alone(imports):
    imports(BASE)
    imports(LATER)

    neighbour = Unit.objects.get(code="980101")
    assert neighbour.ends_on is None
    assert neighbour.version == 1
    assert versions("980101") == [("Sąsiadki", "2", 2024, None)]


def test_an_older_file_is_refused_and_fitted_in_with_history(imports):
    imports(BASE)
    imports(LATER)
    before = everything()

    with pytest.raises(CommandError, match=r"99 a newer file, of 2025-01-01.*\n.*--history"):
        imports(EARLIER)
    assert everything() == before

    imports(EARLIER, "--history")
    assert versions("990102") == [
        ("Brzeg", "2", 2020, "2023-12-31"),
        ("Stary Brzeg", "2", 2024, "2024-12-31"),
        ("Stary Brzeg nad Lipą", "2", 2025, None),
    ]
    assert versions("990104") == [("Dąbrówka Łęczna", "3", 2020, "2024-12-31"), ("Dąbrówka Łęczna", "2", 2025, None)]
    assert versions("990209") == [("Zanikła", "2", 2020, "2023-12-31")]
    gone = Unit.objects.get(code="990209")
    assert (gone.name, gone.ends_on) == ("Zanikła", date(2023, 12, 31))
    assert Unit.objects.get(code="990102").name == "Stary Brzeg nad Lipą"


def test_the_order_of_the_files_makes_no_difference(imports):
    imports(LATER)
    imports(EARLIER, "--history")
    imports(BASE, "--history")
    backwards = [versions(code) for code in sorted(Unit.objects.values_list("code", flat=True))]

    with recording(Made.FOR_TEST, actor=SYSTEM):
        for model in (UnitPart, UnitVersion, TerritoryImport):
            model.objects.all().delete()
        for level in (Unit.objects.gminas(), Unit.objects.powiats(), Unit.objects.voivodeships()):
            level.delete()
    for path in (EARLIER, BASE, LATER):
        imports(path)
    assert [versions(code) for code in sorted(Unit.objects.values_list("code", flat=True))] == backwards


def test_history_in_between_tells_how_much_was_held_otherwise(imports, tmp_path):
    imports(BASE)
    imports(LATER)

    said = imports(changed(LATER, tmp_path, "2025-01-01", "2024-07-01"), "--history")
    assert "11 changes that the register held turn out to be of another day" in said
    assert versions("990102")[1] == ("Stary Brzeg nad Lipą", "2", 2024, None)


def test_successors_are_joined_and_no_longer_listed(imports):
    imports(BASE)
    imports(LATER)

    said = imports(LATER, "--succeeds", "9902012=9901052")
    assert "990105 follows 990201." in said
    assert "nobody has said what follows" not in said
    succession = Succession.objects.get()
    assert (succession.old.code, succession.new.code, succession.on) == ("990201", "990105", date(2025, 1, 1))
    assert Event.objects.order_by("-pk").first().name == "territory.units_joined"

    imports(LATER, "--succeeds", "990201=990105")
    assert Succession.objects.count() == 1


def test_successors_can_be_joined_in_the_import_itself(imports):
    imports(BASE)

    imports(LATER, "--succeeds", "990201=990105", "--succeeds", "990201=990202")
    assert set(Succession.objects.values_list("new__code", flat=True)) == {"990105", "990202"}


@pytest.mark.parametrize("succeeds", ["990102=990105", "990201", "990201=9902"])
def test_a_wrong_succession_undoes_the_whole_import(imports, succeeds):
    imports(BASE)
    before = everything()

    with pytest.raises(CommandError, match=f"Nothing was imported. {succeeds}: "):
        imports(LATER, "--succeeds", succeeds)
    assert everything() == before


def test_a_unit_that_ended_without_a_like_one_is_listed_too(imports, tmp_path):
    imports(BASE)

    said = imports(changed(BASE, tmp_path, r"99;02;01;2;.*\n", "", day="2025-01-01"))
    assert "990201 Jodłowa Wola → none found" in said
    assert "To join them" not in said


def test_a_trial_writes_nothing(imports):
    said = imports(BASE, "--dry-run")

    assert "This was a trial: nothing was written." in said
    assert everything() == [[], [], [], []]
    assert not Event.objects.exists()


def test_a_bad_row_is_named_and_nothing_is_half_imported(imports, tmp_path):
    imports(BASE)
    before = everything()
    bad = changed(LATER, tmp_path, "99;65;03;8;", "99;65;03;7;")

    with pytest.raises(CommandError, match=r"line 19, column RODZ: the kind of a gmina is .* here it is “7”"):
        imports(bad)
    assert everything() == before


def test_a_failure_while_writing_undoes_everything(imports, monkeypatch):
    imports(BASE)
    before = everything()

    def fails(*arguments, **named):
        importing_write(*arguments, **named)
        raise IntegrityError

    importing_write = importing.write
    monkeypatch.setattr(importing, "write", fails)
    with pytest.raises(CommandError, match="another import is running"):
        imports(LATER)
    assert everything() == before
    assert Event.objects.count() == 1


def test_a_corrected_file_of_the_same_day_replaces_the_first(imports, tmp_path):
    imports(BASE)
    corrected = changed(BASE, tmp_path, "99;01;02;2;Stary Brzeg;gmina wiejska;2024-01-01\n", "")

    said = imports(corrected)
    assert "1 change" not in said  # that it was in the first file was no change
    mistaken = Unit.objects.get(code="990102")
    assert (mistaken.name, mistaken.ends_on) == ("Stary Brzeg", date(2023, 12, 31))
    assert versions("990102") == []
    imports(BASE)
    assert Unit.objects.get(code="990102").ends_on is None


def test_a_file_cut_short_is_refused_unless_it_is_meant(imports, tmp_path):
    many = tmp_path / "many.csv"
    head = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n99;;;;Z;województwo;{day}\n99;01;;;l;powiat;{day}\n"
    rows = "".join(f"99;01;{number:02};2;Gmina {number};gmina wiejska;{{day}}\n" for number in range(1, 60))
    many.write_text((head + rows).format(day="2024-01-01"), "utf-8")
    imports(many)
    few = tmp_path / "few.csv"
    few.write_text((head + rows[: len(rows) // 2].rpartition("\n")[0] + "\n").format(day="2025-01-01"), "utf-8")

    with pytest.raises(CommandError, match=r"of 59 gminas are missing in the file\n.*--many-ended"):
        imports(few)
    said = imports(few, "--many-ended")
    assert Unit.objects.gminas().ended().count() > 20
    assert "…" not in said


def test_long_lists_are_cut_unless_asked_for(imports, tmp_path):
    imports(BASE)
    rows = "".join(f"98;01;{number:02};2;Gmina {number};gmina wiejska;2025-01-01\n" for number in range(2, 90))
    many = tmp_path / "many.csv"
    many.write_text(
        "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n98;;;;SĄSIEDZKIE;województwo;2025-01-01\n"
        "98;01;;;brzegowy;powiat;2025-01-01\n98;01;01;2;Sąsiadki;gmina wiejska;2025-01-01\n" + rows,
        "utf-8",
    )

    assert "…" in imports(many, "--dry-run")
    assert imports(many, "--dry-run", "--verbosity", "2").count("Gmina ") == 88


def test_units_that_were_made_before_any_import_are_taken_over(imports, world):
    pk = world.gmina.pk

    imports(BASE)
    gmina = Unit.objects.get(code="990101")
    assert gmina.pk == pk
    assert versions("990101") == [("Wierzbowa Góra", "2", 2024, None)]


@pytest.mark.parametrize("name", ["no-such-file.csv", "."])
def test_a_file_that_cannot_be_read_is_named(imports, tmp_path, name):
    with pytest.raises(CommandError, match=r"The file .* can't be read: "):
        imports(tmp_path / name)


def test_a_file_that_is_something_else_is_refused_in_plain_words(imports, tmp_path):
    garbage = tmp_path / "garbage.csv"
    garbage.write_bytes(b"\x00\xff" * 5_000_000)

    with pytest.raises(CommandError, match=r"Nothing was imported\.\nthe file is larger than 5 MB"):
        imports(garbage)


def test_progress_is_shown_when_asked_for(capsys):
    call_command("import_terc", str(BASE), "--progress")

    assert capsys.readouterr().err == "\r  0 %\r 20 %\r 40 %\r 60 %\r 80 %\r100 %\n"


def test_no_progress_when_nobody_watches_and_no_word_when_nobody_listens(capsys):
    call_command("import_terc", str(BASE), verbosity=0)

    assert capsys.readouterr() == ("", "")


def test_the_files_of_the_demo_show_how_the_pilot_gminas_changed(imports):
    for path in sorted(DEMO.glob("*.csv")):
        imports(path)

    assert Unit.objects.voivodeships().count() == 6
    assert versions("260209") == [("Wodzisław", "2", 2018, "2020-12-31"), ("Wodzisław", "3", 2021, None)]
    assert versions("260905") == [("Łoniów", "2", 2018, None)]
    assert set(Unit.objects.in_voivodeship("99").gminas().values_list("name", flat=True)) == {
        "Wierzbowa Góra",
        "Stary Brzeg",
    }
    named = ["Oksa", "Wodzisław", "Bieliny", "Łopuszno", "Łoniów", "Bogoria", "Sadowie", "Tarłów", "Mirzec"]
    then = Unit.objects.on(date(2019, 5, 1)).in_voivodeship("26").gminas()
    assert {unit.name_on(date(2019, 5, 1)) for unit in then} == set(named)
    assert {unit.version_on(date(2019, 5, 1)).kind for unit in then} == {"2"}


def test_nothing_is_written_outside_a_recording():
    with pytest.raises(NotRecorded):
        UnitVersion.objects.bulk_create([])
