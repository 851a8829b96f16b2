"""A password alone reaches nothing; what is set up, by what, and what can't be taken away."""

import time
import uuid

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kooperacja.access.actor import SYSTEM
from kooperacja.access.checks import addresses
from kooperacja.accounts.actions import make_account, make_setup_link
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.factors import REACHABLE
from kooperacja.accounts.models import SetupLink
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.outbox.models import Message
from tests.world import as_

from .conftest import PASSWORD, factors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]


def every_address():
    """Yield (name, address) of the whole list, with something in each part."""
    parts = {"pk": 1, "token": "abc", "uidb36": "1", "key": "abc", "shelf": "rodzaje", "path": "x"}
    for name, pattern, route in addresses():
        keys = pattern.pattern.converters or pattern.pattern.regex.groupindex
        if route.startswith("style/"):
            continue
        try:
            yield name, reverse(name, kwargs={key: parts.get(key, uuid.uuid4()) for key in keys})
        except NoReverseMatch:
            yield name, reverse(name, kwargs={key: parts.get(key, 2026) for key in keys})


@pytest.fixture
def half_in(client, without_factor):
    """A browser in which somebody signed in with a password alone."""
    without_factor.give_password(client)
    return client


def test_a_password_alone_reaches_no_address_of_the_whole_list(half_in):
    begin = reverse("accounts:begin")
    reached = []
    seen = 0
    for name, address in every_address():
        for method in ("get",) if name == "account_logout" else ("get", "post"):
            seen += 1
            answer = getattr(half_in, method)(address)
            if name not in REACHABLE and (answer.status_code, answer.headers.get("Location")) != (302, begin):
                reached.append((name, method, answer.status_code))

    assert reached == []
    assert "_auth_user_id" in half_in.session, "it was asked as somebody who signed in all along"
    assert seen > 100


def test_what_is_reached_shows_nothing_of_anybody(half_in, world):
    shown = [half_in.get(reverse(name), follow=False) for name in ("accounts:begin", "mfa_add_webauthn")]

    assert [answer.status_code for answer in shown] == [200, 302], "the password is asked once more"
    assert all(word not in shown[0].content.decode() for word in world.canaries.values())


def test_everybody_of_the_cast_is_stopped_without_a_second_factor(world):
    for name in ("lead", "admin", "operator", "region"):
        client = Client()
        client.force_login(getattr(world, name).user)

        assert client.get("/instytucje/rola/").headers.get("Location") == reverse("accounts:begin"), name


def test_an_address_that_does_not_exist_is_no_way_past(half_in):
    assert half_in.get("/nie-ma/").url == reverse("accounts:begin")


def test_a_half_open_session_ends_once_the_person_has_a_factor(half_in, without_factor):
    """Else a stolen password, used before its owner set up a factor, could add one of its own."""
    Authenticator.objects.create(user=without_factor.user, type=Authenticator.Type.TOTP, data={"secret": "x"})

    answer = half_in.get(reverse("mfa_add_webauthn"))

    assert answer.status_code == 302
    assert "_auth_user_id" not in half_in.session


def enrol(client, path=None):
    """Go through the page of the application for codes; return the answer."""
    path = path or reverse("mfa_activate_totp")
    client.get(path)
    secret = client.session["mfa.totp.secret"]
    return secret, client.post(path, {"code": format_hotp_value(hotp_value(secret, step_of_now()))})


def step_of_now():
    return int(time.time()) // 30


@pytest.fixture
def newcomer(client, world, still_clock):
    """Somebody who has opened a link to set up their sign-in."""
    with recording(AccountEvent.ACCOUNT_MADE, actor=SYSTEM):
        user = make_account(email="nowa@urzad.example", name="Nowa Osoba")
        token = make_setup_link(user, now=world.now)
    client.post(reverse("accounts:set_up", args=[token]))
    return user


