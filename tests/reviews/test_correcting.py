"""The words of a review are corrected: how it read before stays readable, its decision and days stay as they were."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from kooperacja.audit.models import Read
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused
from kooperacja.reviews.actions.correcting import Correction, correct_review
from kooperacja.reviews.actions.reviewing import Measured
from kooperacja.reviews.models import Decision, Measure, Review, ReviewVersion
from kooperacja.reviews.rules import ReviewRefusal, correction_refusals
from tests.cases.changing import again, change, close, last_event
from tests.world import CAST, as_, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(world):
    return Measure.objects.get(review=world.review)


def said(**how):
    return Correction(**{"accomplishments": "Poprawione słowa", "others": "ciocia", **how})


def correct(world, who="lead", version=None, **how):
    review = again(world.review)
    version = review.version if version is None else version
    return correct_review(review, said(**how), version=version, actor=getattr(world, who).actor, now=world.now)


def versions(world):
    return list(ReviewVersion.objects.filter(review=world.review).order_by("pk"))[1:]


def test_each_wording_is_kept_with_who_corrected_it(world, measure):
    first = (world.word("review"), world.word("review_others"))
    correct(world, measures={measure.pk: Measured("61%", "84%")})
    correct(world, "deputy", accomplishments="Jeszcze inaczej")

    kept = versions(world)
    assert [(one.accomplishments, one.others) for one in kept] == [first, ("Poprawione słowa", "ciocia")]
    assert kept[0].measures["rows"][0]["now"] == world.word("measured")
    assert kept[1].measures["rows"][0]["now"] == "84%"
    assert [one.replaced_by for one in kept] == [world.lead.membership, world.deputy.membership]
    assert again(measure).now == "84%"
    assert "Poprawione" not in str(last_event("reviews.corrected").changes)


def test_decision_and_days_stay(world):
    names = ("decision", "held_on", "next_on", "recorded_by_id", "recorded_at")
    before = [getattr(world.review, name) for name in names]

    row = again(correct(world))

    assert [getattr(row, name) for name in names] == before
    assert again(world.case).review_on == world.case.review_on


def test_what_changes_nothing_keeps_no_version(world):
    correct_review(
        world.review,
        Correction(world.word("review"), world.word("review_others")),
        version=world.review.version,
        actor=world.lead.actor,
        now=world.now,
    )

    assert versions(world) == []
    assert again(world.review).version == world.review.version


def test_a_measure_of_another_review_is_left_alone(world, measure):
    correct(world, measures={measure.pk + 1: Measured("", "obce")})

    assert again(measure).now == world.word("measured")


@pytest.mark.parametrize("who", [name for name in CAST if name not in {"lead", "deputy"}])
def test_nobody_else_corrects(world, who):
    with pytest.raises(PermissionDenied):
        correct(world, who)


def test_a_closed_case_is_only_read(world):
    close(world)

    with pytest.raises(PermissionDenied):
        correct(world)


def test_two_who_correct_at_once(world):
    begun = world.review.version
    correct(world)

    with pytest.raises(Stale):
        correct(world, "deputy", version=begun)


@pytest.mark.parametrize(
    ("change_it", "refused"),
    [
        ({}, set()),
        ({"anybody": False}, {ReviewRefusal.NOBODY}),
        ({"decision": Decision.ESCALATE, "reason": "Pomoc"}, set()),
        ({"decision": Decision.ESCALATE}, {ReviewRefusal.NO_REASON}),
        ({"was_late": True, "next_reason": "Ferie"}, set()),
        ({"was_late": True}, {ReviewRefusal.NEXT_TOO_LATE}),
    ],
)
def test_what_must_be_said_stays_said(change_it, refused):
    words = {"anybody": True, "decision": Decision.GO_ON, "reason": "", "next_reason": "", "was_late": False}

    assert correction_refusals(**{**words, **change_it}) == refused


def test_a_review_that_nobody_took_part_in_is_refused(world):
    for row in world.review.attendances.all():
        change(row, review=_another(world))

    with pytest.raises(Refused) as refused:
        correct(world, others="")

    assert refused.value.refusals == {ReviewRefusal.NOBODY}


def _another(world):
    return make(
        Review,
        case=world.case,
        held_on=world.review.held_on - timedelta(days=1),
        accomplishments="Wcześniej",
        decision=Decision.CLOSE,
        recorded_by=world.lead.membership,
        recorded_at=world.now,
    )


# Pages


def typed(world, measure, **changes):
    data = {
        "version": again(world.review).version,
        "accomplishments": "Wszystko poszło lepiej 😀",
        "others": "babcia",
        f"was_{measure.pk}": "61%",
        f"now_{measure.pk}": "90%",
    }
    return {**data, **changes}


def test_the_page_corrects_and_shows_what_was(client, world, measure):
    as_(client, world.lead)
    url, view = (reverse(f"reviews:{name}", args=[world.review.public_id]) for name in ("correct", "view"))
    assert url in client.get(view).content.decode()
    assert world.word("review") in client.get(url).content.decode()

    assert client.post(url, typed(world, measure)).url == view

    page = client.get(view).content.decode()
    history = reverse("reviews:history", args=[world.review.public_id])
    assert "90%" in page
    assert history in page
    before = client.get(history).content.decode()
    assert world.word("review") in before
    assert world.word("measured") in before
    assert world.lead.user.name in before
    assert "reviews.ReviewVersion" in Read.objects.latest("pk").rows


def test_of_two_the_second_sees_both_texts_of_words_and_measures(client, world, measure):
    url = reverse("reviews:correct", args=[world.review.public_id])
    mine = typed(world, measure)
    correct(world, "deputy", measures={measure.pk: Measured("61%", "70%")})

    both = as_(client, world.lead).post(url, mine)

    assert both.status_code == 409
    text = both.content.decode()
    assert all(word in text for word in ("Poprawione słowa", "poszło lepiej", "70%", "90%"))
    assert again(measure).now == "70%"
    keep = {f"keep:{name}": "mine" for name in ("accomplishments", "others", f"now_{measure.pk}")}
    assert client.post(url, {**mine, **keep, "version": both.context["version"]}).status_code == 302
    assert again(measure).now == "90%"


def test_a_fault_is_told_at_its_field(client, world, measure):
    change(world.review, decision=Decision.ESCALATE, reason="Brak ludzi", next_reason="Ferie")
    url = reverse("reviews:correct", args=[world.review.public_id])

    page = as_(client, world.lead).post(url, typed(world, measure, reason="", next_reason=""))

    assert set(page.context["form"].errors) == {"reason", "next_reason"}
    assert "poszło lepiej" in page.content.decode()


def test_the_story_of_the_case_tells_of_it(client, world):
    correct(world)

    page = as_(Client(), world.lead).get(reverse("cases:timeline", args=[world.case.public_id])).content.decode()

    assert "poprawiono słowa przeglądu" in page.lower()
