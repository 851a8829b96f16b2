"""The pages: what was tried, the decision, help that can't wait; and the form that opens a case."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.community import CommunityOpening, open_community_case
from kooperacja.cases.models import Case, Crisis
from kooperacja.gate.actions.qualifying import Decided, qualify
from kooperacja.gate.actions.tried import Attempt, note_tried
from kooperacja.gate.models import Answer, Qualification, Result, Tried
from tests.cases.changing import again, change, close, key
from tests.counting import queries_of
from tests.world import Made, as_

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def at(name, row):
    return reverse(f"gate:{name}", args=[row.public_id])


def read(client, who, address):
    return as_(client, who).get(address).content.decode()


def posted(**changes):
    return {"what": "Obiady", "result": "helped", "words": "", "idempotency_key": key(), **changes}


@pytest.fixture
def village(world):
    opening = CommunityOpening("Zapłocie", "Nie ma autobusu.", today(), world.lead.membership)
    return open_community_case(opening, actor=world.lead.actor, now=world.now)


def test_a_member_goes_from_the_case_to_the_form_and_is_kept_once(client, world):
    page = read(client, world.member, reverse("cases:view", args=[world.case.public_id]))
    assert at("tried_note", world.case) in page
    form = read(client, world.member, at("tried_note", world.case))
    assert "Bez diagnoz" in form
    assert "data-warn-words" in form
    data = posted()

    for _double_click in range(2):
        answer = as_(client, world.member).post(at("tried_note", world.case), data)
        assert answer["Location"] == at("view", world.case)

    assert Tried.objects.filter(institution=world.school).count() == 2


def test_words_that_do_not_belong_there_warn_and_never_block(client, world):
    browser = as_(client, world.member)

    answer = browser.post(at("tried_note", world.case), posted(what="Mama ma depresję"), follow=True)

    assert "depresj" in str(list(answer.context["messages"])[-1])
    assert Tried.objects.latest("pk").what == "Mama ma depresję"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, world):
    tomorrow = (today() + timedelta(1)).isoformat()
    data = posted(result="", since=tomorrow, words="Widać było 🙂")

    answer = as_(client, world.member).post(at("tried_note", world.case), data)

    assert set(answer.context["form"].errors) == {"result", "since"}
    assert "Widać było 🙂" in answer.content.decode()


def test_an_end_before_the_beginning_is_said_at_the_end(client, world):
    data = posted(since=today().isoformat(), until=(today() - timedelta(3)).isoformat())

    answer = as_(client, world.member).post(at("tried_note", world.case), data)

    assert set(answer.context["form"].errors) == {"until"}


def test_ten_megabytes_of_text_are_refused_plainly(client, world):
    answer = as_(client, world.member).post(at("tried_note", world.case), posted(what="a" * 2_000_000))

    assert answer.status_code == 200
    assert "what" in answer.context["form"].errors


def test_the_owner_changes_it_and_two_at_once_see_both_texts(client, world):
    browser = as_(client, world.member)
    assert world.word("tried") in browser.get(at("tried_edit", world.tried)).content.decode()
    data = posted(version=1)

    assert browser.post(at("tried_edit", world.tried), data).status_code == 302
    stale = browser.post(at("tried_edit", world.tried), data | {"what": "Śniadania"})

    assert stale.status_code == 409
    assert "Obiady" in stale.content.decode()
    assert "Śniadania" in stale.content.decode()


def test_a_withdrawn_one_is_not_changed(client, world):
    change(world.tried, withdrawn_on=today())

    answer = as_(client, world.member).post(at("tried_edit", world.tried), posted(version=again(world.tried).version))

    assert "wycofany" in answer.content.decode()


def test_the_owner_takes_it_back(client, world):
    browser = as_(client, world.member)
    assert world.word("tried") in browser.get(at("tried_withdraw", world.tried)).content.decode()

    assert browser.post(at("tried_withdraw", world.tried), {"idempotency_key": key()}).status_code == 302

    assert again(world.tried).withdrawn_on
    assert world.word("tried") not in read(client, world.lead, at("view", world.case))


def test_the_lead_writes_for_those_without_an_account(client, world):
    form = read(client, world.lead, at("tried_note_for", world.case))
    assert world.pcpr.name in form
    assert world.school.name not in re.search(r"<select.*?</select>", form, re.DOTALL)[0]
    data = posted(institution=str(world.pcpr.public_id), heard="call")

    assert as_(client, world.lead).post(at("tried_note_for", world.case), data).status_code == 302

    page = read(client, world.lead, at("view", world.case))
    assert f"Wiadomość otrzymał ośrodek: {world.ops.name}, telefonicznie" in page


def test_without_a_name_it_is_asked_for_one(client, world):
    change(world.letter_member, left_on=today())
    data = posted(heard="letter", body="")

    answer = as_(client, world.lead).post(at("tried_note_for", world.case), data)

    assert set(answer.context["form"].errors) == {"body"}
    assert "institution" not in answer.context["form"].fields


def test_a_decision_leads_on_and_stays_in_sight(client, world):
    form = read(client, world.lead, at("qualify", world.case))
    assert "Czego już próbowano (2)" in form
    data = {"answer": "not_now", "speaks_against": ["not_wanted"], "words": "Za pół roku.", "idempotency_key": key()}
    data["decided_on"] = today().isoformat()

    for _double_click in range(2):
        answer = as_(client, world.lead).post(at("qualify", world.case), data)
        assert answer["Location"] == at("view", world.case)

    page = read(client, world.lead, at("view", world.case))
    assert Qualification.objects.count() == 2
    assert "Za pół roku." in page
    assert "rodzina teraz tego nie chce" in page
    assert world.word("qualification") in page, "the earlier decision stays"
    assert reverse("cases:close", args=[world.case.public_id]) in page
    overview = read(client, world.lead, reverse("cases:view", args=[world.case.public_id]))
    assert "nie teraz" in overview
    assert "Za pół roku." in read(client, world.lead, reverse("cases:file_note", args=[world.case.public_id]))


def test_a_decision_without_a_reason_is_refused_at_its_field(client, world):
    data = {"answer": "fits", "decided_on": today().isoformat(), "idempotency_key": key()}

    answer = as_(client, world.lead).post(at("qualify", world.case), data)

    assert set(answer.context["form"].errors) == {"words"}


def test_the_way_that_fits_offers_no_closing(client, world):
    page = read(client, world.lead, at("view", world.case))

    assert "Na razie prowadzi" not in page
    assert "to droga dla nas" in page


def test_a_case_works_without_any_of_it(client, world):
    for row in (*Tried.objects.all(), *Qualification.objects.all(), *Crisis.objects.all()):
        change(row, case=_another(world))
    page = read(client, world.lead, at("view", world.case))

    assert "Sprawę można prowadzić także bez tego" in page
    assert "Nie ma takiego obowiązku" in page
    for name in ("view", "file_note"):
        assert as_(client, world.lead).get(reverse(f"cases:{name}", args=[world.case.public_id])).status_code == 200
    assert "Jeśli to pomoże" in read(client, world.member, reverse("cases:view", args=[world.case.public_id]))


def _another(world):
    return Case.objects.exclude(pk=world.case.pk).first() or open_community_case(
        CommunityOpening("Wieś", "Tak.", today(), world.lead.membership), actor=world.lead.actor, now=world.now
    )


def test_help_that_cannot_wait_is_noted_shown_and_taken_back(client, world):
    browser = as_(client, world.lead)
    assert "112" in browser.get(at("crisis_note", world.case)).content.decode()
    data = {"reason": "Od wczoraj bez ogrzewania.", "idempotency_key": key()}
    data["since"] = (today() - timedelta(1)).isoformat()
    change(world.workshop, held_on=today() - timedelta(days=6))
    change(world.crisis, ended_on=today(), ended_by=world.lead.membership, ended_because="stare")

    assert browser.post(at("crisis_note", world.case), data).status_code == 302
    crisis = Crisis.objects.latest("pk")
    page = browser.get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    assert "Od wczoraj bez ogrzewania." in page
    assert "29 dni" in page
    assert "29 dni" in read(client, world.member, at("view", world.case))
    assert "Od wczoraj" not in read(client, world.member, at("view", world.case))
    again_noted = as_(client, world.lead).post(at("crisis_note", world.case), data | {"idempotency_key": key()})
    assert "Już zapisano" in again_noted.content.decode()

    assert as_(client, world.lead).get(at("crisis_end", crisis)).status_code == 200
    answer = as_(client, world.lead).post(at("crisis_end", crisis), {"because": "Pomyłka", "idempotency_key": key()})
    assert answer["Location"] == at("view", world.case)
    page = read(client, world.lead, at("view", world.case))
    assert "(Pomyłka)" in page
    assert "(stare)" in page


def test_a_refusal_to_take_back_is_said(client, world):
    change(world.crisis, ended_on=today(), ended_by=world.lead.membership)

    answer = as_(client, world.lead).post(
        at("crisis_end", world.crisis), {"because": "Pomyłka", "idempotency_key": key()}
    )

    assert "Zapis został już cofnięty" in answer.content.decode()


def test_a_community_has_what_was_tried_and_nothing_of_a_family(client, world, village):
    page = read(client, world.lead, at("view", village))
    assert "Czego już próbowano" in page
    assert "Czy to droga dla nas" not in page
    for name in ("qualify", "crisis_note"):
        assert as_(client, world.lead).get(at(name, village)).status_code == 404
    note_tried(village, Attempt("Prośba do powiatu", Result.NOT), actor=world.lead.actor, now=world.now)
    assert "Prośba do powiatu" in read(client, world.lead, at("view", village))


def test_a_closed_case_offers_nothing_more(client, world):
    qualify(world.case, Decided(Answer.OTHER_HELP, today(), words="x"), actor=world.lead.actor, now=world.now)
    close(world)

    page = read(client, world.lead, at("view", world.case))

    for name in ("tried_note", "tried_note_for", "qualify", "crisis_note"):
        assert at(name, world.case) not in page
    assert reverse("cases:close", args=[world.case.public_id]) not in page


def test_whoever_sees_own_actions_alone_sees_no_card(client, world):
    change(world.case_member, level="action")

    page = read(client, world.member, reverse("cases:view", args=[world.case.public_id]))

    assert "Czego próbowała Twoja instytucja" not in page


@pytest.mark.parametrize(("name", "who"), [("gate:view", "lead"), ("cases:view", "lead"), ("gate:view", "member")])
def test_more_rows_cost_no_more_queries(client, world, name, who):
    address = reverse(name, args=[world.case.public_id])
    browser = as_(client, getattr(world, who))
    few = queries_of(browser, address)
    for number in range(5):
        note_tried(world.case, Attempt(f"{number}", Result.NOT), actor=world.member.actor, now=world.now)
        decided = Decided(Answer.FITS, today(), words="x")
        qualify(world.case, decided, actor=world.lead.actor, now=world.now)

    assert queries_of(browser, address) == few


def opened(world, **changes):
    return {
        "unit": world.gmina.pk,
        "lead": world.lead.membership.pk,
        "deputy": "",
        "osoba-TOTAL_FORMS": 1,
        "osoba-INITIAL_FORMS": 0,
        "osoba-0-first_name": "Ola",
        "osoba-0-surname": "Próba",
        "idempotency_key": key(),
        **changes,
    }


@pytest.mark.parametrize(
    ("said", "crises"),
    [({}, 0), ({"urgent_because": "x"}, 0), ({"urgent": ["yes"], "urgent_because": "Bez opieki."}, 1)],
)
@pytest.mark.parametrize("concern", [False, True])
def test_a_case_opens_urgently_where_that_is_ticked(client, world, said, crises, concern):
    address = reverse("cases:open")
    data = opened(world, **said)
    if concern:
        address = reverse("cases:open_from_concern", args=[world.concern.public_id])
        data |= {"reason": "Rodzina potrzebuje pomocy."}
    browser = as_(client, world.intake if concern else world.lead)
    assert "w ciągu 30 dni" in browser.get(address).content.decode()

    assert browser.post(address, data).status_code == 302

    assert Case.objects.latest("pk").crises.count() == crises


def test_a_tick_without_a_reason_asks_for_it(client, world):
    answer = as_(client, world.lead).post(reverse("cases:open"), opened(world, urgent=["yes"]))

    assert set(answer.context["form"].errors) == {"urgent_because"}


def test_a_closed_case_where_nothing_was_tried_doesnt_ask_what_was(client, world):
    address = reverse("cases:view", args=[world.case.public_id])
    link = reverse("gate:view", args=[world.case.public_id])
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Qualification.objects.all().delete()
        Tried.objects.all().delete()
    assert link in read(client, world.lead, address)

    close(world)

    assert link not in read(client, world.lead, address)
