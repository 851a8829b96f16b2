"""Who is told how, and when it is quiet; the clock is a Polish one, with its days off and its change of the hour."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja.kernel.calendar import WARSAW
from kooperacja.outbox.kinds import _KINDS, GROUPS, MessageGroup, MessageKind
from kooperacja.outbox.rules import NoticeRefusal, Way, Wishes, may_try, wish_refusals

K = MessageKind
DIGESTS = Wishes(**dict.fromkeys(["concerns", "cases", "reviews", "teams"], Way.DIGEST))
IN_APP = Wishes(**dict.fromkeys(["concerns", "cases", "reviews", "teams"], Way.IN_APP))


def at(text: str, fold: int = 0) -> datetime:
    """Return the moment that a Polish clock shows so."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW, fold=fold).astimezone(UTC)


def test_every_kind_is_in_one_group():
    assert set(GROUPS) == set(MessageKind)
    assert sum(len(kinds) for kinds in _KINDS.values()) == len(MessageKind)


def test_without_a_choice_everything_comes_at_once():
    assert {Wishes().way(kind) for kind in MessageKind} == {Way.AT_ONCE}


@pytest.mark.parametrize("kind", MessageKind)
def test_what_is_urgent_or_guards_the_account_always_comes_at_once(kind):
    always = kind.group == MessageGroup.SECURITY or kind in {
        K.CONCERN_CAME_URGENT,
        K.CONCERN_DUE_URGENT,
        K.CONCERN_LATE_URGENT,
    }

    assert kind.is_urgent == always
    assert DIGESTS.way(kind) == (Way.AT_ONCE if always else Way.DIGEST)
    assert IN_APP.way(kind) == (Way.AT_ONCE if always else Way.IN_APP)


def test_each_group_is_chosen_by_itself():
    wishes = Wishes(cases=Way.DIGEST, reviews=Way.IN_APP)

    assert [wishes.way(kind) for kind in (K.CONCERN_CAME, K.CASE_LEAD, K.REVIEW_ESCALATED, K.TEAM_JOINED)] == [
        *(Way.AT_ONCE, Way.DIGEST, Way.IN_APP, Way.AT_ONCE)
    ]


@pytest.mark.parametrize(
    ("now", "heard"),
    [
        ("2026-06-10 12:00", "2026-06-10 12:00"),
        ("2026-06-10 07:00", "2026-06-10 07:00"),
        ("2026-06-10 06:59:59", "2026-06-10 07:00"),
        ("2026-06-10 19:59:59", "2026-06-10 19:59:59"),
        ("2026-06-10 20:00", "2026-06-11 07:00"),
        ("2026-06-12 20:00", "2026-06-15 07:00"),  # Friday evening: until Monday
        ("2026-06-13 12:00", "2026-06-15 07:00"),
        ("2026-06-03 21:00", "2026-06-05 07:00"),  # the day after is Corpus Christi
        ("2026-12-23 21:00", "2026-12-28 07:00"),  # Christmas Eve is a day off
        ("2024-02-28 22:00", "2024-02-29 07:00"),
    ],
)
def test_what_comes_in_quiet_hours_waits_until_they_end(now, heard):
    assert Wishes().heard_at(at(now)) == at(heard)


@pytest.mark.parametrize(
    ("wishes", "now", "heard"),
    [
        (Wishes(quiet_days_off=False), "2026-06-12 20:00", "2026-06-13 07:00"),
        (Wishes(quiet_days_off=False), "2026-06-13 12:00", "2026-06-13 12:00"),
        (Wishes(quiet_from=None, quiet_until=None), "2026-06-10 03:00", "2026-06-10 03:00"),
        (Wishes(quiet_from=None, quiet_until=None), "2026-06-13 03:00", "2026-06-15 00:00"),
        (Wishes(quiet_from=time(12), quiet_until=time(14)), "2026-06-10 12:30", "2026-06-10 14:00"),
        (Wishes(quiet_from=time(12), quiet_until=time(14)), "2026-06-10 23:30", "2026-06-10 23:30"),
        (Wishes(quiet_from=time(0), quiet_until=time(6)), "2026-06-10 00:30", "2026-06-10 06:00"),
        (Wishes(quiet_from=time(20), quiet_until=time(0)), "2026-06-10 21:00", "2026-06-11 00:00"),
    ],
)
def test_quiet_hours_are_as_chosen(wishes, now, heard):
    assert wishes.heard_at(at(now)) == at(heard)


