import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.audit.models import Read
from kooperacja.concerns.actions.codes import ASKS_AN_HOUR, GUESSES_AN_HOUR
from kooperacja.concerns.models import Concern, Door, ReporterCode
from kooperacja.outbox.models import Delivery

from ..tools import FACTS, at, change, last, messages, posted

DOOR, ASK, CODE = "/zgloszenia/bez-konta/", "/zgloszenia/bez-konta/popros/", "/zgloszenia/bez-konta/kod/"
START, FORM = "/zgloszenia/bez-konta/nowe/", "/zgloszenia/bez-konta/formularz/"
SEARCH = {"unit_search": "Wierzbowa Góra", "name": "szkoła"}
NAMED = {"reporter_name": "Ewa Nowak, pedagog"}


@pytest.fixture
def stranger(office):
    """The browser of somebody without an account; the village is open."""
    return Client()


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def code_from_mailbox():
    return Delivery.objects.latest("pk").code


@pytest.fixture
def at_the_form(stranger, office):
    """The browser of somebody who has entered a code."""
    stranger.post(ASK, {"institution": str(office.school.public_id)})
    stranger.post(CODE, {"code": code_from_mailbox()})
    return stranger


class TestSearch:
    def test_nothing_is_listed_before_somebody_names_it(self, stranger, office):
        page = stranger.get(DOOR).content.decode()

        assert office.school.name not in page
        assert "112" in page

    def test_the_own_institution_is_found_by_gmina_and_a_part_of_its_name(self, stranger, office):
        page = stranger.get(DOOR, SEARCH).content.decode()

        assert str(office.school.public_id) in page
        assert office.ops.name not in page

    @pytest.mark.parametrize("name", ["szkola", "SZKOŁA", "zaplociu szk"])
    def test_letters_without_tails_case_and_order_do_not_matter(self, stranger, office, name):
        assert str(office.school.public_id) in stranger.get(DOOR, SEARCH | {"name": name}).content.decode()

    def test_one_of_the_powiat_is_found_in_its_gminas(self, stranger, office):
        page = stranger.get(DOOR, {"unit_search": "Stary Brzeg", "name": "komisariat"})

        assert str(office.police.public_id) in page.content.decode()

    @pytest.mark.parametrize("name", ["s", "sz", "nie ma takiej", "xx yy"])
    def test_too_little_or_nothing_finds_nothing(self, stranger, name):
        assert "Nie znaleźliśmy takiej instytucji" in text(stranger.get(DOOR, SEARCH | {"name": name}))

    def test_what_is_missing_is_said_at_its_field(self, stranger):
        page = stranger.get(DOOR, {"unit_search": "", "name": ""})

        assert set(page.context["form"].errors) == {"unit_search", "name"}


