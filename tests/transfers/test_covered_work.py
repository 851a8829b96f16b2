"""What whoever covers does in a case is done for its centre, and their own centre takes nothing of it home."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.agenda.actions.entries import entries_of
from kooperacja.cases.actions.covered import acts_for
from kooperacja.cases.actions.duplicates import Sought, find_lookalikes, use_person
from kooperacja.cases.actions.importing import add_people
from kooperacja.cases.actions.joint import Asking, answer_jointly, ask_jointly
from kooperacja.cases.actions.merging import what_speaks_against
from kooperacja.cases.actions.templates import keep_as_template
from kooperacja.cases.actions.twins import who_may_be_meant
from kooperacja.cases.models import Case, CaseMember, CasePerson, Role
from kooperacja.cases.policies import PERSONS, VOICES
from kooperacja.cases.rules.joint import Rule, Said, Vote
from kooperacja.cases.rules.merging import MergeRefusal
from kooperacja.cases.states import ActionState, CoverState
from kooperacja.consultations.actions.lookups import partners_to_ask
from kooperacja.gate.actions.tried import Attempt, Behalf, change_tried, note_tried, note_tried_for
from kooperacja.gate.models import Heard, Result
from kooperacja.gate.policies import TRIED
from kooperacja.persons.models import Household, Person
from kooperacja.portal.things import plan as waiting
from tests.cases.changing import again, change
from tests.world import SINCE, as_, make

from .covering import DAY, agree

pytestmark = pytest.mark.django_db

ATTEMPT = Attempt(what="Rozmowy z asystentem", result=Result.PARTLY)


@pytest.fixture
def covered(world):
    """The neighbours' head covers the village's case today, and leads one at home, about somebody alike."""
    agree(world)
    household = make(Household, centre=world.other_ops, unit=world.gmina)
    world.own = make(
        Case,
        number="S/1/2026/990102",
        centre=world.other_ops,
        household=household,
        opened_at=world.now,
        opened_by=world.neighbour_head.user,
    )
    place = {"institution": world.other_ops, "membership": world.neighbour_head.membership, "joined_on": SINCE}
    make(CaseMember, case=world.own, role=Role.LEAD, **place)
    names = {"first_name": world.person.first_name, "surname": world.person.surname}
    world.namesake = make(Person, centre=world.other_ops, **names)
    make(CasePerson, case=world.own, person=world.namesake, added_on=SINCE)
    return world


@pytest.fixture
def there(covered):
    return covered.neighbour_head.actor


def test_the_institution_for_which_one_acts(covered, there):
    assert acts_for(covered.case, there) == covered.ops.pk
    assert acts_for(covered.own, there) == covered.other_ops.pk
    assert acts_for(covered.case, covered.member.actor) == covered.school.pk


def test_records_of_two_centres_are_never_offered_as_one_nor_joined(covered, there):
    assert PERSONS.allows(there, May.PERSON_MERGE, covered.person)
    assert PERSONS.allows(there, May.PERSON_MERGE, covered.namesake)

    alike, others = who_may_be_meant(covered.person, actor=there)

    assert covered.namesake not in [one.person for one in (*alike, *others)]
    assert covered.child in [one.person for one in others]
    assert what_speaks_against(covered.person, covered.namesake) == {MergeRefusal.OTHER_CENTRE}


def test_a_record_of_one_centre_never_comes_into_a_case_of_another(covered, there):
    sought = Sought(covered.person.first_name, covered.person.surname)
    for centre, one in ((covered.ops, covered.person), (covered.other_ops, covered.namesake)):
        [found] = find_lookalikes([sought], centre=centre.pk, actor=there)
        assert [alike.person for alike in found] == [one]

    how = {"lives_there": True, "actor": there, "now": covered.now}
    with pytest.raises(PermissionDenied):
        use_person(covered.own, covered.person, **how)
    with pytest.raises(PermissionDenied):
        add_people(covered.case, [covered.namesake], **how)


def test_what_was_tried_is_written_for_the_centre_and_stays_with_it(covered, there):
    row = note_tried(covered.case, ATTEMPT, actor=there, now=covered.now)
    heard = note_tried_for(covered.case, Behalf(Heard.CALL, body="Parafia"), ATTEMPT, actor=there, now=covered.now)
    changed = change_tried(row, ATTEMPT, version=row.version, actor=there, now=covered.now)

    assert (changed.institution, changed.owner, changed.author) == (covered.ops, covered.ops, there_(covered))
    assert heard.owner == covered.ops
    change(covered.cover, state=CoverState.ENDED, ended_at=covered.now)
    for tried in (row, heard):
        assert TRIED.allows(covered.lead.actor, May.TRIED_EDIT, tried)
        assert not TRIED.allows(there, May.TRIED_VIEW, tried)


def there_(world):
    return world.neighbour_head.membership


@pytest.fixture
def voice(covered):
    """The lead asked the own centre and the school, before nobody was there."""
    today = timezone.localdate(covered.now)
    asking = Asking("Czy spotykamy się co tydzień?", [covered.ops, covered.school], Rule.ALL, today + DAY)
    decision = ask_jointly(covered.case, asking, actor=covered.lead.actor, now=covered.now)
    return decision.voices.get(institution=covered.ops)


def test_whoever_covers_answers_jointly_for_the_centre(covered, there, voice):
    (thing,) = waiting.joint_decisions(there, covered.now)
    assert thing.url == reverse("cases:joint_answer", args=[voice.public_id])

    answer_jointly(voice, Said(Vote.YES), version=voice.version, actor=there, now=covered.now)

    said = again(voice)
    assert (said.vote, said.answered_by, said.channel) == (Vote.YES, there_(covered), "")
    assert not list(waiting.joint_decisions(there, covered.now))


def test_only_as_long_as_the_cover_holds(covered, there, voice):
    change(covered.cover, state=CoverState.ENDED, ended_at=covered.now)

    assert not VOICES.allows(there, May.JOINT_ANSWER, voice)
    assert not list(waiting.joint_decisions(there, covered.now))


def test_the_page_takes_one_click_for_the_centre(client, covered, voice):
    client = as_(client, covered.neighbour_head)
    page = client.get(reverse("cases:joint", args=[voice.decision.public_id])).content.decode()
    assert reverse("cases:joint_yes", args=[voice.public_id]) in page
    assert 'name="channel"' not in client.get(reverse("cases:joint_answer", args=[voice.public_id])).content.decode()

    client.post(reverse("cases:joint_yes", args=[voice.public_id]))

    assert again(voice).vote == Vote.YES


def test_what_waits_for_the_centre_waits_for_whoever_covers(covered, there):
    change(covered.action, institution=covered.ops, member=None, state=ActionState.ACCEPTED)
    change(covered.action, due_on=timezone.localdate(covered.now))
    address = reverse("cases:action", args=[covered.action.public_id])

    assert address in [thing.url for thing in waiting.actions(there, covered.now)]
    change(covered.cover, state=CoverState.ENDED, ended_at=covered.now)
    assert not list(waiting.actions(there, covered.now))


def test_the_calendar_of_whoever_covers_is_empty_of_it_once_it_is_over(covered, there):
    today = timezone.localdate(covered.now)
    days = {"first": today, "last": today + 60 * DAY}
    assert covered.case.number in [entry.reference for entry in entries_of(there, **days)]

    change(covered.cover, state=CoverState.ENDED, ended_at=covered.now)

    assert covered.case.number not in [entry.reference for entry in entries_of(there, **days)]


def test_no_template_of_another_centre_is_made_of_a_covered_plan(client, covered, there):
    with pytest.raises(PermissionDenied):
        keep_as_template(covered.case, "Długi", "debts", [], actor=there, now=covered.now)

    address = reverse("cases:template_keep", args=[covered.case.public_id])
    page = reverse("cases:plan", args=[covered.case.public_id])
    assert address not in as_(client, covered.neighbour_head).get(page).content.decode()
    assert client.get(address).status_code == 403
    assert address in as_(client, covered.lead).get(page).content.decode()


def test_the_papers_of_the_cases_centre_say_who_is_asked_for_advice(covered):
    today = timezone.localdate(covered.now)
    asked = {one.institution_id for one in partners_to_ask(covered.case, today)}

    assert covered.school.pk in asked
    assert not {one.institution_id for one in partners_to_ask(covered.own, today)} & {covered.school.pk}
