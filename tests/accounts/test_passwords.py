import time

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kooperacja.accounts.hashers import Argon2id
from kooperacja.accounts.models import User

PERSON = User(email="anna.kowalewska@gops-wierzbowa.example", name="Anna Żółć-Kowalewska")

LOCAL = ["gmina", "GOPS", "Urząd", "kooperacja", "pomoc", "rodzina", "szkoła", "Policja", "wójt", "hasło", "admin"]
TAILS = ["1234567890", "2024!2025!", "!!!!!!!!!!!!", "gops2026", "1111111111111", "Qwertyuiop", "haslohaslo"]
GUESSABLE = [
    *(f"{word}{tail}{word}" for word in LOCAL for tail in TAILS),
    *(f"{one}{two}{year}" for one in LOCAL[:6] for two in LOCAL[5:] for year in ("2026", "1989!")),
    *(f"{word}-{word}-{word}-{word}" for word in LOCAL),
    "aaaaaaaaaaaaaaaa",
    "ababababababababab",
    "123456789012345678",
    "qwertyuiopasdfgh",
    "P@ssw0rdP@ssw0rd",
    "H@sl0H@sl0H@sl01",
    "zaq1ZAQ1zaq1ZAQ1",
    "Kowalewska2026!!",
    "AnnaKowalewska1989",
    "gops-wierzbowa-2026",
    "password1234567",
    "1q1q1q1q1q1q1q1q",
    "Gmina!2024!Gops!77",
    "listopad2026listopad",
    "SrodaCzwartekPiatek",
]
SHORT = ["", "x", "za krótkie", "14znaków-tylko", "Tr0ub4dor&3"]
GOOD = [
    "zielony rower gada z lampą",
    "kubek-pada-cicho-na-mech",
    "correct horse battery staple",
    "x7$Kq2!vR9#mT4zP",
    "gmina jest daleko za siódmym lasem",
    "Łyżka 7 chrząszczy w trzcinie",
    "日本語のパスワードですよね長い",
    "🦔🌲🚲🍐🎻🪁🧭🪵🐝🌙🍂🫖🎈🧶🪑",
    " spacje na początku i końcu ",
    "m" * 4 + "eglofanubi-kretowisko" * 8,
]


def refused(password: str) -> bool:
    try:
        validate_password(password, PERSON)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("password", [*GUESSABLE, *SHORT])
def test_what_is_short_or_guessable_is_refused(password):
    assert refused(password)


@pytest.mark.parametrize("password", GOOD)
def test_long_passwords_of_any_characters_are_taken(password):
    assert not refused(password)


def test_the_number_of_cases_is_what_was_asked_for():
    assert len(GUESSABLE) + len(SHORT) + len(GOOD) >= 170


def test_64_characters_and_more_are_allowed_and_all_count():
    password = "kretowisko-i-mgła-" * 6

    assert len(password) >= 64
    assert not refused(password)
    assert not check_password(password[:-1], make_password(password))


def test_a_password_costs_64_mebibytes_and_less_than_a_second():
    stored = make_password("kubek-pada-cicho-na-mech")
    began = time.perf_counter()

    assert check_password("kubek-pada-cicho-na-mech", stored)
    assert time.perf_counter() - began < 1
    assert stored.startswith("argon2$argon2id$")
    assert "m=65536," in stored
    assert Argon2id.memory_cost >= 64 * 1024


def test_the_help_says_what_is_good():
    from kooperacja.accounts.passwords import GuessableValidator  # noqa: PLC0415 - only here

    assert "słów" in GuessableValidator().get_help_text()
