"""Opening a closed case again: history stays, agreements don't, partners wait for a new one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.closing import Closing, GoalResult, close_case, reopen_case, set_follow_up
from kooperacja.cases.actions.participation import Said, record_basis
from kooperacja.cases.models import (
    BasisKind,
    Case,
    Closure,
    ClosureReason,
    Disclosure,
    How,
    ParticipationBasis,
    SharingAnswer,
)
from kooperacja.cases.policies import CASES, CLOSURES, PERSONS
from kooperacja.cases.states import BasisState, CaseState, GoalAction, GoalState
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.models import Message
from tests.cases.changing import again, change, close, key, last_event
from tests.world import SINCE, as_, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(world):
    """Close the case as its lead does."""
    closing = Closing(
        ClosureReason.PARTIAL,
        "Sporo się udało.",
        {world.goal.pk: GoalResult(GoalAction.MEET_PARTLY, "84% lekcji")},
        follow_up_agreed=True,
    )
    return close_case(world.case, closing, actor=world.lead.actor, now=world.now)


def reopen(world, case, who="lead"):
    return reopen_case(case, "Rodzina wróciła.", actor=getattr(world, who).actor, now=world.now)


def test_history_stays_readable(world, closed):
    reopen(world, closed)

    case, closure = again(closed), Closure.objects.get()
    assert (case.state, case.closed_at, case.closed_by, case.closure_reason) == (CaseState.OPENED, None, None, "")
    assert (case.closure_note, case.review_on, case.follow_up_on) == ("", None, None)
    assert (closure.reason, closure.note, closure.because) == ("partial", "Sporo się udało.", "Rodzina wróciła.")
    assert (closure.closed_at, closure.closed_by) == (closed.closed_at, world.lead.user)
    assert (closure.reopened_at, closure.reopened_by) == (world.now, world.lead.user)
    assert (again(world.goal).state, again(world.goal).result) == (GoalState.PARTLY, "84% lekcji")
    assert "wróciła" not in str(last_event("cases.reopened").changes)


def test_each_of_several_closures_stays(world, closed):
    case = reopen(world, closed)
    second = close_case(case, Closing(ClosureReason.WITHDRAWN, "Nie teraz."), actor=world.lead.actor, now=world.now)
    reopen(world, second)

    assert [one.note for one in Closure.objects.order_by("pk")] == ["Sporo się udało.", "Nie teraz."]


@pytest.mark.parametrize("who", ["lead", "deputy", "head"])
def test_the_centre_opens_it_and_those_who_lead_are_told(world, closed, who):
    reopen(world, closed, who)

    told = set(Message.objects.filter(kind="case_reopened").values_list("recipient", flat=True))
    assert told == {world.lead.user.pk, world.deputy.user.pk} - {getattr(world, who).user.pk}


@pytest.mark.parametrize("who", ["member", "former", "colleague", "intake", "neighbour", "neighbour_head", "operator"])
def test_others_do_not(world, closed, who):
    with pytest.raises(PermissionDenied):
        reopen(world, closed, who)


def test_an_open_case_is_not_opened(world):
    with pytest.raises(TransitionNotAllowed):
        reopen(world, world.case)


def test_partners_wait_for_an_agreement_that_is_given_anew(world, closed):
    case = reopen(world, closed)

    basis = again(world.basis)
    assert (basis.state, basis.how, basis.stated_on) == (BasisState.ASKED, "", timezone.localdate(world.now))
    assert not CASES.allows(world.member.actor, Permission.CASE_VIEW, case)
    assert not PERSONS.allows(world.member.actor, Permission.PERSON_VIEW, world.person)

    said = Said(BasisKind.AGREEMENT, timezone.localdate(world.now), how=How.ORALLY)
    record_basis(case, world.person, said, version=basis.version, actor=world.lead.actor, now=world.now)

    assert CASES.allows(world.member.actor, Permission.CASE_VIEW, case)


def test_what_partners_were_shown_before_is_decided_anew_and_a_refusal_stays(world, closed):
    refused = change(world.disclosure, answer=SharingAnswer.REFUSED)
    shared = make(
        Disclosure,
        case=world.case,
        member=world.team["member"],
        note=world.note,
        answer=SharingAnswer.SHARED,
        purpose="Rozmowa",
        ground=BasisKind.AGREEMENT,
        decided_on=SINCE,
        decided_by=world.lead.membership,
    )
    inside = change(make(Disclosure, **{**_of(shared), "member": world.team["deputy"]}), purpose="Praca w ośrodku")

    reopen(world, closed)

    today = timezone.localdate(world.now)
    assert (again(shared).ended_on, again(shared).ended_because) == (today, "Sprawę otwarto ponownie.")
    assert (again(inside).ended_on, again(refused).ended_on) == (None, None)


def _of(row):
    names = ("case", "note", "answer", "purpose", "ground", "decided_on", "decided_by")
    return {name: getattr(row, name) for name in names}


def test_an_order_from_before_counts_as_ended(world, closed):
    order = make(
        ParticipationBasis,
        case=world.case,
        person=world.child,
        kind=BasisKind.COURT_ORDER,
        state=BasisState.GIVEN,
        stated_on=date(2026, 1, 2),
        reference="III Nsm 1/26",
    )
    case = reopen(world, closed)

    assert again(order).state == BasisState.WITHDRAWN
    assert not CASES.allows(world.member.actor, Permission.CASE_VIEW, case)


def test_what_had_ended_before_stays_as_it_was(world, closed):
    withdrawn = change(world.basis, state=BasisState.WITHDRAWN)
    reopen(world, closed)

    assert again(withdrawn).stated_on == withdrawn.stated_on


def test_only_those_who_lead_read_earlier_closures(world, closed):
    reopen(world, closed)

    readers = [name for name, one in vars(world).items() if hasattr(one, "actor")]
    assert {
        name for name in readers if CLOSURES.permitted(getattr(world, name).actor, Permission.CLOSURE_VIEW).exists()
    } == {"lead", "deputy"}


def test_the_family_is_asked_only_if_it_agreed(world, closed):
    assert closed.follow_up_on > timezone.localdate(world.now)

    case = close_case(reopen(world, closed), Closing(ClosureReason.WITHDRAWN), actor=world.lead.actor, now=world.now)

    assert case.follow_up_on is None


def test_the_day_of_asking_moves(world, closed):
    set_follow_up(closed, None, actor=world.deputy.actor, now=world.now)

    assert again(closed).follow_up_on is None
    with pytest.raises(PermissionDenied):
        set_follow_up(closed, None, actor=world.member.actor, now=world.now)


def test_a_closed_case_is_at_hand_once_the_family_is_to_be_asked(world):
    today = timezone.localdate(world.now)
    close(world)
    assert not Case.objects.at_hand(today=today).exists()

    change(world.case, follow_up_on=today)

    assert Case.objects.at_hand(today=today).exists()


def test_the_lead_opens_it_by_the_page_once(client, world, closed):
    page = as_(client, world.lead)
    address = reverse("cases:reopen", args=[closed.public_id])
    post = {"idempotency_key": key(), "because": "Rodzina wróciła."}

    answers = [page.post(address, post) for _ in range(2)]

    assert [answer.url for answer in answers] == [reverse("cases:view", args=[closed.public_id])] * 2
    assert Closure.objects.count() == 1
    shown = page.get(answers[0].url).content.decode()
    assert "Sporo się udało." in shown
    assert page.get(address).status_code == 409


def test_the_head_opens_it_without_reading_it(client, world, closed):
    page = as_(client, world.head)
    address = reverse("cases:reopen", args=[closed.public_id])

    assert world.word("adult_surname") not in page.get(address).content.decode()
    answer = page.post(address, {"idempotency_key": key(), "because": "Rodzina wróciła."})

    assert answer.url == reverse("cases:oversight")


@pytest.mark.parametrize("who", ["lead", "head"])
def test_a_case_whose_family_moved_is_opened_again_when_it_comes_back(world, who):
    """No other centre took it over, so nobody else works with the family."""
    moved = close_case(
        change(world.case),
        Closing(ClosureReason.MOVED, "", {world.goal.pk: GoalResult(GoalAction.DROP, "")}),
        actor=world.lead.actor,
        now=world.now,
    )

    assert reopen(world, moved, who).state != "closed"
