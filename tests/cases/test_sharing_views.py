"""The pages on which it is decided who sees what."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import CaseConcern, Disclosure, Support
from tests.cases.changing import day, key, told
from tests.counting import queries_of
from tests.world import as_


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def page(world, name="member_sight"):
    return reverse(f"cases:{name}", args=[world.team["member"].public_id])


def posted(world, **changes):
    return {
        "idempotency_key": key(),
        "thing": f"note:{world.note.public_id}",
        "answer": "shared",
        "purpose": "Do rozmowy",
        "ground": "agreement",
        "reference": "",
        **changes,
    }


def test_the_page_shows_what_the_member_sees_and_not_more(world, lead):
    text = lead.get(page(world)).content.decode()

    for what in ("adult_surname", "member_action", "told_note", "purpose"):
        assert world.word(what) in text
    main = text.split("<h2")[0]
    assert world.word("note") not in main
    assert world.word("lead_action") not in main


def test_before_it_is_shared_the_lead_sees_what_the_school_will_see(world, lead):
    before = Disclosure.objects.count()
    data = posted(world)

    check = lead.post(page(world, "disclose"), data)

    text = check.content.decode()
    assert "To zobaczy" in text
    assert world.word("note") in text
    assert Disclosure.objects.count() == before
    answer = lead.post(page(world, "disclose"), {**data, "confirmed": "1"})
    assert answer.url == page(world)
    assert Disclosure.objects.count() == before + 1
    assert lead.post(page(world, "disclose"), {**data, "confirmed": "1"}).url == page(world)
    assert Disclosure.objects.count() == before + 1, "a second click decides nothing"
    assert len(told(world)) == 1
    member = as_(type(lead)(), world.member)
    assert world.word("note") in member.get(reverse("cases:notes", args=[world.case.public_id])).content.decode()


def test_a_refusal_needs_no_second_look(world, lead):
    answer = lead.post(page(world, "disclose"), posted(world, answer="refused"), follow=True)

    assert "nie może tego zobaczyć" in answer.content.decode()
    assert Disclosure.objects.latest("pk").answer == "refused"


@pytest.mark.parametrize("level", ["action", "contact"])
def test_the_level_is_looked_at_before(world, lead, level):
    text = lead.post(page(world, "disclose"), posted(world, thing=f"level:{level}")).content.decode()

    assert ("Bez nazwiska" in text) is (level == "action")


def test_the_facts_are_shown_on_the_members_overview_without_the_reporter(world, lead):
    link = CaseConcern.objects.get(case=world.case)
    data = posted(world, thing=f"facts:{link.public_id}", confirmed="1")
    lead.post(page(world, "disclose"), data)

    text = as_(type(lead)(), world.member).get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert world.word("linked_facts") in text
    assert world.reporter.user.name not in text


def test_bad_input_is_said_at_the_form_and_nothing_is_lost(world, lead):
    answer = lead.post(page(world, "disclose"), posted(world, ground="court_order", confirmed="1"))

    text = answer.content.decode()
    assert "Podaj numer postanowienia albo przepis" in text
    assert "Do rozmowy" in text
    assert lead.post(page(world, "disclose"), posted(world, thing="note:nie")).status_code == 200


def test_sight_is_taken_back(world, lead):
    address = reverse("cases:disclosure_end", args=[world.disclosure.public_id])
    assert "Cofnąć wgląd?" in lead.get(address).content.decode()

    assert lead.post(address, {"because": "Prośba rodziny"}).url == page(world)
    assert "Prośba rodziny" in lead.get(page(world)).content.decode()
    assert lead.post(address, {"because": "x"}).status_code == 403


def test_somebody_close_is_added_once_changed_and_ended(world, lead):
    today = timezone.localdate()
    data = {"name": "Ciocia Hela", "tie": "ciocia", "helps_with": "Obiady", "phone": "", **day("since", today)}
    add = reverse("cases:support_add", args=[world.case.public_id])
    once = {**data, "idempotency_key": key()}
    before = Support.objects.count()

    assert lead.post(add, once).url == lead.post(add, once).url == reverse("cases:team", args=[world.case.public_id])

    assert Support.objects.count() == before + 1
    support = Support.objects.latest("pk")
    edit = reverse("cases:support_edit", args=[support.public_id])
    assert "Ciocia Hela" in lead.get(edit).content.decode()
    early = {**data, "version": support.version, **day("until", today.replace(year=today.year - 1))}
    assert "Koniec nie może być przed początkiem" in lead.post(edit, early).content.decode()
    good = {**data, "version": support.version, **day("until", today)}
    assert lead.post(edit, good).status_code == 302
    assert lead.post(edit, {**data, "version": support.version}).status_code == 409
    assert "Ciocia Hela" in lead.get(reverse("cases:team", args=[world.case.public_id])).content.decode()


def test_a_partner_alone_is_asked_whether_a_note_may_be_passed_on(world, lead):
    write = reverse("cases:note_write", args=[world.case.public_id])

    assert 'name="may_pass_on"' not in lead.get(write).content.decode()
    assert 'name="may_pass_on"' in as_(type(lead)(), world.member).get(write).content.decode()


def test_the_page_asks_the_same_however_much_is_shared(world, lead):
    lead.get(page(world))  # the first one notes in the session when the person was here
    before = queries_of(lead, page(world))
    for _count in range(3):
        lead.post(page(world, "disclose"), posted(world, answer="refused"), follow=True)

    assert queries_of(lead, page(world)) == before
