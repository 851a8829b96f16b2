"""Two reporters learn of each other: on the family's agreement while it holds, or on a provision; never the text."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kooperacja.access import policy
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import BasisKind, CasePerson, How, ParticipationBasis
from kooperacja.cases.states import BasisState
from kooperacja.concerns.models import Door, ReporterKind
from kooperacja.concerns.states import ConcernState
from kooperacja.kernel.refused import Refused
from kooperacja.matching.actions import Exchanging, exchange_contacts
from kooperacja.matching.actions.exchange import exchanges_of
from kooperacja.matching.models import Exchange
from kooperacja.matching.policies import EXCHANGES
from kooperacja.matching.rules.exchange import ExchangeRefusal, Ground
from kooperacja.outbox.kinds import MessageKind
from tests.concerns.tools import change, messages, messages_to
from tests.world import make

from .tools import concern, linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world):
    row = concern(world, "Z/51/2026/990101", state=ConcernState.LINKED, who="Pan Sitarz")
    linked(world.case, row, world)
    return row


@pytest.fixture
def agreed(world):
    return Exchanging(ground=Ground.AGREEMENT, basis=world.basis, agreed_on=timezone.localdate(world.now))


STATUTE = Exchanging(ground=Ground.STATUTE, provision="art. 9a ustawy; konieczne do ochrony dziecka")


def exchange(world, second, said, who=None):
    actor = (who or world.lead).actor
    return exchange_contacts(world.case, second, world.linked_concern, said, actor=actor, now=world.now)


def seen_by(who):
    return list(EXCHANGES.permitted(who.actor, Permission.CONTACT_VIEW))


def test_both_reporters_are_told_once(world, second, agreed):
    first, again = exchange(world, second, agreed), exchange(world, second, STATUTE)

    assert first == again
    assert Exchange.objects.get() == first
    assert exchanges_of(world.case) == {(world.linked_concern.pk, second.pk): (first, True)}
    assert (first.basis, first.provision, first.decided_by) == (world.basis, "", world.lead.membership)
    for who in (world.reporter, world.outsider):
        assert messages_to(who) == [MessageKind.CONTACT_GIVEN]
        assert seen_by(who) == [first]


def test_the_contact_is_gone_when_the_family_withdraws(world, second, agreed):
    exchange(world, second, agreed)
    change(world.basis, state=BasisState.WITHDRAWN)

    assert seen_by(world.reporter) == seen_by(world.outsider) == []


def test_the_contact_is_gone_when_who_agreed_has_died(world, second, agreed):
    exchange(world, second, agreed)
    change(world.person, has_died=True, died_on=world.now.date())

    assert seen_by(world.reporter) == seen_by(world.outsider) == []


def test_the_contact_is_gone_when_who_agreed_has_left_the_case(world, second, agreed):
    exchange(world, second, agreed)
    change(CasePerson.objects.get(case=world.case, person=world.person), left_on=world.now.date())

    assert seen_by(world.reporter) == seen_by(world.outsider) == []


def test_the_contact_is_gone_when_taking_part_rests_on_something_else(world, second, agreed):
    exchange(world, second, agreed)
    change(world.basis, kind=BasisKind.COURT_ORDER, reference="III Nsm 1/26")

    assert seen_by(world.reporter) == seen_by(world.outsider) == []


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock to noon of a day; the worker doesn't run."""

    def move(day):
        monkeypatch.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 11, tzinfo=UTC))

    yield move
    policy.forget()


def test_the_contact_is_gone_on_the_day_on_which_a_child_comes_of_age(world, second, at):
    change(world.child, birth_date=date(2009, 3, 15))
    by_guardian = {"given_by": world.person, "stated_on": date(2026, 11, 1), "how": How.WRITING}
    basis = make(
        ParticipationBasis,
        case=world.case,
        person=world.child,
        kind=BasisKind.AGREEMENT,
        state=BasisState.GIVEN,
        **by_guardian,
    )
    row = exchange(world, second, Exchanging(ground=Ground.AGREEMENT, basis=basis, agreed_on=date(2026, 11, 1)))

    at(date(2027, 3, 14))
    assert seen_by(world.reporter) == seen_by(world.outsider) == [row]
    at(date(2027, 3, 15))
    assert seen_by(world.reporter) == seen_by(world.outsider) == []


