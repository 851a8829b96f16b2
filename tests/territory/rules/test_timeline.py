from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.teryt import GminaKind
from kooperacja.territory.rules.timeline import (
    Change,
    PartState,
    UnitState,
    Version,
    What,
    changes,
    join,
    keep,
    next_after,
    state_on,
    write,
)

RURAL = UnitState("Oksa", "gmina wiejska", GminaKind.RURAL)
MIXED = UnitState("Oksa", "gmina miejsko-wiejska", GminaKind.URBAN_RURAL)
RENAMED = UnitState("Oksza", "gmina wiejska", GminaKind.RURAL)
STATES = st.sampled_from([RURAL, MIXED, RENAMED, None])


def jan(year):
    return date(year, 1, 1)


YEARS = st.integers(2000, 2012).map(jan)


@st.composite
def periods(draw):
    since = draw(YEARS)
    return since, draw(st.none() | YEARS.filter(lambda until: until > since))


@pytest.mark.parametrize(
    ("before", "state", "period", "after"),
    [
        ((), RURAL, (jan(2020), None), (Version(RURAL, jan(2020)),)),
        ((Version(RURAL, jan(2020)),), RURAL, (jan(2024), None), (Version(RURAL, jan(2020)),)),
        (
            (Version(RURAL, jan(2020)),),
            MIXED,
            (jan(2024), None),
            (Version(RURAL, jan(2020), jan(2024)), Version(MIXED, jan(2024))),
        ),
        ((Version(RURAL, jan(2020)),), None, (jan(2024), None), (Version(RURAL, jan(2020), jan(2024)),)),
        ((Version(RURAL, jan(2020)),), None, (jan(2020), None), ()),
        # an older file moves the beginning back
        ((Version(RURAL, jan(2024)),), RURAL, (jan(2020), jan(2024)), (Version(RURAL, jan(2020)),)),
        # an older file shows another state before
        (
            (Version(MIXED, jan(2024)),),
            RURAL,
            (jan(2020), jan(2024)),
            (Version(RURAL, jan(2020), jan(2024)), Version(MIXED, jan(2024))),
        ),
        # a file in between splits
        (
            (Version(RURAL, jan(2020)),),
            MIXED,
            (jan(2022), jan(2024)),
            (Version(RURAL, jan(2020), jan(2022)), Version(MIXED, jan(2022), jan(2024)), Version(RURAL, jan(2024))),
        ),
    ],
)
def test_write(before, state, period, after):
    assert write(before, state, period) == after


@given(st.lists(st.tuples(STATES, periods())), YEARS)
def test_what_was_written_last_holds(writes, day):
    timeline = ()
    for state, period in writes:
        timeline = write(timeline, state, period)

    last = [state for state, period in writes if Version(state, *period).holds_on(day)]
    assert state_on(timeline, day) == (last[-1] if last else None)


@given(st.lists(st.tuples(STATES, periods())))
def test_versions_are_in_order_and_never_overlap(writes):
    timeline = ()
    for state, period in writes:
        timeline = write(timeline, state, period)

    for earlier, later in pairwise(timeline):
        assert earlier.since < earlier.until <= later.since
        assert earlier.until < later.since or earlier.state != later.state
    assert sum(version.until is None for version in timeline) <= 1
    assert join(timeline) == timeline


def test_keep_cuts_to_the_periods():
    timeline = (Version(RURAL, jan(2010), jan(2015)), Version(MIXED, jan(2015)))

    assert keep(timeline, [(jan(2012), jan(2014)), (jan(2016), None)]) == (
        Version(RURAL, jan(2012), jan(2014)),
        Version(MIXED, jan(2016)),
    )
    assert keep(timeline, []) == ()


def test_next_after():
    assert next_after(jan(2020), [jan(2019), jan(2020), jan(2025), jan(2022)]) == jan(2022)
    assert next_after(jan(2020), [jan(2020)]) is None


def told(timeline):
    return [(change.on.year, change.what) for change in changes("260205", timeline, known_from=jan(2010))]


def test_changes_of_a_unit_that_always_was():
    assert told((Version(RURAL, jan(2010)),)) == [(2010, What.FIRST_SEEN)]


def test_changes_of_a_unit_without_versions():
    assert told(()) == []


def test_changes_over_the_years():
    both = UnitState("Oksza", "gmina miejsko-wiejska", GminaKind.URBAN_RURAL)
    other_words = UnitState("Oksza", "gmina miejsko - wiejska", GminaKind.URBAN_RURAL)
    timeline = (
        Version(RURAL, jan(2012), jan(2013)),
        Version(both, jan(2013), jan(2014)),
        Version(other_words, jan(2014), jan(2015)),
        Version(RURAL, jan(2020), jan(2021)),
    )

    assert told(timeline) == [
        (2012, What.NEW),
        (2013, What.RENAMED),
        (2013, What.KIND_CHANGED),
        (2014, What.REDESCRIBED),
        (2015, What.ENDED),
        (2020, What.RETURNED),
        (2021, What.ENDED),
    ]


def test_a_part_can_move():
    part = PartState("Stare", "dzielnica", GminaKind.WARSAW_DISTRICT, "996501")
    moved = PartState("Stare", "dzielnica", GminaKind.WARSAW_DISTRICT, "996502")
    timeline = (Version(part, jan(2010), jan(2013)), Version(moved, jan(2013)))

    assert changes("9965028", timeline, known_from=jan(2010))[1] == Change(
        "9965028", jan(2013), What.MOVED, part, moved
    )
