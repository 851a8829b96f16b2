"""What moves a case on: starting, the review, numbers of other registers; and the list of own cases."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.opening import open_case
from kooperacja.cases.actions.progress import set_numbers, set_review, start_case, what_is_missing
from kooperacja.cases.rules.start import Missing
from kooperacja.cases.states import ActionState, BasisState, CaseState, GoalState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from tests.cases.changing import again, change, close, day, key, last_event
from tests.cases.test_opening import opening
from tests.world import as_


@pytest.fixture
def opened(world):
    """The case, before work by the plan has started."""
    return change(world.case, state=CaseState.OPENED)


def test_the_smallest_case_starts(world, opened):
    start_case(opened, actor=world.lead.actor, now=world.now)

    assert again(opened).state == CaseState.ACTIVE
    assert last_event("cases.started").subject_id == opened.public_id


def test_nothing_counts_that_doesnt_hold(world, opened):
    change(world.basis, state=BasisState.WITHDRAWN)
    change(world.goal, state=GoalState.DROPPED, ended_on=timezone.localdate())
    change(world.action, state=ActionState.DECLINED)
    change(world.other_action, state=ActionState.CANCELLED)
    case = change(opened, review_on=None)

    assert what_is_missing(case) == set(Missing)
    with pytest.raises(Refused) as refused:
        start_case(case, actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == set(Missing)
    assert again(case).state == CaseState.OPENED


def test_a_case_starts_once(world):
    with pytest.raises(TransitionNotAllowed):
        start_case(world.case, actor=world.lead.actor, now=world.now)


@pytest.mark.parametrize("name", ["member", "former", "head", "colleague", "intake", "neighbour_head", "operator"])
def test_only_lead_and_deputy_move_a_case_on(world, opened, name):
    actor = getattr(world, name).actor
    with pytest.raises(PermissionDenied):
        start_case(opened, actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        set_review(opened, timezone.localdate(), version=opened.version, actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        set_numbers(opened, case_mark="", domain_number="", version=opened.version, actor=actor, now=world.now)


def test_an_edit_on_an_old_version_is_stale(world):
    version = world.case.version
    set_review(world.case, timezone.localdate(), version=version, actor=world.lead.actor, now=world.now)

    with pytest.raises(Stale):
        set_numbers(
            world.case, case_mark="x", domain_number="", version=version, actor=world.deputy.actor, now=world.now
        )


# Pages


def test_the_page_says_what_is_missing_and_starts_once(client, world, opened):
    as_(client, world.lead)
    view, start = (reverse(name, args=[opened.public_id]) for name in ("cases:view", "cases:start"))
    case = change(opened, review_on=None)

    page = client.get(view)
    assert [step["id"] for step in page.context["steps"] if step["is_missing"]] == ["review"]
    assert client.post(start).url == view
    assert again(case).state == CaseState.OPENED

    change(case, review_on=timezone.localdate())
    page = client.get(view)
    sent = {"idempotency_key": page.context["start_key"]}
    assert {client.post(start, sent).url for _ in range(2)} == {view}
    assert again(case).state == CaseState.ACTIVE


def test_the_review_is_set(client, world):
    when = timezone.localdate() + timedelta(days=90)
    url = reverse("cases:review", args=[world.case.public_id])

    answer = as_(client, world.lead).post(url, {"version": 1, **day("review_on", when)})

    assert answer.url == reverse("cases:view", args=[world.case.public_id])
    assert again(world.case).review_on == when


def test_a_review_in_the_past_is_refused(client, world):
    url = reverse("cases:review", args=[world.case.public_id])

    answer = as_(client, world.lead).post(url, {"version": 1, **day("review_on", timezone.localdate() - timedelta(1))})

    assert "review_on" in answer.context["form"].errors


def test_two_people_who_edit_get_both_texts(client, world):
    as_(client, world.lead)
    numbers, review = (reverse(name, args=[world.case.public_id]) for name in ("cases:numbers", "cases:review"))

    assert client.post(numbers, {"version": 1, "case_mark": " OPS.1 "}).status_code == 302
    as_(client, world.deputy)
    answer = client.post(numbers, {"version": 1, "case_mark": "OPS.2"})
    assert answer.status_code == 409
    assert "OPS.1" in answer.content.decode()
    assert "OPS.2" in answer.content.decode()
    assert client.post(review, {"version": 1, **day("review_on", timezone.localdate())}).status_code == 409

    assert again(world.case).case_mark == "OPS.1"


# The list


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, True),
        ({"stan": "active"}, True),
        ({"stan": "opened"}, False),
        ({"stan": "closed"}, False),
        ({"stan": "nonsense", "kolejnosc": "nonsense"}, True),
        ({"kolejnosc": "dzialanie"}, True),
        ({"kolejnosc": "-numer"}, True),
    ],
)
def test_the_list_is_filtered(client, world, asked, shown):
    page = as_(client, world.lead).get(reverse("cases:list"), asked)

    assert (world.case.number in page.content.decode()) is shown


def test_the_list_is_ordered(client, world):
    first = world.case
    second = open_case(opening(world), actor=world.lead.actor, now=world.now)
    as_(client, world.lead)

    def shown(**asked):
        return [case.pk for case in client.get(reverse("cases:list"), asked).context["page"]]

    assert shown() == [first.pk, second.pk]
    assert shown(kolejnosc="dzialanie") == [first.pk, second.pk]
    assert shown(kolejnosc="-numer") == [second.pk, first.pk]


def test_the_list_says_what_everybody_is_and_what_is_due(client, world):
    for name, role, due in (("lead", "lead", 5), ("deputy", "deputy", 5), ("member", "member", 10)):
        (case,) = as_(client, getattr(world, name)).get(reverse("cases:list")).context["page"]

        assert case.own_role == role
        assert case.lead_name == world.lead.user.name
        assert case.next_due == timezone.localdate() + timedelta(days=due)


def test_the_list_costs_the_same_for_many_cases(client, world):
    as_(client, world.lead)
    client.get(reverse("cases:list"))  # a new connection asks for its settings first
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cases:list"))
    for _ in range(5):
        open_case(opening(world), actor=world.lead.actor, now=world.now)

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("cases:list"))

    assert len(many) == len(few)


def test_a_closed_case_is_read_only(client, world):
    close(world)
    html = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert reverse("cases:close", args=[world.case.public_id]) not in html
    assert reverse("cases:note_write", args=[world.case.public_id]) not in html
    assert as_(client, world.member).get(reverse("cases:view", args=[world.case.public_id])).status_code == 404


def test_the_address_shows_only_with_somebody_who_lives_there(client, world):
    change(world.household.members.get(person=world.person), ends_on=timezone.localdate())

    html = as_(client, world.member).get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert world.word("adult_surname") in html
    assert world.word("address") not in html


def test_a_key_that_isnt_one_starts_all_the_same(client, world, opened):
    as_(client, world.lead).post(reverse("cases:start", args=[opened.public_id]), {"idempotency_key": "x" + key()})

    assert again(opened).state == CaseState.ACTIVE
