"""The story of a case: all of it for those who lead, own parts for members, and few queries however long it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.merging import merge_persons, undo_merge
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.actions.people import PersonDetails, edit_person
from kooperacja.cases.actions.plan import accept_action, add_goal
from kooperacja.cases.actions.splitting import Share, rows_to_share, split_person
from kooperacja.cases.actions.timeline import Asked, Kind, all_events, institutions_of, story, words_of
from kooperacja.cases.events import PersonEvent, PlanEvent
from kooperacja.cases.models import CasePerson, NoteKind
from kooperacja.concerns.events import ConcernEvent
from tests.cases.changing import again, change
from tests.cases.twins import second_case, twins
from tests.world import SINCE, as_, make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def lines(world, who="lead", **asked):
    page, found = story(world.case, Asked(**asked), actor=getattr(world, who).actor, page=1)
    assert len(page) == len(found)
    return found


@pytest.fixture
def told(world):
    """Let something happen: a note of the member with contact, an answer, a goal, a changed note."""
    said = NoteText(NoteKind.CALL, TODAY() - timedelta(days=2), "Rozmowa z mamą", with_family=True)
    world.call = write_note(world.case, said, actor=world.member.actor, now=world.now)
    accept_action(world.action, answered_on=TODAY(), actor=world.member.actor, now=world.now)
    world.new_goal = add_goal(world.case, "Spokojny dom", None, actor=world.deputy.actor, now=world.now)
    said = NoteText(NoteKind.VISIT, TODAY(), "Po poprawce")
    edit_note(world.note, said, version=1, actor=world.lead.actor, now=world.now)
    return world


def test_the_lead_reads_all_in_order(told):
    found = lines(told)

    assert [(one.words, one.by) for one in found if one.note] == [
        ("wizyta", "Lidia Lewandowska"),
        ("rozmowa telefoniczna", "Celina Szkolna"),
        ("rozmowa telefoniczna", "Lidia Lewandowska"),
    ]
    assert [one.note for one in found[-2:]] == [told.call, told.told_note]
    assert {(one.words, one.institution) for one in found if not one.note} >= {
        ("przyjęto działanie", "Szkoła w Zapłociu"),
        ("dodano cel", "GOPS Wierzbowa Góra"),
        ("zmieniono notatkę", "GOPS Wierzbowa Góra"),
    }
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)


def test_a_member_reads_what_is_theirs(told):
    found = lines(told, "member")

    assert [one.note for one in found if one.note] == [told.call, told.told_note], "an own one, and one shown to them"
    assert [one.words for one in found if not one.note] == ["przyjęto działanie"]


@pytest.mark.parametrize("who", ["former", "head", "colleague", "neighbour", "region", "admin", "operator"])
def test_others_read_nothing(told, who):
    assert lines(told, who) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.CONTACTS, {"rozmowa telefoniczna"}),
        (Kind.NOTES, {"rozmowa telefoniczna", "wizyta", "zmieniono notatkę"}),
        (Kind.PLAN, {"przyjęto działanie", "dodano cel"}),
        (Kind.PEOPLE, set()),
        (Kind.TEAM, set()),
        (Kind.CASE, set()),
    ],
)
def test_a_kind_alone(told, kind, words):
    assert {one.words for one in lines(told, kind=kind)} == words


def test_an_institution_alone(told):
    assert {one.institution for one in lines(told, institution_id=told.school.pk)} == {"Szkoła w Zapłociu"}
    assert list(institutions_of(told.case).order_by("pk")) == sorted(
        (told.ops, told.school, told.pcpr), key=lambda one: one.pk
    )


def told_of(world, who="lead"):
    return [one.words for one in lines(world, who, kind=Kind.PEOPLE)]


def test_what_is_changed_in_a_person_is_told_to_those_who_lead(world):
    edit_person(world.person, PersonDetails("A", "B"), version=1, actor=world.deputy.actor, now=world.now)

    assert told_of(world) == told_of(world, "deputy") == ["zmieniono dane osoby"]
    assert told_of(world, "member") == []


def test_records_joined_and_taken_apart_are_told(world):
    pair, act = twins(world), {"actor": world.lead.actor, "now": world.now}
    versions = (pair.one.version, pair.two.version)
    details = PersonDetails("Anna", "Nowak", birth_date=pair.one.birth_date)
    merge = merge_persons(pair.one, pair.two, details, versions=versions, **act)
    undo_merge(merge, **act)
    given = dict.fromkeys(rows_to_share(again(pair.one)), Share.BOTH)
    split_person(again(pair.one), details, given, version=again(pair.one).version, **act)

    assert told_of(world) == [
        str(event.label) for event in (PersonEvent.SPLIT, PersonEvent.MERGE_UNDONE, PersonEvent.MERGED)
    ]


def test_what_another_case_did_to_a_person_is_not_told_here(world):
    other = second_case(world, leads=("colleague",))
    make(CasePerson, case=other, person=world.person, added_on=SINCE)

    edit_person(world.person, PersonDetails("A", "B"), version=1, actor=world.colleague.actor, now=world.now)

    assert told_of(world) == []


def test_what_was_before_the_case_is_not_told(world):
    edit_person(world.person, PersonDetails("A", "B"), version=1, actor=world.lead.actor, now=world.now)
    world.case = change(world.case, opened_at=timezone.now())

    assert told_of(world) == []


def test_what_nobody_did_has_no_name(world):
    with recording(PlanEvent.GOAL_CHANGED, actor=SYSTEM) as record:
        record.about(again(world.case))

    assert [one.who for one in lines(world, kind=Kind.PLAN)] == [""]


def test_events_of_every_room_have_words():
    all_events.cache_clear()  # a page walked before may have filled it

    assert words_of(PlanEvent.GOAL_CHANGED) == PlanEvent.GOAL_CHANGED.label
    assert words_of(ConcernEvent.RAISED) == ConcernEvent.RAISED.label


def test_an_event_that_no_room_knows_keeps_its_name():
    assert words_of("gone.thing") == "gone.thing"


def test_no_query_a_row(client, told, django_assert_max_num_queries):
    for number in range(30):
        said = NoteText(NoteKind.CALL, TODAY(), f"Rozmowa {number}")
        write_note(told.case, said, actor=told.member.actor, now=told.now)
        add_goal(told.case, f"Cel {number}", None, actor=told.deputy.actor, now=told.now)
    actor = told.lead.actor

    with django_assert_max_num_queries(6):
        page, found = story(told.case, Asked(), actor=actor, page=2)
        _words = [(one.words, one.by, one.institution, one.note and one.note.text) for one in found]

    assert (len(found), page.paginator.num_pages) == (25, 3)


def test_events_carry_no_words_of_the_family(client, told):
    page = as_(client, told.lead).get(reverse("cases:timeline", args=[told.case.public_id])).content.decode()

    assert "Spokojny dom" not in page
    assert "Po poprawce" in page
    assert Event.objects.filter(name="cases.goal_added").exists()


def test_the_page_narrows_and_forgives_nonsense(client, told):
    address = reverse("cases:timeline", args=[told.case.public_id])
    page = as_(client, told.lead)

    school = page.get(address, {"instytucja": str(told.school.public_id), "rodzaj": "kontakty"})
    assert [line.institution for line in school.context["lines"]] == ["Szkoła w Zapłociu"]
    assert page.get(address, {"instytucja": "x", "rodzaj": "y", "strona": "z"}).status_code == 200


def test_a_member_chooses_no_institution(client, told):
    page = as_(client, told.member).get(reverse("cases:timeline", args=[told.case.public_id]))

    assert "instytucja" not in page.context["form"].fields
    assert "Po poprawce" not in page.content.decode()
