import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.concerns.models import Competence, Concern, Urgency
from kooperacja.concerns.states import ConcernState
from kooperacja.drafts.models import Draft
from tests.world import as_

from ..tools import EVENING, FACTS, change, last, posted

START, FORM = "/zgloszenia/nowe/", "/zgloszenia/nowe/formularz/"


@pytest.fixture
def teacher(office):
    """The browser of the counsellor of the school."""
    return as_(Client(), office.member)


def text(response):
    """Return a page in plain words: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def send(client, **changes):
    """Post the form as the last page does."""
    return client.post(FORM, posted(do="send", **changes))


def errors(response):
    """Return the fields with an error, by their names."""
    return set(response.context["form"].errors)


class TestStart:
    def test_the_duties_of_the_own_profession_come_first(self, teacher):
        page = text(teacher.get(START))

        assert "zadzwoń pod 112" in page
        assert "Samodzielnie wypełnij formularz A" in page
        assert "nie opinię ani diagnozę" in page
        assert "Stan prawny na 19 lutego 2026" in page
        assert "opinia praktyków" in page

    def test_a_policeman_is_not_told_to_notify_the_police(self, office):
        page = text(as_(Client(), office.reporter).get(START))

        assert "zawiadamia Policję" not in page

    def test_who_sends_notices_in_the_institution_is_named(self, teacher, office):
        assert "zawiadomienia do sądu" not in text(teacher.get(START))
        change(office.school, notices_by="dyrektor Anna Nowak")
        assert "dyrektor Anna Nowak" in text(teacher.get(START))

    def test_one_click_leads_on(self, teacher):
        assert f'href="{FORM}"' in teacher.get(START).content.decode()

    def test_what_is_unfinished_can_be_gone_on_with(self, teacher):
        draft = uuid4()
        autosave = reverse("drafts:save", kwargs={"kind": "zgloszenie", "draft": draft})
        teacher.post(autosave, posted(facts="Zaczęte wczoraj", unit="990102"))

        page = teacher.get(START).content.decode()
        assert "Masz niedokończone zgłoszenie" in page
        address = f"{FORM}?szkic={draft}"
        assert address in page

        form = teacher.get(address).context["form"]
        assert form["facts"].value() == "Zaczęte wczoraj"
        assert form["unit"].value() == "990102"
        assert "990102" in {code for code, _label in form.fields["unit"].choices}

    def test_a_draft_of_another_person_stays_hidden(self, teacher, office):
        page = teacher.get(f"{START}").content.decode()
        assert str(office.draft.public_id) not in page
        form = teacher.get(f"{FORM}?szkic={office.draft.public_id}").context["form"]
        assert not form["facts"].value()


class TestForm:
    def test_the_gmina_of_the_own_work_is_chosen_already(self, teacher):
        form = teacher.get(FORM).context["form"]

        assert form["unit"].value() == "990101"
        assert form["way"].value() == "describe"

    def test_who_works_in_a_powiat_is_offered_its_gminas(self, office):
        form = as_(Client(), office.reporter).get(FORM).context["form"]

        assert [code for code, _label in form.fields["unit"].choices] == ["990102", "990101", "other"]
        assert not form["unit"].value()

    def test_who_works_in_a_voivodeship_writes_the_name(self, office):
        page = as_(Client(), office.region).get(FORM)

        assert page.context["form"]["unit"].is_hidden
        assert "W której gminie mieszka ta osoba?" in text(page)

    def test_the_form_says_what_belongs_in_it_and_what_does_not(self, teacher):
        page = text(teacher.get(FORM))

        assert "Nie opinię ani diagnozę" in page
        assert "Niebieską Kartę, PESEL innych osób, dosłowne słowa dziecka, opinie" in page
        assert "nie możemy obiecać, że sąd lub strona nigdy ich nie pozna" in page

    def test_it_warns_of_words_while_somebody_writes_and_saves_what_is_written(self, teacher):
        page = teacher.get(FORM).content.decode()

        assert "data-warn-words" in page
        assert "data-autosave-url" in page

    def test_it_needs_gmina_urgency_facts_and_source_and_nothing_more(self, teacher):
        page = teacher.post(FORM, {"do": "check", "way": "describe", "idempotency_key": str(uuid4())})

        assert errors(page) == {"unit", "urgency", "facts", "source"}

    def test_suspected_violence_is_told_what_to_do_and_no_field_asks_for_it(self, teacher):
        page = text(teacher.post(FORM, posted(do="check", violence="on")))

        assert "Nie opisuj tu przemocy" in page
        assert "Zespół interdyscyplinarny działa przy ośrodku: GOPS Wierzbowa Góra" in page
        assert not [field.name for field in Concern._meta.fields if "violence" in field.name]


class TestBeforeSending:
    def test_the_page_names_the_addressee_and_when_it_is_read(self, teacher):
        page = text(teacher.post(FORM, posted(do="check")))

        assert "GOPS Wierzbowa Góra" in page
        assert "dziś, ośrodek jest teraz czynny" in page
        assert "25 listopada 2026, 15:30" in page
        assert FACTS in page

    def test_outside_opening_hours_it_says_the_next_opening(self, office, clock):
        clock(EVENING)
        teacher = as_(Client(), office.member)

        assert "24 listopada 2026, 07:30" in text(teacher.post(FORM, posted(do="check")))

    def test_a_centre_without_hours_promises_nothing(self, teacher, office):
        change(office.ops, opening_hours={})

        assert "nie podał godzin pracy" in text(teacher.post(FORM, posted(do="check")))

    def test_it_writes_nothing(self, teacher):
        before = Concern.objects.count()

        teacher.post(FORM, posted(do="check"))

        assert Concern.objects.count() == before

    def test_what_was_written_can_be_changed(self, teacher):
        page = teacher.post(
            FORM, posted(do="edit", last_seen_on_day="29", last_seen_on_month="2", last_seen_on_year="2024")
        )

        assert page.context["form"]["facts"].value() == FACTS
        assert 'value="29"' in page.content.decode()

    def test_everything_is_carried_on_to_the_sending(self, teacher):
        given = posted(do="check", who="Jan", last_seen_on_day="29", last_seen_on_month="2", last_seen_on_year="2024")
        page = teacher.post(FORM, given).content.decode()

        for name in ("who", "last_seen_on_day", "last_seen_on_year", "facts", "unit", "idempotency_key"):
            assert f'type="hidden" name="{name}" value="{given[name]}"' in page

    def test_words_that_do_not_belong_are_named_and_do_not_block(self, teacher):
        facts = "Ojciec to alkoholik, ma założoną Niebieską Kartę, PESEL 44051401359."
        page = text(teacher.post(FORM, posted(do="check", facts=facts)))
        assert "Słowa, które oceniają człowieka" in page
        assert "Ma własną procedurę" in page
        assert "Nie wolno tu wpisywać numerów innych osób" in page
        assert "Można wysłać także bez zmian" in page

        assert send(teacher, facts=facts).status_code == 302

    def test_a_request_for_a_call_says_that_the_text_is_dropped(self, teacher):
        given = {"way": "call", "reporter_phone": "600 100 200", "who": "Jan Kowalski"}
        assert "nie zostanie wysłany ani zachowany" in text(teacher.post(FORM, posted(do="check", **given)))

        send(teacher, **given)

        concern = last()
        assert concern.call_me
        assert (concern.facts, concern.who, concern.source) == ("", "", "")

    def test_a_request_for_a_call_needs_a_number(self, teacher):
        assert errors(teacher.post(FORM, posted(do="check", way="call", reporter_phone=""))) == {"reporter_phone"}

    def test_the_head_of_the_own_institution_is_announced(self, teacher, office):
        change(office.school, head_releases_concerns=True)

        assert "najpierw czyta to kierownik" in text(teacher.post(FORM, posted(do="check")))
        assert "nie czeka na kierownika" in text(teacher.post(FORM, posted(do="check", urgency="red")))


class TestRed:
    def test_in_hours_it_is_sent_at_once(self, teacher):
        assert "ma na to 4 godziny" in text(teacher.post(FORM, posted(do="check", urgency="red")))
        assert send(teacher, urgency="red").status_code == 302

    def test_outside_hours_the_page_shows_whom_to_call_and_waits_for_it(self, office, clock):
        clock(EVENING)
        teacher = as_(Client(), office.member)
        page = text(teacher.post(FORM, posted(do="check", urgency="red")))
        assert "112" in page
        assert "100 100 101" in page
        assert "100 100 100" in page

        page = send(teacher, urgency="red")
        assert page.status_code == 200
        assert "has_called" in page.context["confirm"].errors

        assert send(teacher, urgency="red", has_called="on").status_code == 302
        assert last().phone_confirmed

    def test_where_nobody_is_on_duty_the_red_clock_is_not_offered(self, teacher, office):
        change(office.ops, duty_phone="", phone="12 345 67 89")
        page = text(teacher.post(FORM, posted(do="check", urgency="red")))
        assert "W tym ośrodku nikt nie dyżuruje" in page
        assert "12 345 67 89" in page

        assert send(teacher, urgency="red").status_code == 200
        assert send(teacher, urgency="red", has_called="on").status_code == 302


class TestSending:
    def test_it_leads_to_the_receipt_with_number_addressee_and_hour(self, teacher):
        response = send(teacher)
        concern = last()

        assert response.headers["Location"] == reverse("concerns:receipt", args=[concern.public_id])
        page = text(teacher.get(response.headers["Location"]))
        assert concern.number in page
        assert "GOPS Wierzbowa Góra" in page
        assert "23 listopada 2026, 09:00" in page

    def test_receipt_and_own_page_say_until_when_the_centre_decides(self, teacher):
        receipt = text(teacher.get(send(teacher).headers["Location"]))
        own = text(teacher.get(reverse("concerns:own_concern", args=[last().public_id])))

        assert "Decyzja do 25 listopada 2026, 15:30" in " ".join(receipt.split())
        assert "Decyzja do 25 listopada 2026, 15:30" in " ".join(own.split())
        concern = last()
        change(concern, reporter_kind="private")  # hears nothing more, so neither that nothing was decided yet
        assert "Decyzja do" not in text(teacher.get(reverse("concerns:receipt", args=[concern.public_id])))

    def test_sent_twice_it_is_one_concern(self, teacher):
        key, before = str(uuid4()), Concern.objects.count()

        first, second = (send(teacher, idempotency_key=key) for _ in range(2))

        assert first.headers["Location"] == second.headers["Location"]
        assert Concern.objects.count() == before + 1

    def test_the_draft_is_gone_afterwards(self, teacher):
        number = uuid4()
        autosave = reverse("drafts:save", kwargs={"kind": "zgloszenie", "draft": number})
        given = posted()
        teacher.post(autosave, given)
        assert Draft.objects.filter(public_id=number).exists()

        teacher.post(FORM, given | {"do": "send", "szkic": str(number)})

        assert not Draft.objects.filter(public_id=number).exists()

    def test_with_a_head_who_releases_it_waits(self, teacher, office):
        change(office.school, head_releases_concerns=True)

        page = teacher.get(send(teacher).headers["Location"])

        assert last().state == ConcernState.WAITING_FOR_RELEASE
        assert "Czeka na kierownika" in text(page)

    def test_everything_that_was_written_is_kept(self, teacher):
        optional = {
            "who": "Jan Kowalski, ok. 9 lat",
            "address": "Zapłocie 3",
            "whereabouts": "u babci",
            "event_place": "boisko",
            "children": "dwoje: 9 lat i urodzone dziś",
            "dependants": "babcia",
            "visit_risks": "pies",
            "safe_contact": "rano, telefon ciotki",
            "already_done": "rozmowa z matką",
            "notices_sent": "sąd rodzinny, 20 listopada",
            "reporter_reference": "SP.12.2026",
            "reporter_phone": "600 100 200",
            "reporter_hours": "do 15:00",
            "competence": "stay",
        }
        send(teacher, **optional, last_seen_on_day="29", last_seen_on_month="02", last_seen_on_year="2024")

        concern = last()
        assert {name: getattr(concern, name) for name in optional} == optional
        assert concern.last_seen_on.isoformat() == "2024-02-29"
        assert (concern.urgency, concern.competence) == (Urgency.AMBER, Competence.STAY)

    def test_the_centre_changed_between_the_two_pages(self, teacher, monkeypatch):
        monkeypatch.setattr(
            "kooperacja.concerns.actions.raising.centres_for", lambda unit, **_: type(unit).objects.none()
        )

        page = send(teacher)

        assert page.status_code == 200
        assert "nie obsługuje tej gminy" in text(page)
