"""Institutions: what they must say of themselves, how they are entered, changed and kept by their administrators."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.institutions.actions.bodies import create_institution, edit_institution, set_own_institution
from kooperacja.institutions.models import Institution
from kooperacja.institutions.rules.bodies import BodyRefusal, Described, body_refusals, plain_edelivery
from kooperacja.kernel.refused import Refused
from tests.world import SINCE

TODAY = date(2026, 6, 10)
DAY = timedelta(days=1)
R = BodyRefusal


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({}, set()),
        ({"name": ""}, {R.NO_NAME}),
        ({"areas": []}, {R.NO_AREA}),
        ({"ends_on": SINCE}, set()),
        ({"ends_on": SINCE - DAY}, {R.ENDS_BEFORE_IT_STARTS}),
        ({"areas_from": SINCE - DAY}, {R.AREA_BEFORE_IT_STARTS}),
        ({"edelivery_address": "AE:PL-12345-67890-ABCDE-12"}, set()),
        ({"edelivery_address": "AE:PL-12345-67890-ABCDE-1"}, {R.NOT_AN_EDELIVERY_ADDRESS}),
        ({"edelivery_address": "AE:DE-12345-67890-ABCDE-12"}, {R.NOT_AN_EDELIVERY_ADDRESS}),
        ({"edelivery_address": "AE:PL-1234٥-67890-ABCDE-12"}, {R.NOT_AN_EDELIVERY_ADDRESS}),
        ({"is_entered": True}, {R.ALREADY_ENTERED}),
        ({"name": "", "areas": []}, {R.NO_NAME, R.NO_AREA}),
    ],
)
def test_what_an_institution_must_say_of_itself(said, reasons):
    usual = {
        "name": "GOPS",
        "starts_on": SINCE,
        "ends_on": None,
        "edelivery_address": "",
        "areas": [1],
        "areas_from": SINCE,
        "is_entered": False,
    }

    assert body_refusals(Described(**{**usual, **said})) == reasons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AE:PL-12345-67890-ABCDE-12", "AE:PL-12345-67890-ABCDE-12"),
        (" ae:pl-12345-67890-abcde-12 ", "AE:PL-12345-67890-ABCDE-12"),
        ("PL-12345-67890-ABCDE-12", "AE:PL-12345-67890-ABCDE-12"),
        ("AE: PL–12345–67890–ABCDE–12", "AE:PL-12345-67890-ABCDE-12"),
        ("", ""),
    ],
)
def test_an_edelivery_address_is_taken_as_people_paste_it(typed, kept):
    assert plain_edelivery(typed) == kept


def areas_of(institution):
    rows = institution.service_areas.order_by("unit__code", "starts_on")
    return [(area.unit.code, area.starts_on, area.ends_on) for area in rows]


def cus(world, **fields):
    """Return a centre of social services that isn't entered yet."""
    kind = world.kinds["social_welfare_centre"]
    return Institution(**{"name": "CUS Lipiany", "kind": kind, "seat": world.powiat, "starts_on": SINCE, **fields})


@pytest.fixture
def centre(world):
    """One centre that serves two gminas."""
    return create_institution(cus(world), [world.gmina, world.other_gmina], actor=world.operator.actor)


def test_a_centre_may_serve_several_gminas(world, centre):
    assert areas_of(centre) == [("990101", SINCE, None), ("990102", SINCE, None)]
    assert centre.folded == "cus lipiany"
    event = Event.objects.get(name="institutions.institution_made")
    assert (event.subject_id, event.user_id) == (centre.public_id, world.operator.user.pk)


@pytest.mark.parametrize("who", ["admin", "head", "region"])
def test_only_operators_enter_institutions(world, who):
    with pytest.raises(PermissionDenied):
        create_institution(cus(world), [world.gmina], actor=getattr(world, who).actor)

    assert not Institution.objects.filter(name="CUS Lipiany").exists()


def test_what_is_refused_leaves_nothing_behind(world):
    with pytest.raises(Refused) as refused:
        create_institution(cus(world, name="gops  wierzbowa GÓRA", seat=world.gmina), [], actor=world.operator.actor)

    assert refused.value.refusals == {R.NO_AREA, R.ALREADY_ENTERED}
    assert not Event.objects.filter(name="institutions.institution_made").exists()


def test_one_that_ended_may_come_again(world):
    twin = {"name": world.ops.name, "seat": world.gmina}
    ended = create_institution(cus(world, **twin, ends_on=SINCE + DAY), [world.gmina], actor=world.operator.actor)

    assert ended.pk != world.ops.pk


def edit(world, row, changes=None, areas=None, **options):
    areas = [area.unit for area in row.service_areas.filter(ends_on=None)] if areas is None else areas
    options = {"version": row.version, "today": TODAY, "actor": world.operator.actor, **options}
    return edit_institution(row, changes or {}, areas, **options)


