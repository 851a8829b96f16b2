"""From an invitation to a passkey, and in with it again, in a real Chromium with an authenticator made of software."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import expect

from kooperacja.accounts.actions import find_user
from kooperacja.institutions.actions.people import invite

EMAIL = "nowa@urzad.example"


@pytest.fixture
def link(transactional_db, world):
    """The link that an administrator's invitation sends."""
    made = invite(
        world.ops,
        email=EMAIL,
        name="Nowa Osoba",
        function=world.functions["intake"],
        actor=world.admin.actor,
        now=timezone.now(),
    )
    return f"/instytucje/zaproszenie/{made.token}/"


def give_authenticator(page, *, verifies=True):
    """Plug a key into the browser that confirms by itself; return the means to look into it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    number = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return lambda: devtools.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]


def test_somebody_who_was_invited_sets_up_a_passkey_and_signs_in_with_it(page, link, axe):
    credentials = give_authenticator(page)

    page.goto(link)
    axe(page)
    page.get_by_label("Twoje imię i nazwisko").fill("Nowa Ładna")
    page.get_by_role("button", name="Przyjmij i idź dalej").click()
    expect(page.get_by_role("heading", name="Ustaw, jak się logujesz")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Ustaw klucz dostępu").click()
    axe(page)
    page.get_by_label("Nazwa tego klucza dostępu").fill("telefon")
    page.get_by_role("button", name="Dodaj klucz dostępu").click()
    expect(page.get_by_role("heading", name="Kody zapasowe")).to_be_visible()
    expect(page.get_by_role("code")).to_have_count(10)
    axe(page)
    page.get_by_role("button", name="Mam je, dalej").click()
    expect(page.get_by_text("Osoba przyjmująca, GOPS Wierzbowa Góra")).to_be_visible()

    key = Authenticator.objects.get(user=find_user(EMAIL), type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().name == "telefon"
    assert [one["isResidentCredential"] for one in credentials()] == [True], "the device finds the account by itself"

    page.goto("/konto/wyloguj/")
    axe(page)
    page.get_by_role("main").get_by_role("button", name="Wyloguj się").click()
    expect(page.get_by_role("heading", name="Zaloguj się")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Zaloguj się kluczem dostępu").click()
    expect(page.get_by_text("Osoba przyjmująca, GOPS Wierzbowa Góra")).to_be_visible()


def test_a_key_that_does_not_ask_who_holds_it_is_not_taken(page, link, faults):
    give_authenticator(page, verifies=False)
    page.goto(link)
    page.get_by_role("button", name="Przyjmij i idź dalej").click()
    page.get_by_role("button", name="Ustaw klucz dostępu").click()
    page.get_by_role("button", name="Dodaj klucz dostępu").click()

    expect(page.get_by_role("alert")).to_contain_text("Nic nie zostało potwierdzone")
    assert not Authenticator.objects.filter(user=find_user(EMAIL)).exists()


def test_a_password_and_codes_are_set_up_and_let_in(page, link, axe):
    password = "cztery-kaczki-na-stawie"
    page.goto(link)
    page.get_by_role("button", name="Przyjmij i idź dalej").click()
    page.get_by_role("button", name="Ustaw hasło i kody").click()
    axe(page)
    page.get_by_label("Nowe hasło", exact=True).fill("gmina2026gmina2026")
    page.get_by_label("Nowe hasło jeszcze raz").fill("gmina2026gmina2026")
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("łatwo odgadnąć")
    page.get_by_label("Nowe hasło", exact=True).fill(password)
    page.get_by_label("Nowe hasło jeszcze raz").fill(password)
    page.get_by_role("button", name="Ustaw hasło").click()
    axe(page)
    picture = page.get_by_role("img", name=re.compile("Kod QR"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0, "the policy of the browser lets it through"
    page.get_by_text("Nie mogę go zeskanować").click()
    secret = page.locator("#totp-key").inner_text()
    page.get_by_label("Kod z aplikacji").fill(code(secret))
    page.get_by_role("button", name="Włącz").click()
    expect(page.get_by_role("heading", name="Kody zapasowe")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/konto/logowanie/")
    page.get_by_label("Adres e-mail").fill(EMAIL)
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Zaloguj się", exact=True).click()
    axe(page)
    page.get_by_label("Kod z aplikacji albo kod zapasowy").fill(code(secret, steps=1))
    page.get_by_role("button", name="Zaloguj się", exact=True).click()
    expect(page.get_by_text("Osoba przyjmująca, GOPS Wierzbowa Góra")).to_be_visible()


def code(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
