"""Pages of institutions: the directory, the form, hours, both texts when two people edit."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.institutions.forms.bodies import HoursField
from kooperacja.institutions.models import Institution
from tests.counting import queries_of
from tests.world import SINCE, Made, as_, institution, make

DAY = timedelta(days=1)


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)


def answers(world, **changes):
    """Return what the form of an institution posts."""
    return {
        "idempotency_key": str(uuid.uuid4()),
        "version": "1",
        "name": "CUS Lipiany",
        "kind": str(world.kinds["social_welfare_centre"].pk),
        "seat": "9901",
        "areas": "Wierzbowa Góra, Stary Brzeg",
        "starts_on": "2026-03-01",
        "official_mailbox": "cus@lipiany.example",
        "edelivery_address": "pl-12345-67890-abcde-12",
        "hours_mon": "7.30-15.30",
        "hours_tue": "13–17, 8:00–12:00",
        **changes,
    }


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_the_directory_costs_the_same_for_few_and_many(world, operator):
    address = reverse("institutions:list")
    before = queries_of(operator, address)
    for number in range(20):
        institution(f"Świetlica {number}", world.kinds["school"], world.other_gmina)

    assert len(operator.get(address).context["page"].object_list) == 26
    assert queries_of(operator, address) <= before


def names(response):
    return [row.name for row in response.context["page"].object_list]


def test_the_directory_is_narrowed_by_name_kind_and_voivodeship(world, operator):
    address = reverse("institutions:list")

    assert names(operator.get(address, {"nazwa": "WIERZBOWA gora"})) == ["GOPS Wierzbowa Góra"]
    assert names(operator.get(address, {"rodzaj": world.kinds["school"].pk})) == ["Szkoła w Zapłociu"]
    assert len(names(operator.get(address, {"wojewodztwo": "99"}))) == 6
    assert names(operator.get(address, {"nazwa": "nie ma takiej"})) == []
    assert len(names(operator.get(address, {"rodzaj": "nic"}))) == 6  # what can't be read narrows nothing


def test_what_ended_is_shown_when_asked_for(world, operator):
    institution("Dawna szkoła", world.kinds["school"], world.gmina, ends_on=SINCE)
    address = reverse("institutions:list")

    assert "Dawna szkoła" not in names(operator.get(address))
    response = operator.get(address, {"zakonczone": "on"})
    assert "Dawna szkoła" in names(response)
    assert "już nie działa" in response.content.decode()


def test_everybody_sees_an_institution_and_its_own_people_the_buttons(world, operator):
    address = reverse("institutions:view", args=[world.ops.public_id])
    bodies = {who: as_(Client(), getattr(world, who)).get(address).content.decode() for who in ("member", "admin")}

    assert "GOPS Wierzbowa Góra" in bodies["member"]
    assert "/godziny/" not in bodies["member"]
    assert "/godziny/" in bodies["admin"]
    assert f"/instytucje/{world.ops.public_id}/zmien/" in operator.get(address).content.decode()


def test_past_areas_stay_on_the_page(world, operator):
    world.record_area = make(
        type(world.ops.service_areas.first()),
        institution=world.ops,
        unit=world.other_gmina,
        starts_on=SINCE,
        ends_on=SINCE + DAY,
    )
    body = operator.get(reverse("institutions:view", args=[world.ops.public_id])).content.decode()

    assert "gmina Stary Brzeg" in body
    assert "dawniej" in body


def test_an_operator_enters_an_institution(world, operator):
    response = operator.post(reverse("institutions:create"), answers(world))

    row = Institution.objects.get(name="CUS Lipiany")
    assert response.url == reverse("institutions:view", args=[row.public_id])
    assert row.edelivery_address == "AE:PL-12345-67890-ABCDE-12"
    assert row.opening_hours == {
        "mon": [["07:30", "15:30"]],
        "tue": [["08:00", "12:00"], ["13:00", "17:00"]],
    }
    assert {area.unit for area in row.service_areas.all()} == {world.gmina, world.other_gmina}
    body = operator.get(response.url).content.decode()
    assert "08:00–12:00, 13:00–17:00" in body
    assert "nieczynne" in body


def test_a_double_click_enters_one(world, operator):
    sent = answers(world)
    first = operator.post(reverse("institutions:create"), sent)
    second = operator.post(reverse("institutions:create"), sent)

    assert (second.status_code, second.url) == (302, first.url)
    assert Institution.objects.filter(name="CUS Lipiany").count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("edelivery_address", "AE:PL-1", "AE:PL-12345-67890-ABCDE-12"),
        ("official_mailbox", "cus", "email"),
        ("seat", "Nigdzie", "Nie ma takiej jednostki"),
        ("areas", "Nigdzie", "Nie ma takiej jednostki"),
        ("areas", "", "Obszar działania"),
        ("areas", ", ,", "co najmniej jedną"),
        ("name", "\u200b", "nazwę"),
        ("ends_on", "2026-02-01", "wcześniejszy"),
        ("hours_wed", "od rana", "7:30–15:30"),
        ("hours_wed", "15–7", "późniejsza"),
        ("hours_wed", "7–12, 11–15", "nachodzą"),
        ("starts_on", "", "Działa od"),
    ],
)
def test_a_fault_is_told_at_its_field(world, operator, field, typed, told):
    response = operator.post(reverse("institutions:create"), answers(world, **{field: typed}))

    assert response.status_code == 200
    assert list(errors(response)) == [field]
    assert told in errors(response)[field][0]
    assert not Institution.objects.filter(seat=world.powiat, name__startswith="CUS").exists()


def test_the_same_institution_twice_is_refused(world, operator):
    sent = answers(world, name="Gops wierzbowa góra", seat="990101")
    response = operator.post(reverse("institutions:create"), sent)

    assert "już jest w systemie" in errors(response)["name"][0]


def test_open_day_and_night_holidays_included():
    assert HoursField(label="x").clean("0-24") == "00:00–24:00"
    assert HoursField(label="x").clean("") == ""


def test_an_operator_changes_an_institution(world, operator):
    address = reverse("institutions:edit", args=[world.ops.public_id])
    page = operator.get(address)
    assert page.context["form"].initial["areas"] == [world.gmina]
    assert 'value="Wierzbowa Góra (990101)"' in page.content.decode()

    sent = answers(
        world, version=world.ops.version, open_on_holidays="on", ends_on="2030-01-01", areas_from="2026-05-01"
    )
    response = operator.post(address, sent)

    row = Institution.objects.get(pk=world.ops.pk)
    assert response.status_code == 302
    assert (row.name, row.ends_on, row.opening_hours["open_on_holidays"]) == ("CUS Lipiany", date(2030, 1, 1), True)
    assert row.service_areas.get(unit=world.other_gmina).starts_on == date(2026, 5, 1)
    body = operator.get(reverse("institutions:view", args=[row.public_id])).content.decode()
    assert "czynne jak w inne dni" in body


def test_a_refused_change_is_told_at_its_field(world, operator):
    sent = answers(world, version=world.ops.version, areas_from="2025-01-01")
    response = operator.post(reverse("institutions:edit", args=[world.ops.public_id]), sent)

    assert list(errors(response)) == ["areas_from"]


def test_a_retired_kind_and_an_ended_unit_can_stay(world, operator):
    kind, unit = world.ops.kind, world.gmina
    with recording(Made.FOR_TEST, actor=SYSTEM):
        kind.in_use = False
        kind.save()
        unit.ends_on = timezone.localdate()
        unit.save()

    sent = answers(
        world, version=world.ops.version, kind=kind.pk, seat="990101", areas="990101", starts_on="2026-01-01"
    )
    response = operator.post(reverse("institutions:edit", args=[world.ops.public_id]), sent)

    assert response.status_code == 302
    assert (
        operator.post(reverse("institutions:create"), answers(world)).status_code == 200
    )  # for a new one they are out


def test_two_people_edit_and_no_text_is_lost(world, operator):
    address = reverse("institutions:edit", args=[world.ops.public_id])
    version = world.ops.version
    operator.post(address, answers(world, version=version, phone="111", hours_mon="8-16", areas="990102"))

    response = operator.post(address, answers(world, version=version, phone="222", hours_mon="9-17", areas="990101"))

    body = response.content.decode()
    assert response.status_code == 409
    for text in ("111", "222", "08:00–16:00", "9-17", "Stary Brzeg", "990101"):
        assert text in body
    assert Institution.objects.get(pk=world.ops.pk).phone == "111"


def test_an_administrator_sets_hours_and_telephones(world):
    client = as_(Client(), world.admin)
    address = reverse("institutions:set_own", args=[world.ops.public_id])
    sent = {"version": world.ops.version, "phone": "99 100", "hours_mon": "7:30-15:30", "head_releases_concerns": "on"}

    assert client.get(address).status_code == 200
    assert client.post(address, {**sent, "name": "Inna nazwa"}).status_code == 302

    row = Institution.objects.get(pk=world.ops.pk)
    assert (row.name, row.phone, row.head_releases_concerns) == (world.ops.name, "99 100", True)
    assert client.post(address, {**sent, "phone": "1"}).status_code == 409
    assert client.post(address, {**sent, "version": row.version, "hours_mon": "?"}).status_code == 200


def test_the_directory_leads_to_the_own_institution_first(client, world):
    link = f'Twoja instytucja: <a class="govuk-link" href="{reverse("institutions:view", args=[world.ops.public_id])}"'

    assert link in as_(client, world.admin).get(reverse("institutions:list")).content.decode()
    assert "Twoja instytucja" not in as_(client, world.operator).get(reverse("institutions:list")).content.decode()
