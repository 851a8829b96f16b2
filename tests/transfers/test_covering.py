"""Cover by another centre: asked for, answered, ended; who may, who is told, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.cases.actions.covered import covers_now, who_can_cover
from kooperacja.cases.models import Case, Cover
from kooperacja.cases.policies import CASES, COVERS
from kooperacja.cases.rules.covering import CoverRefusal
from kooperacja.cases.states import CoverState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.transfers.actions.covering import (
    accept_cover,
    decline_cover,
    end_cover,
    offer_cover,
    withdraw_cover,
)
from kooperacja.transfers.rules import LetterRefusal
from tests.cases.changing import again, change, close, last_event, told
from tests.world import CAST, as_, person

from .covering import DAY, agree, sign, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(world):
    """The centres have signed, and nobody is asked yet."""
    change(world.cover, state=CoverState.WITHDRAWN, ended_at=world.now)
    sign(world)
    return world


def ask(world, who="head", **how):
    return offer_cover(wish(world, **how), actor=getattr(world, who).actor, now=world.now)


def kinds(world):
    return {(one.kind, one.recipient.name) for one in told(world).select_related("recipient")}


def test_a_head_asks_and_the_other_side_is_told_neutrally(signed):
    row = again(ask(signed, message="Proszę, jestem w szpitalu."))

    assert (row.centre, row.worker, row.state) == (signed.ops, signed.neighbour_head.membership, "offered")
    assert kinds(signed) == {("cover_offered", "Henryk Sąsiedzki")}
    assert "szpital" not in str(last_event("transfers.cover_offered").changes)
    assert not CASES.permitted(signed.neighbour_head.actor, May.CASE_COVER).exists()


def test_the_worker_and_both_heads_are_told(signed):
    worker = person("Weronika Obca", signed.other_ops, signed.functions["social_worker"])
    row = ask(signed, worker=worker.membership)
    assert kinds(signed) == {("cover_offered", "Weronika Obca"), ("cover_offered", "Henryk Sąsiedzki")}

    accept_cover(row, actor=signed.neighbour_head.actor, now=signed.now)

    assert again(row).answered_by == signed.neighbour_head.membership
    assert {one for one in kinds(signed) if one[0] == "cover_accepted"} == {
        ("cover_accepted", "Weronika Obca"),
        ("cover_accepted", "Helena Kierowska"),
    }
    assert CASES.allows(worker.actor, May.CASE_VIEW_WHOLE, signed.case)
    assert not CASES.permitted(signed.neighbour_head.actor, May.CASE_COVER).exists()


@pytest.mark.parametrize("who", [name for name in CAST if name not in {"head", "neighbour_head"}])
def test_only_heads_ask(signed, who):
    with pytest.raises(PermissionDenied):
        ask(signed, who)


def test_whoever_works_alone_asks_without_being_head(signed):
    for name in ("deputy", "colleague", "intake", "head", "admin"):
        with pytest.raises(PermissionDenied):
            ask(signed, "lead")
        change(getattr(signed, name).membership, ends_on=timezone.localdate(signed.now) - DAY)

    row = ask(signed, "lead")
    assert withdraw_cover(row, actor=signed.lead.actor, now=signed.now).state == "withdrawn"


def test_without_an_agreement_or_against_its_direction_nothing_is_asked(signed):
    for who, worker in (("neighbour_head", signed.lead), ("neighbour_head", signed.head)):
        with pytest.raises(Refused) as refused:
            ask(signed, who, worker=worker.membership)
        assert refused.value.refusals == {CoverRefusal.NO_AGREEMENT}

    change(signed.cover_paper, ends_on=timezone.localdate(signed.now) + DAY)
    ask(signed)
    with pytest.raises(Refused) as refused:
        ask(signed, starts_on=timezone.localdate() + 8 * DAY, ends_on=timezone.localdate() + 9 * DAY)
    assert refused.value.refusals == {CoverRefusal.NO_AGREEMENT}


@pytest.mark.parametrize(
    ("first", "last", "how", "refusal"),
    [
        (0, 60, {}, CoverRefusal.TOO_LONG),
        (-1, 6, {}, CoverRefusal.PASSED),
        (0, 6, {"whole_centre": False}, CoverRefusal.NO_CASES),
    ],
)
def test_what_cant_be_asked_is_refused(signed, first, last, how, refusal):
    today = timezone.localdate(signed.now)
    with pytest.raises(Refused) as refused:
        ask(signed, starts_on=today + first * DAY, ends_on=today + last * DAY, **how)

    assert refused.value.refusals == {refusal}
    assert Cover.objects.count() == 1


def test_who_leads_no_cases_at_home_covers_none(signed):
    with pytest.raises(Refused) as refused:
        ask(signed, worker=signed.neighbour.membership)

    assert refused.value.refusals == {CoverRefusal.CANT_LEAD}


def test_a_case_of_another_centre_or_ones_own_other_hat_is_refused(signed):
    from_elsewhere = Case(centre=signed.other_ops, number="S/1")
    with pytest.raises(Refused) as refused:
        ask(signed, whole_centre=False, named=[from_elsewhere])
    assert refused.value.refusals == {CoverRefusal.NOT_OURS}

    hat = change(signed.neighbour_head.membership, user=signed.head.user)
    with pytest.raises(Refused) as refused:
        ask(signed, worker=hat)
    assert refused.value.refusals == {CoverRefusal.ONESELF}


def test_days_dont_overlap_and_cover_is_renewed_after_them(signed):
    today = timezone.localdate(signed.now)
    first = ask(signed)
    with pytest.raises(Refused) as refused:
        ask(signed, starts_on=today + 6 * DAY, ends_on=today + 20 * DAY)
    assert refused.value.refusals == {CoverRefusal.OVERLAPS}

    ask(signed, starts_on=today + 7 * DAY, ends_on=today + 20 * DAY)
    withdraw_cover(first, actor=signed.head.actor, now=signed.now)
    ask(signed)


@pytest.mark.parametrize("who", [name for name in CAST if name != "neighbour_head"])
def test_nobody_else_answers(signed, who):
    row = ask(signed)

    for act in (accept_cover, lambda *args, **kwargs: decline_cover(*args, reason="Nie.", **kwargs)):
        with pytest.raises(PermissionDenied):
            act(row, actor=getattr(signed, who).actor, now=signed.now)


def test_declining_takes_a_reason_and_tells_it(signed):
    row = ask(signed)
    with pytest.raises(Refused) as refused:
        decline_cover(row, reason="", actor=signed.neighbour_head.actor, now=signed.now)
    assert refused.value.refusals == {LetterRefusal.NO_REASON}

    decline_cover(row, reason="Sami mamy mało osób.", actor=signed.neighbour_head.actor, now=signed.now)

    assert (again(row).state, again(row).answer) == ("declined", "Sami mamy mało osób.")
    assert ("cover_declined", "Helena Kierowska") in kinds(signed)
    assert "mało" not in str(last_event("transfers.cover_declined").changes)


def test_what_ended_since_it_was_asked_isnt_accepted(signed):
    row = ask(signed)
    change(signed.cover_paper, ends_on=timezone.localdate(signed.now) - DAY)

    with pytest.raises(Refused) as refused:
        accept_cover(row, actor=signed.neighbour_head.actor, now=signed.now)

    assert refused.value.refusals == {CoverRefusal.NO_AGREEMENT}
    assert again(row).state == "offered"


def test_nothing_is_answered_twice(signed):
    by, now = signed.neighbour_head.actor, signed.now
    row = accept_cover(ask(signed), actor=by, now=now)
    for again_done in (
        lambda: accept_cover(row, actor=by, now=now),
        lambda: decline_cover(row, reason="Nie.", actor=by, now=now),
        lambda: withdraw_cover(row, actor=signed.head.actor, now=now),
    ):
        with pytest.raises(TransitionNotAllowed):
            again_done()
    end_cover(row, actor=by, now=now)
    with pytest.raises(TransitionNotAllowed):
        end_cover(row, actor=signed.head.actor, now=now)


@pytest.mark.parametrize("who", ["head", "neighbour_head"])
def test_either_side_ends_it_early(world, who):
    row = agree(world)
    assert CASES.allows(world.neighbour_head.actor, May.CASE_VIEW_WHOLE, world.case)

    end_cover(row, actor=getattr(world, who).actor, now=world.now)

    assert again(row).ended_at == world.now
    assert not CASES.allows(world.neighbour_head.actor, May.CASE_VIEW, world.case)
    other = "Henryk Sąsiedzki" if who == "head" else "Helena Kierowska"
    assert kinds(world) == {("cover_ended", other)}


def test_the_people_of_the_centre_know_who_covers_but_read_no_message(client, world):
    agree(world)
    knowing = [name for name in CAST if COVERS.allows(getattr(world, name).actor, May.COVER_VIEW, world.cover)]
    reading = [name for name in CAST if COVERS.allows(getattr(world, name).actor, May.COVER_READ, world.cover)]

    assert knowing == ["lead", "deputy", "intake", "head", "colleague", "neighbour_head"]
    assert reading == ["head", "neighbour_head"]
    page = as_(client, world.colleague).get(reverse("transfers:cover", args=[world.cover.public_id]))
    assert page.status_code == 200
    assert world.word("cover_message") not in page.content.decode()


def test_cases_are_named_or_left_out(signed):
    row = ask(signed, whole_centre=False, named=[signed.case])

    assert [one.case for one in row.named.all()] == [signed.case]
    accept_cover(row, actor=signed.neighbour_head.actor, now=signed.now)
    assert CASES.allows(signed.neighbour_head.actor, May.CASE_EDIT, signed.case)


def covering(world, who="lead"):
    today = timezone.localdate(world.now)
    return covers_now(again(world.case), actor=getattr(world, who).actor, today=today)


def test_who_covers_now_is_known_while_all_of_it_holds(world):
    agree(world)
    assert covering(world) == covering(world, "neighbour_head") == [world.cover]
    assert covering(world, "member") == []

    hat = world.neighbour_head.membership
    change(hat, ends_on=timezone.localdate(world.now) - DAY)
    assert covering(world) == []
    change(hat, ends_on=None)
    close(world)
    assert covering(world) == []


def test_nobody_can_cover_without_an_agreement(world):
    today = timezone.localdate(world.now)
    assert list(who_can_cover(world.ops.pk, today)) == []
    sign(world)

    assert list(who_can_cover(world.ops.pk, today)) == [world.neighbour_head.membership]
    assert list(who_can_cover(world.other_ops.pk, today)) == []
