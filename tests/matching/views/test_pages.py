"""What intake, lead and reporters see of matches; and what they never see."""

from uuid import uuid4

import pytest
from django.urls import reverse

from kooperacja.cases.states import BasisState
from kooperacja.concerns.states import ConcernState
from kooperacja.matching.actions import finding
from kooperacja.matching.models import Exchange, Match
from kooperacja.matching.views import cards
from tests.concerns.tools import change
from tests.matching.tools import case_of, concern, linked
from tests.world import as_

pytestmark = pytest.mark.django_db
HENRYK = {"first_name": "Henryk", "surname": "Sitarz"}
HOUSE = "Wierzbowa Góra 71"


@pytest.fixture
def police(world):
    fields = {"reporter_user": world.reporter.user, "reporter_membership": world.reporter.membership}
    return concern(
        world, "Z/50/2026/990101", who="Henryk Sitarz", address=HOUSE, facts="TekstPolicji",
        reporter_institution=world.police, reporter_phone="99 100 50 60", **fields,
    )  # fmt: skip


@pytest.fixture
def nurse(world):
    return concern(world, "Z/51/2026/990101", who="Pan Sitarz", address="wierzbowa gora 71", facts="TekstPielegniarki")


def page_of(client, who, row):
    return as_(client, who).get(reverse("concerns:concern", args=[row.public_id])).content.decode()


def post(client, who, name, *rows, **data):
    return as_(client, who).post(reverse(f"matching:{name}", args=[row.public_id for row in rows]), data)


def test_intake_sees_the_other_concern_with_the_reasons(client, world, police, nurse):
    page = page_of(client, world.intake, nurse)

    assert "Może chodzić o te same osoby" in page
    assert police.number in page
    assert "ten sam adres" in page
    assert "to samo nazwisko" in page
    assert "TekstPolicji" not in page


def test_of_a_case_intake_sees_its_number_and_no_name(client, world, nurse):
    case = case_of(
        world, "S/50/2026/990101", {"first_name": "Eustachy", "surname": "Sitarzewicz"}, HENRYK, address=HOUSE
    )

    page = page_of(client, world.intake, nurse)

    assert case.number in page
    assert "Eustachy" not in page
    assert "Henryk" not in page


def test_a_big_centre_is_compared_on_a_click(client, world, nurse, police, monkeypatch):
    monkeypatch.setattr(cards, "AT_ONCE", 1)

    assert police.number not in page_of(client, world.intake, nurse)
    page = as_(client, world.intake).get(reverse("matching:matches", args=[nurse.public_id])).content.decode()
    assert police.number in page


def test_nothing_is_compared_once_it_is_linked(client, world):
    assert "Może chodzić" not in page_of(client, world.intake, world.linked_concern)


def test_different_people_go_below_a_line_and_come_back(client, world, police, nurse):
    assert post(client, world.intake, "different", nurse, police).status_code == 302
    match = Match.objects.get(concern=police, other=nurse)
    assert "Uznane za różne osoby" in page_of(client, world.intake, police)

    assert post(client, world.intake, "undo", match, nurse).status_code == 302
    assert "Uznane za różne osoby" not in page_of(client, world.intake, police)


def test_the_page_says_that_it_shows_not_all(client, world, police, nurse, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 1)
    more, last_ones = "To nie wszystkie", "Pokazujemy tylko ostatnie decyzje."
    page = page_of(client, world.intake, nurse)
    assert more not in page
    assert last_ones not in page

    others = [concern(world, f"Z/6{number}/2026/990101", who="Pan Sitarz", address=HOUSE) for number in range(2)]
    page = page_of(client, world.intake, nurse)
    assert more in page
    assert last_ones not in page

    for other in (police, *others):
        post(client, world.intake, "different", nurse, other)
    page = page_of(client, world.intake, nurse)
    assert more not in page
    assert last_ones in page
    assert others[1].number in page
    assert police.number not in page


def test_the_same_household_is_marked_on_both(client, world, police, nurse):
    post(client, world.intake, "same", nurse, police)

    for row in (police, nurse):
        assert "to samo gospodarstwo domowe" in page_of(client, world.intake, row)


