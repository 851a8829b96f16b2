"""The pages of reviews: what they show, what they save, and for whom they open."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kooperacja.cases.states import ActionState
from kooperacja.cases.views import shell
from kooperacja.reviews.forms import measured_in
from kooperacja.reviews.models import FollowUp, Review
from kooperacja.reviews.views import reviewing
from tests.cases.changing import again, change, close, day, key
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(world):
    return reverse("reviews:hold", args=[world.case.public_id])


def posted(world, **said):
    today = timezone.localdate()
    return {
        "idempotency_key": key(),
        "accomplishments": "Kuba chodzi do szkoły.",
        "persons": [str(world.person.public_id)],
        "decision": "go_on",
        f"{world.action.public_id}-now": "84%",
        **day("held_on", today),
        **day("next_on", today + timedelta(weeks=7)),
        **said,
    }


def test_the_form_proposes_a_day_and_what_was_measured(client, world, address):
    page = as_(client, world.lead).get(address)

    form, (_own, measured) = page.context["form"], page.context["measures"]
    assert form.initial["next_on"] >= timezone.localdate() + timedelta(weeks=6)
    assert measured.initial == {"was": world.word("measured")}
    assert str(world.person.name) in page.content.decode()


def test_a_review_is_saved_once(client, world, address):
    page, post = as_(client, world.lead), posted(world)

    answers = {page.post(address, post).url for _ in range(2)}

    review = Review.objects.exclude(pk=world.review.pk).get()
    assert answers == {reverse("reviews:view", args=[review.public_id])}
    shown = page.get(answers.pop()).content.decode()
    assert "Kuba chodzi do szkoły." in shown
    assert "84%" in shown
    assert again(world.case).review_on == review.next_on


@pytest.mark.parametrize(("decision", "name"), [("change", "cases:plan"), ("close", "cases:close")])
def test_what_was_decided_comes_next(client, world, address, decision, name):
    answer = as_(client, world.lead).post(address, posted(world, decision=decision))

    assert answer.url == reverse(name, args=[world.case.public_id])


def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(client, world, address):
    late = day("next_on", timezone.localdate() + timedelta(weeks=12))

    page = as_(client, world.lead).post(address, posted(world, **late, decision="escalate"))

    assert set(page.context["form"].errors) == {"next_reason", "reason"}
    assert "Kuba chodzi do szkoły." in page.content.decode()
    assert Review.objects.count() == 1


@pytest.mark.parametrize("state", [ActionState.DECLINED, ActionState.CANCELLED])
def test_a_measure_stays_when_the_action_was_declined_meanwhile(client, world, address, state):
    page = as_(client, world.lead)
    page.get(address)
    change(world.action, state=state)
    late = day("next_on", timezone.localdate() + timedelta(weeks=12))

    again_shown = page.post(address, posted(world, **late))
    assert "84%" in again_shown.content.decode(), "a form that is refused shows it, too"
    assert page.post(address, posted(world)).status_code == 302

    assert [(one.action, one.now) for one in Review.objects.latest("pk").measures.all()] == [(world.action, "84%")]


def test_how_it_was_is_kept_without_how_it_is(client, world, address):
    was, now = (f"{world.action.public_id}-{name}" for name in ("was", "now"))

    as_(client, world.lead).post(address, posted(world, **{was: "70%", now: ""}))

    assert [(one.was, one.now) for one in Review.objects.latest("pk").measures.all()] == [("70%", "")]


def test_what_the_page_itself_put_there_is_not_kept(client, world, address):
    was, now = (f"{world.action.public_id}-{name}" for name in ("was", "now"))

    as_(client, world.lead).post(address, posted(world, **{was: world.word("measured"), now: ""}))

    assert not Review.objects.latest("pk").measures.exists()


def test_a_draft_brings_a_measure_back_whose_action_was_declined(client, world, address):
    page = as_(client, world.lead)
    draft = page.get(address).context["draft"]
    page.post(draft.url, posted(world))
    change(world.action, state=ActionState.DECLINED)

    assert "84%" in page.get(address, {"szkic": str(draft.number)}).content.decode()


def test_a_name_that_is_no_measure_is_left_alone():
    assert measured_in(None) == measured_in(QueryDict("x-now=1&now=2&reason=y")) == set()


def test_people_of_other_cases_cannot_be_ticked(client, world, address):
    page = as_(client, world.lead).post(address, posted(world, persons=[str(world.case.public_id)]))

    assert "persons" in page.context["form"].errors


def test_a_long_text_is_refused(client, world, address):
    page = as_(client, world.lead).post(address, posted(world, accomplishments="a" * 2001))

    assert "accomplishments" in page.context["form"].errors


def test_emoji_come_back_as_they_went(client, world, address):
    as_(client, world.lead).post(address, posted(world, accomplishments="Kuba zdał 🎉"))

    assert Review.objects.latest("pk").accomplishments == "Kuba zdał 🎉"


def test_pictures_of_rooms_above_stand_in_the_form(client, world, address, monkeypatch):
    monkeypatch.setattr(reviewing, "REVIEW_CARDS", [lambda _request, case: escape(f"Obraz {case.number}")])
    assert shell.REVIEW_CARDS is not None

    assert f"Obraz {world.case.number}" in as_(client, world.lead).get(address).content.decode()


def test_list_print_and_card_show_the_review(client, world):
    page = as_(client, world.deputy)
    of_case = reverse("reviews:list", args=[world.case.public_id])
    of_review = reverse("reviews:file_note", args=[world.review.public_id])

    assert world.word("review") in page.get(of_case).content.decode()
    assert world.word("measured") in page.get(of_review).content.decode()
    card = page.get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    assert reverse("reviews:view", args=[world.review.public_id]) in card


def test_a_talk_after_the_closure_is_saved_once(client, world):
    close(world)
    change(world.case, follow_up_on=timezone.localdate())
    address = reverse("reviews:follow_up", args=[world.case.public_id])
    page = as_(client, world.lead)
    assert address in page.get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    assert world.case.number in page.get(reverse("cases:list")).content.decode()
    said = {"outcome": "done", "how_it_goes": "Radzimy sobie.", "needs_help": "no"}
    post = {"idempotency_key": key(), **day("asked_on", timezone.localdate()), **said}

    for _ in range(2):
        assert page.post(address, post).url == reverse("reviews:list", args=[world.case.public_id])

    talk = FollowUp.objects.exclude(pk=world.follow_up.pk).get()
    assert (talk.how_it_goes, talk.needs_help) == ("Radzimy sobie.", False)
    assert world.case.number not in page.get(reverse("cases:list")).content.decode()


def test_nobody_reached_asks_for_a_day_or_for_giving_up(client, world):
    close(world)
    change(world.case, follow_up_on=timezone.localdate())
    address = reverse("reviews:follow_up", args=[world.case.public_id])
    page = as_(client, world.lead)
    post = {"idempotency_key": key(), **day("asked_on", timezone.localdate()), "outcome": "unreachable"}

    assert set(page.post(address, post).context["form"].errors) == {"again_on"}
    assert page.post(address, post | {"gives_up": "on"}).status_code == 302

    assert again(world.case).follow_up_on is None


def test_a_talk_that_says_nothing_is_refused_at_its_fields(client, world):
    close(world)
    change(world.case, follow_up_on=timezone.localdate())
    post = {"idempotency_key": key(), **day("asked_on", timezone.localdate()), "outcome": "done"}

    page = as_(client, world.lead).post(reverse("reviews:follow_up", args=[world.case.public_id]), post)

    assert set(page.context["form"].errors) == {"how_it_goes", "needs_help"}
