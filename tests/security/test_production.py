"""How production starts, and that it doesn't without what it needs."""

import subprocess
import sys

import pytest

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


def test_debug_can_not_be_switched_on(tmp_path):
    told = run(
        tmp_path, "shell", "-c", "from django.conf import settings; print(settings.DEBUG)", DEBUG="1", DJANGO_DEBUG="1"
    )

    assert told.stdout.strip().endswith("False")
