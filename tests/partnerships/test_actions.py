"""Teams: founded, changed, ended; seats given, taken over, left; who may do which; and that no case depends on it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from kooperacja.access.actor import SYSTEM
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale, recording
from kooperacja.cases.policies import CASES
from kooperacja.institutions.models import Function
from kooperacja.kernel.refused import Refused
from kooperacja.partnerships.actions import (
    change_partnership,
    change_seat,
    found_partnership,
    leave_seat,
    take_seat,
)
from kooperacja.partnerships.listing import gaps_of, listed
from kooperacja.partnerships.models import Partnership, PartnershipLevel
from kooperacja.partnerships.policies import PARTNERSHIPS
from kooperacja.partnerships.rules import PartnershipRefusal
from kooperacja.territory.models import Unit
from tests.world import CAST, SINCE, Made, make, person

R = PartnershipRefusal
DAY = timedelta(days=1)
TODAY = date(2026, 6, 10)


def team(world, **fields):
    return Partnership(
        **{
            "level": PartnershipLevel.LOCAL,
            "name": "PZK Stary Brzeg",
            "unit": world.other_gmina,
            "agreement": world.cooperation,
            "starts_on": SINCE,
            **fields,
        }
    )


@pytest.fixture
def animator(world):
    """The colleague of the welfare centre, wearing the hat of the team's animator."""
    function = make(Function, code="partnership_animator", name="animator", name_en="animator", duties=["animation"])
    cast = person("Anna Animowicz", world.ops, function)
    take_seat(world.partnership, world.ops, cast.membership, since=SINCE, is_animator=True, actor=world.operator.actor)
    return cast


def test_a_team_is_founded(world):
    row = found_partnership(team(world), actor=world.operator.actor)
    region = team(world, level=PartnershipLevel.REGIONAL, unit=world.voivodeship)
    found_partnership(region, actor=world.operator.actor)

    assert Event.objects.filter(name="partnerships.founded", subject_id=row.public_id).exists()


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"unit": "powiat"}, {R.LOCAL_NEEDS_GMINA}),
        ({"unit": "gmina"}, {R.ALREADY_FOUNDED}),
        ({"agreement": "protocol"}, {R.NOT_FOUNDING}),
        ({"level": PartnershipLevel.REGIONAL}, {R.REGIONAL_NEEDS_VOIVODESHIP}),
    ],
)
def test_founding_is_refused_with_reasons(world, fields, reasons):
    rows = {name: getattr(world, value) if hasattr(world, value) else value for name, value in fields.items()}
    with pytest.raises(Refused) as refused:
        found_partnership(team(world, **rows), actor=world.operator.actor)

    assert refused.value.refusals == reasons


def test_a_team_may_come_before_or_after_another_of_its_place(world):
    change(world, {"starts_on": SINCE + 9 * DAY, "ends_on": SINCE + 99 * DAY})
    common = {"unit": world.gmina, "name": "PZK"}

    for dates in ({"ends_on": SINCE + 8 * DAY}, {"starts_on": SINCE + 100 * DAY}):
        found_partnership(team(world, **common, **dates), actor=world.operator.actor)
    with pytest.raises(Refused):
        found_partnership(team(world, **common, starts_on=SINCE + 50 * DAY), actor=world.operator.actor)


def change(world, changes, **options):
    row = world.partnership
    options = {"version": row.version, "actor": world.operator.actor, **options}
    return change_partnership(row, changes, **options)


def test_a_team_changes_and_ends(world):
    assert change(world, {"name": "PZK", "ends_on": TODAY}).ends_on == TODAY
    with pytest.raises(Stale):
        change(world, {"name": "PZK 2"})
    with pytest.raises(Refused) as refused:
        change(world, {"ends_on": SINCE - DAY}, version=2)
    assert refused.value.refusals == {R.ENDS_BEFORE_START}


def seats(world):
    rows = world.partnership.seats.order_by("institution__name", "starts_on")
    return [(row.institution.name, row.membership_id, row.starts_on, row.ends_on) for row in rows]


def test_an_institution_takes_a_seat_with_or_without_a_person(world):
    take_seat(world.partnership, world.pcpr, since=TODAY, actor=world.operator.actor)
    take_seat(world.partnership, world.ops, world.lead.membership, since=TODAY, actor=world.operator.actor)

    assert seats(world) == [
        (world.ops.name, world.lead.membership.pk, TODAY, None),
        (world.pcpr.name, None, TODAY, None),
        (world.school.name, world.member.membership.pk, SINCE, None),
    ]
    with pytest.raises(Refused) as refused:
        take_seat(world.partnership, world.pcpr, since=TODAY, actor=world.operator.actor)
    assert refused.value.refusals == {R.SITS_ALREADY}


