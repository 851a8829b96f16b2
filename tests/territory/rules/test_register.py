"""Fitting files into the register. The files under `data/` are invented; 99 is no voivodeship."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from django.utils import translation

from kooperacja.kernel.teryt import GminaKind
from kooperacja.territory.rules.register import (
    Ended,
    Heir,
    Observation,
    Older,
    Register,
    cut_short,
    newer_files,
    plan,
)
from kooperacja.territory.rules.succession import (
    Joined,
    Refusal,
    SuccessionError,
    parse_succession,
    refusals,
    succession,
)
from kooperacja.territory.rules.terc import TercFile, read_terc
from kooperacja.territory.rules.timeline import UnitState, Version, What, state_on

DATA = Path(__file__).parent.parent / "data"
RURAL = "gmina wiejska"


def load(name: str) -> TercFile:
    return read_terc((DATA / name).read_bytes(), today=date(2026, 1, 12))


EARLIER, BASE, LATER = load("earlier_2020.csv"), load("base_2024.csv"), load("later_2025.csv")


def after(*files: TercFile) -> Register:
    register = Register()
    for file in files:
        result = plan(register, file)
        register = Register(
            {code: line for code, line in {**register.units, **result.units}.items() if line},
            {code: line for code, line in {**register.parts, **result.parts}.items() if line},
            (*register.observations, Observation(file.on, file.voivodeships, file.voivodeships_with_parts)),
        )
    return register


def news(result):
    return [(change.code, change.what) for change in result.learned if change.what is not What.FIRST_SEEN]


def file_of(on: date, gminas: dict[str, str], *, voivodeship: str = "99") -> TercFile:
    units = {voivodeship: UnitState("zmyślone", "województwo"), f"{voivodeship}01": UnitState("lipiański", "powiat")}
    return TercFile(on, units | {code: UnitState(name, RURAL, GminaKind.RURAL) for code, name in gminas.items()}, {})


def test_the_first_file_begins_everything():
    result = plan(Register(), BASE)

    assert set(result.units) == set(BASE.units)
    assert set(result.parts) == set(BASE.parts)
    assert result.count(What.FIRST_SEEN) == len(BASE.units)
    assert news(result) == []
    assert not result.is_empty


def test_the_same_file_again_changes_nothing():
    result = plan(after(BASE), BASE)

    assert result.is_empty
    assert (result.learned, result.learned_of_parts, result.withdrawn) == ((), (), 0)


def test_a_later_file_keeps_what_was_and_says_what_happened():
    result = plan(after(BASE), LATER)

    assert news(result) == [
        ("990101", What.KIND_CHANGED),
        ("990102", What.RENAMED),
        ("990104", What.KIND_CHANGED),
        ("990105", What.NEW),
        ("990201", What.ENDED),
        ("990202", What.NEW),
    ]
    assert result.units["990102"] == (
        Version(UnitState("Stary Brzeg", RURAL, GminaKind.RURAL), date(2024, 1, 1), date(2025, 1, 1)),
        Version(UnitState("Stary Brzeg nad Lipą", RURAL, GminaKind.RURAL), date(2025, 1, 1)),
    )
    assert result.withdrawn == 0


def test_a_file_speaks_only_for_its_voivodeships():
    result = plan(after(BASE), LATER)

    assert not [code for code in result.units if code.startswith("98")]


def test_parts_come_and_go_with_their_gmina_and_city():
    result = plan(after(BASE), LATER)

    assert [(change.code, change.what) for change in result.learned_of_parts] == [
        ("9901014", What.NEW),
        ("9901015", What.NEW),
        ("9901044", What.ENDED),
        ("9901045", What.ENDED),
        ("9961039", What.ENDED),
    ]


def test_a_file_made_without_parts_does_not_end_them():
    without = TercFile(date(2025, 6, 1), LATER.units, {})

    assert plan(after(BASE, LATER), without).is_empty


def test_a_town_ends_with_its_urban_rural_gmina_even_if_the_file_has_no_parts():
    without = TercFile(LATER.on, LATER.units, {})

    ended = {code for code, line in plan(after(BASE), without).parts.items() if line[-1].until == LATER.on}
    assert ended == {"9901044", "9901045"}


def test_a_district_ends_with_its_city():
    units = {code: state for code, state in BASE.units.items() if not code.startswith("9965")}

    result = plan(after(BASE), TercFile(LATER.on, units, {}))
    assert set(result.parts) == {"9965028", "9965038"}


def test_an_older_file_is_noticed_for_the_voivodeships_that_it_speaks_of():
    register = after(LATER)

    assert newer_files(register, BASE) == [Older("99", date(2025, 1, 1))]
    assert newer_files(register, LATER) == []
    assert newer_files(register, file_of(date(2020, 1, 1), {}, voivodeship="98")) == []


def test_history_fits_in_by_date():
    result = plan(after(BASE, LATER), EARLIER)

    assert result.units["990102"] == (
        Version(UnitState("Brzeg", RURAL, GminaKind.RURAL), date(2020, 1, 1), date(2024, 1, 1)),
        Version(UnitState("Stary Brzeg", RURAL, GminaKind.RURAL), date(2024, 1, 1), date(2025, 1, 1)),
        Version(UnitState("Stary Brzeg nad Lipą", RURAL, GminaKind.RURAL), date(2025, 1, 1)),
    )
    assert result.units["990201"][0].since == date(2020, 1, 1)
    assert result.units["990209"] == (
        Version(UnitState("Zanikła", RURAL, GminaKind.RURAL), date(2020, 1, 1), date(2024, 1, 1)),
    )
    assert news(result) == [
        ("990102", What.RENAMED),
        ("990103", What.NEW),  # it isn't in the older file, so it began since
        ("990209", What.ENDED),
    ]
    assert result.parts == {}  # the older file has no parts
    assert result.withdrawn == 0


def test_a_file_in_between_corrects_when_things_happened():
    between = TercFile(date(2024, 7, 1), LATER.units, {})

    result = plan(after(BASE, LATER), between)
    assert result.units["990102"][0].until == date(2024, 7, 1)
    assert result.withdrawn == 6 + 2  # the changes of six units, and the end of a town and its rural area


@pytest.mark.parametrize("order", list(permutations([EARLIER, BASE, LATER])))
def test_the_order_in_which_files_come_makes_no_difference(order):
    expected, register = after(EARLIER, BASE, LATER), after(*order)

    assert register.units == expected.units
    assert register.parts == expected.parts


def test_a_corrected_file_of_the_same_day_replaces_the_first():
    wrong = file_of(date(2024, 1, 1), {"990101": "Gora", "990102": "Brzeg"})
    right = file_of(date(2024, 1, 1), {"990101": "Góra"})

    result = plan(after(wrong), right)
    assert result.units["990101"] == (Version(UnitState("Góra", RURAL, GminaKind.RURAL), date(2024, 1, 1)),)
    assert result.units["990102"] == ()
    assert newer_files(after(wrong), right) == []


def test_a_unit_that_ended_can_return():
    files = [file_of(date(year, 1, 1), {"990101": "Góra"} if year != 2021 else {}) for year in (2020, 2021, 2022)]

    register = after(*files[:2])
    result = plan(register, files[2])
    assert news(result) == [("990101", What.RETURNED)]
    assert result.heirs == ()


def test_likely_successors_are_named():
    result = plan(after(BASE), LATER)

    assert result.heirs == (Heir("990201", "Jodłowa Wola", date(2025, 1, 1), ("990105",)),)
    assert plan(after(BASE, LATER), LATER).heirs == result.heirs  # until somebody joins them


@pytest.mark.parametrize(
    ("before", "later", "candidates"),
    [
        # spelled a little differently, one that merely shares a word, and one that was there before
        (
            {"990101": "Stara Góra", "990102": "Nowa Góra"},
            {"990102": "Nowa Góra", "990103": "Stara Gora", "990104": "Stara Wieś"},
            ("990103",),
        ),
        # merged into its namesake that stays
        ({"990101": "Góra", "990102": "Góra"}, {"990102": "Góra"}, ("990102",)),
        ({"990101": "Góra"}, {"990102": "Dolina"}, ()),
    ],
)
def test_like_names(before, later, candidates):
    result = plan(after(file_of(date(2020, 1, 1), before)), file_of(date(2021, 1, 1), later))

    assert [heir.candidates for heir in result.heirs] == [candidates]


def test_a_file_cut_short_is_noticed():
    known = {f"9901{number:02}": f"Gmina {number}" for number in range(1, 31)}
    register = after(file_of(date(2020, 1, 1), known))

    def missing(count):
        return cut_short(register, file_of(date(2021, 1, 1), dict(list(known.items())[count:])))

    assert missing(0) == []
    assert missing(6) == []
    assert missing(7) == [Ended("99", 7, 30)]
    assert cut_short(after(file_of(date(2020, 1, 1), {"990101": "Góra"})), file_of(date(2021, 1, 1), {})) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("990201=990105", ("990201", "990105")),
        (" 9902012 = 9901052 ", ("990201", "990105")),
        ("9902=9901", ("9902", "9901")),
    ],
)
def test_a_succession_is_read(text, codes):
    assert parse_succession(text) == codes


@pytest.mark.parametrize(
    "text", ["", "990201", "990201=", "=990105", "990201=Jodłowa", "9902018888=990105", "9902016=99"]
)
def test_what_is_no_succession_is_refused(text):
    with pytest.raises(SuccessionError) as refused:
        parse_succession(text)

    assert refused.value.refusals == {Refusal.NOT_TWO_CODES}
    assert refused.value.text == text
    assert text in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("990201", "990105", set()),
        ("990201", "990103", set()),
        ("990201", "9901", {Refusal.ANOTHER_LEVEL}),
        ("990201", "990201", {Refusal.SAME_UNIT, Refusal.NEW_NOT_THERE}),
        ("990102", "990105", {Refusal.OLD_NOT_ENDED}),
        ("990299", "990105", {Refusal.UNKNOWN_OLD}),
        ("990201", "990299", {Refusal.UNKNOWN_NEW}),
        ("990201", "990209", {Refusal.NEW_NOT_THERE}),
    ],
)
def test_who_may_follow_whom(old, new, expected):
    units = after(EARLIER, BASE, LATER).units

    assert refusals(old, new, units) == expected
    if expected:
        with pytest.raises(SuccessionError) as refused:
            succession(f"{old}={new}", units)
        assert refused.value.refusals == expected
    else:
        assert succession(f"{old}={new}", units) == Joined(old, new, date(2025, 1, 1))


def test_refusals_say_of_which_voivodeship():
    with translation.override("en"):
        assert str(Older("99", date(2025, 1, 1))) == (
            "of voivodeship 99 a newer file, of 2025-01-01, was imported before"
        )
        assert str(Ended("99", 7, 30)) == "of voivodeship 99 7 of 30 gminas are missing in the file"


def test_the_state_on_a_day():
    units = after(BASE, LATER).units

    assert state_on(units["990101"], date(2024, 12, 31)).kind is GminaKind.RURAL
    assert state_on(units["990101"], date(2025, 1, 1)).kind is GminaKind.URBAN_RURAL
    assert state_on(units["990101"], date(2023, 12, 31)) is None