class TestAsking:
    def test_the_answer_is_the_same_whether_or_not_there_is_a_mailbox(self, stranger, office):
        change(office.police, official_mailbox="")
        answers = [
            stranger.post(ASK, {"institution": which})
            for which in (
                str(office.school.public_id),
                str(office.police.public_id),
                "6f9d6a4e-3a69-4a3c-9d6f-7d0f3f6b7a11",
            )
        ]

        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, f"{CODE}?wyslano")}
        assert [to for _kind, to in messages()] == [office.school.official_mailbox]
        page = text(stranger.get(f"{CODE}?wyslano"))
        assert "Jeśli instytucja jest w systemie i ma skrzynkę urzędową" in page

    def test_nonsense_leads_back_to_the_search(self, stranger):
        assert stranger.post(ASK, {"institution": "x"}).headers["Location"] == DOOR

    def test_a_click_on_a_link_asks_for_nothing(self, stranger, office):
        assert stranger.get(ASK, {"institution": str(office.school.public_id)}).status_code == 405
        assert messages() == []

    def test_asking_too_often_from_one_place_is_refused(self, stranger):
        for _ in range(ASKS_AN_HOUR):
            assert stranger.post(ASK, {"institution": "x"}).status_code == 302

        assert stranger.post(ASK, {"institution": "x"}).status_code == 429
        assert stranger.post(ASK, {"institution": "x"}, REMOTE_ADDR="192.0.2.7").status_code == 302

    def test_behind_a_proxy_the_place_is_what_the_proxy_saw(self, stranger, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        for number in range(ASKS_AN_HOUR):
            stranger.post(ASK, {"institution": "x"}, headers={"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.1"})

        refused = stranger.post(ASK, {"institution": "x"}, headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.1"})
        other = stranger.post(ASK, {"institution": "x"}, headers={"X-Forwarded-For": "192.0.2.2"})
        direct = stranger.post(ASK, {"institution": "x"})
        assert [answer.status_code for answer in (refused, other, direct)] == [429, 302, 302]


class TestCode:
    def test_the_right_code_leads_to_the_duties_and_on_to_the_form(self, at_the_form):
        page = text(at_the_form.get(START))
        assert "Najpierw to, co nie może czekać" in page
        assert f'href="{FORM}"' in at_the_form.get(START).content.decode()

        assert at_the_form.get(FORM).status_code == 200

    def test_a_wrong_one_is_said_at_the_field(self, stranger):
        page = stranger.post(CODE, {"code": "AAAA-AAAA-AAAA-AAAA"})

        assert "Ten kod nie działa" in text(page)
        assert stranger.post(CODE, {"code": ""}).context["form"].errors

    def test_guessing_is_limited(self, stranger):
        for _ in range(GUESSES_AN_HOUR):
            stranger.post(CODE, {"code": "AAAA-AAAA-AAAA-AAAA"})

        assert stranger.post(CODE, {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 429

    @pytest.mark.parametrize("page", [START, FORM])
    def test_without_a_code_the_pages_lead_to_it(self, stranger, page):
        assert stranger.get(page).headers["Location"] == CODE

    def test_a_code_that_ran_out_leads_back(self, at_the_form, clock):
        clock(at("2026-11-24T09:00"))

        assert at_the_form.get(FORM).headers["Location"] == CODE

    def test_the_browser_keeps_no_code(self, at_the_form):
        code = code_from_mailbox()

        assert code not in str(dict(at_the_form.session))
        assert code.replace("-", "") not in str(dict(at_the_form.session))


class TestSending:
    def send(self, client, **changes):
        return client.post(FORM, posted(do="send", **NAMED | changes))

    def test_the_gmina_of_the_institution_is_offered(self, at_the_form):
        assert at_the_form.get(FORM).context["form"]["unit"].value() == "990101"

    def test_who_speaks_must_be_said(self, at_the_form):
        assert set(self.send(at_the_form, reporter_name="").context["form"].errors) == {"reporter_name"}

    def test_the_page_before_sending_is_the_same(self, at_the_form):
        page = text(at_the_form.post(FORM, posted(do="check", **NAMED)))

        assert "GOPS Wierzbowa Góra" in page
        assert "dziś, ośrodek jest teraz czynny" in page

    def test_it_is_sent_once_and_nothing_can_be_read_but_the_receipt(self, at_the_form, office):
        answer = self.send(at_the_form)
        concern = last()

        assert (concern.door, concern.reporter_institution) == (Door.CODE, office.school)
        receipt = at_the_form.get(answer.headers["Location"])
        assert concern.number in text(receipt)
        assert FACTS not in text(receipt)
        assert "Ewa Nowak" not in text(receipt)
        assert at_the_form.get(FORM).headers["Location"] == CODE
        for name in ("own_concern", "receipt", "concern"):
            response = at_the_form.get(reverse(f"concerns:{name}", args=[concern.public_id]))
            assert "/konto/" in response.headers["Location"]

    def test_a_second_click_leads_to_the_same_receipt(self, at_the_form):
        given = posted(do="send", **NAMED)
        before = Concern.objects.count()

        first, second = (at_the_form.post(FORM, given) for _ in range(2))

        assert first.headers["Location"] == second.headers["Location"]
        assert Concern.objects.count() == before + 1

    def test_another_form_with_a_used_code_is_refused_and_keeps_the_text(self, at_the_form):
        self.send(at_the_form)
        before = Concern.objects.count()

        page = self.send(at_the_form)

        assert "Skopiuj tekst i poproś o nowy kod" in text(page)
        assert FACTS in page.content.decode()
        assert Concern.objects.count() == before

    def test_what_changed_between_the_pages_is_said(self, at_the_form, monkeypatch):
        monkeypatch.setattr(
            "kooperacja.concerns.actions.raising.centres_for", lambda unit, **_: type(unit).objects.none()
        )

        assert "nie obsługuje tej gminy" in text(self.send(at_the_form))

    def test_nothing_is_saved_as_a_draft(self, at_the_form):
        assert "data-autosave-url" not in at_the_form.get(FORM).content.decode()

    def test_every_public_page_has_a_way_out(self, at_the_form):
        for page in (DOOR, CODE, START, FORM):
            assert "data-quick-exit" in at_the_form.get(page).content.decode(), page


class TestReceipt:
    def test_it_can_be_opened_for_an_hour(self, office):
        address = reverse("concerns:door_receipt", args=[office.receipt_token])
        assert office.concern.number in text(Client().get(address))

    @pytest.mark.parametrize("token", ["x", "x:y:z", "ImEi:1vN:abc"])
    @pytest.mark.usefixtures("db")
    def test_a_forged_one_is_not_found(self, token):
        assert Client().get(reverse("concerns:door_receipt", args=[token])).status_code == 404

    def test_an_old_one_is_not_found(self, office, monkeypatch):
        address = reverse("concerns:door_receipt", args=[office.receipt_token])
        now = time.time()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + 3700)
        assert Client().get(address).status_code == 404

    def test_it_opens_nothing_personal(self, office):
        Client().get(reverse("concerns:door_receipt", args=[office.receipt_token]))
        assert not Read.objects.filter(page="concerns:door_receipt").exists()


def test_no_code_is_stored_as_it_is(at_the_form):
    code = ReporterCode.objects.get()

    assert code_from_mailbox().replace("-", "") not in code.code_hash
