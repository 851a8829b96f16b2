"""Help that can't wait: the workshop has its day, lists show it, a workshop stops the clock, nothing is blocked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as P
from kooperacja.cases.actions.closing import Closing, close_case, reopen_case
from kooperacja.cases.actions.opening import NewPerson, Opening, open_case
from kooperacja.cases.actions.plan import ActionDetails, add_action
from kooperacja.cases.models import ClosureReason, Crisis, Level
from kooperacja.cases.policies import CRISES
from kooperacja.cases.rules.crisis import CrisisRefusal
from kooperacja.diagnosis.actions.workshops import WorkshopDetails, hold_workshop
from kooperacja.gate.actions.crisis import end_crisis, note_crisis, without_workshop
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change, join, last_event
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db

WORDS = "Warsztat z rodziną do"


def today():
    return timezone.localdate()


@pytest.fixture
def waiting(world):
    """Help can't wait since a month and two days ago, and no workshop was held since."""
    change(world.workshop, held_on=today() - timedelta(days=40))
    return change(world.crisis, since=today() - timedelta(days=32), due_on=today() - timedelta(days=2))


def test_a_workshop_on_or_after_the_day_stops_the_clock(world, waiting):
    assert list(without_workshop(Crisis.objects.all())) == [waiting]

    change(world.workshop, held_on=waiting.since - timedelta(1))
    assert without_workshop(Crisis.objects.all()).exists()
    hold_workshop(world.case, WorkshopDetails(today()), actor=world.lead.actor, now=world.now)

    assert not without_workshop(Crisis.objects.all()).exists()


def test_a_workshop_of_the_same_day_does(world, waiting):
    change(world.workshop, held_on=waiting.since)

    assert not without_workshop(Crisis.objects.all()).exists()


def test_the_lead_notes_it_and_the_workshop_is_due_in_thirty_days(world, settings):
    settings.CRISIS_WORKSHOP_DAYS = 30
    since = today() - timedelta(days=1)

    row = again(note_crisis(world.case, "Brak ogrzewania.", since=since, actor=world.deputy.actor, now=world.now))

    assert (row.since, row.due_on, row.reason) == (since, since + timedelta(days=30), "Brak ogrzewania.")
    assert row.noted_by == world.deputy.membership
    assert "ogrzewania" not in str(last_event("gate.crisis_noted").changes)
    assert again(world.crisis).ended_on == today(), "the one whose workshop took place has ended with it"


def test_it_is_noted_once(world, waiting):
    with pytest.raises(Refused) as refused:
        note_crisis(world.case, "Znowu.", since=today(), actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {CrisisRefusal.NOTED_ALREADY}


@pytest.mark.parametrize("who", ["member", "former", "intake", "head", "colleague", "neighbour", "operator"])
def test_others_note_and_end_nothing(world, who):
    actor = getattr(world, who).actor
    with pytest.raises(PermissionDenied):
        note_crisis(world.case, "x", since=today(), actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        end_crisis(world.crisis, "x", actor=actor, now=world.now)


def test_it_is_taken_back_with_a_reason_and_once(world, waiting):
    with pytest.raises(Refused) as refused:
        end_crisis(waiting, "", actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == {CrisisRefusal.NO_REASON_TO_END}

    row = again(end_crisis(waiting, "Nie ta sprawa.", actor=world.lead.actor, now=world.now))

    assert (row.ended_on, row.ended_because, row.ended_by) == (today(), "Nie ta sprawa.", world.lead.membership)
    assert not without_workshop(Crisis.objects.all()).exists()
    with pytest.raises(Refused) as refused:
        end_crisis(row, "Nie ta sprawa.", actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == {CrisisRefusal.ENDED_ALREADY}


def test_it_blocks_nothing(world, waiting):
    due = today() + timedelta(days=1)
    details = ActionDetails(text="Grzejnik na dziś", institution=world.ops, due_on=due)

    assert add_action(world.goal, details, actor=world.lead.actor, now=world.now).pk


def test_it_ends_with_the_case(world, waiting):
    change(world.goal, state="met", result="x", ended_on=today())
    close_case(world.case, Closing(ClosureReason.GOALS_MET), actor=world.lead.actor, now=world.now)
    assert (again(waiting).ended_on, again(waiting).ended_by) == (today(), world.lead.membership)

    reopen_case(again(world.case), "znów", actor=world.lead.actor, now=world.now)

    assert not without_workshop(Crisis.objects.all()).exists()


def test_a_case_opens_with_it(world):
    opening = Opening(
        unit=world.gmina,
        persons=[NewPerson("Ola", "Próba")],
        lead=world.lead.membership,
        urgent_because="Dziecko bez opieki.",
    )
    case = open_case(opening, actor=world.lead.actor, now=world.now)

    crisis = case.crises.get()
    assert (crisis.since, crisis.due_on) == (today(), today() + timedelta(days=30))
    assert crisis.reason == "Dziecko bez opieki."


@pytest.mark.parametrize(
    "fields", [{"due_on": None, "since": None}, {"ended_on": True}, {"ended_by": True}], ids=["due", "by", "on"]
)
def test_the_database_holds_it_together(world, fields):
    values = {
        "due_on": today() - timedelta(1),
        "since": today(),
        "ended_on": today(),
        "ended_by": world.lead.membership,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        change(world.crisis, **{name: values[name] for name in fields})


def seers(world, permission):
    return {who for who in CAST if CRISES.allows(getattr(world, who).actor, permission, world.crisis)}


def test_who_sees_the_day_and_who_the_reason(world):
    join(world, world.colleague)

    assert seers(world, P.CRISIS_VIEW) == seers(world, P.CRISIS_END) == {"lead", "deputy"}
    assert seers(world, P.CRISIS_CLOCK) == {"lead", "deputy", "member", "colleague"}
    assert seers(world, P.CRISIS_OVERSEE) == {"head"}
    change(world.case_member, level=Level.ACTION)
    assert "member" not in seers(world, P.CRISIS_CLOCK)


@pytest.mark.parametrize("who", ["lead", "deputy", "member"])
def test_the_own_list_and_the_page_of_the_case_show_day_and_lateness(client, world, waiting, who):
    browser = as_(client, getattr(world, who))
    rows = browser.get(reverse("cases:list")).content.decode()
    page = browser.get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert WORDS in rows
    assert "2 dni po terminie" in rows
    assert WORDS.removesuffix(" do") in page
    assert "2 dni po terminie" in page


def test_the_head_sees_the_clock_and_no_reason(client, world, waiting):
    browser = as_(client, world.head)
    rows = browser.get(reverse("cases:oversight")).content.decode()
    assert "2 dni po terminie" in rows
    assert world.word("crisis") not in rows

    late = browser.get(reverse("cases:oversight"), {"uwaga": "warsztat"})
    assert [case.number for case in late.context["page"]] == [world.case.number]
    change(waiting, due_on=today())
    assert not browser.get(reverse("cases:oversight"), {"uwaga": "warsztat"}).context["page"].object_list


@pytest.mark.parametrize(("who", "address"), [("lead", "cases:list"), ("head", "cases:oversight")])
def test_once_the_workshop_is_held_lists_are_silent(client, world, who, address):
    assert WORDS not in as_(client, getattr(world, who)).get(reverse(address)).content.decode()


def test_another_centres_head_sees_nothing(client, world, waiting):
    assert "2 dni po terminie" not in as_(client, world.neighbour_head).get(reverse("cases:oversight")).content.decode()
