"""Pages of agreements, in the browser's words."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.agreements.models import Agreement, AgreementKind
from tests.counting import queries_of
from tests.world import SINCE, as_, make

from .test_actions import PDF

DAY = timedelta(days=1)


@pytest.fixture
def operator(world):
    return as_(Client(), world.operator)


def page(name, *args):
    return reverse(f"agreements:{name}", args=[row.public_id for row in args])


def papers(**more):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "data_sharing",
        "title": "Protokół nr 7",
        "parties": "GOPS Wierzbowa\nPCPR",
        "signed_on": "2026-02-01",
        "starts_on": "2026-03-01",
        "version": "1",
        **more,
    }


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_an_operator_enters_an_agreement_once(world, operator):
    assert operator.get(page("create")).status_code == 200
    sent = papers()
    first = operator.post(page("create"), sent)
    second = operator.post(page("create"), sent)

    row = Agreement.objects.get(title="Protokół nr 7")
    assert first.url == second.url == page("view", row)
    assert {party.institution for party in row.parties.all()} == {world.ops, world.pcpr}
    assert "Dołącz skan" in operator.get(first.url).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("title", "", "Tytuł"),
        ("parties", "PCPR", "co najmniej dwie"),
        ("parties", "PCPR\nHuta", "Nie ma instytucji „Huta”"),
        ("signed_on", "2999-01-01", "w przyszłości"),
        ("ends_on", "2026-02-28", "zanim zacznie"),
        ("kind", "", "Czego dotyczy"),
    ],
)
def test_a_fault_is_told_at_its_field(world, operator, field, typed, told):
    response = operator.post(page("create"), papers(**{field: typed}))

    assert list(errors(response)) == [field]
    assert told in errors(response)[field][0]


def test_the_list_costs_the_same_for_few_and_many(world, operator):
    search = {"tytul": "protokół"}
    before = queries_of(operator, page("list"), search)
    for number in range(10):
        operator.post(page("create"), papers(title=f"Protokół {number}"))

    assert len(operator.get(page("list"), search).context["page"].object_list) == 11
    assert queries_of(operator, page("list"), search) == before


def test_the_list_says_what_is_in_force(world, operator):
    today = timezone.localdate()
    common = {"kind": AgreementKind.PROCESSING, "signed_on": SINCE}
    make(Agreement, title="Przyszła", starts_on=today + DAY, **common)
    make(Agreement, title="Dawna", starts_on=SINCE, ends_on=SINCE, **common)
    body = operator.get(page("list"), {"zakonczone": "on", "rodzaj": "processing"}).content.decode()

    assert "jeszcze nie obowiązuje" in body
    assert "już nie obowiązuje" in body
    assert "Dawna" not in operator.get(page("list")).content.decode()
    assert "Żadne porozumienie nie pasuje" in operator.get(page("list"), {"tytul": "nic"}).content.decode()


def test_who_has_none_reads_that_a_centre_works_without(world):
    body = as_(Client(), world.neighbour).get(page("list")).content.decode()

    assert "Ośrodek może pracować bez niego" in body


def test_a_party_sees_it_without_buttons(world):
    body = as_(Client(), world.member).get(page("view", world.agreement)).content.decode()

    assert "GOPS Wierzbowa Góra" in body
    assert "/zmien/" not in body
    assert "Odchodzi" not in body


def test_correcting_it(world, operator):
    row = world.agreement
    assert world.agreement.title in operator.get(page("edit", row)).content.decode()
    sent = papers(version=row.version, starts_on="2026-02-01")

    assert operator.post(page("edit", row), sent).url == page("view", row)
    changed = Agreement.objects.get(pk=row.pk)
    assert (changed.title, changed.kind) == ("Protokół nr 7", AgreementKind.COOPERATION)
    stale = operator.post(page("edit", row), {**sent, "title": "Inny"})
    assert stale.status_code == 409
    assert "Inny" in stale.content.decode()
    assert list(errors(operator.post(page("edit", row), {**sent, "version": 2, "ends_on": "2026-01-01"}))) == [
        "ends_on"
    ]


def test_ending_it(world, operator):
    row = world.agreement
    assert "partnerzy nie widzą" in operator.get(page("end", row)).content.decode()

    assert list(errors(operator.post(page("end", row), {"version": 1, "ends_on": "2025-01-01"}))) == ["ends_on"]
    operator.post(page("end", row), {"version": row.version, "ends_on": "2026-11-01"})

    assert str(Agreement.objects.get(pk=row.pk).ends_on) == "2026-11-01"
    body = operator.get(page("view", row)).content.decode()
    assert "Zakończ porozumienie" not in body


def test_a_party_joins_once(world, operator):
    row = world.agreement
    sent = {"idempotency_key": str(uuid.uuid4()), "institution": "PCPR", "day": "2026-05-01"}
    assert operator.get(page("party_join", row)).status_code == 200
    for _again in range(2):
        assert operator.post(page("party_join", row), sent).url == page("view", row)
    assert row.parties.filter(institution=world.pcpr).count() == 1

    again = operator.post(page("party_join", row), {**sent, "idempotency_key": str(uuid.uuid4())})
    assert list(errors(again)) == ["institution"]
    early = {"idempotency_key": str(uuid.uuid4()), "institution": "ROPS", "day": "2025-05-01"}
    assert list(errors(operator.post(page("party_join", row), early))) == ["day"]


def test_a_party_leaves(world, operator):
    address = page("party_leave", world.agreement, world.party)
    assert "Szkoła w Zapłociu odchodzi" in operator.get(address).content.decode()

    assert list(errors(operator.post(address, {"day": "2025-01-01"}))) == ["day"]
    assert operator.post(address, {"day": "2026-10-01"}).url == page("view", world.agreement)
    assert str(world.agreement.parties.get(pk=world.party.pk).ends_on) == "2026-10-01"


def test_a_party_of_another_agreement_is_not_found(world, operator):
    assert operator.get(page("party_leave", world.protocol, world.party)).status_code == 404


def scan(content=PDF, name="skan.pdf"):
    return {"idempotency_key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content, "text/html")}


def test_a_scan_is_attached_and_handed_out_as_a_file(world, operator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = world.protocol
    assert operator.get(page("scan", row)).status_code == 404
    assert operator.get(page("scan_attach", row)).status_code == 200
    assert operator.post(page("scan_attach", row), scan(name="Umowa Kowalskiego.html")).url == page("view", row)

    response = as_(Client(), world.member).get(page("scan", row))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="porozumienie-2026-01-01.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert as_(Client(), world.outsider).get(page("scan", row)).status_code == 404
    assert Client().get(page("scan", row)).status_code == 302
    assert "Zastąpi obecny skan" in operator.get(page("scan_attach", row)).content.decode()


def test_a_page_of_html_is_no_scan(world, operator):
    response = operator.post(page("scan_attach", world.protocol), scan(b"<html>"))

    assert "PDF, PNG lub JPEG" in errors(response)["file"][0]
    assert list(errors(operator.post(page("scan_attach", world.protocol), scan(b"")))) == ["file"]


def test_a_scan_that_is_gone_is_not_found(world, operator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    assert operator.get(page("scan", world.agreement)).status_code == 404


def test_no_address_leads_to_the_folder_of_files(world, operator, settings):
    assert operator.get(f"/{settings.MEDIA_ROOT.name}/{world.agreement.scan.name}").status_code == 404
    assert operator.get(f"/media/{world.agreement.scan.name}").status_code == 404
