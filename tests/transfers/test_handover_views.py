"""The pages on which a case is handed to a colleague: offered, accepted, declined, withdrawn."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.transfers.models import Handover
from tests.cases.changing import again, change, close
from tests.world import as_

from .test_views import at, free, handover_post, page_of

__all__ = ["free"]  # fixtures

pytestmark = pytest.mark.django_db


def test_a_waiting_offer_is_shown_instead_of_the_form(client, world):
    page = page_of(as_(client, world.lead).get(at("handover_offer", world.case)))

    assert world.colleague.user.name in page
    assert at("handover", world.handover) in page
    assert 'name="to"' not in page


def test_the_lead_offers_the_case_once_even_by_a_double_click(client, free):
    data = handover_post(free, message="Odchodzę 😀", stays="on")
    as_(client, free.lead)

    first = client.post(at("handover_offer", free.case), data)
    second = client.post(at("handover_offer", free.case), data)

    row = Handover.objects.get(state="offered")
    assert (row.offered_to, row.message, row.stays) == (free.colleague.membership, "Odchodzę 😀", True)
    assert first.url == second.url == at("handover", row)


def test_two_tabs_make_one_offer(client, free):
    as_(client, free.lead)
    client.post(at("handover_offer", free.case), handover_post(free))

    page = client.post(at("handover_offer", free.case), handover_post(free))

    assert page.status_code == 200
    assert "jest już komuś zaproponowane" in page_of(page)
    assert Handover.objects.filter(state="offered").count() == 1


def test_ten_megabytes_of_message_are_refused(client, free):
    page = as_(client, free.lead).post(at("handover_offer", free.case), handover_post(free, message="a" * 100_000))

    assert page.status_code == 200
    assert not Handover.objects.filter(state="offered").exists()


def test_the_lead_is_not_among_the_choices(client, free):
    form = as_(client, free.lead).get(at("handover_offer", free.case)).context["form"]

    assert free.lead.membership not in form.fields["to"].queryset
    assert free.colleague.membership in form.fields["to"].queryset


def test_where_nobody_else_leads_cases_the_page_says_so(client, free):
    yesterday = timezone.localdate(free.now) - timezone.timedelta(days=1)
    for who in (free.deputy, free.colleague, free.head):
        change(who.membership, ends_on=yesterday)

    page = page_of(as_(client, free.lead).get(at("handover_offer", free.case)))

    assert "Nikt inny w Twoim ośrodku nie prowadzi spraw" in page


def test_who_was_asked_sees_a_number_and_the_message_and_not_the_family(client, world):
    page = page_of(as_(client, world.colleague).get(at("handover", world.handover)))

    assert world.case.number in page
    assert world.word("handover_message") in page
    assert world.word("adult_surname") not in page
    assert reverse("cases:view", args=[world.case.public_id]) not in page


def test_who_accepts_comes_to_the_case(client, world):
    answer = as_(client, world.colleague).post(at("handover_accept", world.handover))

    assert answer.url == reverse("cases:view", args=[world.case.public_id])
    assert client.get(answer.url).status_code == 200
    assert as_(client, world.lead).get(answer.url).status_code == 404
    assert client.get(at("handover", world.handover)).status_code == 200


def test_once_it_is_accepted_the_old_lead_reads_no_word_of_it_and_the_new_one_does(client, world):
    as_(client, world.colleague).post(at("handover_accept", world.handover))
    assert world.word("handover_message") in page_of(client.get(at("handover", world.handover)))

    page = as_(client, world.lead).get(at("handover", world.handover))

    assert page.status_code == 200
    assert world.word("handover_message") not in page_of(page)


def test_who_never_accepted_reads_no_word_of_what_was_withdrawn(client, world):
    as_(client, world.lead).post(at("handover_withdraw", world.handover))
    assert world.word("handover_message") in page_of(client.get(at("handover", world.handover)))

    page = as_(client, world.colleague).get(at("handover", world.handover))

    assert page.status_code == 200
    assert world.word("handover_message") not in page_of(page)


def test_the_reason_of_a_no_is_for_who_leads(client, world):
    as_(client, world.colleague).post(at("handover_decline", world.handover), {"reason": "Znam tę rodzinę"})
    assert "Znam tę rodzinę" not in page_of(client.get(at("handover", world.handover)))

    assert "Znam tę rodzinę" in page_of(as_(client, world.lead).get(at("handover", world.handover)))


def test_accepting_twice_is_told_in_plain_words(client, world):
    as_(client, world.colleague).post(at("handover_accept", world.handover))

    assert client.post(at("handover_accept", world.handover)).status_code == 409


def test_withdrawing_after_acceptance_is_told_in_plain_words(client, world):
    as_(client, world.colleague).post(at("handover_accept", world.handover))

    assert as_(client, world.lead).post(at("handover_withdraw", world.handover)).status_code == 409


def test_declining_needs_a_reason(client, world):
    as_(client, world.colleague)

    assert client.post(at("handover_decline", world.handover), {"reason": " "}).status_code == 200
    assert again(world.handover).state == "offered"
    assert client.post(at("handover_decline", world.handover), {"reason": "Urlop"}).status_code == 302
    assert again(world.handover).reason == "Urlop"


def test_the_lead_withdraws(client, world):
    answer = as_(client, world.lead).post(at("handover_withdraw", world.handover))

    assert answer.url == at("handover", world.handover)
    assert "wycofana" in page_of(client.get(answer.url))


def test_an_offer_of_a_closed_case_has_no_buttons(client, world):
    close(world)

    page = as_(client, world.colleague).get(at("handover", world.handover))

    assert not page.context["may_answer"]
    assert client.post(at("handover_accept", world.handover)).status_code == 409
