"""Clocks of a case: the first contact after a concern, the answer to an action. Lists show them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.clocks import answer_due, first_contact_due
from kooperacja.cases.actions.community import CommunityOpening, open_community_case
from kooperacja.cases.actions.days import keep_day, propose_day
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.actions.opening import link_concern, open_case_from_concern
from kooperacja.cases.actions.plan import ActionDetails, accept_action, add_action
from kooperacja.cases.forms.cases import CaseFilterForm
from kooperacja.cases.models import Case, NoteKind
from kooperacja.cases.rules.limits import answer_day, contact_day
from tests.cases.changing import again, change, close
from tests.cases.test_opening import opening
from tests.world import as_

pytestmark = pytest.mark.django_db

CONTACT, ANSWER = "Pierwszy kontakt z rodziną do", "Odpowiedź na działanie do"


def today():
    return timezone.localdate()


def day(due, case, actor=None, *, oversees=True):
    return Case.objects.annotate(day=due(actor, oversees)).get(pk=case.pk).day


@pytest.fixture
def concern(world):
    return change(world.concern, received_at=world.now - timedelta(days=3))


@pytest.fixture
def case(world, concern):
    return open_case_from_concern(
        concern, opening(world), reason="Potrzebna praca.", actor=world.intake.actor, now=world.now
    )


def met(world, case, happened_on, *, with_family=True):
    lead = world.lead
    said = NoteText(NoteKind.VISIT, happened_on, "Byłam u rodziny.", with_family=with_family)
    return write_note(case, said, actor=lead.actor, now=world.now)


@pytest.mark.parametrize("urgency", ["red", "green"])
def test_a_case_from_a_concern_waits_for_the_first_contact(world, concern, urgency):
    concern = change(concern, urgency=urgency)
    case = open_case_from_concern(concern, opening(world), reason="Tak.", actor=world.intake.actor, now=world.now)

    learned_on = timezone.localdate(concern.received_at)
    assert day(first_contact_due, case) == contact_day(urgency, learned_on)
    assert day(first_contact_due, case, world.lead.actor, oversees=False) == contact_day(urgency, learned_on)


def test_a_linked_concern_starts_it_too(world, concern):
    link_concern(concern, world.case, reason="Ta sama rodzina.", actor=world.intake.actor, now=world.now)
    assert world.case.case_concerns.get(concern=concern).contact_due_on is not None


def test_in_a_case_of_a_community_no_family_waits(world, concern):
    details = CommunityOpening("Zapłocie", "Zespół: nie ma autobusu.", today(), world.lead.membership)
    village = open_community_case(details, actor=world.lead.actor, now=world.now)
    link_concern(concern, village, reason="Ta wieś.", actor=world.intake.actor, now=world.now)

    assert village.case_concerns.get(concern=concern).contact_due_on is None


@pytest.mark.parametrize(("days", "stops"), [(4, False), (3, True), (0, True)])
def test_a_contact_since_the_concern_stops_it(world, case, days, stops):
    met(world, case, today() - timedelta(days=days))

    assert (day(first_contact_due, case) is None) is stops


def test_a_note_without_the_family_stops_nothing_and_one_taken_back_starts_it_again(world, case):
    note = met(world, case, today(), with_family=False)
    assert day(first_contact_due, case) is not None
    said = NoteText(NoteKind.VISIT, today(), "Byłam u rodziny.", with_family=True)
    note = edit_note(note, said, version=note.version, actor=world.lead.actor, now=world.now)
    assert day(first_contact_due, case) is None
    edit_note(
        note, NoteText(NoteKind.VISIT, today(), "Nikogo."), version=note.version, actor=world.lead.actor, now=world.now
    )
    assert day(first_contact_due, case) is not None


def test_members_do_not_learn_of_it(world, concern):
    link_concern(concern, world.case, reason="Ta sama rodzina.", actor=world.intake.actor, now=world.now)
    seen = {
        who: day(first_contact_due, world.case, getattr(world, who).actor, oversees=False)
        for who in ("lead", "deputy", "member")
    }

    assert seen["member"] is None
    assert seen["lead"] == seen["deputy"]


def ask(world):
    details = ActionDetails(
        text="Wizyta pielęgniarki",
        institution=world.member.membership.institution,
        due_on=today() + timedelta(days=30),
        member=world.team["member"],
    )
    return add_action(world.goal, details, actor=world.lead.actor, now=world.now)


def test_an_action_waits_for_its_answer(world):
    action = ask(world)
    assert action.answer_due_on == answer_day(today(), days=5)
    for who, oversees in (("lead", False), ("member", False), ("head", True)):
        assert day(answer_due, world.case, getattr(world, who).actor, oversees=oversees) == answer_day(today(), days=5)

    accept_action(action, answered_on=today(), actor=world.member.actor, now=world.now)
    assert day(answer_due, world.case) is None


def test_another_day_is_no_silence_and_keeping_the_day_asks_anew(world):
    action = ask(world)
    propose_day(action, today() + timedelta(days=40), "Urlop.", actor=world.member.actor, now=world.now)
    assert day(answer_due, world.case) is None

    later = world.now + timedelta(days=3)
    keep_day(action, actor=world.lead.actor, now=later)
    assert again(action).answer_due_on == answer_day(timezone.localdate(later), days=5)
    assert day(answer_due, world.case) == answer_day(timezone.localdate(later), days=5)


def test_in_a_closed_case_nothing_runs(world, concern):
    link_concern(concern, world.case, reason="Ta sama rodzina.", actor=world.intake.actor, now=world.now)
    ask(world)
    close(world)

    assert day(first_contact_due, world.case) is None
    assert day(answer_due, world.case) is None


@pytest.mark.parametrize(("who", "address"), [("lead", "cases:list"), ("head", "cases:oversight")])
def test_lists_show_both_and_are_narrowed_to_what_is_late(client, world, concern, who, address):
    link_concern(concern, world.case, reason="Ta sama rodzina.", actor=world.intake.actor, now=world.now)
    action = ask(world)
    page = as_(client, getattr(world, who)).get(reverse(address)).content.decode()
    assert CONTACT in page
    assert ANSWER in page

    filtered = {"uwaga": "odpowiedz"}
    assert world.case.number not in client.get(reverse(address), filtered).content.decode()
    change(action, answer_due_on=today() - timedelta(days=1))
    assert world.case.number in client.get(reverse(address), filtered).content.decode()


@pytest.mark.parametrize(("who", "found"), [("lead", True), ("member", False)])
def test_without_contact_for_long_is_known_where_one_leads(client, world, who, found):
    long_ago = world.now - timedelta(days=60)
    change(world.case, opened_at=long_ago, last_contact_on=long_ago.date())

    page = as_(client, getattr(world, who)).get(reverse("cases:list"), {"uwaga": "kontakt"}).content.decode()

    assert (world.case.number in page) is found


@pytest.mark.parametrize("attention", [name for name, _label in CaseFilterForm.base_fields["uwaga"].choices if name])
@pytest.mark.parametrize(
    ("who", "address"), [("lead", "cases:list"), ("member", "cases:list"), ("head", "cases:oversight")]
)
def test_each_choice_of_what_needs_attention_answers(client, world, who, address, attention):
    page = as_(client, getattr(world, who)).get(reverse(address), {"uwaga": attention})

    assert page.status_code == 200
    assert f'<option value="{attention}" selected>' in page.content.decode()


def test_own_cases_in_which_anything_is_late(client, world):
    action = ask(world)
    page = reverse("cases:list")
    as_(client, world.lead)
    assert world.case.number not in client.get(page, {"uwaga": "po-terminie"}).content.decode()

    change(action, answer_due_on=today() - timedelta(days=1))
    assert world.case.number in client.get(page, {"uwaga": "po-terminie"}).content.decode()
    change(action, answer_due_on=None)
    change(world.case, review_on=today() - timedelta(days=1))
    assert world.case.number in client.get(page, {"uwaga": "po-terminie"}).content.decode()
