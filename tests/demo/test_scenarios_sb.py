"""What the stories of Stary Brzeg must prove; `test_scenarios.py` says how, and what isn't here yet."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.actions.notes import NoteText, write_note
from kooperacja.cases.actions.people import PersonDetails, add_person
from kooperacja.cases.actions.sharing import Grounds, Thing, decide_sharing
from kooperacja.cases.actions.team import add_member
from kooperacja.cases.models import (
    BasisKind,
    Case,
    CaseConcern,
    ClosureReason,
    NoPersonsError,
    NoteKind,
    PlanTemplate,
    SharingAnswer,
)
from kooperacja.cases.rules.closing import ClosingRefusal
from kooperacja.cases.rules.sharing import SharingRefusal
from kooperacja.cases.states import GoalAction
from kooperacja.concerns.models import Concern
from kooperacja.diagnosis.models import Assessment
from kooperacja.kernel.refused import Refused
from kooperacja.matching.actions import find_matches
from kooperacja.persons.models import Person
from kooperacja.reviews.models import FollowUp, Measure
from kooperacja.transfers.actions.content import Offer, content_of
from tests.world import as_

from .reading import cast_of, crawl

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.xdist_group("stories")]


def case_at(address):
    """Return the case of a household; addresses are sealed, so all are opened."""
    return next(case for case in Case.objects.exclude(household=None) if case.home.address == address)


def test_4_a_closed_case_is_gone_from_the_partners_and_read_only_to_its_lead(everything_read):
    case = case_at("Stary Brzeg, ul. Polna 5")

    assert case.number in everything_read("Paweł Modrzew")
    for name in ("Karolina Wiąz", "Patrycja Jesion"):
        assert "Wolski" not in everything_read(name)
    assert "Wynajęty pokój" not in everything_read("Konrad Grab"), "he reads what he told, and nothing that came of it"


def test_4_nothing_is_written_of_a_sentence(everything_read):
    concern = Concern.objects.filter(number__endswith="990102").earliest("pk")

    assert not re.search("wyrok|skazan|zakład karn|więzien", concern.facts + concern.who, re.IGNORECASE)


def test_9_the_anonymous_letter_is_locked_and_her_own_request_stands_alone(everything_read):
    letter = Concern.objects.get(register_number="114/2026")
    pages = everything_read("Henryk Trzcina")

    assert letter.locked_on
    assert letter.number in pages, "the register names it"
    assert "brudne i głodne" not in pages
    assert "potrzebuje prawnika" in everything_read("Paweł Modrzew")


def test_4_what_rests_on_a_conviction_is_the_probation_officers_and_the_leads(everything_read):
    case = case_at("Stary Brzeg, ul. Polna 5")

    notes = as_(Client(), cast_of("Paweł Modrzew")).get(reverse("cases:notes", args=[case.public_id]))
    assert "Obowiązki z okresu próby" in notes.content.decode()
    for name in ("Karolina Wiąz", "Patrycja Jesion", "Barbara Głóg", "Olga Topola"):
        assert "okresu próby" not in everything_read(name), name
    assert not case.disclosures.exists()


def test_4_nor_do_others_see_it_while_the_case_is_open(what_if):
    """The probation officer joins a case in which others work: what he notes leaves on no page, print or transfer."""
    case, lead = case_at("Stary Brzeg, ul. Szkolna 9"), cast_of("Paweł Modrzew")
    probation, others = cast_of("Konrad Grab"), ("Barbara Głóg", "Piotr Leszczyna")
    add_member(case, probation.membership, actor=lead.actor, now=what_if)
    said = NoteText(kind=NoteKind.PROGRESS, happened_on=timezone.localdate(what_if), text="Wyrok w zawieszeniu.")
    note = write_note(case, said, actor=probation.actor, now=what_if)

    for who in (lead, probation):
        notes = as_(Client(), who).get(reverse("cases:notes", args=[case.public_id])).content.decode()
        assert "Wyrok w zawieszeniu" in notes
    for name in others:
        assert "w zawieszeniu" not in crawl(name), name
        answer = as_(Client(), cast_of(name)).get(reverse("cases:note_file_note", args=[note.public_id]))
        assert answer.status_code == 404
    place = case.members.get(membership=cast_of("Barbara Głóg").membership)
    ground = Grounds("Żeby szkoła wiedziała.", BasisKind.AGREEMENT)
    with pytest.raises(Refused) as refused:
        decide_sharing(place, Thing(note=note), SharingAnswer.SHARED, ground, actor=lead.actor, now=what_if)
    assert refused.value.refusals == {SharingRefusal.OWNER_KEEPS_IT}
    everybody = list(Person.objects.filter(case_persons__case=case))
    offer = Offer(persons=everybody, agreed=everybody, with_plan=True, body="OPS", summary="Szkoła i zajęcia.")
    assert "zawieszeniu" not in str(content_of(case, offer, now=what_if))


def test_6_then_and_now_stand_beside_each_other(everything_read):
    case = case_at("Stary Brzeg, ul. Szkolna 9")
    own = [one.scores.get(area__code="d5").family for one in Assessment.objects.filter(case=case).order_by("held_on")]
    attendance = Measure.objects.filter(review__case=case, action__cost=4500).order_by("review__held_on")

    assert own == ["1", "2", "3"], "in the mother's own eyes"
    assert [one.now for one in attendance] == ["62%", "78%", "85%"]
    assert case.supports.get().tie == "babcia Stasia"
    assert case.state == "active"


def test_6_each_partner_sees_the_own_part(everything_read):
    school, clinic = everything_read("Barbara Głóg"), everything_read("Piotr Leszczyna")

    assert "Cichy kąt w szkole" in school
    assert "Wieczorek" not in school, "own actions alone"
    assert "Staś Wieczorek" in clinic
    for word in ("cztery godziny", "Mama śpi", "Opieka wytchnieniowa"):
        assert word not in clinic, word


def test_8_partly_reached_needs_a_result_goal_by_goal(what_if):
    case, lead = case_at("Stary Brzeg, ul. Szkolna 9"), cast_of("Paweł Modrzew")
    rest, grow = case.goals.order_by("pk")

    def close(**results):
        ends = {"rest": rest.pk, "grow": grow.pk}
        said = {ends[name]: GoalResult(GoalAction.MEET_PARTLY, text) for name, text in results.items()}
        closing = Closing(ClosureReason.PARTIAL, "Dużo się udało.", said)
        with transaction.atomic():
            return close_case(Case.objects.get(pk=case.pk), closing, actor=lead.actor, now=what_if)

    for results, refusal in (
        ({}, ClosingRefusal.GOAL_OPEN),
        ({"rest": "Mama śpi."}, ClosingRefusal.GOAL_OPEN),
        ({"rest": "Mama śpi.", "grow": ""}, ClosingRefusal.RESULTS_MISSING),
    ):
        with pytest.raises(Refused) as refused:
            close(**results)
        assert refusal in refused.value.refusals
    assert close(rest="Mama śpi.", grow="Staś pływa.").closure_reason == "partial"


def test_8_the_couples_case_says_of_each_goal_how_it_ended_and_waits_for_a_talk(everything_read):
    case = case_at("Stary Brzeg, ul. Łąkowa 2")

    assert (case.state, case.closure_reason) == ("closed", "partial")
    assert [goal.state for goal in case.goals.order_by("pk")] == ["met", "met", "partly"]
    assert all(goal.result for goal in case.goals.all())
    assert FollowUp.objects.get(case=case).outcome == "unreachable"
    assert case.follow_up_on < timezone.localdate()
    assert "Lasota" in everything_read("Paweł Modrzew")


def test_8_the_plan_began_with_a_template_of_the_centre(everything_read):
    case = case_at("Stary Brzeg, ul. Łąkowa 2")
    template = PlanTemplate.objects.get(name="Długo bez pracy")
    steps = {action.text for goal in template.goals.all() for action in goal.actions.all()}

    assert template.institution == case.centre
    assert steps - {action.text for action in case.actions.all()} == {"Prawo jazdy"}, "of Zenon, and planned by hand"


def test_9_it_left_on_schedule_and_nothing_finds_it(everything_read):
    letter = Concern.objects.get(register_number="114/2026")
    request = Concern.objects.get(case_link__case=case_at("Stary Brzeg, ul. Lipowa 8"))
    locked = Event.objects.get(name="concerns.locked", subject_id=letter.public_id)

    assert (letter.state, letter.filing_class) == ("not_confirmed", "5120")
    assert timedelta(days=90) < locked.at - letter.ended_at < timedelta(days=100)
    assert locked.at < timezone.now() - timedelta(days=5), "not on the day of loading"
    assert letter not in [found.concern for found in find_matches(request, actor=cast_of("Henryk Trzcina").actor)]
    assert "brudne" not in everything_read("Paweł Modrzew")


def test_9_her_own_request_stands_alone(everything_read):
    case = case_at("Stary Brzeg, ul. Lipowa 8")

    assert [link.concern.reporter_name for link in CaseConcern.objects.filter(case=case)] == ["Teresa Bielak"]
    assert case.actions.get().text == "Prawnik, 10 godzin"
    assert case.state == "active"


def test_10_an_event_without_a_person_becomes_no_record_of_one(what_if):
    case, lead = Case.objects.get(kind="community", centre__name="GOPS Stary Brzeg"), cast_of("Paweł Modrzew")
    before = Person.objects.count()
    with pytest.raises(NoPersonsError):
        add_person(case, PersonDetails("Jan", "Nowak"), lives_there=False, actor=lead.actor, now=what_if)
    page = as_(Client(), lead).get(reverse("cases:person_add", args=[case.public_id]))

    assert page.status_code == 404
    assert Person.objects.count() == before
    assert not case.case_persons.exists()
