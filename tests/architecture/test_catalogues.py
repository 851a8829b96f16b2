"""Both languages are complete: nothing missing, fuzzy or stale, and the compiled catalogue is the written one."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from .house import SOURCE

ROOMS_WITH_WORDS = sorted(path for path in SOURCE.iterdir() if (path / "locale").is_dir())
LANGUAGES = ("pl", "en")


def catalogue(room: Path, language: str, suffix: str = "po") -> Catalog:
    path = room / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"
    with path.open("rb") as file:
        return read_po(file, locale=language) if suffix == "po" else read_mo(file)


def incomplete(words: Catalog) -> list[str]:
    """Return what is missing or fuzzy."""
    found = []
    for message in words:
        strings = message.string if isinstance(message.string, tuple) else [message.string]
        if message.id and (message.fuzzy or not all(strings)):
            found.append(str(message.id))
    return found


def texts(words: Catalog) -> dict[object, object]:
    """Return every phrase with its translation; forms of plural as a tuple."""
    found = {}
    for m in words:
        if m.id:
            key = m.id if isinstance(m.id, str) else m.id[0]
            context = m.context.decode() if isinstance(m.context, bytes) else m.context  # so reads Babel compiled ones
            found[context, key] = m.string if isinstance(m.string, str) else tuple(m.string)
    return found


def extracted(room: Path, folder: Path) -> set[object]:
    """Return what the source of a room says now, by Django's own extraction."""
    copy = folder / room.name
    folder.mkdir(exist_ok=True)
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__"))
    (copy / "locale").mkdir()
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "pl",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
    ]
    alone = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=alone)
    path = copy / "locale/pl/LC_MESSAGES/django.po"
    if not path.exists():
        return set()
    with path.open("rb") as file:
        return set(texts(read_po(file, locale="pl")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS_WITH_WORDS, ids=lambda room: room.name)
def test_nothing_is_missing_or_fuzzy(room, language):
    assert incomplete(catalogue(room, language)) == []


@pytest.mark.parametrize("room", ROOMS_WITH_WORDS, ids=lambda room: room.name)
def test_catalogues_say_what_the_source_says(room, tmp_path):
    now = extracted(room, tmp_path)

    for language in LANGUAGES:
        written = set(texts(catalogue(room, language)))
        assert (now - written, written - now) == (set(), set())


def untranslated(words: Catalog) -> list[str]:
    """Return the phrases of two words or more that stand in Polish as they do in English."""
    same = [str(m.id) for m in words if isinstance(m.id, str) and m.id == m.string]
    return [phrase for phrase in same if len(re.findall("[a-z]{3,}", phrase)) > 1]


@pytest.mark.parametrize("room", ROOMS_WITH_WORDS, ids=lambda room: room.name)
def test_polish_is_polish(room):
    assert untranslated(catalogue(room, "pl")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS_WITH_WORDS, ids=lambda room: room.name)
def test_the_compiled_catalogue_is_the_written_one(room, language):
    assert texts(catalogue(room, language, "mo")) == texts(catalogue(room, language))


def test_every_room_that_speaks_has_a_catalogue():
    speaking = {
        path.relative_to(SOURCE).parts[0]
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
        if any(word in path.read_text(encoding="utf-8") for word in ("gettext", "{% translate", "{% blocktranslate"))
        and path.relative_to(SOURCE).parts[0] not in {"config"}
    }

    assert speaking - {room.name for room in ROOMS_WITH_WORDS} == set()


def test_planted_faults_are_found(tmp_path):
    words = Catalog(locale="pl")
    words.add("missing")
    words.add("done", "gotowe")
    words.add("guess", "zgadnij", flags=["fuzzy"])
    words.add("left in English", "left in English")
    assert incomplete(words) == ["missing", "guess"]
    assert untranslated(words) == ["left in English"]

    room = tmp_path / "planted"
    room.mkdir()
    (room / "x.py").write_text('from django.utils.translation import gettext as _\n_("a new sentence")\n')
    assert extracted(room, tmp_path / "out") == {(None, "a new sentence")}


def at_odds(rooms: dict[str, Catalog]) -> dict[object, set[object]]:
    """Return the phrases that two rooms translate differently: Django joins the catalogues, and one of them loses."""
    found: dict[object, set[object]] = {}
    for words in rooms.values():
        for phrase, translation in texts(words).items():
            found.setdefault(phrase, set()).add(translation)
    return {phrase: translations for phrase, translations in found.items() if len(translations) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_said_in_one_way_in_all_rooms(language):
    assert at_odds({room.name: catalogue(room, language) for room in ROOMS_WITH_WORDS}) == {}


def test_a_phrase_said_in_two_ways_is_found():
    one, other = Catalog(), Catalog()
    one.add("Received", "Wpłynęło")
    other.add("Received", "Otrzymano")

    assert at_odds({"one": one, "other": other}) == {(None, "Received"): {"Wpłynęło", "Otrzymano"}}
