import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.audit.models import Read
from kooperacja.concerns.models import Decision, DecisionKind
from kooperacja.concerns.rules import DecisionRefusal
from kooperacja.concerns.states import ConcernState
from kooperacja.concerns.views.triage import _address
from tests.world import as_

from ..tools import change, messages


@pytest.fixture
def intake(office):
    """The browser of the intake worker of the centre."""
    return as_(Client(), office.intake)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def url(name, concern):
    return reverse(f"concerns:{name}", args=[concern.public_id])


def decision(**fields):
    return {"reason": "Rodzina ma już pomoc.", "idempotency_key": str(uuid4())} | fields


class TestPage:
    def test_it_shows_everything_and_the_read_is_recorded(self, intake, office):
        page = intake.get(url("concern", office.concern)).content.decode()

        for what, word in office.canaries.items():
            if what.startswith("concern_") and what != "concern_draft":
                assert word in page, what
        assert "Robert Dzielnicowy" in page
        read = Read.objects.get(page="concerns:concern")
        assert str(office.concern.public_id) in read.rows["concerns.Concern"]

    def test_the_title_is_neutral(self, intake, office):
        page = intake.get(url("concern", office.concern)).content.decode()

        assert re.search(r"<title>\s*Zgłoszenie – Kooperacja</title>", page)

    def test_a_new_one_offers_all_that_can_be_done(self, intake, office):
        page = text(intake.get(url("concern", office.concern)))

        for words in (
            "Przyjmij do sprawdzenia",
            "Przekaż innemu ośrodkowi",
            "Powiadomiono inny podmiot",
            "Nie potwierdzono potrzeby",
            "Bez działania",
            "Notatka do akt",
            "Pismo do zgłaszającego",
        ):
            assert words in page

    def test_a_decided_one_offers_prints_and_numbers_only(self, intake, office):
        answer = intake.get(url("concern", office.linked_concern))
        page = text(answer)

        assert ">Co dalej</h2>" not in answer.content.decode()
        assert "Notatka do akt" in page

    def test_the_case_is_offered_where_the_room_of_cases_is(self, intake, office, monkeypatch):
        page = intake.get(url("concern", office.concern)).content.decode()
        assert reverse("cases:open_from_concern", kwargs={"concern": office.concern.public_id}) in page

        monkeypatch.setattr("kooperacja.concerns.views.triage._address", lambda _name, _row: "")
        assert "Załóż sprawę" not in text(intake.get(url("concern", office.concern)))

    def test_an_address_that_is_not_there_is_no_link(self, office):
        assert _address("cases:no_such_page", office.concern) == ""

    def test_a_request_for_a_call_says_so(self, intake, office):
        change(office.concern, call_me=True)
        page = text(intake.get(url("concern", office.concern)))

        assert "prosi o telefon" in page
        assert office.word("concern_facts") not in page


class TestTakingUp:
    def test_one_click(self, intake, office):
        response = intake.post(url("take_up", office.concern))

        office.concern.refresh_from_db()
        assert response.headers["Location"] == url("concern", office.concern)
        assert office.concern.state == ConcernState.IN_TRIAGE
        assert "Przyjmij do sprawdzenia" not in text(intake.get(url("concern", office.concern)))

    def test_who_was_slower_is_told_so(self, intake, office):
        intake.post(url("take_up", office.concern))

        assert intake.post(url("take_up", office.concern)).status_code == 409

    def test_a_link_takes_up_nothing(self, intake, office):
        assert intake.get(url("take_up", office.concern)).status_code == 405


