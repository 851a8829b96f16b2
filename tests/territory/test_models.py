"""Units as other rooms use them. Runs on both databases."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from kooperacja.kernel.teryt import GminaKind
from kooperacja.kernel.teryt import Level as PureLevel
from kooperacja.territory.models import Kind, Level, Succession, Unit, UnitPart, UnitVersion
from tests.world import make

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"


@pytest.fixture
def land():
    for name in ("base_2024.csv", "later_2025.csv"):
        call_command("import_terc", str(DATA / name), verbosity=0)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def codes(units) -> list[str]:
    return sorted(units.values_list("code", flat=True))


def test_the_words_cover_the_register():
    assert {level.value for level in Level} == {level.value for level in PureLevel}
    assert {kind.value for kind in Kind} == {kind.value for kind in GminaKind}


def test_narrowing(land):
    units = Unit.objects.in_voivodeship("99")

    assert codes(units.voivodeships()) == ["99"]
    assert codes(units.powiats()) == ["9901", "9902", "9961", "9965"]
    assert codes(units.gminas().ended()) == ["990201"]
    assert codes(units.gminas().current().within("9902")) == ["990202"]
    assert codes(units.gminas().on(date(2024, 6, 1)).within("9902")) == ["990201"]
    assert codes(units.gminas().on(date(2024, 12, 31)).within("9902")) == ["990201"]
    assert codes(units.gminas().on(date(2025, 1, 1)).within("9902")) == ["990202"]
    assert codes(units.on(date(2023, 12, 31))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dabrowka lec", ["990104"]),
        ("DĄBRÓWKA", ["990104"]),
        ("stołeczno", ["9965", "996501"]),
        ("podzamcze", ["996101"]),  # a delegation stands for its city
        ("zarzecze", []),  # one that ended isn't offered
        ("nowe", ["990103", "996501"]),
        ("9901", ["9901", "990101", "990102", "990103", "990104", "990105"]),
        ("9901013", ["990101"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_search(land, text, found):
    assert codes(Unit.objects.in_voivodeship("99").search(text)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("99", "99"),
        ("9901", "9901"),
        ("990101", "990101"),
        ("9901012", "990101"),  # its kind of before
        ("9901013", "990101"),
        ("9901044", "990104"),  # a town that was a part
        ("9965028", "996501"),  # a district stands for its city
        ("9965092", None),
        ("9961021", None),
        ("997777", None),
        ("Góra", None),
        ("", None),
    ],
)
def test_finding_by_code(land, code, found):
    unit_found = Unit.objects.find(code)

    assert (unit_found.code if unit_found else None) == found


@pytest.mark.parametrize(
    ("code", "polish", "english"),
    [
        ("99", "województwo zmyślone", "zmyślone voivodeship"),
        ("9901", "powiat lipiański", "lipiański powiat"),
        ("9961", "miasto Grodzisko", "city of Grodzisko"),
        ("9965", "miasto Stołeczno", "city of Stołeczno"),
        ("996101", "miasto Grodzisko", "city of Grodzisko"),
        ("990101", "gmina Wierzbowa Góra", "Wierzbowa Góra gmina"),
    ],
)
def test_full_names(land, code, polish, english):
    with translation.override("pl"):
        assert unit(code).full_name == polish
    with translation.override("en"):
        assert unit(code).full_name == english


def test_a_place_tells_what_is_around_it(land):
    with translation.override("pl"):
        assert unit("990101").place == "gmina Wierzbowa Góra, powiat lipiański"
        assert unit("99").place == "województwo zmyślone"
    assert unit("990101").full_code == "9901013"
    assert unit("9901").full_code == "9901"


def test_names_on_a_day(land):
    renamed, ended = unit("990102"), unit("990201")

    assert renamed.current_name == str(renamed) == "Stary Brzeg nad Lipą"
    assert renamed.name_on(date(2024, 12, 31)) == "Stary Brzeg"
    assert renamed.name_on(date(2025, 1, 1)) == "Stary Brzeg nad Lipą"
    assert renamed.name_on(date(1999, 1, 1)) == "Stary Brzeg"
    assert ended.name_on(date(2026, 1, 1)) == "Jodłowa Wola"
    assert ended.version_on(date(2026, 1, 1)) is None
    assert (renamed.is_current, ended.is_current) == (True, False)


def test_a_unit_without_versions_has_its_name(world):
    assert world.gmina.name_on(date(2026, 1, 1)) == "Wierzbowa Góra"
    assert world.gmina.folded == "wierzbowa gora"


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Unit, {"level": "powiat", "code": "9903", "name": "x"}),
        (Unit, {"level": "powiat", "code": "9903", "name": "x", "kind": "2", "parent": "99"}),
        (Unit, {"level": "voivodeship", "code": "97", "name": "x", "parent": "99"}),
        (Unit, {"level": "gmina", "code": "990177", "name": "x", "kind": "4", "parent": "9901"}),
        (Unit, {"level": "gmina", "code": "990101", "name": "x", "parent": "9901"}),
        (UnitVersion, {"unit": "990101", "name": "x", "starts_on": date(2026, 1, 1)}),
        (UnitVersion, {"unit": "990201", "name": "x", "starts_on": date(2024, 1, 1), "ends_on": date(2024, 2, 1)}),
        (UnitVersion, {"unit": "990201", "name": "x", "starts_on": date(2026, 1, 1), "ends_on": date(2025, 1, 1)}),
        (UnitVersion, {"unit": "990201", "name": "x", "kind": "8", "starts_on": date(2026, 1, 1)}),
        (UnitPart, {"unit": "990101", "code": "9901014", "name": "x", "kind": "4", "starts_on": date(2026, 1, 1)}),
        (UnitPart, {"unit": "990101", "code": "9901013", "name": "x", "kind": "3", "starts_on": date(2026, 1, 1)}),
        (Succession, {"old": "990201", "new": "990201", "on": date(2025, 1, 1)}),
    ],
)
def test_the_database_refuses_what_cannot_be(land, model, fields):
    linked = {
        name: unit(value) if name in {"parent", "unit", "old", "new"} else value for name, value in fields.items()
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        make(model, **linked)
