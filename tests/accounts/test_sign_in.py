"""Signing in with a password and a code: what works once, what is slowed down, what tells nothing."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kooperacja.accounts.adapters import DEVICE_COOKIE
from kooperacja.audit.models import Event

from .conftest import PASSWORD, factors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]
CHANGING = re.compile(rb'value="[^"]*"|nonce="[^"]*"')


def test_a_password_and_a_code_let_in(client, owner, still_clock):
    first = owner.give_password(client)

    assert first.url == reverse("mfa_authenticate")
    assert not owner.is_in(client)
    assert owner.give_code(client, owner.code()).status_code == 302
    assert owner.is_in(client)


def test_the_session_gets_another_key_at_signing_in(client, owner, still_clock):
    owner.give_password(client)
    before = client.session.session_key
    owner.give_code(client, owner.code())

    assert client.session.session_key != before


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_off_by_one_step(client, owner, still_clock, steps):
    owner.give_password(client)
    owner.give_code(client, owner.code(steps=steps))

    assert owner.is_in(client)


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_but_not_by_two(client, owner, still_clock, steps):
    owner.give_password(client)
    owner.give_code(client, owner.code(steps=steps))

    assert not owner.is_in(client)


@pytest.mark.parametrize("later", [0, 20, 40])
def test_a_code_works_once_as_long_as_it_is_good(owner, still_clock, later):
    """A step is good for 90 seconds; so long must it be remembered."""
    code = owner.code(steps=1)
    one, other = Client(), Client()
    owner.give_password(one)
    owner.give_code(one, code)
    still_clock[0] += later
    owner.give_password(other)
    owner.give_code(other, code)

    assert owner.is_in(one)
    assert not owner.is_in(other)


def test_an_older_code_than_the_last_one_is_refused(owner, still_clock):
    one, other = Client(), Client()
    owner.give_password(one)
    owner.give_code(one, owner.code())
    owner.give_password(other)
    owner.give_code(other, owner.code(steps=-1))

    assert not owner.is_in(other)


def test_a_recovery_code_works_once(owner):
    one, other = Client(), Client()
    owner.give_password(one)
    owner.give_code(one, owner.recovery_codes[3])
    owner.give_password(other)
    owner.give_code(other, owner.recovery_codes[3])

    assert owner.is_in(one)
    assert not owner.is_in(other)


def test_secrets_of_codes_lie_sealed(owner):
    stored = [row.data for row in factors(owner.user)]

    assert owner.secret not in str(stored)
    assert all(code not in str(stored) for code in owner.recovery_codes)


def test_guesses_are_stopped_and_the_owner_still_comes_in(owner, still_clock):
    """Out of very many guesses none gets in, and a browser that the owner used before isn't locked out."""
    home = Client()
    owner.give_password(home)
    owner.give_code(home, owner.code())
    home.post(reverse("account_logout"))
    assert DEVICE_COOKIE in home.cookies
    answers = set()
    for number in range(120):
        stranger = Client(REMOTE_ADDR=f"10.0.{number % 7}.{number}")
        answers.add(owner.give_password(stranger, f"{PASSWORD}{number}").status_code)
        assert not owner.is_in(stranger)

    locked = owner.give_password(Client(REMOTE_ADDR="10.9.9.9"), PASSWORD)
    at_home = owner.give_password(home)

    assert answers <= {200, 429}
    assert locked.status_code == 200, "by now even the right password is refused from elsewhere"
    assert at_home.url == reverse("mfa_authenticate")


def test_one_address_is_slowed_down_after_a_few_guesses(client, owner):
    for number in range(6):
        answer = owner.give_password(client, f"zgaduję-{number}-raz")

    assert "Zbyt wiele" in answer.content.decode()


def test_the_mark_of_a_browser_names_nobody(client, owner, still_clock):
    owner.give_password(client)
    owner.give_code(client, owner.code())

    cookie = client.cookies[DEVICE_COOKIE]
    assert owner.user.email not in cookie.value
    assert cookie["httponly"]


def shape(response):
    return response.status_code, CHANGING.sub(b"", response.content), response.headers.get("Location")


def test_an_unknown_address_gets_the_answer_of_a_wrong_password(owner):
    unknown = owner.give_password(Client(), "nie-to-hasło-wcale", email="nieznany@urzad.example")
    wrong = owner.give_password(Client(), "nie-to-hasło-wcale")

    assert shape(unknown) == shape(wrong)


def ask_for_link(email):
    return Client().post(reverse("account_reset_password"), {"email": email})


def test_asking_for_a_new_password_tells_nothing(owner):
    assert shape(ask_for_link(owner.user.email)) == shape(ask_for_link("nikt@urzad.example"))
    assert len(mail.outbox) == 2
    assert [owner.user.name in message.body for message in mail.outbox] == [False, False]
    assert {message.subject for message in mail.outbox} == {"Kooperacja: link do nowego hasła"}


def test_a_mail_server_that_is_away_changes_nothing_of_the_answer(owner, monkeypatch):
    good = shape(ask_for_link(owner.user.email))

    def away(*args, **kwargs):
        raise OSError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", away)

    assert shape(ask_for_link(owner.user.email)) == good


def test_a_new_password_by_e_mail_keeps_the_second_factor(owner, client, still_clock):
    ask_for_link(owner.user.email)
    link = re.search(r"http\S+", mail.outbox[0].body)[0]
    page = client.get(link, follow=True)
    new = "cztery-kaczki-na-stawie"
    answer = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    owner.user.refresh_from_db()

    assert answer.status_code == 302
    assert factors(owner.user).count() == 2
    assert owner.give_password(client, new).url == reverse("mfa_authenticate")
    assert not owner.is_in(client)
    assert Event.objects.filter(name="accounts.password_changed", user_id=owner.user.pk).exists()


def test_a_closed_account_is_told_so_only_after_the_right_password(client, owner):
    owner.user.is_active = False
    owner.user.save()

    assert owner.give_password(client, "nie-to-hasło-wcale").status_code == 200
    assert owner.give_password(client).url == reverse("account_inactive")


def test_a_changed_password_ends_the_other_sessions(owner, still_clock):
    one, other = Client(), Client()
    for browser, steps in ((one, 0), (other, 1)):
        owner.give_password(browser)
        owner.give_code(browser, owner.code(steps=steps))
    new = "cztery-kaczki-na-stawie"
    one.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert owner.is_in(one)
    assert not owner.is_in(other)


def test_a_person_ends_the_other_sessions(owner, still_clock):
    one, other = Client(), Client(headers={"user-agent": "Mozilla/5.0 (Android) Chrome/140 Safari/537"})
    for browser, steps in ((one, 0), (other, 1)):
        owner.give_password(browser)
        owner.give_code(browser, owner.code(steps=steps))

    assert "Chrome, Android" in one.get(reverse("usersessions_list")).content.decode()
    one.post(reverse("usersessions_list"))
    assert owner.is_in(one)
    assert not owner.is_in(other)