def test_only_somebody_who_works_there_on_that_day_sits(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        world.lead.membership.ends_on = TODAY
        world.lead.membership.save()
    for institution, since, reasons in [
        (world.school, TODAY, {R.NOT_THEIR_PERSON}),
        (world.ops, TODAY + DAY, {R.NOT_THEIR_PERSON}),
        (world.ops, SINCE - DAY, {R.NOT_THEIR_PERSON, R.OUTSIDE}),
    ]:
        with pytest.raises(Refused) as refused:
            take_seat(world.partnership, institution, world.lead.membership, since=since, actor=world.operator.actor)
        assert refused.value.refusals == reasons


def take_over(world, membership, since, **options):
    seat = world.partnership.seats.get(pk=world.seat.pk)
    options = {"is_animator": False, "version": seat.version, "actor": world.operator.actor, **options}
    return change_seat(seat, membership, since=since, **options)


def test_a_person_takes_over_a_seat_and_the_first_stays_on_record(world):
    seat = take_over(world, world.former.membership, TODAY, is_animator=True)

    assert (seat.is_animator, seat.starts_on) == (True, TODAY)
    assert seats(world) == [
        (world.school.name, world.member.membership.pk, SINCE, TODAY - DAY),
        (world.school.name, world.former.membership.pk, TODAY, None),
    ]
    assert Event.objects.filter(name="partnerships.seat_changed").count() == 1


def test_a_seat_is_corrected_from_its_first_day(world):
    take_over(world, None, SINCE)

    assert seats(world) == [(world.school.name, None, SINCE, None)]


def test_taking_over_is_refused_with_reasons(world):
    take_seat(world.partnership, world.school, world.former.membership, since=SINCE, actor=world.operator.actor)
    for membership, options, reasons in [
        (world.former.membership, {}, {R.SITS_ALREADY}),
        (world.lead.membership, {}, {R.NOT_THEIR_PERSON}),
        (None, {"is_animator": True}, {R.ANIMATOR_NEEDS_PERSON}),
    ]:
        with pytest.raises(Refused) as refused:
            take_over(world, membership, TODAY, **options)
        assert refused.value.refusals == reasons
    with pytest.raises(Stale):
        take_over(world, None, TODAY, version=99)


def test_a_seat_ends(world):
    with pytest.raises(Refused) as refused:
        leave_seat(world.seat, on=SINCE - DAY, actor=world.operator.actor)
    assert refused.value.refusals == {R.BEFORE_SEAT}

    leave_seat(world.seat, on=TODAY, actor=world.operator.actor)
    assert seats(world) == [(world.school.name, world.member.membership.pk, SINCE, TODAY)]


@pytest.mark.parametrize("who", [who for who in CAST if who != "operator"])
def test_nobody_but_operators_keeps_teams(world, who):
    actor = getattr(world, who).actor
    for attempt in (
        lambda: found_partnership(team(world), actor=actor),
        lambda: change(world, {"name": "x"}, actor=actor),
        lambda: take_seat(world.partnership, world.pcpr, since=TODAY, actor=actor),
        lambda: take_over(world, None, TODAY, actor=actor),
        lambda: leave_seat(world.seat, on=TODAY, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_an_animator_keeps_the_seats_of_the_own_team_alone(world, animator):
    other = found_partnership(team(world), actor=world.operator.actor)

    take_seat(world.partnership, world.pcpr, since=TODAY, actor=animator.actor)
    take_over(world, None, TODAY, actor=animator.actor)
    with pytest.raises(PermissionDenied):
        take_seat(other, world.pcpr, since=TODAY, actor=animator.actor)
    with pytest.raises(PermissionDenied):
        change(world, {"name": "x"}, actor=animator.actor)


def test_an_animator_without_the_hat_or_the_seat_keeps_nothing(world, animator):
    under_another_hat = world.colleague.actor
    seat = world.partnership.seats.get(is_animator=True)

    assert not PARTNERSHIPS.allows(under_another_hat, Permission.SEAT_EDIT, world.partnership)
    leave_seat(seat, on=TODAY, actor=world.operator.actor)
    assert not PARTNERSHIPS.allows(animator.actor, Permission.SEAT_EDIT, world.partnership)


def seeing(world, row):
    return {who for who in CAST if PARTNERSHIPS.allows(getattr(world, who).actor, Permission.PARTNERSHIP_VIEW, row)}


def test_who_sees_which_team(world):
    at_the_school = {"member", "former"}
    at_the_centre = {"lead", "deputy", "colleague", "intake", "head", "admin", "officer"}
    always = {"operator", "region"}

    assert seeing(world, world.partnership) == at_the_school | at_the_centre | always
    assert seeing(world, found_partnership(team(world), actor=world.operator.actor)) == always | {
        "neighbour",
        "neighbour_head",
    }


def test_a_regional_centre_sees_its_voivodeship_alone(world):
    away = make(Unit, level="voivodeship", code="98", name="inne")
    elsewhere = team(world, level=PartnershipLevel.REGIONAL, unit=away)

    assert seeing(world, found_partnership(elsewhere, actor=world.operator.actor)) == {"operator"}


def test_no_case_depends_on_a_team(world):
    """A welfare centre alone works; a seat opens no case, and without the team the case stays as it is."""
    case = world.case
    allowed = {who: CASES.allowed(getattr(world, who).actor, case) for who in CAST}
    take_seat(world.partnership, world.pcpr, world.outsider.membership, since=SINCE, actor=world.operator.actor)
    change(world, {"ends_on": SINCE})

    assert {who: CASES.allowed(getattr(world, who).actor, case) for who in CAST} == allowed


def test_gaps_are_told_by_the_parties_of_today(world):
    with override("pl"):
        told = gaps_of(world.partnership, TODAY)

    assert told == ["Żadna instytucja powiatowa nie jest stroną porozumienia."]


def test_the_list_is_narrowed(world):
    ended = found_partnership(team(world, ends_on=SINCE + DAY), actor=world.operator.actor)
    region = team(world, level=PartnershipLevel.REGIONAL, unit=world.voivodeship)
    found_partnership(region, actor=world.operator.actor)
    away = make(Unit, level="voivodeship", code="98", name="inne")
    every = Partnership.objects.all()

    assert set(listed(every, on=TODAY)) == {world.partnership, region}
    assert set(listed(every, on=TODAY, with_ended=True)) == {world.partnership, region, ended}
    assert list(listed(every, on=TODAY, level=PartnershipLevel.REGIONAL)) == [region]
    assert list(listed(every, on=TODAY, voivodeship=away)) == []
    assert [row.number for row in listed(every, on=TODAY, voivodeship=world.voivodeship)] == [0, 1]