def test_a_case_can_be_told_apart_or_joined(client, world, nurse):
    case = case_of(world, "S/50/2026/990101", HENRYK, address=HOUSE)
    other = case_of(world, "S/51/2026/990101", HENRYK, address=HOUSE)
    post(client, world.intake, "different_case", nurse, other)
    address = reverse("matching:link", args=[nurse.public_id, case.public_id])
    assert case.number in as_(client, world.intake).get(address).content.decode()

    key = str(uuid4())
    for _twice in range(2):
        post(client, world.intake, "link", nurse, case, reason="Ten sam dom.", idempotency_key=key)

    nurse.refresh_from_db()
    assert nurse.state == ConcernState.LINKED
    assert case.case_concerns.get().concern == nurse


def test_without_a_reason_nothing_is_linked(client, world, nurse):
    case = case_of(world, "S/50/2026/990101", HENRYK)

    answer = post(client, world.intake, "link", nurse, case, reason=" ", idempotency_key=str(uuid4()))

    assert answer.status_code == 200
    assert not case.case_concerns.exists()


@pytest.mark.parametrize("name", ["link", "different_case"])
def test_a_case_of_another_centre_leads_nowhere(client, world, nurse, name):
    case = case_of(world, "S/50/2026/990102", HENRYK, centre=world.other_ops)

    assert post(client, world.intake, name, nurse, case).status_code == 404


@pytest.fixture
def both(world, police, nurse):
    for row in (police, nurse):
        change(row, state=ConcernState.LINKED, ended_at=world.now)
        linked(world.case, row, world)
    return f"{police.public_id}+{nurse.public_id}"


def exchange(client, who, world, pair, **said):
    data = {"pair": pair, "ground": "agreement", "idempotency_key": str(uuid4())} | said
    return post(client, who, "exchange", world.case, **data)


def test_the_lead_lets_them_know_of_each_other(client, world, police, nurse, both):
    overview = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])).content.decode()
    assert "nie wiedzą o sobie" in overview

    answer = exchange(client, world.lead, world, both, basis=world.basis.pk, agreed_on="2026-01-02")

    assert answer.status_code == 302
    assert Exchange.objects.get().agreed_on.year == 2026
    for who, own, name, other_text, phone in (
        (world.outsider, nurse, world.reporter.user.name, "TekstPolicji", "99 100 50 60"),
        (world.reporter, police, world.outsider.user.name, "TekstPielegniarki", "99 100 60 70"),
    ):
        page = as_(client, who).get(reverse("concerns:own_concern", args=[own.public_id])).content.decode()
        assert name in page
        assert phone in page
        assert other_text not in page


def test_the_case_says_that_a_contact_has_closed_and_offers_it_anew(client, world, police, nurse, both):
    overview = reverse("cases:view", args=[world.case.public_id])
    exchange(client, world.lead, world, both, basis=world.basis.pk, agreed_on="2026-01-02")
    page = as_(client, world.lead).get(overview).content.decode()
    assert "wiedzą o sobie od" in page
    change(world.basis, state=BasisState.WITHDRAWN)

    page = as_(client, world.lead).get(overview).content.decode()
    assert "ten kontakt jest już zamknięty" in page
    assert "wiedzą o sobie od" not in page
    form = as_(client, world.lead).get(reverse("matching:exchange", args=[world.case.public_id])).content.decode()
    assert both in form

    assert exchange(client, world.lead, world, both, ground="statute", provision="art. 9a").status_code == 302
    page = as_(client, world.lead).get(overview).content.decode()
    assert "wiedzą o sobie od" in page
    assert "zamknięty" not in page
    own = as_(client, world.outsider).get(reverse("concerns:own_concern", args=[nurse.public_id])).content.decode()
    assert own.count("99 100 50 60") == 1


def test_neither_reporter_reads_the_text_of_the_other_anywhere(client, world, police, nurse, both):
    exchange(client, world.lead, world, both, ground="statute", provision="art. 9a")

    for who, other in ((world.outsider, police), (world.reporter, nurse)):
        signed_in = as_(client, who)
        for name in ("own_concern", "concern", "receipt", "note", "letter"):
            assert signed_in.get(reverse(f"concerns:{name}", args=[other.public_id])).status_code == 404
        for name in ("own", "inbox"):
            assert other.facts not in signed_in.get(reverse(f"concerns:{name}")).content.decode()


def test_the_rules_speak_at_the_form(client, world, both):
    page = exchange(client, world.lead, world, both, ground="statute").content.decode()

    assert "Podaj przepis" in page
    assert not Exchange.objects.exists()


def test_with_one_reporter_there_is_nobody_to_tell(client, world):
    page = as_(client, world.lead).get(reverse("matching:exchange", args=[world.case.public_id]))

    assert "Nie ma kogo powiadomić" in page.content.decode()
