import time
from statistics import median

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_unknown_address_takes_as_long_as_a_wrong_password(owner):
    def took(email, number):
        began = time.perf_counter()
        owner.give_password(Client(REMOTE_ADDR=f"10.1.1.{number}"), "nie-to-hasło-wcale", email=email)
        return time.perf_counter() - began

    pairs = [(took(owner.user.email, n), took(f"nikt{n}@urzad.example", n + 100)) for n in range(7)]
    known, unknown = (median(column) for column in zip(*pairs, strict=True))

    assert 0.5 < known / unknown < 2, "coarse, since machines are shared; both cost one Argon2"
