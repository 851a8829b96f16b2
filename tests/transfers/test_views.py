"""The pages of handing over: what waits is shown before the form, what goes is shown before it is sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import Case
from kooperacja.transfers.actions.handing import decline_handover
from kooperacja.transfers.events import HandoverEvent
from kooperacja.transfers.models import Transfer
from tests.cases.changing import again, change, day, key
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(world):
    """The world without an offer that waits."""
    change(world.handover, state="withdrawn", ended_at=world.now)
    change(world.transfer, state="withdrawn", ended_at=world.now)
    return world


def at(name, row, *more):
    return reverse(f"transfers:{name}", args=[row.public_id, *(one.public_id for one in more)])


def page_of(answer):
    return answer.content.decode()


def handover_post(world, **fields):
    return {"to": world.colleague.membership.pk, "idempotency_key": key(), **fields}


def transfer_post(world, **fields):
    persons = [str(world.person.public_id), str(world.child.public_id)]
    return {"persons": persons, "idempotency_key": key(), **fields}


def agreed(world):
    return {
        "agreed": [str(world.person.public_id)],
        **day("agreed_on", timezone.localdate(world.now)),
        "how": "writing",
        "with_plan": "on",
        "summary": "Wspólna praca 😀 od roku.",
    }


def test_a_waiting_offer_to_a_centre_is_shown_instead_of_the_choice(client, world):
    as_(client, world.lead)

    for address in (at("transfer_choose", world.case), at("transfer_offer", world.case, world.other_ops)):
        page = page_of(client.get(address))
        assert at("transfer", world.transfer) in page
        assert 'name="persons"' not in page
        assert 'name="szukaj"' not in page


@pytest.mark.parametrize(("text", "is_found"), [("stary brzeg", True), ("STARY", True), ("nigdzie", False)])
def test_a_centre_is_found_by_its_name_or_gmina(client, free, text, is_found):
    page = as_(client, free.lead).get(at("transfer_choose", free.case), {"szukaj": text})

    assert (page.context["found"] == [free.other_ops]) is is_found


def test_centres_of_the_powiat_are_offered_and_other_bodies_are_not(client, free):
    page = as_(client, free.lead).get(at("transfer_choose", free.case))

    assert list(page.context["near"]) == [free.other_ops]


def test_before_sending_the_lead_sees_what_they_will_see(client, free):
    as_(client, free.lead)
    address = at("transfer_offer", free.case, free.other_ops)

    page = page_of(client.post(address, transfer_post(free, do="preview")))

    assert "To zobaczy adresat: GOPS Stary Brzeg" in page
    assert free.word("adult_phone") in page
    assert free.word("goal") not in page
    assert "tylko nazwiska i kontakt" in page
    assert not Transfer.objects.filter(state="offered").exists()


def test_with_agreement_the_plan_is_in_the_preview(client, free):
    as_(client, free.lead)

    page = page_of(client.post(at("transfer_offer", free.case, free.other_ops), transfer_post(free, **agreed(free))))

    assert free.word("goal") in page
    assert free.word("member_action") in page
    assert "Wspólna praca 😀 od roku." in page


def test_what_was_shown_is_sent_once(client, free):
    as_(client, free.lead)
    address = at("transfer_offer", free.case, free.other_ops)
    hidden = client.post(address, transfer_post(free, **agreed(free), do="preview")).context["fields"]
    data = {"do": "send"}
    for name, value in hidden:
        data.setdefault(name, []).append(value) if name in ("persons", "agreed") else data.update({name: value})

    first, second = client.post(address, data), client.post(address, data)

    row = Transfer.objects.get(state="offered")
    assert first.url == second.url == at("transfer", row)
    assert row.content["summary"] == "Wspólna praca 😀 od roku."


def test_from_the_preview_one_goes_back_to_the_form_with_everything(client, free):
    as_(client, free.lead)

    page = client.post(
        at("transfer_offer", free.case, free.other_ops), transfer_post(free, **agreed(free), do="change")
    )

    assert "Wspólna praca 😀 od roku." in page_of(page)
    assert 'name="do" value="preview"' in page_of(page)


@pytest.mark.parametrize("do", ["preview", "send"])
def test_a_plan_without_agreement_is_refused_at_the_form(client, free, do):
    as_(client, free.lead)
    address = at("transfer_offer", free.case, free.other_ops)

    page = client.post(address, transfer_post(free, with_plan="on", do=do))

    assert "agreed" in page.context["form"].errors
    assert not Transfer.objects.filter(state="offered").exists()


@pytest.mark.parametrize("do", ["preview", "send"])
def test_without_agreement_no_message_goes_and_nothing_typed_is_lost(client, free, do):
    as_(client, free.lead)
    address = at("transfer_offer", free.case, free.other_ops)

    page = client.post(address, transfer_post(free, message="Mama pije i nie wstaje.", do=do))

    assert "message" in page.context["form"].errors
    assert "Bez zgody rodziny nie przekazujemy wiadomości" in page_of(page)
    assert "Mama pije i nie wstaje.</textarea>" in page_of(page)
    assert not Transfer.objects.filter(state="offered").exists()


def test_whom_to_ask_goes_in_any_case(client, free):
    change(free.ops, phone="15 800 00 00")
    as_(client, free.lead)
    address = at("transfer_offer", free.case, free.other_ops)
    preview = page_of(client.post(address, transfer_post(free, do="preview")))
    client.post(address, transfer_post(free, do="send"))

    theirs = page_of(as_(client, free.neighbour).get(at("transfer", Transfer.objects.get(state="offered"))))

    for page in (preview, theirs):
        assert free.lead.user.name in page
        assert "15 800 00 00" in page


def test_nobody_agreed_before_there_was_a_case(client, free):
    day_before = timezone.localdate(free.case.opened_at) - timezone.timedelta(days=1)
    data = transfer_post(free, **{**agreed(free), **day("agreed_on", day_before)}, do="send")

    page = as_(client, free.lead).post(at("transfer_offer", free.case, free.other_ops), data)

    assert page.context["form"].errors["agreed_on"] == ["Tego dnia sprawy jeszcze nie było."]
    assert "Wspólna praca 😀 od roku." in page_of(page)


def test_to_a_school_nothing_goes(client, free):
    page = as_(client, free.lead).post(at("transfer_offer", free.case, free.school), transfer_post(free))

    assert "Nikt w tej instytucji nie przejmuje spraw" in page_of(page)


def test_somebody_of_another_case_cannot_be_sent(client, free):
    page = as_(client, free.lead).post(
        at("transfer_offer", free.case, free.other_ops), transfer_post(free, persons=[key()])
    )

    assert "persons" in page.context["form"].errors


def test_the_other_centre_takes_it_over_and_both_know_the_others_number(client, world):
    data = {"unit": world.other_gmina.pk, "lead": world.neighbour_head.membership.pk}

    answer = as_(client, world.neighbour).post(at("transfer_accept", world.transfer), data)

    new = Case.objects.exclude(pk=world.case.pk).get()
    assert answer.url == at("transfer", world.transfer)
    there = page_of(as_(client, world.neighbour_head).get(reverse("cases:view", args=[new.public_id])))
    assert world.case.number in there
    here = page_of(as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])))
    assert new.number in here
    assert as_(client, world.deputy).get(reverse("cases:view", args=[world.case.public_id])).status_code == 404
    assert as_(client, world.member).get(reverse("cases:view", args=[world.case.public_id])).status_code == 404


def test_accepting_twice_makes_one_case(client, world):
    data = {"unit": world.other_gmina.pk, "lead": world.neighbour_head.membership.pk}
    as_(client, world.neighbour).post(at("transfer_accept", world.transfer), data)

    assert as_(client, world.neighbour_head).post(at("transfer_accept", world.transfer), data).status_code == 409
    assert Case.objects.count() == 2


def test_the_head_is_suggested_as_deputy(client, world):
    form = as_(client, world.neighbour).get(at("transfer_accept", world.transfer)).context["form"]

    assert form.initial == {"deputy": world.neighbour_head.membership.pk, "unit": world.other_gmina.pk}


def test_one_person_is_not_lead_and_deputy(client, world):
    head = world.neighbour_head.membership.pk
    data = {"unit": world.other_gmina.pk, "lead": head, "deputy": head}

    page = as_(client, world.neighbour).post(at("transfer_accept", world.transfer), data)

    assert page.status_code == 200
    assert again(world.transfer).state == "offered"


def test_withdrawing_after_acceptance_by_the_centre_is_told(client, world):
    data = {"unit": world.other_gmina.pk, "lead": world.neighbour_head.membership.pk}
    as_(client, world.neighbour).post(at("transfer_accept", world.transfer), data)

    assert as_(client, world.lead).post(at("transfer_withdraw", world.transfer)).status_code == 409


def test_after_declining_the_words_are_gone_for_the_other_side(client, world):
    as_(client, world.neighbour)
    assert world.word("transfer_surname") in page_of(client.get(at("transfer", world.transfer)))
    assert client.post(at("transfer_decline", world.transfer), {"reason": " "}).status_code == 200

    assert client.post(at("transfer_decline", world.transfer), {"reason": "Nie nasza"}).status_code == 302

    assert world.word("transfer_surname") not in page_of(client.get(at("transfer", world.transfer)))
    assert "Nie nasza" in page_of(as_(client, world.lead).get(at("transfer", world.transfer)))


def test_the_lead_withdraws_an_offer_to_a_centre(client, world):
    answer = as_(client, world.lead).post(at("transfer_withdraw", world.transfer))

    assert again(world.transfer).state == "withdrawn"
    assert not client.get(answer.url).context["may_withdraw"]


def test_the_list_shows_what_concerns_the_reader(client, world):
    rows = as_(client, world.neighbour).get(reverse("transfers:list")).context

    assert list(rows["transfers"]) == [world.transfer]
    assert list(rows["handovers"]) == []
    assert list(as_(client, world.admin).get(reverse("transfers:list")).context["transfers"]) == []


def prepared(client, world):
    data = transfer_post(world, body="MOPS Lipowo", body_address="Rynek 1", do="send")
    answer = as_(client, world.lead).post(at("transfer_outside", world.case), data)
    row = Transfer.objects.get(state="to_send")
    assert answer.url == at("transfer", row)
    return row


def test_a_letter_is_prepared_printed_sent_and_answered(client, free):
    row = prepared(client, free)
    letter = page_of(client.get(at("transfer_letter", row)))
    assert "MOPS Lipowo" in letter
    assert free.word("adult_surname") in letter
    today = timezone.localdate(free.now)

    client.post(at("transfer_sent", row), {"number": "GOPS.1", **day("sent_on", today)})
    assert again(row).state == "sent"
    page = client.post(at("transfer_answered", row), {"answer": "declined", "reason": ""})
    assert "reason" in page.context["form"].errors
    client.post(at("transfer_answered", row), {"answer": "accepted"})

    assert again(row).state == "accepted"
    assert again(free.case).state == "closed"
    assert "MOPS Lipowo" in page_of(client.get(reverse("cases:view", args=[free.case.public_id])))


def test_a_letter_is_not_sent_tomorrow(client, free):
    row = prepared(client, free)
    tomorrow = timezone.localdate(free.now) + timezone.timedelta(days=1)

    page = client.post(at("transfer_sent", row), {"number": "GOPS.1", **day("sent_on", tomorrow)})

    assert page.status_code == 200
    assert again(row).state == "to_send"


def test_the_letter_names_the_agreement(client, free):
    data = transfer_post(free, body="MOPS Lipowo", do="send", **agreed(free))
    as_(client, free.lead).post(at("transfer_outside", free.case), data)

    letter = page_of(client.get(at("transfer_letter", Transfer.objects.get(state="to_send"))))

    assert "za zgodą" in letter
    assert free.word("goal") in letter


def test_the_story_of_the_case_tells_of_offers_and_answers(client, world):
    decline_handover(world.handover, reason="Mam za dużo spraw", actor=world.colleague.actor, now=world.now)

    page = page_of(as_(client, world.lead).get(reverse("cases:timeline", args=[world.case.public_id])))

    assert str(HandoverEvent.DECLINED.label).capitalize() in page
    assert "za dużo spraw" not in page
