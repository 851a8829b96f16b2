"""The pages of questions that name nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.consultations.models import Advice, Consultation
from kooperacja.consultations.states import AdviceState
from tests.cases.changing import again, change, key
from tests.counting import queries_of
from tests.world import as_, make

QUESTION = "Dziecko w szkole podstawowej zasypia na lekcjach. Od czego zacząć?"


def page(name, row):
    return reverse(f"consultations:{name}", args=[row.public_id])


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


@pytest.fixture
def asked(client, world):
    return as_(type(client)(), world.former)


def posted(world, **changes):
    to = f"person:{world.former.membership.public_id}"
    return {"idempotency_key": key(), "to": to, "question": QUESTION, **changes}


def text(response):
    return response.content.decode()


def test_a_question_is_sent_once_and_found_on_the_overview(world, lead):
    assert "w małej miejscowości" in text(lead.get(page("ask", world.case))).lower()
    before, data = Consultation.objects.count(), posted(world)

    first, second = lead.post(page("ask", world.case), data), lead.post(page("ask", world.case), data)

    assert first.url == second.url
    assert Consultation.objects.count() == before + 1
    row = Consultation.objects.latest("pk")
    assert page("view", row) in text(lead.get(reverse("cases:view", args=[world.case.public_id])))
    assert QUESTION in text(lead.get(first.url))
    story = text(lead.get(reverse("cases:timeline", args=[world.case.public_id])))
    assert "rad" in story


def test_what_says_whom_it_is_about_is_named_at_its_field_and_nothing_is_lost(world, lead):
    before = Consultation.objects.count()
    change(world.person, surname="Jałowiec")

    answer = text(lead.post(page("ask", world.case), posted(world, question=f"{QUESTION} Co radzicie Jałowcom?")))

    assert "innymi słowami: Jałowcom." in answer
    assert QUESTION in answer
    assert Consultation.objects.count() == before


def test_whoever_is_no_longer_there_to_ask_is_said(world, lead, monkeypatch):
    from kooperacja.consultations.views import asking  # noqa: PLC0415 - changed only here

    offers = asking._offers(world.case)
    monkeypatch.setattr(asking, "_offers", lambda _case: offers)
    change(
        world.protocol,
        ends_on=timezone.localdate().replace(year=timezone.localdate().year - 1),
        starts_on="2020-01-01",
    )

    assert "Nie można teraz zapytać" in text(lead.post(page("ask", world.case), posted(world)))


def test_the_local_team_is_asked_together(world, lead):
    change(world.seat, institution=world.pcpr, membership=world.outsider.membership)
    assert "PZK Wierzbowa Góra (1 osoba)" in text(lead.get(page("ask", world.case)))

    lead.post(page("ask", world.case), posted(world, to=f"team:{world.partnership.public_id}"))

    assert Advice.objects.latest("pk").asked == world.outsider.membership


def test_without_partners_nobody_can_be_asked(world, lead):
    change(
        world.former.membership,
        ends_on=timezone.localdate().replace(year=timezone.localdate().year - 1),
        starts_on="2020-01-01",
    )

    assert "Nie ma jeszcze kogo zapytać" in text(lead.get(page("ask", world.case)))


def test_the_asked_one_sees_the_question_and_nothing_else_of_the_case(world, asked):
    change(world.advice, state=AdviceState.WAITING, answered_at=None, text="")
    shown = text(asked.get(page("advice", world.advice)))

    assert world.word("consultation_question") in shown
    assert world.ops.name in shown
    for hidden in (world.case.number, str(world.case.public_id), world.lead.user.name, world.deputy.user.name):
        assert hidden not in shown
    assert world.word("consultation_other_advice") not in shown
    listed = text(asked.get(reverse("consultations:list")))
    assert world.consultation.number in listed
    assert "Doradź bez nazwiska" in text(asked.get(reverse("portal:home")))


def test_a_question_that_was_answered_is_still_found(world, asked):
    home = text(asked.get(reverse("portal:home")))

    assert reverse("consultations:list") in home
    assert "Pytania do Ciebie" in home


def test_advice_is_sent_once_and_read_by_the_lead(world, lead, asked):
    change(world.advice, state=AdviceState.WAITING, answered_at=None, text="")
    data = {"idempotency_key": key(), "text": "Zacząć od rozmowy z mamą 🙂"}
    assert asked.post(page("advice", world.advice), {**data, "text": " "}).status_code == 200

    for _click in range(2):
        assert asked.post(page("advice", world.advice), data).url == page("advice", world.advice)

    assert "Zacząć od rozmowy z mamą 🙂" in text(asked.get(page("advice", world.advice)))
    assert "Zacząć od rozmowy z mamą 🙂" in text(lead.get(page("view", world.consultation)))
    other = {"idempotency_key": key(), "text": "Druga"}
    assert asked.post(page("advice", world.advice), other).status_code == 409


def test_stepping_back_is_asked_twice_and_closes_it(world, lead, asked):
    assert "Tak, zamknij" in text(asked.get(page("recuse", world.advice)))
    assert again(world.advice).state == AdviceState.ANSWERED

    assert asked.post(page("recuse", world.advice)).url == reverse("consultations:list")

    assert asked.get(page("advice", world.advice)).status_code == 404
    assert world.consultation.number not in text(asked.get(reverse("consultations:list")))
    assert "może znać rodzinę" in text(lead.get(page("view", world.consultation)))


def test_a_question_is_closed_and_a_second_click_finds_it_closed(world, lead, asked):
    for _click in range(2):
        assert lead.post(page("close", world.consultation)).url == page("view", world.consultation)

    assert again(world.consultation).closed_on == timezone.localdate()
    assert "Zamknięto" in text(lead.get(page("view", world.consultation)))
    assert asked.get(page("advice", world.advice)).status_code == 404


def test_a_question_whose_time_is_over_is_read_by_its_lead(world, lead):
    change(world.consultation, until=timezone.localdate().replace(year=timezone.localdate().year - 1))

    assert world.word("consultation_advice") in text(lead.get(page("view", world.consultation)))


def test_the_pages_ask_the_same_however_much_was_asked(world, lead, asked):
    pages = ((lead, page("view", world.consultation)), (asked, reverse("consultations:list")))
    for one, address in pages:
        one.get(address)
    before = [queries_of(one, address) for one, address in pages]
    for number in range(3):
        fields = {"case": world.case, "question": "x", "asked_by": world.lead.membership, "asked_at": world.now}
        more = make(Consultation, number=f"K/{number}9/2026", until=world.consultation.until, **fields)
        make(Advice, consultation=more, case=world.case, asked=world.former.membership)
        make(
            Advice,
            consultation=world.consultation,
            case=world.case,
            asked=[world.head, world.intake, world.region][number].membership,
        )

    assert [queries_of(one, address) for one, address in pages] == before
