"""A case of a village or a group: a plan, a team, and never a person."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.cases.actions.community import CommunityOpening, open_community_case
from kooperacja.cases.actions.opening import link_concern
from kooperacja.cases.actions.people import PersonDetails, add_person, change_address
from kooperacja.cases.actions.plan import ActionDetails, add_action, add_goal
from kooperacja.cases.actions.progress import set_review, start_case
from kooperacja.cases.actions.team import add_member
from kooperacja.cases.events import CaseEvent
from kooperacja.cases.models import Case, CaseKind, CasePerson, NoPersonsError
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.community import CommunityRefusal, community_refusals
from kooperacja.cases.rules.plan import PlanRefusal
from kooperacja.cases.rules.team import AppointingRefusal, JoiningRefusal
from kooperacja.diagnosis.actions.assessments import Head, begin_assessment
from kooperacja.diagnosis.actions.workshops import WorkshopDetails, hold_workshop
from kooperacja.diagnosis.states import Occasion
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Person
from kooperacja.reviews.actions.refusing import SaidNo, record_refusal
from kooperacja.reviews.models import HowAsked
from kooperacja.transfers.actions.content import Offer
from kooperacja.transfers.actions.transferring import offer_transfer
from tests.cases.test_policies import change
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def opening(world, today):
    return CommunityOpening("Zapłocie", "Zespół: nie ma autobusu.", today, world.lead.membership)


@pytest.fixture
def village(opening, act):
    return open_community_case(opening, **act)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (("", "Zespół", 0), {CommunityRefusal.NO_PLACE}),
        (("Wieś", "", 1), {CommunityRefusal.NO_DECISION, CommunityRefusal.IN_THE_FUTURE}),
        (("Wieś", "Zespół", 0), set()),
    ],
)
def test_community_refusals(today, told, refusal):
    place, decision, ahead = told

    assert community_refusals(place, decision, decided_on=today + timedelta(ahead), today=today) == refusal


def test_it_rests_on_a_decision_of_the_team(world, village):
    case = Case.objects.get(pk=village.pk)

    assert (case.kind, case.household, case.place, case.is_community) == (CaseKind.COMMUNITY, None, "Zapłocie", True)
    assert Event.objects.filter(name=CaseEvent.COMMUNITY_OPENED, subject_id=case.public_id).exists()
    assert case.members.get().membership == world.lead.membership


def test_a_deputy_is_somebody_else(world, today, act, opening):
    both = CommunityOpening("W", "Z", today, world.lead.membership, world.deputy.membership)
    assert open_community_case(both, **act).members.count() == 2
    same = CommunityOpening("W", "Z", today, world.lead.membership, world.lead.membership)
    with pytest.raises(Refused) as refused:
        open_community_case(same, **act)
    assert refused.value.refusals == {AppointingRefusal.SAME_PERSON}


@pytest.mark.parametrize("who", ["member", "admin", "region", "operator", "outsider"])
def test_only_a_welfare_centre_opens_it(world, opening, who):
    with pytest.raises(PermissionDenied):
        open_community_case(opening, actor=getattr(world, who).actor, now=world.now)


def test_no_person_ever_gets_in(world, village, act, today):
    persons = Person.objects.count()
    with pytest.raises(NoPersonsError):
        add_person(village, PersonDetails("Anna", "Nowak"), lives_there=False, **act)
    with pytest.raises(NoPersonsError):
        make(CasePerson, case=village, person=world.person, added_on=today)
    with pytest.raises(NoPersonsError):
        change_address(village, world.gmina, "Zapłocie 1", version=1, **act)

    assert not village.case_persons.exists()
    assert Person.objects.count() == persons


def test_an_event_without_a_person_never_becomes_a_persons_record(world, village, act):
    link_concern(world.concern, village, reason="O tym samym miejscu.", actor=world.intake.actor, now=world.now)
    with pytest.raises(NoPersonsError):
        add_person(village, PersonDetails("Anna", "Nowak"), lives_there=True, **act)

    assert village.case_concerns.get().concern == world.concern
    assert not village.case_persons.exists()


def test_no_goal_is_a_persons(world, village, act):
    with pytest.raises(Refused) as refused:
        add_goal(village, "x", world.person, **act)

    assert refused.value.refusals == {PlanRefusal.NOT_IN_THE_CASE}


def test_the_database_holds_it_together(world, village):
    for wrong in ({"household": world.household}, {"decided_on": None}, {"kind": CaseKind.FAMILY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(Case.objects.get(pk=village.pk), **wrong)


def test_work_starts_without_anybodys_agreement(world, village, act, today):
    goal = add_goal(village, "Autobus dwa razy dziennie", None, **act)
    add_action(goal, ActionDetails("Rozmowa z wójtem", world.ops, today + timedelta(9)), **act)
    set_review(village, today + timedelta(40), version=Case.objects.get(pk=village.pk).version, **act)

    assert start_case(village, **act).state == "active"


def test_partners_join_by_agreement_and_protocol_alone(world, village, act, today):
    with pytest.raises(Refused) as refused:
        add_member(village, world.outsider.membership, **act)
    assert refused.value.refusals == {JoiningRefusal.NO_COOPERATION, JoiningRefusal.NO_PROTOCOL}
    add_member(village, world.member.membership, **act)
    assert CASES.allows(world.member.actor, Permission.CASE_VIEW, village)

    change(world.protocol, ends_on=today - timedelta(1))
    assert not CASES.allows(world.member.actor, Permission.CASE_VIEW, village)


def test_the_form_opens_it_once(client, world, today):
    lead = as_(client, world.lead)
    assert lead.get(reverse("cases:open_community")).status_code == 200
    told = {
        "idempotency_key": str(uuid.uuid4()),
        "place": " Zapłocie ",
        "decision": "Zespół",
        "lead": world.lead.membership.pk,
        "decided_on_day": today.day,
        "decided_on_month": today.month,
        "decided_on_year": today.year,
    }
    refused = lead.post(reverse("cases:open_community"), {**told, "deputy": world.lead.membership.pk})
    assert refused.context["form"].non_field_errors()
    answer = lead.post(reverse("cases:open_community"), told)
    assert lead.post(reverse("cases:open_community"), told).url == answer.url
    assert [case.place for case in Case.objects.filter(kind=CaseKind.COMMUNITY)] == ["Zapłocie"]


def test_its_pages_have_no_place_for_a_person(client, world, village, act):
    goal = add_goal(village, "Autobus", None, **act)
    add_member(village, world.member.membership, **act)
    lead = as_(client, world.lead)
    body = lead.get(reverse("cases:view", args=[village.public_id])).content.decode()
    assert "Zapłocie" in body
    assert reverse("cases:people", args=[village.public_id]) not in body
    for name in ("people", "person_add", "address_edit", "household_add", "child_born"):
        assert lead.get(reverse(f"cases:{name}", args=[village.public_id])).status_code == 404
    for name in ("goal_add", "plan", "plan_print", "plan_picture", "file_note", "versions", "team", "notes", "close"):
        assert lead.get(reverse(f"cases:{name}", args=[village.public_id])).status_code == 200, name
    assert "person" not in lead.get(reverse("cases:goal_edit", args=[goal.public_id])).context["form"].fields
    told = {"version": goal.version, "text": "Autobus rano"}
    assert lead.post(reverse("cases:goal_edit", args=[goal.public_id]), told).status_code == 302
    partner = as_(client, world.member).get(reverse("cases:view", args=[village.public_id])).content.decode()
    assert "Zapłocie" in partner


def test_it_closes_without_words_about_a_family(client, world, village, act):
    lead = as_(client, world.lead)
    address = reverse("cases:close", args=[village.public_id])

    page = lead.get(address).content.decode()
    assert "rodzina" not in page.split("<main")[1].lower()
    told = {"reason": "other_help", "summary": "Autobus jeździ.", "idempotency_key": uuid.uuid4()}
    assert lead.post(address, {**told, "reason": "moved"}).status_code == 200, "a village doesn't move"
    assert lead.post(address, told).status_code == 302
    village.refresh_from_db()
    assert (village.state, village.follow_up_on) == ("closed", None)
    assert "Ostatni kontakt z rodziną" not in lead.get(reverse("cases:view", args=[village.public_id])).content.decode()


def test_nothing_asks_a_village_as_if_it_were_a_family(client, world, village, act):
    """No no of a person, no scale of a household, no workshop with a family, no move to another centre."""
    lead = as_(client, world.lead)
    for name in (
        *("diagnosis:view", "diagnosis:begin", "diagnosis:hold", "diagnosis:picture"),
        *("reviews:refusal_in_case", "transfers:transfer_choose", "transfers:transfer_outside"),
    ):
        assert lead.get(reverse(name, args=[village.public_id])).status_code == 404, name
    for name in ("cases:view", "reviews:hold", "reviews:list"):
        page = lead.get(reverse(name, args=[village.public_id])).content.decode()
        assert "rodzin" not in page.split("<main")[1].split("</main")[0].lower(), name


def test_no_action_asks_it_so_either(world, village, act, today):
    no = SaidNo(today, HowAsked.CALL, "Anna Nowak")
    with pytest.raises(NoPersonsError):
        record_refusal(village, no, **act)
    with pytest.raises(NoPersonsError):
        hold_workshop(village, WorkshopDetails(today), **act)
    with pytest.raises(NoPersonsError):
        begin_assessment(village, Head(Occasion.START, today, ("d1",)), **act)
    with pytest.raises(NoPersonsError):
        offer_transfer(village, Offer([], world.other_ops), **act)
