"""Coming of age: on the day itself, with or without the worker, also for who was born on 29 February."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kooperacja.access import policy
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.adulthood import ask_at_adulthood, who_came_of_age
from kooperacja.cases.actions.participation import Said, guardians_who_may_agree, record_basis
from kooperacja.cases.actions.people import PersonDetails, edit_person
from kooperacja.cases.jobs import ask_who_came_of_age
from kooperacja.cases.models import BasisKind, How, ParticipationBasis, SecondGuardian
from kooperacja.cases.policies import PERSONS
from kooperacja.cases.querysets import came_of_age
from kooperacja.cases.rules.participation import Answer
from kooperacja.cases.states import BasisState
from kooperacja.persons.models import GuardianKind, Guardianship
from tests.cases.changing import again, change, close, last_event, told
from tests.world import as_, make

pytestmark = pytest.mark.django_db

BORN = date(2009, 3, 15)
DAY = date(2027, 3, 15)


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock to noon of a day."""

    def move(day):
        now = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    yield move
    policy.forget()


def agreed_for(world, born, **fields):
    """Let the guardian agree for a young person born on that day."""
    change(world.child, birth_date=born)
    change(world.guardianship, starts_on=born)
    return make(
        ParticipationBasis,
        case=world.case,
        person=again(world.child),
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=date(2026, 11, 1),
        how=How.WRITING,
        given_by=world.person,
        **fields,
    )


def partner_sees(world):
    return PERSONS.allows(world.member.actor, Permission.PERSON_VIEW, world.child)


@pytest.mark.parametrize(
    ("born", "first_day"),
    [
        (BORN, DAY),
        (date(2009, 3, 1), date(2027, 3, 1)),
        (date(2009, 3, 31), date(2027, 3, 31)),
        (date(2009, 1, 1), date(2027, 1, 1)),
        (date(2008, 12, 31), date(2026, 12, 31)),
        (date(2012, 2, 29), date(2030, 2, 28)),  # 2030 is no leap year: k.c. art. 112
    ],
)
def test_a_guardians_word_stops_counting_on_the_day_without_any_worker(world, at, born, first_day):
    at(date(2026, 11, 2))
    agreed_for(world, born)

    at(first_day - timedelta(days=1))
    assert partner_sees(world)
    for day in (first_day, first_day + timedelta(days=1), first_day + timedelta(days=400)):
        at(day)
        assert not partner_sees(world), day


@pytest.mark.parametrize("years", [1, 3, 8])
def test_it_never_counts_again(world, at, years):
    at(date(2026, 11, 2))
    agreed_for(world, BORN)

    at(DAY.replace(year=DAY.year + years))

    assert not partner_sees(world)


def test_what_the_database_holds_is_not_the_day(world):
    basis = agreed_for(world, BORN)

    assert basis.until_day
    assert basis.until_month
    assert b"2027" not in bytes(basis.until_day) + bytes(basis.until_month)


@pytest.mark.parametrize(
    "fields",
    [{"kind": BasisKind.COURT_ORDER, "reference": "III Nsm 1/26"}, {"stated_on": DAY}],
    ids=["an order", "an own word"],
)
def test_an_order_or_an_own_word_goes_on(world, at, fields):
    at(date(2027, 6, 1))
    basis = change(agreed_for(world, BORN), **fields)

    assert (basis.until_day, basis.until_month) == (None, None)
    assert partner_sees(world)


def test_a_child_without_a_date_of_birth_stays_as_the_worker_said(world, at):
    at(date(2026, 11, 2))
    change(world.child, birth_date=None, is_minor=True)
    basis = make(
        ParticipationBasis,
        case=world.case,
        person=again(world.child),
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        stated_on=date(2026, 11, 1),
        how=How.WRITING,
        given_by=world.person,
    )

    now = at(date(2040, 1, 1))

    assert basis.until_day is None
    assert partner_sees(world)
    assert who_came_of_age(now=now) == []


def test_another_date_of_birth_moves_the_day(world, at):
    now = at(date(2026, 11, 2))
    basis = agreed_for(world, BORN)
    child = again(world.child)
    details = PersonDetails(child.first_name, child.surname, birth_date=date(2010, 3, 15))

    edit_person(child, details, version=child.version, actor=world.lead.actor, now=now)

    assert again(basis).until_day != basis.until_day
    at(DAY)
    assert partner_sees(world)
    at(date(2028, 3, 15))
    assert not partner_sees(world)


def test_the_worker_asks_the_young_person_and_tells_the_lead_once(world, at):
    at(date(2026, 11, 2))
    basis = agreed_for(world, BORN, second_guardian=SecondGuardian.GIVEN, own_view="Chce grać w piłkę.")
    carer = make(Guardianship, ward=world.child, guardian=world.person, kind=GuardianKind.CARER, starts_on=BORN)
    ask_who_came_of_age(now=at(DAY - timedelta(days=1)))
    assert again(basis).state == BasisState.GIVEN
    now = at(DAY)

    ask_who_came_of_age(now=now)
    ask_who_came_of_age(now=now)

    basis = again(basis)
    assert (basis.state, basis.stated_on, basis.how, basis.given_by) == (BasisState.ASKED, DAY, "", None)
    assert basis.own_view == "Chce grać w piłkę."
    assert again(world.guardianship).ends_on == DAY - timedelta(days=1)
    assert again(carer).ends_on is None
    assert last_event("cases.basis_came_of_age").user_id is None
    kinds = sorted((one.kind, one.recipient_id) for one in told(world))
    assert kinds == sorted(
        [
            ("came_of_age", world.lead.user.pk),
            ("came_of_age", world.deputy.user.pk),
            ("basis_changed", world.member.user.pk),
        ]
    )
    assert all(world.child.surname not in one.path + one.reference for one in told(world))