NIGHTS = Wishes(quiet_days_off=False)
TO_HALF_PAST_TWO = Wishes(quiet_from=time(22), quiet_until=time(2, 30), quiet_days_off=False)


@pytest.mark.parametrize(
    ("wishes", "now", "heard"),
    [
        # the clock goes from 2:00 to 3:00 on 29 March, and from 3:00 back to 2:00 on 25 October
        (NIGHTS, at("2026-03-28 23:00"), datetime(2026, 3, 29, 5, 0, tzinfo=UTC)),
        (NIGHTS, at("2026-10-24 23:00"), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
        (TO_HALF_PAST_TWO, at("2026-03-29 01:59"), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (TO_HALF_PAST_TWO, at("2026-10-25 02:15"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (TO_HALF_PAST_TWO, at("2026-10-25 02:15", fold=1), at("2026-10-25 02:15", fold=1)),
    ],
)
def test_the_change_of_the_clock_is_no_trouble(wishes, now, heard):
    assert wishes.heard_at(now) == heard


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
    st.times(),
    st.times(),
    st.booleans(),
)
def test_it_is_never_heard_earlier_and_never_in_quiet_hours(now, begins, ends, days_off):
    wishes = Wishes(quiet_from=begins, quiet_until=ends, quiet_days_off=days_off)
    if wish_refusals(wishes):
        return
    heard = wishes.heard_at(now)

    assert heard >= now
    assert wishes.heard_at(heard) == heard


@pytest.mark.parametrize(
    ("hour", "now", "comes"),
    [
        (7, "2026-06-10 06:59:59", "2026-06-10 07:00"),
        (7, "2026-06-10 07:00", "2026-06-11 07:00"),
        (9, "2026-06-12 09:30", "2026-06-15 09:00"),
        (7, "2026-06-03 12:00", "2026-06-05 07:00"),
        (7, "2026-03-27 12:00", "2026-03-30 07:00"),
        (5, "2026-10-23 05:00", "2026-10-26 05:00"),
    ],
)
def test_the_summary_comes_in_the_morning_of_working_days(hour, now, comes):
    assert Wishes(digest_hour=hour).next_digest(at(now)) == at(comes)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        ("2026-06-10 07:00", True),
        ("2026-06-10 19:59", True),
        ("2026-06-10 06:59", False),
        ("2026-06-10 20:00", False),
        ("2026-06-13 10:00", False),
    ],
)
def test_a_late_summary_comes_by_day_alone(now, may):
    assert Wishes().digest_may_come(at(now)) is may


@pytest.mark.parametrize(
    ("wishes", "refusals"),
    [
        (Wishes(), set()),
        (DIGESTS, set()),
        (Wishes(quiet_from=None), {NoticeRefusal.ONE_END_MISSING}),
        (Wishes(quiet_until=None), {NoticeRefusal.ONE_END_MISSING}),
        (Wishes(quiet_from=None, quiet_until=None), set()),
        (Wishes(quiet_from=time(7)), {NoticeRefusal.QUIET_ALL_DAY}),
        (Wishes(digest_hour=6), set()),
        (Wishes(digest_hour=6, teams=Way.DIGEST), {NoticeRefusal.DIGEST_IN_QUIET}),
        (Wishes(digest_hour=6, teams=Way.DIGEST, quiet_from=None, quiet_until=None), set()),
        (
            Wishes(digest_hour=8, cases=Way.DIGEST, quiet_from=time(7), quiet_until=time(9)),
            {NoticeRefusal.DIGEST_IN_QUIET},
        ),
        (Wishes(digest_hour=9, cases=Way.DIGEST, quiet_from=time(7), quiet_until=time(9)), set()),
    ],
)
def test_what_cannot_be_chosen_is_refused(wishes, refusals):
    assert wish_refusals(wishes) == refusals


def test_a_trial_is_sent_three_times_an_hour():
    assert [may_try(number) for number in range(4)] == [True, True, True, False]