@pytest.mark.django_db(transaction=True)
def test_password_and_codes_are_set_up_in_one_go(client, newcomer):
    password = "cztery-kaczki-na-stawie"
    page = client.get(reverse("accounts:begin")).content.decode()
    after = client.post(
        reverse("account_set_password") + "?next=" + reverse("mfa_activate_totp"),
        {"password1": password, "password2": password},
    )
    secret, answer = enrol(client, after.url)
    codes = client.get(answer.url)

    assert 'href="/konto/haslo/ustaw/?next=/konto/aplikacja/wlacz/"' in page
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert codes.status_code == 200, "the codes are shown at once, without asking for a password again"
    assert codes.content.count(b"<code>") == 10
    newcomer.refresh_from_db()
    assert newcomer.set_up_at is not None
    assert not SetupLink.objects.filter(user=newcomer, ended_at=None).exists()
    assert Event.objects.filter(name="accounts.factor_added").count() == 2
    assert Message.objects.filter(recipient=newcomer, kind="account_changed").exists()

    other = Client()
    other.post(reverse("account_login"), {"login": newcomer.email, "password": password})
    again = other.post(reverse("mfa_authenticate"), {"code": format_hotp_value(hotp_value(secret, step_of_now()))})
    assert again.status_code == 200, "the code that was typed at setting up is used up, too"


def test_a_factor_is_added_only_after_confirming(owner, client, still_clock):
    owner.give_password(client)
    owner.give_code(client, owner.code())

    asked = client.get(reverse("mfa_add_webauthn"))

    assert asked.url.startswith(reverse("account_reauthenticate"))
    back = client.post(asked.url, {"password": PASSWORD})
    assert back.url == reverse("mfa_add_webauthn")
    assert client.get(back.url).status_code == 200


def test_the_passkey_is_the_first_way_to_confirm(owner, client, still_clock):
    key_of(owner.user)
    owner.give_password(client)
    owner.give_code(client, owner.code())

    asked = client.get(reverse("mfa_add_webauthn"))
    told = client.get(reverse("account_reauthenticate")).content.decode()

    assert asked.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    assert told.index("Użyj klucza dostępu") < told.index("Użyj kodu")


def test_a_used_code_does_not_confirm(owner, client, still_clock):
    owner.give_password(client)
    code = owner.code()
    owner.give_code(client, code)
    where = reverse("mfa_reauthenticate") + "?next=" + reverse("mfa_add_webauthn")

    assert client.post(where, {"code": code}).status_code == 200
    assert client.post(where, {"code": owner.code(steps=1)}).url == reverse("mfa_add_webauthn")


def confirmed(client, owner):
    owner.give_password(client)
    owner.give_code(client, owner.code())
    client.post(reverse("mfa_reauthenticate"), {"code": owner.code(steps=1)})
    return client


def test_the_last_factor_stays(owner, client, still_clock):
    confirmed(client, owner)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "jedyny sposób" in answer.content.decode()
    assert factors(owner.user).filter(type=Authenticator.Type.TOTP).exists()


def key_of(user):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "telefon", "credential": {}}
    )


def test_the_last_passkey_stays(world, client):
    key = key_of(world.lead.user)
    as_(client, world.lead)

    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)

    assert "jedyny sposób" in answer.content.decode()
    assert factors(world.lead.user).exists()


def test_nobody_removes_a_passkey_of_others(world, client):
    key = key_of(world.deputy.user)
    as_(client, world.lead)

    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_a_passkey_goes_where_another_way_stays(owner, client, still_clock):
    key = key_of(owner.user)
    confirmed(client, owner)

    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert answer.status_code == 302
    assert not factors(owner.user).filter(pk=key.pk).exists()
    assert Event.objects.filter(name="accounts.factor_removed").exists()


def test_new_recovery_codes_replace_the_old_ones(owner, client, still_clock, django_capture_on_commit_callbacks):
    confirmed(client, owner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    saved = client.get(reverse("mfa_download_recovery_codes"))

    assert not any(code in page for code in owner.recovery_codes)
    assert saved.content.decode().startswith("Kooperacja: kody zapasowe. Każdy działa raz.")
    other = Client()
    owner.give_password(other)
    owner.give_code(other, owner.recovery_codes[0])
    assert not owner.is_in(other)