def test_another_area_holds_from_today_and_the_old_one_stays_on_record(world, centre):
    edit(world, centre, {"phone": "1"}, [world.gmina])

    assert areas_of(centre) == [("990101", SINCE, None), ("990102", SINCE, TODAY - DAY)]
    assert centre.service_areas.on(TODAY).count() == 1


def test_the_day_of_a_change_can_be_told(world, centre):
    later = TODAY + 30 * DAY
    centre = edit(world, centre, {}, [world.powiat], areas_from=later)

    assert areas_of(centre) == [("9901", later, None), ("990101", SINCE, later - DAY), ("990102", SINCE, later - DAY)]

    # changing one's mind: what would have begun never begins, and what would have ended goes on
    edit(world, centre, {}, [world.gmina, world.other_gmina], areas_from=later)
    assert areas_of(centre) == [("990101", SINCE, None), ("990102", SINCE, None)]


def test_two_changes_on_one_day(world, centre):
    centre = edit(world, centre, {}, [world.gmina])
    edit(world, centre, {}, [world.gmina, world.powiat])

    assert areas_of(centre) == [("9901", TODAY, None), ("990101", SINCE, None), ("990102", SINCE, TODAY - DAY)]


def test_an_area_given_by_mistake_today_leaves_no_trace_but_the_event(world, centre):
    centre = edit(world, centre, {}, [world.gmina, world.other_gmina, world.powiat])
    edit(world, centre, {}, [world.gmina, world.other_gmina])

    assert areas_of(centre) == [("990101", SINCE, None), ("990102", SINCE, None)]


def test_an_area_can_be_dated_back(world, centre):
    centre = edit(world, centre, {}, [world.gmina, world.other_gmina, world.powiat])
    back = SINCE + 3 * DAY

    edit(world, centre, {}, areas_from=back)

    assert ("9901", back, None) in areas_of(centre)


def test_another_first_day_moves_the_areas_that_began_with_it(world, centre):
    centre = edit(world, centre, {}, [world.gmina])
    first = SINCE - 100 * DAY

    edit(world, centre, {"starts_on": first})

    assert areas_of(centre) == [("990101", first, None), ("990102", first, TODAY - DAY)]


def test_a_later_first_day_leaves_what_ended_before_it(world, centre):
    centre = edit(world, centre, {}, [world.gmina], areas_from=SINCE + 2 * DAY)

    edit(world, centre, {"starts_on": SINCE + 5 * DAY})

    assert areas_of(centre) == [("990101", SINCE + 5 * DAY, None), ("990102", SINCE, SINCE + DAY)]


def test_an_institution_ends_and_is_never_deleted(world, centre):
    edit(world, centre, {"ends_on": TODAY})

    assert Institution.objects.on(TODAY + DAY).filter(pk=centre.pk).exists() is False
    assert Institution.objects.filter(pk=centre.pk).exists()


def test_editing_is_refused_with_reasons(world, centre):
    with pytest.raises(Refused) as refused:
        edit(world, centre, {"ends_on": SINCE - DAY}, areas_from=SINCE - DAY)

    assert refused.value.refusals == {R.ENDS_BEFORE_IT_STARTS, R.AREA_BEFORE_IT_STARTS}


def test_two_people_edit(world, centre):
    seen = centre.version
    edit(world, centre, {"phone": "1"}, version=seen)

    with pytest.raises(Stale):
        edit(world, centre, {"phone": "2"}, version=seen)


@pytest.mark.parametrize("who", ["admin", "head"])
def test_others_do_not_edit(world, who):
    with pytest.raises(PermissionDenied):
        edit(world, world.ops, {"phone": "1"}, actor=getattr(world, who).actor)


def test_an_administrator_keeps_the_hours_of_the_own_institution(world):
    hours = {"mon": [["07:30", "15:30"]]}
    set_own_institution(world.ops, {"opening_hours": hours}, actor=world.admin.actor, version=world.ops.version)

    assert Institution.objects.get(pk=world.ops.pk).opening_hours == hours


def test_an_administrator_keeps_nothing_else(world):
    with pytest.raises(ValueError, match="official_mailbox"):
        set_own_institution(
            world.ops, {"official_mailbox": "x@y.example"}, actor=world.admin.actor, version=world.ops.version
        )


@pytest.mark.parametrize(("who", "which"), [("admin", "school"), ("operator", "ops"), ("head", "ops")])
def test_nobody_else_sets_hours(world, who, which):
    row = getattr(world, which)
    with pytest.raises(PermissionDenied):
        set_own_institution(row, {"phone": "1"}, actor=getattr(world, who).actor, version=row.version)
