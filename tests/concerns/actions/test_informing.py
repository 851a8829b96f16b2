"""Who is named in a concern is informed within a month, or the exception is recorded with its ground."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.concerns.actions.informing import Informed, record_informing
from kooperacja.concerns.actions.locking import dispose_concerns, lock_concern
from kooperacja.concerns.limits import inform_day
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS, TO_INFORM
from kooperacja.concerns.rules import InformingRefusal as R
from kooperacja.concerns.rules import informing_refusals
from kooperacja.concerns.states import ConcernState
from kooperacja.concerns.terms import InformedBy, NotInformed
from kooperacja.kernel.refused import Refused
from tests.concerns.tools import at, events
from tests.matching.tools import concern
from tests.world import CAST

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
YES = {"informed": True, "on": TODAY, "how": InformedBy.LETTER, "ground": "", "details": "", "today": TODAY}
NO = {"informed": False, "on": None, "how": "", "ground": NotInformed.AIM, "details": "powód", "today": TODAY}


@pytest.mark.parametrize(
    ("said", "refusals"),
    [
        (YES, set()),
        (NO, set()),
        (YES | {"on": None, "how": ""}, {R.NO_DAY, R.NO_WAY}),
        (YES | {"on": date(2026, 11, 23)}, {R.IN_FUTURE}),
        (NO | {"ground": ""}, {R.NO_GROUND}),
        (NO | {"details": ""}, {R.NO_DETAILS}),
        (NO | {"ground": NotInformed.NOBODY, "details": ""}, set()),
        (NO | {"ground": NotInformed.KNOWS, "details": ""}, set()),
    ],
)
def test_what_a_record_needs(said, refusals):
    assert informing_refusals(**said) == refusals


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_a_month_later(day, end):
    assert inform_day(day) == end


def test_the_clock_runs_from_the_day_of_receipt_in_poland(world):
    late = concern(world, "Z/50/2026/990101", received_at=at("2026-11-22T23:30"))

    assert late.inform_by == date(2026, 12, 22)
    assert concern(world, "Z/51/2026/990101", call_me=True).inform_by is None
    assert world.waiting_concern.inform_by is None


def waiting(world):
    return set(Concern.objects.filter(centre=world.ops).exclude(received_at=None).to_inform())


def record(world, who="intake", **said):
    said = {"informed": True, "on": timezone.localdate(world.now), "how": InformedBy.IN_PERSON} | said
    return record_informing(world.concern, Informed(**said), actor=getattr(world, who).actor, now=world.now)


def test_a_record_of_all_stops_the_clock_and_one_of_some_does_not(world):
    assert world.concern in waiting(world)

    record(world, is_all=False)
    assert world.concern in waiting(world)
    row = record(world)

    assert world.concern not in waiting(world)
    assert (row.decided_by, row.ground) == (world.intake.membership, "")
    assert events() == ["concerns.informed"] * 2


def test_an_exception_is_kept_with_its_ground(world):
    row = record(world, "head", informed=False, ground=NotInformed.SECRECY, details="art. 30a")

    assert (row.informed_on, row.how, row.ground, row.details) == (None, "", "secrecy", "art. 30a")
    assert world.concern not in waiting(world)


def test_what_the_rules_refuse_is_not_kept(world):
    with pytest.raises(Refused) as refused:
        record(world, informed=False)

    assert refused.value.refusals == {R.NO_GROUND}


@pytest.mark.parametrize("who", ["lead", "reporter", "neighbour", "operator"])
def test_only_intake_and_head_record(world, who):
    with pytest.raises(PermissionDenied):
        record(world, who)


def test_it_is_wiped_with_the_rest(world):
    old = concern(world, "Z/50/2026/990101", state=ConcernState.NO_ACTION, ended_at=world.now - timedelta(days=91))
    said = Informed(informed=False, ground=NotInformed.LAW, who="Pan Sitarz", details="art. 5")
    row = record_informing(old, said, actor=world.head.actor, now=world.now)
    lock_concern(old, now=world.now)
    old.refresh_from_db()

    today = timezone.localdate(world.now)
    dispose_concerns([old], protocol="1/2026", on=today, actor=world.head.actor, now=world.now)

    row.refresh_from_db()
    assert (row.who, row.details, row.ground) == ("", "", NotInformed.LAW)


def locked(world, **fields):
    """A concern that was left alone and locked, with nobody informed."""
    old = concern(
        world,
        "Z/52/2026/990101",
        state=ConcernState.NOT_CONFIRMED,
        ended_at=world.now - timedelta(days=91),
        received_at=world.now - timedelta(days=95),
        **fields,
    )
    lock_concern(old, now=world.now)
    old.refresh_from_db()
    return old


def test_each_person_has_a_record_and_the_last_one_decides(world):
    record(world, is_all=False)
    record(world)
    assert world.concern not in waiting(world)

    record(world, is_all=False)  # one more was found in the letter

    assert world.concern in waiting(world)
    (row,) = (one for one in Concern.objects.to_inform() if one == world.concern)
    assert row.records == 3


def test_the_clock_outlives_the_lock(world):
    old = locked(world)
    assert old in waiting(world)

    said = Informed(informed=True, on=timezone.localdate(world.now), how=InformedBy.LETTER)
    record_informing(old, said, actor=world.intake.actor, now=world.now)

    assert old not in waiting(world)


def seen_by(world, who):
    return TO_INFORM.permitted(getattr(world, who).actor, Permission.CONCERN_INFORM)


def test_a_locked_one_is_the_same_peoples_and_nobody_elses(world):
    old = locked(world)

    assert {who for who in CAST if old in seen_by(world, who)} == {"intake", "head"}
    assert old not in CONCERNS.permitted(world.head.actor, Permission.CONCERN_VIEW)


def test_what_is_disposed_of_has_no_clock(world):
    old = locked(world)
    dispose_concerns([old], protocol="1/2026", on=timezone.localdate(world.now), actor=world.head.actor, now=world.now)

    assert old not in seen_by(world, "head")
    with pytest.raises(PermissionDenied):
        record_informing(old, Informed(informed=False, ground="nobody"), actor=world.head.actor, now=world.now)