def test_after_an_agreement_ended_they_are_told_anew_and_the_old_one_stays(world, second, agreed):
    old = exchange(world, second, agreed)
    change(world.basis, state=BasisState.WITHDRAWN)
    pair = (world.linked_concern.pk, second.pk)
    assert exchanges_of(world.case) == {pair: (old, False)}

    new, again = exchange(world, second, STATUTE), exchange(world, second, STATUTE)

    assert new == again != old
    old.refresh_from_db()
    assert (old.ground, old.basis, old.ended_at, new.ended_at) == (Ground.AGREEMENT, world.basis, world.now, None)
    assert exchanges_of(world.case) == {pair: (new, True)}
    for who in (world.reporter, world.outsider):
        assert messages_to(who) == [MessageKind.CONTACT_GIVEN] * 2
        assert seen_by(who) == [new]


def test_one_that_ended_does_not_come_back_with_the_agreement(world, second, agreed):
    exchange(world, second, agreed)
    change(world.basis, state=BasisState.WITHDRAWN)
    new = exchange(world, second, STATUTE)
    change(world.basis, state=BasisState.GIVEN)

    assert exchange(world, second, agreed) == new
    assert seen_by(world.reporter) == seen_by(world.outsider) == [new]


def test_of_two_reporters_one_exchange_stands(world, second):
    row = exchange(world, second, STATUTE)
    fields = {field.attname: getattr(row, field.attname) for field in Exchange._meta.concrete_fields}
    copy = {name: value for name, value in fields.items() if name not in {"id", "public_id", "version", "provision"}}

    with pytest.raises(IntegrityError, match=r"UNIQUE|exchange_once_at_a_time"), transaction.atomic():
        make(Exchange, **copy)
    make(Exchange, **copy | {"ended_at": world.now})


def test_a_provision_does_not_end_with_an_agreement(world, second):
    row = exchange(world, second, STATUTE)
    change(world.basis, state=BasisState.WITHDRAWN)

    assert (row.ground, row.basis, row.agreed_on) == (Ground.STATUTE, None, None)
    assert seen_by(world.outsider) == [row]


@pytest.mark.parametrize("who", ["lead", "member", "intake", "neighbour", "region", "operator", "admin"])
def test_nobody_else_sees_it_there(world, second, who):
    exchange(world, second, STATUTE)

    assert seen_by(getattr(world, who)) == []


@pytest.mark.parametrize("who", ["member", "intake", "head", "reporter", "neighbour", "operator"])
def test_only_lead_and_deputy_decide(world, second, who):
    with pytest.raises(PermissionDenied):
        exchange(world, second, STATUTE, getattr(world, who))


def test_without_an_agreement_that_holds_nobody_learns_anything(world, second, agreed):
    change(world.basis, state=BasisState.WITHDRAWN)
    nothing = Exchanging(ground=Ground.AGREEMENT)

    for said, reasons in (
        (agreed, {ExchangeRefusal.NO_BASIS}),
        (nothing, {ExchangeRefusal.NO_BASIS, ExchangeRefusal.NO_DAY}),
        (Exchanging(ground=Ground.STATUTE), {ExchangeRefusal.NO_PROVISION}),
    ):
        with pytest.raises(Refused) as refused:
            exchange(world, second, said)
        assert refused.value.refusals == reasons
    assert messages() == []


def test_a_day_to_come_and_a_private_person(world, second, agreed):
    change(second, reporter_kind=ReporterKind.PRIVATE, reporter_institution=None)
    tomorrow = Exchanging(
        ground=Ground.AGREEMENT, basis=world.basis, agreed_on=timezone.localdate(world.now) + timedelta(days=1)
    )

    with pytest.raises(Refused) as refused:
        exchange(world, second, tomorrow)

    assert refused.value.refusals == {ExchangeRefusal.IN_FUTURE, ExchangeRefusal.NO_INSTITUTION}


def test_a_concern_that_is_not_linked_to_the_case(world):
    with pytest.raises(Refused) as refused:
        exchange(world, world.concern, STATUTE)

    assert ExchangeRefusal.NOT_OF_THE_CASE in refused.value.refusals


def test_an_institution_without_accounts_gets_a_letter_in_its_mailbox(world):
    for number, mailbox in ((60, "skrytka@urzad.example"), (61, "")):
        change(world.pcpr, official_mailbox=mailbox)
        by_code = {"door": Door.CODE, "reporter_user": None, "reporter_membership": None}
        row = concern(world, f"Z/{number}/2026/990101", state=ConcernState.LINKED, **by_code)
        linked(world.case, row, world)
        exchange(world, row, STATUTE)

    assert [to for kind, to in messages() if "@" in to and to.startswith("skrytka@")] == ["skrytka@urzad.example"]
