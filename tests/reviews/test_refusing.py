"""A family's no: kept as it was said, known to those who asked alone, and never pressed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.cases.models import CaseConcern
from kooperacja.concerns.actions.locking import due_to_lock, open_until
from kooperacja.concerns.states import ConcernState
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.models import Message
from kooperacja.portal.things.cases import next_tries
from kooperacja.reviews.actions.refusing import SaidNo, record_refusal, set_next_try
from kooperacja.reviews.events import RefusalEvent
from kooperacja.reviews.models import HowAsked, Refusal
from kooperacja.reviews.policies import REFUSALS
from kooperacja.reviews.rules import NoRefusal, no_refusals
from kooperacja.ui.tags.dates import long_date
from tests.cases.changing import again, change, close, day, key, last_event
from tests.matching.tools import concern
from tests.transfers.covering import agree
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def said(**changes):
    return SaidNo(**{"asked_on": TODAY(), "how": HowAsked.VISIT, "whom": "Mama", "words": "Nie teraz.", **changes})


@pytest.mark.parametrize(
    ("asked_on", "again_on", "refused"),
    [
        (date(2026, 9, 1), None, set()),
        (date(2026, 9, 2), None, {NoRefusal.ASKED_IN_THE_FUTURE}),
        (date(2026, 9, 1), date(2026, 9, 1), {NoRefusal.AGAIN_IN_THE_PAST}),
        (date(2026, 9, 1), date(2028, 2, 29), set()),
    ],
)
def test_the_days(asked_on, again_on, refused):
    assert no_refusals(asked_on=asked_on, try_again_on=again_on, today=date(2026, 9, 1)) == refused


@pytest.mark.parametrize(
    ("again_on", "last_day", "refused"),
    [
        (date(2026, 11, 29), date(2026, 11, 29), set()),
        (date(2026, 11, 30), date(2026, 11, 29), {NoRefusal.AGAIN_TOO_LATE}),
        (None, date(2026, 11, 29), set()),
        (date(2028, 2, 29), None, set()),
    ],
)
def test_no_try_is_planned_for_a_day_on_which_the_concern_is_locked(again_on, last_day, refused):
    days = {"asked_on": date(2026, 9, 1), "today": date(2026, 9, 1), "last_day": last_day}
    assert no_refusals(try_again_on=again_on, **days) == refused


@pytest.mark.parametrize(("who", "about"), [("lead", "case"), ("deputy", "case"), ("intake", "concern")])
def test_a_no_is_kept_and_changes_nothing_else(world, who, about):
    row, cast = getattr(world, about), getattr(world, who)
    before, told = again(row), Message.objects.count()

    refusal = again(record_refusal(row, said(), actor=cast.actor, now=world.now))

    assert (refusal.whom, refusal.words) == ("Mama", "Nie teraz.")
    assert (refusal.centre, getattr(refusal, about)) == (world.ops, row)
    assert (again(row).state, again(row).version, Message.objects.count()) == (before.state, before.version, told)
    assert "Nie teraz" not in str(last_event("reviews.refusal_recorded").changes)


def test_a_day_that_cannot_be_is_refused(world):
    with pytest.raises(Refused):
        record_refusal(world.case, said(asked_on=TODAY() + timedelta(days=2)), actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize("about", ["case", "concern"])
@pytest.mark.parametrize("who", ["member", "former", "reporter", "colleague", "neighbour", "region", "operator"])
def test_others_write_none(world, who, about):
    with pytest.raises(PermissionDenied):
        record_refusal(getattr(world, about), said(), actor=getattr(world, who).actor, now=world.now)


def test_nobody_writes_one_in_a_closed_case(world):
    close(world)
    with pytest.raises(PermissionDenied):
        record_refusal(world.case, said(), actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize("who", ["lead", "deputy"])
def test_a_planned_try_outlives_the_closure(client, world, who):
    change(world.refusal, try_again_on=TODAY())
    close(world)
    cast, address = getattr(world, who), reverse("reviews:refusal_try", args=[world.refusal.public_id])

    assert [thing.reference for thing in next_tries(cast.actor, world.now)] == [world.case.number]
    browser = as_(client, cast)
    assert world.case.number in browser.get(reverse("reviews:planned")).content.decode()
    assert address in browser.get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    post = {"version": 2, **day("try_again_on", TODAY() + timedelta(days=30))}
    assert browser.post(address, post).url == reverse("cases:view", args=[world.case.public_id])
    assert again(world.refusal).try_again_on == TODAY() + timedelta(days=30)


def test_the_closing_page_names_the_tries_that_are_open(client, world):
    browser, address = as_(client, world.lead), reverse("cases:close", args=[world.case.public_id])
    change(world.refusal, try_again_on=None)
    said_so = "Zamknięcie sprawy jej nie kończy"
    assert said_so not in browser.get(address).content.decode()

    change(world.refusal, try_again_on=TODAY() + timedelta(days=30))

    page = browser.get(address).content.decode()
    assert said_so in page
    assert reverse("reviews:refusal_try", args=[world.refusal.public_id]) in page


def readers(row):
    return {name for name in CAST if REFUSALS.allows(row[0].__dict__[name].actor, REFUSALS.view, row[1])}


def test_those_who_asked_read_it_and_nobody_else(world):
    assert readers((world, world.refusal)) == {"lead", "deputy"}
    assert readers((world, world.no_to_concern)) == {"intake", "head"}


def test_whoever_covers_from_another_centre_meets_no_trace_of_it(client, world):
    agree(world)
    record_refusal(world.case, said(), actor=world.lead.actor, now=world.now)
    set_next_try(world.refusal, None, version=1, actor=world.lead.actor, now=world.now)

    assert readers((world, world.refusal)) == {"lead", "deputy"}
    page = as_(client, world.neighbour_head).get(reverse("cases:view", args=[world.case.public_id]))
    assert page.status_code == 200
    assert "Nie teraz." not in page.content.decode()
    told = story(world.case, Asked(), actor=world.neighbour_head.actor, page=1)[1]
    assert told
    assert not {line.words for line in told} & {str(event.label) for event in RefusalEvent}


def test_it_follows_the_concern_into_the_case(world):
    change(world.case_concern, concern=world.concern)

    assert readers((world, world.no_to_concern)) == {"lead", "deputy", "intake", "head"}
    assert CaseConcern.objects.count() == 1


def test_it_does_not_follow_the_concern_to_another_centre(world):
    change(world.concern, centre=world.other_ops)

    assert readers((world, world.no_to_concern)) == {"intake", "head"}


def test_ways_in_build_queries_only(world, django_assert_num_queries):
    for ways in REFUSALS._ways_in.values():
        for way in ways:
            with django_assert_num_queries(0):
                way(world.lead.actor)
                way(world.intake.actor)


def test_the_next_try_is_planned_and_given_up(world):
    later = TODAY() + timedelta(days=60)

    refusal = set_next_try(world.refusal, later, version=1, actor=world.deputy.actor, now=world.now)
    assert again(refusal).try_again_on == later
    with pytest.raises(Stale):
        set_next_try(refusal, None, version=1, actor=world.lead.actor, now=world.now)
    with pytest.raises(Refused):
        set_next_try(refusal, TODAY(), version=2, actor=world.lead.actor, now=world.now)
    set_next_try(refusal, None, version=2, actor=world.lead.actor, now=world.now)

    assert again(refusal).try_again_on is None


def test_the_story_tells_it_to_those_who_lead_alone(world):
    record_refusal(world.case, said(), actor=world.lead.actor, now=world.now)

    words = {
        who: {line.words for line in story(world.case, Asked(), actor=getattr(world, who).actor, page=1)[1]}
        for who in ("lead", "member")
    }
    assert "zapisano odmowę rodziny" in words["lead"]
    assert not any("odm" in line for line in words["member"])


@pytest.mark.parametrize(("who", "number"), [("lead", 1), ("intake", 0), ("member", None), ("neighbour", 0)])
def test_the_start_page_shows_tries_that_are_due(world, who, number):
    assert not list(next_tries(world.lead.actor, world.now))
    change(world.refusal, try_again_on=TODAY())

    things = list(next_tries(getattr(world, who).actor, world.now))

    assert [thing.reference for thing in things] == ([world.case.number] if number else [])


@pytest.mark.parametrize(
    ("who", "about", "pages"),
    [
        ("lead", "case", ("reviews:refusal_in_case", "cases:view")),
        ("intake", "concern", ("reviews:refusal_to_concern", "concerns:concern")),
    ],
)
def test_a_no_is_saved_once_and_shown(client, world, who, about, pages):
    browser, row = as_(client, getattr(world, who)), getattr(world, about).public_id
    again_on = TODAY() + timedelta(days=60)
    post = {
        "idempotency_key": key(),
        "how": "visit",
        "whom": "Mama",
        "words": "Nie teraz.",
        **day("asked_on", TODAY()),
        **day("try_again_on", again_on),
    }
    address, shown = (reverse(name, args=[row]) for name in pages)
    assert address in browser.get(shown).content.decode()

    for _ in range(2):
        assert browser.post(address, post).url == shown

    assert Refusal.objects.filter(words__isnull=False, try_again_on=again_on).count() == 1
    assert "Nie teraz." in browser.get(shown).content.decode()
    assert browser.get(reverse("reviews:planned")).content.decode().count(shown) >= 1


def test_what_is_refused_is_said_at_its_field(client, world):
    post = {"idempotency_key": key(), "how": "visit", "whom": "Mama", **day("asked_on", TODAY())}
    page = as_(client, world.lead).post(
        reverse("reviews:refusal_in_case", args=[world.case.public_id]), post | day("try_again_on", TODAY())
    )

    assert set(page.context["form"].errors) == {"try_again_on"}


def test_a_concern_says_until_when_one_can_ask_again(client, world):
    last = open_until(world.concern, now=world.now)
    assert last == TODAY() + timedelta(days=89)
    browser = as_(client, world.intake)
    address = reverse("reviews:refusal_to_concern", args=[world.concern.public_id])
    assert long_date(last) in browser.get(address).content.decode()
    post = {"idempotency_key": key(), "how": "call", "whom": "Mama", **day("asked_on", TODAY())}

    late = browser.post(address, post | day("try_again_on", last + timedelta(days=1)))

    assert set(late.context["form"].errors) == {"try_again_on"}
    assert browser.post(address, post | day("try_again_on", last)).status_code == 302
    refusal = Refusal.objects.latest("pk")
    address = reverse("reviews:refusal_try", args=[refusal.public_id])
    assert long_date(last) in browser.get(address).content.decode()
    later = browser.post(address, {"version": 1, **day("try_again_on", last + timedelta(days=1))})
    assert set(later.context["form"].errors) == {"try_again_on"}


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 89),
        ({"state": ConcernState.NO_ACTION, "ended_at": timezone.now() - timedelta(days=30)}, 59),
        ({"state": ConcernState.LINKED, "ended_at": timezone.now() - timedelta(days=30)}, None),
    ],
)
def test_until_when_a_concern_stays_open(world, changes, days):
    row = concern(world, "Z/50/2026/990101", **changes)

    last = open_until(row, now=timezone.now())

    assert last == (None if days is None else TODAY() + timedelta(days=days))
    on_that_day = timezone.now() + timedelta(days=(days or 900))
    assert row not in due_to_lock(now=on_that_day)


def test_the_next_try_is_changed_by_the_page_and_an_old_page_is_found_out(client, world):
    browser, address = as_(client, world.lead), reverse("reviews:refusal_try", args=[world.refusal.public_id])
    post = {"version": 1, "try_again_on_day": "", "try_again_on_month": "", "try_again_on_year": ""}

    assert browser.post(address, post).url == reverse("cases:view", args=[world.case.public_id])
    assert again(world.refusal).try_again_on is None
    assert browser.post(address, post | day("try_again_on", TODAY() + timedelta(days=9))).status_code == 409
    late = browser.post(address, {"version": 2, **day("try_again_on", TODAY())})
    assert set(late.context["form"].errors) == {"try_again_on"}