class TestEnding:
    @pytest.mark.parametrize(
        ("page", "fields", "outcome"),
        [
            ("no_action", {}, (ConcernState.NO_ACTION, DecisionKind.NO_ACTION)),
            ("not_confirm", {}, (ConcernState.NOT_CONFIRMED, DecisionKind.NOT_CONFIRMED)),
            (
                "tell_other",
                {"body": "Policja", "how": "telefonicznie", "by": "Irena Przyjemska"},
                (ConcernState.TOLD_OTHER, DecisionKind.TELL_OTHER),
            ),
        ],
    )
    def test_a_decision_with_its_reason(self, intake, office, page, fields, outcome):
        assert intake.get(url(page, office.concern)).status_code == 200
        given = decision(**fields)

        first, second = (intake.post(url(page, office.concern), given) for _ in range(2))

        office.concern.refresh_from_db()
        assert first.headers["Location"] == second.headers["Location"] == url("concern", office.concern)
        row = Decision.objects.get(concern=office.concern)
        assert (office.concern.state, row.kind) == outcome
        assert row.reason == "Rodzina ma już pomoc."
        assert len(messages()) == 1
        shown = text(intake.get(url("concern", office.concern)))
        assert "Rodzina ma już pomoc." in shown
        assert all(value in shown for value in fields.values())

    @pytest.mark.parametrize(
        ("page", "fields", "missing"),
        [
            ("no_action", {"reason": ""}, {"reason"}),
            ("not_confirm", {"reason": " \n"}, {"reason"}),
            ("no_action", {"reason": "x" * 601}, {"reason"}),
            ("tell_other", {}, {"body", "how", "by"}),
            ("no_action", {"idempotency_key": "x"}, {"idempotency_key"}),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(self, intake, office, page, fields, missing):
        response = intake.post(url(page, office.concern), decision(**fields))

        assert set(response.context["form"].errors) == missing
        assert not Decision.objects.filter(concern=office.concern).exists()

    def test_two_people_decide_and_the_second_is_told_so(self, intake, office):
        intake.post(url("no_action", office.concern), decision())

        response = as_(Client(), office.head).post(url("not_confirm", office.concern), decision())

        assert response.status_code == 409
        assert Decision.objects.filter(concern=office.concern).count() == 1

    def test_what_the_rules_refuse_is_said_at_the_form(self, intake, office, monkeypatch):
        monkeypatch.setattr(
            "kooperacja.concerns.actions.triage.decision_refusals", lambda **_: frozenset({DecisionRefusal.NO_REASON})
        )

        response = intake.post(url("no_action", office.concern), decision())

        assert "Podaj uzasadnienie decyzji" in text(response)


class TestForwarding:
    def test_to_the_centre_of_a_gmina_that_is_named(self, intake, office):
        assert intake.get(url("forward", office.concern)).status_code == 200

        response = intake.post(url("forward", office.concern), decision(unit_search="stary brzeg"))

        office.concern.refresh_from_db()
        assert response.headers["Location"] == reverse("concerns:inbox")
        assert office.concern.centre == office.other_ops
        assert intake.get(url("concern", office.concern)).status_code == 404
        page = as_(Client(), office.neighbour).get(url("concern", office.concern)).content.decode()
        assert office.word("concern_facts") in page
        assert "GOPS Wierzbowa Góra → GOPS Stary Brzeg" in page

    def test_by_one_click_where_the_gmina_says_it(self, intake, office):
        change(office.concern, unit=office.other_gmina)
        page = intake.get(url("concern", office.concern)).content.decode()
        assert "Właściwy jest inny ośrodek" in page
        form = page[page.index("Właściwy jest inny") :]
        form = form[: form.index("</form>")]
        given = dict(re.findall(r'name="(unit|centre|reason|idempotency_key)" value="([^"]*)"', form))

        response = intake.post(url("forward", office.concern), given)

        office.concern.refresh_from_db()
        assert response.status_code == 302
        assert office.concern.centre == office.other_ops
        assert "art. 101" in Decision.objects.get(concern=office.concern).reason

    @pytest.mark.parametrize(
        ("fields", "missing"),
        [
            ({"unit_search": "Wierzbowa Góra"}, {"__all__"}),
            ({"unit_search": "nie ma takiej"}, {"unit_search"}),
            ({"unit_search": "Stary Brzeg", "reason": ""}, {"reason"}),
        ],
    )
    def test_what_can_not_be_is_said(self, intake, office, fields, missing):
        response = intake.post(url("forward", office.concern), decision(**fields))

        assert set(response.context["form"].errors) == missing
        office.concern.refresh_from_db()
        assert office.concern.centre == office.ops


class TestNumbers:
    def test_both_can_be_set(self, intake, office):
        form = intake.get(url("numbers", office.concern)).context["form"]
        given = {"register_number": " 12/2026 ", "case_mark": "GOPS.5021.7", "version": form["version"].value()}

        assert intake.post(url("numbers", office.concern), given).status_code == 302

        page = text(intake.get(url("concern", office.concern)))
        assert "12/2026" in page
        assert "GOPS.5021.7" in page

    def test_who_saves_later_sees_both_texts_and_nothing_is_lost(self, intake, office):
        version = office.concern.version
        change(office.concern, register_number="nowszy/2026")

        response = intake.post(
            url("numbers", office.concern), {"register_number": "mój/2026", "case_mark": "", "version": version}
        )

        assert response.status_code == 409
        assert "mój/2026" in response.content.decode()
        assert "nowszy/2026" in response.content.decode()
        office.concern.refresh_from_db()
        assert office.concern.register_number == "nowszy/2026"

    def test_too_long_a_number_is_said_at_its_field(self, intake, office):
        response = intake.post(url("numbers", office.concern), {"register_number": "x" * 61, "version": 1})

        assert set(response.context["form"].errors) == {"register_number"}


class TestPrints:
    def test_the_note_for_the_file_holds_all_with_numbers_and_a_line_to_sign(self, intake, office):
        change(office.concern, register_number="12/2026", case_mark="GOPS.5021.7")
        intake.post(url("no_action", office.concern), decision())

        page = text(intake.get(url("note", office.concern)))

        for words in (
            "Notatka do akt",
            office.concern.number,
            "12/2026",
            "GOPS.5021.7",
            "podpis",
            office.word("concern_facts"),
            "Rodzina ma już pomoc.",
        ):
            assert words in page

    def test_the_letter_says_the_answer_and_nothing_of_the_family(self, intake, office):
        change(office.concern, reporter_reference="KP.7.2026")
        page = text(intake.get(url("letter", office.concern)))
        assert "Przyjęto, sprawdzimy." in page
        assert "Komisariat w Lipianach" in page
        assert "KP.7.2026" in page
        assert office.word("concern_facts") not in page

        intake.post(url("not_confirm", office.concern), decision())
        page = text(intake.get(url("letter", office.concern)))
        assert "Sprawdzanie zakończono." in page
        assert "Nie potwierdzono" not in page

    def test_the_letter_of_a_private_person_is_only_the_receipt(self, intake, office):
        change(office.linked_concern, reporter_kind="private", reporter_institution=None, reporter_name="Jan Nowy")

        page = text(intake.get(url("letter", office.linked_concern)))

        assert "Przyjęto, sprawdzimy." in page
        assert "Jan Nowy" in page
        assert "zakończono" not in page

    def test_nobody_can_be_written_to_who_gave_no_name(self, intake, office):
        change(office.concern, reporter_kind="unknown", reporter_institution=None)

        assert "nie ma do kogo napisać" in text(intake.get(url("letter", office.concern)))

    def test_the_letter_of_the_centre_that_got_it_does_not_say_forwarded(self, office):
        neighbour = as_(Client(), office.neighbour)

        assert "Przyjęto, sprawdzimy." in text(neighbour.get(url("letter", office.forwarded_concern)))

    def test_the_letter_on_forwarding_names_the_new_addressee_alone(self, intake, office):
        address = reverse("concerns:forward_letter", args=[office.decision.public_id])
        page = text(intake.get(address))

        assert "Przekazano według właściwości." in page
        assert "GOPS Stary Brzeg" in page
        assert office.word("forwarded_facts") not in page
        assert as_(Client(), office.neighbour).get(address).status_code == 404
