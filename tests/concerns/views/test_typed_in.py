import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.concerns.models import Channel, Concern, Door, ReporterKind
from kooperacja.concerns.rules import ArrivalRefusal
from kooperacja.drafts.models import Draft
from tests.world import as_, institution

from ..tools import FACTS, at, last, posted

PAGE = "/zgloszenia/wpisz/"


@pytest.fixture
def intake(office):
    """The browser of the intake worker of the centre."""
    return as_(Client(), office.intake)


def arrived(**changes):
    came = {
        "channel": "phone",
        "received_on_day": "20",
        "received_on_month": "11",
        "received_on_year": "2026",
        "received_at": "14:05",
        "reporter_kind": "private",
        "reporter_name": "Janina Kowal",
        "reporter_phone": "600 100 200",
    }
    return posted(**came | changes)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def errors(response):
    return set(response.context["form"].errors)


def test_a_telephone_call_is_written_down_with_day_and_hour(intake, office):
    response = intake.post(PAGE, arrived(register_number="77/2026", reporter_reference=""))

    concern = last()
    assert response.headers["Location"] == reverse("concerns:concern", args=[concern.public_id])
    assert (concern.door, concern.channel, concern.centre) == (Door.TYPED_IN, Channel.PHONE, office.ops)
    assert (concern.received_at, concern.due_at) == (at("2026-11-20T14:05"), at("2026-11-24T15:30"))
    assert (concern.reporter_kind, concern.reporter_name) == (ReporterKind.PRIVATE, "Janina Kowal")
    assert (concern.register_number, concern.facts) == ("77/2026", FACTS)


@pytest.mark.parametrize("channel", Channel.values)
def test_every_way_of_coming_is_known(intake, channel):
    assert intake.post(PAGE, arrived(channel=channel)).status_code == 302


def test_today_and_now_are_filled_in(intake):
    form = intake.get(PAGE).context["form"]

    assert str(form["received_on"].value()) == "2026-11-23"
    assert str(form["received_at"].value()) == "09:00"


def test_typed_in_twice_it_is_one_concern(intake):
    given, before = arrived(), Concern.objects.count()

    assert intake.post(PAGE, given).headers["Location"] == intake.post(PAGE, given).headers["Location"]
    assert Concern.objects.count() == before + 1


def test_its_draft_is_gone_afterwards(intake):
    number = uuid4()
    given = arrived()
    intake.post(reverse("drafts:save", kwargs={"kind": "wpis", "draft": number}), given)
    assert intake.get(f"{PAGE}?szkic={number}").context["form"]["facts"].value() == FACTS

    intake.post(PAGE, given | {"szkic": str(number)})

    assert not Draft.objects.filter(public_id=number).exists()


def test_what_is_missing_is_said_at_its_field(intake):
    page = intake.post(PAGE, {"idempotency_key": str(uuid4()), "way": "describe"})

    wanted = {"channel", "received_on", "received_at", "reporter_kind", "unit", "urgency", "facts", "source"}
    assert errors(page) == wanted


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on_day": "24"}, "received_on"),
        ({"received_on_day": "23", "received_at": "9:01"}, "received_on"),
        ({"received_on_year": "2025"}, "received_on"),
        ({"received_at": "25:00"}, "received_at"),
        ({"received_at": "rano"}, "received_at"),
        ({"reporter_kind": "ghost"}, "reporter_kind"),
    ],
)
def test_a_moment_that_can_not_be_is_said_at_its_field(intake, changes, field):
    assert errors(intake.post(PAGE, arrived(**changes))) == {field}


def test_a_caller_who_says_nothing_of_the_family_is_written_down(intake):
    intake.post(PAGE, arrived(way="call", facts="", source=""))

    assert last().call_me


class TestInstitution:
    def test_the_only_one_of_that_name_is_taken(self, intake, office):
        intake.post(PAGE, arrived(reporter_kind="institution", institution_search="szkola"))

        assert last().reporter_institution == office.school

    def test_several_are_a_choice(self, intake, office):
        other = institution("Szkoła w Lipkach", office.kinds["school"], office.gmina)
        page = intake.post(PAGE, arrived(reporter_kind="institution", institution_search="szkoła"))
        assert errors(page) == {"institution"}

        chosen = {"institution_search": "szkoła", "institution": str(other.public_id)}
        intake.post(PAGE, arrived(reporter_kind="institution", **chosen))
        assert last().reporter_institution == other

    def test_an_unknown_one_is_said_in_plain_words(self, intake):
        page = intake.post(PAGE, arrived(reporter_kind="institution", institution_search="Hogwart"))

        assert errors(page) == {"institution_search"}
        assert "wpisz ją niżej jako nazwę" in text(page)

    def test_one_that_is_not_in_the_system_is_only_a_name(self, intake):
        intake.post(PAGE, arrived(reporter_kind="institution", reporter_name="Parafia w Lipkach"))

        concern = last()
        assert (concern.reporter_institution, concern.reporter_kind) == (None, ReporterKind.INSTITUTION)

    def test_a_private_person_is_of_no_institution(self, intake):
        intake.post(PAGE, arrived(reporter_kind="private", institution_search="szkoła"))

        assert last().reporter_institution is None


def test_a_gmina_of_another_centre_is_typed_in_here_and_forwarded_from_here(intake, office):
    intake.post(PAGE, arrived(unit="990102"))
    concern = last()
    assert concern.centre == office.ops

    page = intake.get(reverse("concerns:concern", args=[concern.public_id]))
    assert "Właściwy jest inny ośrodek" in text(page)


def test_what_changed_meanwhile_is_said(intake, monkeypatch):
    monkeypatch.setattr(
        "kooperacja.concerns.actions.raising.arrival_refusals", lambda **_: frozenset({ArrivalRefusal.IN_FUTURE})
    )

    assert "Ta chwila jeszcze nie nadeszła" in text(intake.post(PAGE, arrived()))
