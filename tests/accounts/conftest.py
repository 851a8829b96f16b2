import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from kooperacja.accounts.hashers import Argon2id

PASSWORD = "kubek-pada-cicho-na-mech"
LOGIN, CODE = "account_login", "mfa_authenticate"


class Owner:
    """A person with a password and, if asked for, an application for codes and recovery codes."""

    def __init__(self, user, *, codes=True):
        self.user = user
        user.set_password(PASSWORD)
        user.save()
        self.secret = generate_totp_secret()
        if codes:
            TOTP.activate(user, self.secret)
            self.recovery_codes = RecoveryCodes.activate(user).generate_codes()

    def code(self, *, steps=0):
        """Return the code of now, or of some steps of 30 seconds before or after."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))

    def give_password(self, client, password=PASSWORD, email=None, **more):
        return client.post(reverse(LOGIN), {"login": email or self.user.email, "password": password}, **more)

    def give_code(self, client, code):
        return client.post(reverse(CODE), {"code": code})

    def is_in(self, client):
        return client.get(reverse("mfa_index")).status_code == 200


@pytest.fixture
def cheap(monkeypatch):
    """Make passwords cost little; what they really cost is tested by itself."""
    for name, value in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
        monkeypatch.setattr(Argon2id, name, value)


@pytest.fixture
def owner(world):
    return Owner(world.lead.user)


@pytest.fixture
def without_factor(world):
    return Owner(world.colleague.user, codes=False)


@pytest.fixture
def still_clock(monkeypatch):
    """Stop the clock of codes in the middle of a step, so that no test runs over its end."""
    now = [time.time() // 30 * 30 + 15]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def factors(user):
    return Authenticator.objects.filter(user=user)
