"""What stands in whose calendar, and what another program may read of it."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kooperacja.access.permissions import Permission
from kooperacja.agenda.actions.entries import entries_of
from kooperacja.agenda.actions.feeds import actor_by_token, end_feed, make_feed
from kooperacja.agenda.actions.ical import calendar_of
from kooperacja.agenda.actions.visits import Planned, plan_visit
from kooperacja.agenda.models import Feed, VisitKind
from kooperacja.agenda.policies import FEEDS
from kooperacja.cases.states import ActionState, CaseState
from kooperacja.portal.today import what_needs
from tests.concerns.tools import change
from tests.counting import queries_of
from tests.transfers.covering import agree
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db


def titles(world, who, *, days=60):
    return [entry.title for entry in entries_in(world, who, days=days)]


def entries_in(world, who, *, days=60):
    today = timezone.localdate(world.now)
    return entries_of(getattr(world, who).actor, first=today, last=today + timedelta(days))


@pytest.mark.parametrize(
    ("who", "stands"),
    [
        ("lead", ["action due", "planned contact", "review", "visit at home"]),
        ("deputy", ["planned contact", "review"]),
        ("member", []),
        ("head", []),
        ("former", []),
        ("outsider", []),
    ],
)
def test_everybody_has_their_own(world, who, stands, settings):
    settings.LANGUAGE_CODE = "en"
    from django.utils import translation  # noqa: PLC0415 - only here

    with translation.override("en"):
        assert sorted(titles(world, who)) == stands


def test_an_action_stands_there_once_it_is_taken(world):
    change(world.action, state=ActionState.ACCEPTED)

    assert len(titles(world, "member")) == 1


def test_what_one_does_in_a_case_that_one_covers_stands_there_and_on_the_first_page(world):
    agree(world)
    (action,) = [entry for entry in entries_in(world, "lead") if "/dzialania/" in entry.url]

    assert action in entries_in(world, "neighbour_head")
    assert action not in entries_in(world, "neighbour")
    at = timezone.make_aware(datetime.combine(action.day, time(12)))
    assert action.url in [thing.url for thing in what_needs(world.neighbour_head.actor, now=at).today]


def test_a_talk_after_the_closure_stands_on_its_day(world):
    reason = world.case._meta.get_field("closure_reason").choices[0][0]
    ended = {"closed_at": world.now, "closed_by": world.lead.user, "closure_reason": reason}
    day = timezone.localdate(world.now) + timedelta(days=9)
    change(world.case, state=CaseState.CLOSED, follow_up_on=day, review_on=None, **ended)
    url = reverse("reviews:follow_up", args=[world.case.public_id])

    assert url in [entry.url for entry in entries_of(world.lead.actor, first=day, last=day)]
    assert entries_of(world.lead.actor, first=day + timedelta(1), last=day + timedelta(2)) == []


@pytest.mark.parametrize("who", CAST)
def test_an_address_is_made_for_a_hat_and_the_one_before_it_ends(world, who):
    actor = getattr(world, who).actor
    if who == "operator":
        from django.core.exceptions import PermissionDenied  # noqa: PLC0415 - only here

        with pytest.raises(PermissionDenied):
            make_feed(actor=actor, now=world.now)
        assert not FEEDS.permitted(actor, Permission.FEED_KEEP).exists()
        return
    first, second = (make_feed(actor=actor, now=world.now) for _ in range(2))

    assert actor_by_token(first, now=world.now) is None
    assert actor_by_token(second, now=world.now) == actor
    assert second not in str(list(Feed.objects.values()))


def test_what_ends_the_hat_ends_the_address(world):
    token = make_feed(actor=world.lead.actor, now=world.now)
    change(world.lead.membership, ends_on=timezone.localdate(world.now) - timedelta(days=1))

    assert actor_by_token(token, now=world.now) is None


def test_what_ends_the_account_ends_the_address(world):
    token = make_feed(actor=world.lead.actor, now=world.now)
    world.lead.user.is_active = False
    world.lead.user.save()

    assert actor_by_token(token, now=world.now) is None


def test_an_address_is_taken_back(world):
    token = make_feed(actor=world.lead.actor, now=world.now)
    end_feed(FEEDS.permitted(world.lead.actor, Permission.FEED_KEEP).get(), actor=world.lead.actor, now=world.now)

    assert actor_by_token(token, now=world.now) is None


def test_another_program_reads_days_and_hours_and_nothing_of_anybody(client, world):
    token = make_feed(actor=world.lead.actor, now=world.now)
    client.logout()

    answer = client.get(reverse("agenda:feed", args=[token]), headers={"accept-language": "en-US,en"})

    text = answer.content.decode()
    events = Calendar.from_ical(text).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert {str(event["summary"]) for event in events} == {"Termin w Kooperacji"}
    assert {str(event["description"]) for event in events} == {world.case.number}
    assert world.visit.starts_at.replace(microsecond=0) in [event["dtstart"].dt for event in events]
    assert [word for word in world.canaries.values() if word in text] == []


def test_what_no_address_is_is_not_found(client, world):
    assert client.get(reverse("agenda:feed", args=["x" * 43])).status_code == 404


def test_a_day_without_an_hour_lasts_until_the_next(world):
    today = timezone.localdate(world.now)
    entries = [
        entry for entry in entries_of(world.lead.actor, first=today, last=today + timedelta(60)) if not entry.minutes
    ]

    (first, *_rest) = Calendar.from_ical(calendar_of(entries, now=world.now)).walk("VEVENT")

    assert first["dtend"].dt - first["dtstart"].dt == timedelta(days=1)


@pytest.mark.parametrize("span", ["tydzien", "miesiac", "bzdura"])
@pytest.mark.parametrize("day", ["2026-11-28", "2028-02-29", "0001-01-01", "9999-12-31", "wczoraj"])
def test_the_page_opens_whatever_stands_in_its_address(client, world, span, day):
    assert as_(client, world.lead).get(reverse("agenda:calendar"), {"zakres": span, "dzien": day}).status_code == 200


def test_the_page_costs_the_same_for_many_dates(client, world):
    as_(client, world.lead)
    address, month = reverse("agenda:calendar"), {"zakres": "miesiac"}
    change(world.visit, starts_at=world.now + timedelta(minutes=5))
    few = queries_of(client, address, month)
    for minutes in range(20):
        planned = Planned(VisitKind.CALL, world.now + timedelta(minutes=6 + minutes), 15)
        plan_visit(world.case, planned, actor=world.lead.actor, now=world.now)

    assert queries_of(client, address, month) <= few


def test_a_visit_is_planned_moved_and_ends_in_a_note(client, world):
    as_(client, world.lead)
    day = timezone.localdate(world.now) + timedelta(days=2)
    typed = {
        "kind": "visit", "day_day": day.day, "day_month": day.month, "day_year": day.year,
        "hour": "10.30", "minutes": "60", "words": "wejście od podwórza",
        "idempotency_key": "00000000-0000-4000-8000-000000000001",
    }  # fmt: skip
    for _twice in range(2):
        answer = client.post(reverse("agenda:visit_plan", args=[world.case.public_id]), typed)
        assert answer.status_code == 302, answer.context["form"].errors
    (visit,) = world.case.visits.exclude(pk=world.visit.pk)
    assert timezone.localtime(visit.starts_at).strftime("%H:%M") == "10:30"

    move = reverse("agenda:visit_move", args=[visit.public_id])
    assert client.post(move, {**typed, "hour": "11", "version": 1}).status_code == 302
    assert client.post(move, {**typed, "hour": "12", "version": 1}).status_code == 409
    past = client.post(move, {**typed, "day_year": day.year - 1, "version": 2})
    assert past.context["form"].errors["day"]

    finished = client.post(reverse("agenda:visit_finish", args=[visit.public_id]))
    assert finished.url == reverse("cases:note_write", args=[world.case.public_id])


def test_a_visit_that_has_passed_is_refused_at_the_day(client, world):
    typed = {"kind": "visit", "day_day": 1, "day_month": 1, "day_year": 2020, "hour": "10", "minutes": "60"}
    typed["idempotency_key"] = "00000000-0000-4000-8000-000000000001"
    answer = as_(client, world.lead).post(reverse("agenda:visit_plan", args=[world.case.public_id]), typed)

    assert answer.context["form"].errors["day"]


def test_the_case_shows_what_is_planned(client, world):
    page = as_(client, world.deputy).get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert reverse("agenda:visit", args=[world.visit.public_id]) in page
    assert world.word("visit") not in page


def key_of(client):
    """What the page sends: its one-time key."""
    return {"idempotency_key": client.get(reverse("agenda:feed_keep")).context["form"]["idempotency_key"].value()}


def test_a_page_that_is_sent_anew_makes_no_other_address_and_lets_the_first_live(client, world):
    as_(client, world.member)
    keep = reverse("agenda:feed_keep")
    key = key_of(client)

    first, again = client.post(keep, key), client.post(keep, key)

    assert "już powstał" not in first.content.decode()
    assert "już powstał" in again.content.decode()
    assert (again.context["address"], Feed.objects.count()) == ("", 1)
    assert client.get(first.context["address"]).status_code == 200
    assert again.context["form"]["idempotency_key"].value() != key["idempotency_key"]
    client.post(keep)  # without a key nothing is made
    assert client.get(first.context["address"]).status_code == 200


def test_the_address_is_shown_once_and_taken_back(client, world):
    as_(client, world.member)
    keep = reverse("agenda:feed_keep")

    shown = client.post(keep, key_of(client)).content.decode()
    assert ".ics" in shown
    assert ".ics" not in client.get(keep).content.decode()
    client.post(reverse("agenda:feed_end"))
    assert not Feed.objects.filter(membership=world.member.membership, ended_at=None).exists()
    assert client.post(reverse("agenda:feed_end")).status_code == 302


def test_a_visit_in_a_closed_case_stands_in_no_calendar(world):
    visit = reverse("agenda:visit", args=[world.visit.public_id])
    today = timezone.localdate(world.now)
    days = {"first": today, "last": today + timedelta(days=60)}
    assert visit in [entry.url for entry in entries_of(world.lead.actor, **days)]

    ended = {"closed_at": world.now, "closed_by": world.lead.user, "closure_reason": "goals_met"}
    change(world.case, state=CaseState.CLOSED, review_on=None, **ended)

    assert visit not in [entry.url for entry in entries_of(world.lead.actor, **days)]


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [("tydzien", "Poprzedni tydzień", "Następny tydzień"), ("miesiac", "Poprzedni miesiąc", "Następny miesiąc")],
)
def test_the_ways_on_say_where_they_lead(client, world, span, before, after):
    page = as_(client, world.lead).get(reverse("agenda:calendar"), {"zakres": span}).content.decode()

    assert before in page
    assert after in page
    assert "Następna strona" not in page


def test_a_changed_address_is_gone_at_the_next_request_and_both_are_of_one_hat(client, world):
    as_(client, world.lead)
    addresses = [client.post(reverse("agenda:feed_keep"), key_of(client)).context["address"] for _twice in range(2)]
    client.logout()

    assert [client.get(address).status_code for address in addresses] == [404, 200]
