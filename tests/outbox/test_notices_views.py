import pytest
from django.core import mail
from django.utils import timezone

from kooperacja.outbox.actions import preferences_of
from kooperacja.outbox.jobs import deliver_messages
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.outbox.rules import Way
from tests.world import as_

PAGE, TRY = "/wiadomosci/powiadomienia/", "/wiadomosci/powiadomienia/proba/"
POST = {
    "version": "0",
    "concerns": "at_once",
    "cases": "digest",
    "reviews": "in_app",
    "teams": "at_once",
    "digest_hour": "8",
    "quiet_from": "21",
    "quiet_until": "7:30",
}


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def test_the_page_is_found_from_the_account_and_from_the_messages(lead):
    for path in ("/konto/zabezpieczenia/", "/wiadomosci/"):
        assert PAGE in lead.get(path).content.decode()


def test_what_is_chosen_is_shown_again(lead, world):
    assert lead.post(PAGE, POST)["Location"] == PAGE
    page = lead.get(PAGE).content.decode()
    row = preferences_of(world.lead.user.pk)

    assert (row.cases, row.reviews, row.digest_hour, row.quiet_days_off) == (Way.DIGEST, Way.IN_APP, 8, False)
    assert 'value="21:00"' in page
    assert 'value="07:30"' in page
    assert "Zapisano." in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cases": "pigeon"}, "Wybierz"),
        ({"cases": ""}, "Wybierz odpowiedź: Sprawy i działania"),
        ({"digest_hour": "4"}, "Wybierz"),
        ({"quiet_from": "99"}, "Wpisz godzinę na przykład tak: 14:05."),
        ({"quiet_from": "😀"}, "Wpisz godzinę na przykład tak: 14:05."),
        ({"quiet_from": ""}, "Podaj obie godziny albo zostaw obie puste."),
        ({"quiet_from": "7:30"}, "zaczynają się i kończą o tej samej porze"),
        ({"digest_hour": "7"}, "Podsumowanie przyszłoby w godzinach ciszy."),
        ({"version": "x"}, "liczbę"),
    ],
)
def test_a_fault_is_told_and_what_was_chosen_stays(lead, world, changes, told):
    page = lead.post(PAGE, POST | changes).content.decode()

    assert told in page
    assert preferences_of(world.lead.user.pk).pk is None
    if "quiet_until" not in changes:
        assert 'value="7:30"' in page


def test_the_second_window_sees_both_choices_and_saves_its_own(lead, world):
    lead.post(PAGE, POST | {"quiet_from": "", "quiet_until": "", "quiet_days_off": "on", "teams": "in_app"})
    answer = lead.post(PAGE, POST | {"digest_hour": "9"})
    page = answer.content.decode()

    assert answer.status_code == 409
    for words in ("Godzina podsumowania: 8:00", "Od: brak", "święta: tak", "tylko w Kooperacji"):
        assert words in page
    assert 'name="version" value="1"' in page
    assert lead.post(PAGE, POST | {"digest_hour": "9", "version": "1"}).status_code == 302
    assert preferences_of(world.lead.user.pk).digest_hour == 9
    answer = lead.post(PAGE, POST | {"quiet_days_off": "on", "quiet_from": "22", "version": "1"})
    for words in ("Od: 21:00", "święta: nie"):
        assert words in answer.content.decode()


def test_a_trial_message_is_sent_and_the_fourth_one_is_not(lead, world):
    for _number in range(3):
        assert "Wysyłamy" in lead.post(TRY, follow=True).content.decode()
    assert "Spróbuj ponownie za godzinę" in lead.post(TRY, follow=True).content.decode()
    deliver_messages(now=timezone.now())

    assert len(mail.outbox) == Message.objects.filter(kind=MessageKind.NOTICE_TRIAL).count() == 3
    assert "To wiadomość próbna" in mail.outbox[0].body
    assert mail.outbox[0].to == [world.lead.user.email]
