"""How production starts, and that it doesn't without what it needs."""

import subprocess
import sys

import pytest

from kooperacja.config.settings import KEY_OF_TESTS

from .conftest import PRODUCTION, production_environment


def run(data, *arguments, without=(), **extra):
    environment = {**production_environment(data), **extra}
    for name in without:
        del environment[name]
    return subprocess.run(
        [sys.executable, "-m", "kooperacja", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_djangos_check_for_deployment_is_silent(tmp_path):
    told = run(tmp_path, "check", "--deploy", "--fail-level", "INFO")

    assert (told.returncode, told.stdout.strip()) == (0, "System check identified no issues (0 silenced).")
    assert told.stderr == ""


@pytest.mark.parametrize("missing", [name for name in PRODUCTION if name not in {"KOOPERACJA_MODE", "ALLOWED_HOSTS"}])
def test_without_a_secret_it_does_not_start(tmp_path, missing):
    told = run(tmp_path, "check", without=[missing])

    assert told.returncode != 0


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("SECRET_KEY", "secret", "SECRET_KEY"),
        ("SECRET_KEY", "not a secret, only for demonstration and tests", "SECRET_KEY"),
        ("KOOPERACJA_KEYS", KEY_OF_TESTS, "everybody can read"),
        ("KOOPERACJA_KEYS", "bm90IDMyIGJ5dGVz", "key 1 is not 32 bytes"),
        ("KOOPERACJA_KEYS", f"{PRODUCTION['KOOPERACJA_KEYS']}\n{KEY_OF_TESTS}", "everybody can read"),
        ("BASE_URL", "http://kooperacja.example", "https://"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
        ("KOOPERACJA_MODE", "prod", "KOOPERACJA_MODE"),
        ("PUSH_HOSTS", "fcm.googleapis.com, *.pl", "PUSH_HOSTS"),
        ("PUSH_HOSTS", "googleapis", "PUSH_HOSTS"),
        ("PUSH_HOSTS", "https://fcm.googleapis.com", "PUSH_HOSTS"),
    ],
)
def test_with_a_setting_that_everybody_knows_it_does_not_start_and_says_why(tmp_path, name, value, why):
    told = run(tmp_path, "check", **{name: value})

    assert told.returncode != 0
    assert why in told.stderr
    assert "Traceback" not in told.stderr
    assert name in {"ALLOWED_HOSTS", "BASE_URL", "KOOPERACJA_MODE"} or value not in told.stderr


def test_it_answers_under_its_own_address_by_default_and_keeps_its_files_to_itself(tmp_path):
    data = tmp_path / "data"
    show = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    told = run(data, "shell", "-v", "0", "-c", show, without=["ALLOWED_HOSTS"])

    assert told.stdout.strip() == "['kooperacja.example']"
    assert data.stat().st_mode & 0o077 == 0


def test_debug_can_not_be_switched_on(tmp_path):
    told = run(
        tmp_path, "shell", "-c", "from django.conf import settings; print(settings.DEBUG)", DEBUG="1", DJANGO_DEBUG="1"
    )

    assert told.stdout.strip().endswith("False")


@pytest.mark.parametrize(("behind", "proxies"), [("true", "1"), ("false", "0")])
def test_tries_are_counted_by_the_address_that_the_proxy_saw(tmp_path, behind, proxies):
    show = "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    told = run(tmp_path, "shell", "-v", "0", "-c", show, BEHIND_PROXY=behind)

    assert told.stdout.strip() == proxies
