import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kooperacja.concerns.actions import forward, not_confirm, raise_concern
from kooperacja.concerns.models import DecisionKind
from kooperacja.concerns.states import ConcernState
from kooperacja.institutions.hats import SESSION_KEY
from kooperacja.institutions.models import Membership
from tests.world import SINCE, as_, make, person

from ..tools import MONDAY, change, messages, told

OWN = "/zgloszenia/"
RELEASES = "/zgloszenia/do-wyslania/"


@pytest.fixture
def reporter(office):
    """The browser of the beat officer."""
    return as_(Client(), office.reporter)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def url(name, concern):
    return reverse(f"concerns:{name}", args=[concern.public_id])


class TestOwn:
    def test_the_list_shows_own_ones_with_the_answer_in_words(self, reporter, office):
        page = text(reporter.get(OWN))

        assert office.concern.number in page
        assert "przyjęto, sprawdzimy" in page
        assert "sprawdzanie zakończono" in page
        assert office.waiting_concern.number not in page

    def test_a_colleague_of_the_same_institution_sees_nothing(self, office):
        colleague = person("Kolega Z Komisariatu", office.police, office.functions["beat_officer"])

        page = as_(Client(), colleague).get(OWN)

        assert office.concern.number not in text(page)
        assert "Nie ma tu jeszcze zgłoszeń" in text(page)

    def test_under_another_hat_the_same_person_sees_nothing(self, office):
        hat = make(
            Membership,
            user=office.reporter.user,
            institution=office.school,
            function=office.functions["school_counsellor"],
            starts_on=SINCE,
        )
        browser = as_(Client(), office.reporter)
        session = browser.session
        session[SESSION_KEY] = str(hat.public_id)
        session.save()

        assert browser.get(url("own_concern", office.concern)).status_code == 404

    def test_no_query_per_row(self, reporter, office):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                reporter.get(OWN)
            return len(queries)

        before = cost()
        for _ in range(6):
            raise_concern(told(office), actor=office.reporter.actor, now=MONDAY)

        assert cost() == before

    def test_the_page_shows_what_was_written_and_never_what_was_decided(self, reporter, office):
        not_confirm(office.concern, reason="Wizyta nic nie wykazała.", actor=office.intake.actor, now=MONDAY)

        page = text(reporter.get(url("own_concern", office.concern)))

        assert office.word("concern_facts") in page
        assert "Sprawdzanie zakończono" in page
        assert "Wizyta nic nie wykazała" not in page
        assert str(DecisionKind.NOT_CONFIRMED.label) not in page

    def test_forwarding_names_the_new_addressee(self, reporter, office):
        forward(
            office.concern,
            to=office.other_ops,
            unit=office.other_gmina,
            reason="tajne",
            actor=office.intake.actor,
            now=MONDAY,
        )

        page = text(reporter.get(url("own_concern", office.concern)))

        assert "Przekazano według właściwości" in page
        assert "GOPS Stary Brzeg" in page
        assert "tajne" not in page

    def test_the_receipt_has_no_names(self, reporter, office):
        page = reporter.get(url("receipt", office.concern)).content.decode()
        main = page[page.index("<main") : page.index("</main>")]

        assert office.concern.number in main
        assert "GOPS Wierzbowa Góra" in main
        assert office.word("concern_facts") not in main
        assert "Robert Dzielnicowy" not in main


class TestWithdrawing:
    def test_what_waits_can_be_withdrawn(self, office):
        lead = as_(Client(), office.lead)
        assert "Wycofaj" in text(lead.get(url("own_concern", office.waiting_concern)))

        lead.post(url("withdraw", office.waiting_concern))

        office.waiting_concern.refresh_from_db()
        assert office.waiting_concern.state == ConcernState.WITHDRAWN
        assert "Nie wysłano" in text(lead.get(url("receipt", office.waiting_concern)))

    def test_what_was_sent_offers_no_withdrawal(self, reporter, office):
        assert "Wycofaj" not in text(reporter.get(url("own_concern", office.concern)))
        assert reporter.post(url("withdraw", office.concern)).status_code == 409


class TestReleases:
    @pytest.fixture
    def head(self, office):
        """The browser of the head of the centre, whose social worker wrote."""
        return as_(Client(), office.head)

    def test_the_head_sees_what_waits_and_nothing_else(self, head, office):
        page = text(head.get(RELEASES))

        assert office.waiting_concern.number in page
        assert "Lidia Lewandowska" in page
        assert office.concern.number not in page
        assert office.word("waiting_facts") in text(head.get(url("release", office.waiting_concern)))

    def test_sent_it_is_gone_from_the_list_and_reaches_the_centre(self, head, office):
        assert head.post(url("release_send", office.waiting_concern)).headers["Location"] == RELEASES

        assert head.get(url("release", office.waiting_concern)).status_code == 404
        assert "Nie masz teraz nic do zrobienia" in text(head.get(RELEASES))
        neighbour = as_(Client(), office.neighbour)
        assert neighbour.get(url("concern", office.waiting_concern)).status_code == 200
        assert len(messages()) == 2

    def test_a_second_click_finds_nothing_any_more(self, head, office):
        head.post(url("release_send", office.waiting_concern))

        assert head.post(url("release_send", office.waiting_concern)).status_code == 404

    def test_held_back_it_stays_away_from_the_centre(self, head, office):
        head.post(url("hold_back", office.waiting_concern))

        assert as_(Client(), office.neighbour).get(url("concern", office.waiting_concern)).status_code == 404
        assert "Nie wysłano" in text(as_(Client(), office.lead).get(url("own_concern", office.waiting_concern)))

    def test_only_a_head_has_the_list(self, office):
        for who in ("lead", "intake", "reporter", "operator"):
            assert as_(Client(), getattr(office, who)).get(RELEASES).status_code == 403


def test_a_reporter_who_left_the_institution_sees_nothing_more(office):
    change(office.reporter.membership, ends_on=MONDAY.date().replace(day=1))

    response = as_(Client(), office.reporter).get(url("own_concern", office.concern))

    assert response.status_code in {302, 403, 404}
