"""What operators copy from `docs/operations/przyklady` fits the program as it is."""

import re
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tools.environment import ROOT, settings_read

FOLDER = ROOT / "docs" / "operations" / "przyklady"
README = (ROOT / "docs" / "operations" / "README.md").read_text(encoding="utf-8")
SETTINGS = settings_read((ROOT / "src/kooperacja/config/settings.py").read_text(encoding="utf-8"))


def test_the_settings_of_the_example_are_read_and_none_that_is_required_is_missing():
    named = set(re.findall(r"^([A-Z_]+)=", (FOLDER / "ustawienia").read_text(encoding="utf-8"), re.MULTILINE))

    assert named <= SETTINGS
    assert named >= {"SECRET_KEY", "KOOPERACJA_KEY_FILE", "BASE_URL", "KOOPERACJA_DATA", "BEHIND_PROXY"}


def test_every_setting_of_the_table_is_read():
    assert set(re.findall(r"`([A-Z][A-Z_]{3,})`", README.partition("## Pierwsze")[0])) <= SETTINGS | {"KOOPERACJA_KEYS"}


@pytest.mark.parametrize("unit", ["kooperacja-strona.service", "kooperacja-praca.service"])
def test_a_service_starts_what_there_is(unit):
    text = (FOLDER / unit).read_text(encoding="utf-8")
    module = re.search(r"^ExecStart=\S+/python -m (\w+)", text, re.MULTILINE)[1]

    assert find_spec(module)
    assert "EnvironmentFile=/etc/kooperacja/ustawienia" in text
    assert f"/{unit}" in text.splitlines()[0]


def test_the_guide_names_every_example():
    names = {path.name for path in FOLDER.iterdir()}

    assert names == {"ustawienia", "kooperacja-strona.service", "kooperacja-praca.service", "Caddyfile"}
    assert all(f"przyklady/{name}" in README for name in ("ustawienia", "kooperacja-*.service", "Caddyfile"))


@pytest.mark.parametrize("command", [["first-operator", "--help"], ["help", "first-operator"]])
def test_a_command_is_found_by_its_name_with_dashes(command):
    environment = {"PYTHONPATH": str(ROOT / "src"), "KOOPERACJA_MODE": "test"}
    done = subprocess.run(
        [sys.executable, "-m", "kooperacja", *command], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "EMAIL" in done.stdout.upper()
