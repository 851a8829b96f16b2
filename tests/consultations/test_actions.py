"""Asking, answering, stepping back, closing: who may, who is told, and that nothing says whom it is about."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.models import CaseHousehold, CaseKind
from kooperacja.consultations.actions.advising import give_advice, step_back
from kooperacja.consultations.actions.asking import ask_for_advice, close_consultation
from kooperacja.consultations.actions.lookups import known_of, local_teams, partners_to_ask, people_of
from kooperacja.consultations.models import Consultation
from kooperacja.consultations.policies import ADVICES, CONSULTATIONS
from kooperacja.consultations.rules.asking import AskingRefusal
from kooperacja.consultations.states import AdviceState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.models import Message
from kooperacja.persons.models import Household, HouseholdMember, Person
from tests.cases.changing import change, close, join, last_event
from tests.world import SINCE, make

QUESTION = "Dziecko w szkole podstawowej zasypia na lekcjach. Od czego zacząć?"


def ask(world, question=QUESTION, asked=None, team=None, *, who="lead"):
    asked = [world.former.membership] if asked is None else asked
    return ask_for_advice(world.case, question, asked, team, actor=getattr(world, who).actor, now=world.now)


def may_answer(world, advice, who="former"):
    return ADVICES.allows(getattr(world, who).actor, Permission.ADVICE_GIVE, advice)


def refused(world, *args, **kwargs):
    with pytest.raises(Refused) as found:
        ask(world, *args, **kwargs)
    return found.value.refusals


@pytest.fixture
def asked(world):
    row = ask(world)
    return row.advices.get()


def test_somebody_of_a_partner_is_asked_also_before_the_family_agrees(world):
    change(world.basis, state="withdrawn")

    row = ask(world, who="deputy")

    advice = row.advices.get()
    assert may_answer(world, advice)
    assert row.until == timezone.localdate(world.now) + timedelta(days=30)
    message = Message.objects.latest("pk")
    assert (message.recipient, message.kind, message.reference) == (world.former.user, "advice_asked", row.number)
    assert world.case.number not in row.number
    assert str(world.case.public_id) not in message.path
    event = last_event("consultations.asked")
    assert QUESTION not in str(event.changes)


def test_each_question_has_a_number_of_its_own(world):
    make(
        Consultation,
        case=world.case,
        number=f"K/2/{timezone.localdate().year}/{world.ops.seat.code}",
        question="x",
        asked_by=world.lead.membership,
        asked_at=world.now,
        until=SINCE,
    )
    numbers = {ask(world).number for _count in range(2)}

    assert len(numbers | {world.consultation.number}) == 3


@pytest.mark.parametrize(
    "who", ["member", "former", "head", "intake", "colleague", "neighbour", "region", "admin", "operator"]
)
def test_nobody_but_who_leads_the_case_asks(world, who):
    with pytest.raises(PermissionDenied):
        ask(world, who=who)


def test_of_a_closed_case_nothing_is_asked(world):
    close(world)

    with pytest.raises(PermissionDenied):
        ask(world)


def test_who_says_whom_it_is_about_is_refused(world):
    change(world.person, phone="600 100 200")
    for text in (
        f"Co zrobić z panią {world.person.surname}?",
        f"Dziecko: {world.child.first_name}",
        f"Mieszka: {world.household.address}",
        f"Pomaga {world.support.name}",
        "PESEL 87031401231",
        "Telefon 600-100-200",
        f"Sprawa {world.case.number}",
    ):
        assert refused(world, text) == {AskingRefusal.SAYS_WHO}, text


def test_somebody_who_lives_there_without_being_in_the_case_is_not_named_either(world):
    change(world.case.case_persons.get(person=world.child), left_on=timezone.localdate())
    assert refused(world, f"Jest tam {world.child.first_name}") == {AskingRefusal.SAYS_WHO}
    assert world.child.first_name in " ".join(known_of(world.case).names)


def test_a_community_is_not_named_by_its_place(world):
    community = make(
        type(world.case),
        number="S/99/2026/990101",
        centre=world.ops,
        kind=CaseKind.COMMUNITY,
        place="Wieś Zapłocie",
        decision="x",
        decided_on=SINCE,
        opened_at=world.now,
        opened_by=world.lead.user,
    )

    assert known_of(community).addresses == ("Wieś Zapłocie",)
    assert known_of(community).names == ()


def test_only_strangers_with_papers_or_a_seat_are_asked(world):
    today = timezone.localdate()
    assert [one.user.name for one in partners_to_ask(world.case, today)] == [world.former.user.name]
    for who in ("member", "colleague", "outsider", "reporter", "neighbour"):
        assert refused(world, asked=[getattr(world, who).membership]) == {AskingRefusal.MAY_NOT_BE_ASKED}
    assert refused(world, asked=[]) == {AskingRefusal.NOBODY}
    change(world.protocol, ends_on=today - timedelta(days=1))
    assert refused(world) == {AskingRefusal.MAY_NOT_BE_ASKED}


def _sits(world, who):
    body = getattr(world, who).membership.institution
    return change(world.seat, institution=body, membership=getattr(world, who).membership)


def test_the_local_team_is_asked_without_papers_as_long_as_somebody_sits_in_it(world):
    seat, today = _sits(world, "outsider"), timezone.localdate()
    assert list(local_teams(world.case, today)) == [world.partnership]
    assert list(people_of(world.partnership, world.case, today)) == [world.outsider.membership]

    advice = ask(world, asked=[world.outsider.membership], team=world.partnership).advices.get()

    assert may_answer(world, advice, "outsider")
    change(seat, ends_on=today - timedelta(days=1))
    assert not may_answer(world, advice, "outsider")


def test_another_gminas_team_is_not_asked(world):
    _sits(world, "outsider")
    change(world.partnership, unit=world.other_gmina)

    assert refused(world, asked=[world.outsider.membership], team=world.partnership) == {AskingRefusal.MAY_NOT_BE_ASKED}


def test_a_team_in_which_the_centre_sits_is_its_team(world):
    change(world.partnership, unit=world.other_gmina)
    change(world.seat, institution=world.ops, membership=None)

    assert list(local_teams(world.case, timezone.localdate())) == [world.partnership]
    assert not people_of(world.partnership, world.case, timezone.localdate()).exists()


def test_advice_is_given_once_and_the_leads_are_told(world, asked):
    before = Message.objects.count()

    given = give_advice(asked, "Zacząć od rozmowy z mamą", actor=world.former.actor, now=world.now)

    assert (given.state, given.text) == (AdviceState.ANSWERED, "Zacząć od rozmowy z mamą")
    told = Message.objects.order_by("pk")[before:]
    assert {message.recipient for message in told} == {world.lead.user, world.deputy.user}
    assert {message.reference for message in told} == {asked.consultation.number}
    assert ADVICES.allows(world.lead.actor, Permission.ADVICE_READ, given)
    with pytest.raises(TransitionNotAllowed):
        give_advice(given, "jeszcze", actor=world.former.actor, now=world.now)


@pytest.mark.parametrize("who", ["lead", "member", "colleague", "head", "outsider", "neighbour", "operator"])
def test_nobody_else_answers_or_steps_back(world, asked, who):
    for act in (
        lambda actor: give_advice(asked, "x", actor=actor, now=world.now),
        lambda actor: step_back(asked, actor=actor, now=world.now),
    ):
        with pytest.raises(PermissionDenied):
            act(getattr(world, who).actor)


@pytest.mark.parametrize("answered", [False, True])
def test_who_may_know_the_family_steps_back_and_sees_it_no_more(world, asked, answered):
    if answered:
        asked = give_advice(asked, "rada", actor=world.former.actor, now=world.now)

    stepped = step_back(asked, actor=world.former.actor, now=world.now)

    assert stepped.state == AdviceState.RECUSED
    assert not may_answer(world, stepped)
    assert ADVICES.allows(world.lead.actor, Permission.ADVICE_READ, stepped)
    assert last_event("consultations.recused").subject_id == asked.public_id
    with pytest.raises(PermissionDenied):
        step_back(stepped, actor=world.former.actor, now=world.now)


@pytest.mark.parametrize("happened", ["closed", "time over", "papers ended", "case closed", "other hat"])
def test_what_ends_the_sight_of_a_question(world, asked, happened):
    assert may_answer(world, asked)
    yesterday = timezone.localdate() - timedelta(days=1)
    if happened == "closed":
        close_consultation(asked.consultation, actor=world.lead.actor, now=world.now)
    if happened == "time over":
        change(asked.consultation, until=yesterday)
    if happened == "papers ended":
        change(world.cooperation, ends_on=yesterday)
    if happened == "case closed":
        close(world)
    if happened == "other hat":
        change(asked, asked=world.neighbour.membership)

    assert not may_answer(world, asked)
    assert CONSULTATIONS.allows(world.lead.actor, Permission.CONSULTATION_VIEW, asked.consultation)
    assert CONSULTATIONS.allows(world.deputy.actor, Permission.CONSULTATION_VIEW, asked.consultation)


def test_a_question_is_closed_once_by_who_leads_the_case(world, asked):
    for who in ("member", "former", "head", "colleague", "operator"):
        with pytest.raises(PermissionDenied):
            close_consultation(asked.consultation, actor=getattr(world, who).actor, now=world.now)
    closed = close_consultation(asked.consultation, actor=world.deputy.actor, now=world.now)

    assert closed.closed_on == timezone.localdate(world.now)
    with pytest.raises(PermissionDenied):
        close_consultation(closed, actor=world.lead.actor, now=world.now)


def test_somebody_who_is_asked_learns_nothing_of_the_case_from_it(world, asked):
    from kooperacja.cases.policies import ACTIONS, CASES, NOTES, PERSONS, TEAM  # noqa: PLC0415 - used only here

    for policy in (ACTIONS, CASES, NOTES, PERSONS, TEAM):
        assert not policy.permitted(world.former.actor, policy.view).exists()
    assert not ADVICES.permitted(world.former.actor, Permission.ADVICE_READ).exists()
    assert not CONSULTATIONS.permitted(world.former.actor, Permission.CONSULTATION_VIEW).exists()


def test_the_database_knows_when_somebody_answered(world, asked):
    for fields in ({"state": AdviceState.ANSWERED}, {"answered_at": world.now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(asked, **fields)


def test_who_joined_the_team_is_no_stranger_any_more(world):
    join(world, world.former)

    assert not partners_to_ask(world.case, timezone.localdate()).exists()


def test_neither_another_home_nor_a_name_from_before_two_records_were_joined_is_said(world):
    away = make(Household, centre=world.ops, unit=world.gmina, address="ul. Kwiatowa 17")
    make(CaseHousehold, case=world.case, household=away)
    partner = make(Person, centre=world.ops, first_name="Zenobia", surname="Przybyszewska")
    make(HouseholdMember, household=away, person=partner, starts_on=SINCE)
    make(Person, centre=world.ops, first_name="Anna", surname="Modrzewska", merged_into=world.person)

    for text in ("Mieszka na Kwiatowej 17", "Jest tam Zenobia Przybyszewska", "Dawniej Modrzewska"):
        assert refused(world, text) == {AskingRefusal.SAYS_WHO}, text