def test_partners_who_have_no_way_in_are_told_nothing(world, at):
    at(date(2026, 11, 2))
    basis = agreed_for(world, BORN)
    change(world.basis, state=BasisState.WITHDRAWN)

    ask_at_adulthood(basis, now=at(DAY))

    assert {one.kind for one in told(world)} == {"came_of_age"}


def test_a_row_from_before_there_were_indexes_is_found_by_the_worker(world, at):
    at(date(2026, 11, 2))
    basis = agreed_for(world, BORN)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_participationbasis SET until_day = NULL, until_month = NULL")

    assert who_came_of_age(now=at(DAY)) == [basis]


def test_if_somebody_was_faster_nothing_happens(world, at):
    at(date(2026, 11, 2))
    basis = agreed_for(world, BORN)
    now = at(DAY)
    said = Said(BasisKind.AGREEMENT, DAY, Answer.GIVEN, How.WRITING)
    record_basis(world.case, again(world.child), said, version=basis.version, actor=world.lead.actor, now=now)

    ask_at_adulthood(basis, now=now)

    assert again(basis).state == BasisState.GIVEN
    assert partner_sees(world)


def test_in_a_closed_case_nobody_is_asked(world, at):
    at(date(2026, 11, 2))
    agreed_for(world, BORN)
    close(world)

    assert who_came_of_age(now=at(DAY)) == []


@pytest.mark.parametrize(
    ("kind", "starts_on", "may_agree"),
    [
        (GuardianKind.PARENT, BORN, False),
        (GuardianKind.LEGAL, date(2020, 1, 1), False),
        (GuardianKind.LEGAL, DAY, True),
        (GuardianKind.CURATOR, DAY, True),
    ],
)
def test_guardians_of_a_child_no_longer_decide(world, at, kind, starts_on, may_agree):
    at(date(2026, 11, 2))
    change(world.child, birth_date=BORN)
    change(world.guardianship, kind=kind, starts_on=starts_on)

    child = again(world.child)
    assert bool(guardians_who_may_agree(world.case, child, on=DAY)) is may_agree
    if starts_on < DAY:
        assert guardians_who_may_agree(world.case, child, on=DAY - timedelta(days=1))


def test_the_case_shows_the_step_before_and_after_the_worker_and_until_the_answer(client, world, at):
    at(date(2026, 11, 2))
    basis = agreed_for(world, BORN)
    url = reverse("cases:view", args=[world.case.public_id])
    step = "Zapytaj tę osobę"

    def shown(day):
        at(day)
        return step in as_(client, world.lead).get(url).content.decode()

    assert not shown(DAY - timedelta(days=1))
    assert shown(DAY)
    ask_who_came_of_age(now=timezone.now())
    assert shown(DAY + timedelta(days=30))
    people = client.get(reverse("cases:people", args=[world.case.public_id])).content.decode()
    assert "zapytaj" in people
    said = Said(BasisKind.AGREEMENT, DAY + timedelta(days=2), Answer.REFUSED, How.ORALLY)
    record_basis(
        world.case,
        again(world.child),
        said,
        version=again(basis).version,
        actor=world.lead.actor,
        now=timezone.now(),
    )
    assert not shown(DAY + timedelta(days=30))


def test_the_condition_grows_by_twelve_a_year():
    assert len(str(came_of_age(date(2026, 1, 1)).children)) < len(str(came_of_age(date(2027, 1, 1)).children))


# Names of relatives and guardians


@pytest.fixture
def stranger(world):
    """A relative and guardian who is in no case of the reader."""
    other = make(type(world.person), centre=world.ops, first_name="Zdzisława", surname="Spozasprawy")
    make(type(world.kinship), person=other, relative=world.child, kind="grandparent")
    make(Guardianship, ward=world.child, guardian=other, kind="legal", starts_on=date(2026, 1, 1))
    make(Guardianship, ward=other, guardian=world.person, kind="curator", starts_on=date(2026, 1, 1))
    return other


def test_of_a_relative_outside_the_readers_cases_the_kin_word_alone_is_shown(client, world, stranger):
    as_(client, world.lead)
    for person in (world.child, world.person):
        page = client.get(reverse("cases:person", args=[world.case.public_id, person.public_id])).content.decode()
        assert "Spozasprawy" not in page
        assert "ktoś spoza Twoich spraw" in page
    page = client.get(reverse("cases:person", args=[world.case.public_id, world.child.public_id])).content.decode()
    assert "dziadek lub babcia" in page
    assert world.word("adult_surname") in page


def test_on_the_page_that_ends_a_guardianship_neither(client, world, stranger):
    row = stranger.wards.get()
    url = reverse("cases:guardian_end", args=[world.case.public_id, world.child.public_id, row.public_id])

    page = as_(client, world.lead).get(url).content.decode()

    assert "Spozasprawy" not in page
    assert "ktoś spoza Twoich spraw" in page
