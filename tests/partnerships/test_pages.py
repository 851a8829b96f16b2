"""Pages of teams, in the browser's words."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.access.actor import SYSTEM
from kooperacja.agreements.actions import change_agreement
from kooperacja.agreements.models import Party
from kooperacja.audit.recording import recording
from kooperacja.partnerships.actions import change_partnership, found_partnership, leave_seat, take_seat
from kooperacja.partnerships.models import Partnership, PartnershipLevel
from tests.counting import queries_of
from tests.world import SINCE, Made, as_

from .test_actions import animator, team

__all__ = ["animator"]


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)


def page(name, *args):
    return reverse(f"partnerships:{name}", args=[row.public_id for row in args])


def text(client, address, data=None):
    return client.get(address, data or {}).content.decode()


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def founded(world, **more):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "version": "1",
        "level": "local",
        "unit": "Stary Brzeg",
        "name": "PZK Stary Brzeg",
        "agreement": world.cooperation.pk,
        "starts_on": "2026-03-01",
        **more,
    }


def test_an_operator_founds_a_team_once(world, operator):
    assert world.cooperation.title in text(operator, page("create"))
    assert world.protocol.title not in text(operator, page("create"))
    sent = founded(world)
    first, second = operator.post(page("create"), sent), operator.post(page("create"), sent)

    row = Partnership.objects.get(name="PZK Stary Brzeg")
    assert first.url == second.url == page("view", row)
    body = text(operator, first.url)
    assert "Żadna instytucja nie ma jeszcze miejsca" in body
    assert "Żadna instytucja powiatowa nie jest stroną porozumienia." in body


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Nazwa"),
        ("unit", "9901", "Nie ma takiej jednostki"),
        ("unit", "Wierzbowa Góra", "działa tu już"),
        ("level", "regional", None),
        ("starts_on", "2025-01-01", "zanim zacznie"),
        ("ends_on", "2026-02-01", "wcześniejszy"),
        ("agreement", "", "Porozumienie"),
    ],
)
def test_a_fault_is_told_at_its_field(world, operator, field, typed, told):
    response = operator.post(page("create"), founded(world, **{field: typed}))

    at = "unit" if field == "level" else field
    assert list(errors(response)) == [at]
    assert (told or "w jednym województwie") in errors(response)[at][0]


def test_the_list_costs_the_same_for_few_and_many(world, operator):
    before = queries_of(operator, page("list"))
    operator.post(page("create"), founded(world))

    assert "gmina Stary Brzeg, powiat lipiański" in text(operator, page("list"))
    assert queries_of(operator, page("list")) == before


def test_the_list_is_filtered(world, operator):
    assert "PZK Wierzbowa Góra" in text(operator, page("list"), {"wojewodztwo": "99", "poziom": "local"})
    assert "Żaden zespół nie pasuje" in text(operator, page("list"), {"poziom": "regional"})
    change_partnership(world.partnership, {"ends_on": SINCE}, version=1, actor=world.operator.actor)
    assert "PZK Wierzbowa" not in text(operator, page("list"))
    assert "już nie działa" in text(operator, page("list"), {"zakonczone": "on"})
    assert "Ośrodek może pracować bez niego" in text(as_(Client(), world.reporter), page("list"))


def test_the_page_of_a_team_says_who_sits_and_who_sat(world, operator):
    take_seat(world.partnership, world.pcpr, world.outsider.membership, since=SINCE, actor=world.operator.actor)
    gone = take_seat(world.partnership, world.rops, since=SINCE, actor=world.operator.actor)
    leave_seat(gone, on=SINCE, actor=world.operator.actor)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        world.member.membership.ends_on = SINCE
        world.member.membership.save()
    address = page("view", world.partnership)
    body = text(operator, address)

    for words in ("Olga Powiatowa, Pracownik socjalny", "nie jest stroną porozumienia", "już tam nie pracuje"):
        assert words in body
    assert "ROPS w Lipowie: nikogo nie wskazano" in body.replace("\n", " ")
    before = queries_of(operator, address)
    for cast in (world.lead, world.deputy, world.head):
        take_seat(world.partnership, world.ops, cast.membership, since=SINCE, actor=world.operator.actor)
    assert queries_of(operator, address) == before


def test_others_see_a_team_without_buttons_and_without_a_link_to_a_paper_they_may_not_read(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Party.objects.filter(institution=world.ops).delete()
    body = text(as_(Client(), world.lead), page("view", world.partnership))

    assert world.agreement.title in body
    assert "/porozumienia/" not in body
    assert "Przyznaj miejsce" not in body


def test_changing_and_ending_a_team(world, operator):
    row = world.partnership
    assert "PZK Wierzbowa Góra" in text(operator, page("edit", row))
    sent = founded(world, name="PZK Nowa", version=row.version)

    assert operator.post(page("edit", row), sent).url == page("view", row)
    assert Partnership.objects.get(pk=row.pk).unit == world.gmina  # the place never changes
    assert operator.post(page("edit", row), sent).status_code == 409
    refused = operator.post(page("edit", row), {**sent, "version": 2, "ends_on": "2026-01-01"})
    assert list(errors(refused)) == ["ends_on"]

    assert operator.get(page("end", row)).status_code == 200
    assert list(errors(operator.post(page("end", row), {"version": 2, "ends_on": "2020-01-01"}))) == ["ends_on"]
    assert operator.post(page("end", row), {"version": 2, "ends_on": "2026-11-01"}).url == page("view", row)
    assert "już nie działa" in text(operator, page("view", row))


def test_an_ended_agreement_stays_with_the_team_that_it_founded(world, operator):
    change_agreement(world.cooperation, {"ends_on": SINCE}, version=1, actor=world.operator.actor, today=SINCE)

    assert world.cooperation.title in text(operator, page("edit", world.partnership))
    assert world.cooperation.title not in text(operator, page("create"))


def seat(**more):
    return {"idempotency_key": str(uuid.uuid4()), "day": "2026-05-01", **more}


def test_a_seat_is_given_and_then_a_person_is_named(world, operator):
    row = world.partnership
    assert "GOPS Wierzbowa Góra" in text(operator, page("seat_take", row))
    sent = seat(institution=world.ops.pk)
    first, second = operator.post(page("seat_take", row), sent), operator.post(page("seat_take", row), sent)

    made = row.seats.get(institution=world.ops)
    assert first.url == second.url == page("seat_change", row, made)
    body = text(operator, first.url)
    assert "Lidia Lewandowska, Pracownik socjalny" in body
    assert "Celina Szkolna" not in body

    named = {"membership": world.lead.membership.pk, "is_animator": "on", "day": "2026-05-01", "version": made.version}
    assert operator.post(first.url, named).url == page("view", row)
    assert "animator" in text(operator, page("view", row))
    assert row.seats.get(institution=world.ops).membership == world.lead.membership
    assert operator.post(first.url, {**named, "membership": ""}).status_code == 409
    animator_nobody = {**named, "version": made.version + 1, "membership": ""}
    assert list(errors(operator.post(first.url, animator_nobody))) == ["membership"]


def test_an_institution_that_did_not_sign_may_have_a_seat(world, operator):
    operator.post(page("seat_take", world.partnership), seat(other="PCPR"))

    assert world.partnership.seats.filter(institution=world.pcpr).exists()
    assert "nie jest stroną porozumienia" in text(operator, page("view", world.partnership))


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ({}, "institution"),
        ({"other": "Huta"}, "other"),
        ({"institution": "ops", "other": "PCPR"}, "other"),
        ({"institution": "ops", "day": "2025-01-01"}, "day"),
    ],
)
def test_a_faulty_seat_is_told_at_its_field(world, operator, sent, at):
    sent = {name: world.ops.pk if value == "ops" else value for name, value in sent.items()}

    assert list(errors(operator.post(page("seat_take", world.partnership), seat(**sent)))) == [at]


def test_where_nobody_has_an_account_the_seat_waits(world, operator):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for row in world.school.memberships.all():
            row.ends_on = SINCE
            row.save()

    assert "Nikt z tej instytucji" in text(operator, page("seat_change", world.partnership, world.seat))


def test_ending_a_seat(world, operator):
    address = page("seat_leave", world.partnership, world.seat)
    assert "Szkoła w Zapłociu" in text(operator, address)

    assert list(errors(operator.post(address, {"day": "2020-01-01"}))) == ["day"]
    assert operator.post(address, {"day": "2026-10-01"}).url == page("view", world.partnership)
    assert "Wcześniejsze miejsca" in text(operator, page("view", world.partnership))


def test_a_seat_of_another_team_is_not_found(world, operator):
    operator.post(page("create"), founded(world))
    other = Partnership.objects.get(name="PZK Stary Brzeg")

    assert operator.get(page("seat_change", other, world.seat)).status_code == 404


def test_an_animator_keeps_seats_and_nothing_else(world, animator):
    client = as_(Client(), animator)
    body = text(client, page("view", world.partnership))

    assert "Przyznaj miejsce" in body
    assert "Zakończ działanie zespołu" not in body
    assert client.post(page("seat_take", world.partnership), seat(other="PCPR")).status_code == 302
    assert client.get(page("edit", world.partnership)).status_code == 403


def test_a_regional_team_has_its_page(world):
    row = team(world, level=PartnershipLevel.REGIONAL, unit=world.voivodeship, name="WZK lipowski")
    found_partnership(row, actor=world.operator.actor)
    body = text(as_(Client(), world.region), page("view", row))

    assert "zespół wojewódzki (WZK)" in body
    assert "Żadna instytucja wojewódzka" in body
