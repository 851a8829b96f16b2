"""The pictures of the handbook: which there are, what they show, and whether one is stale.

`tools/camera.py` takes them (`make handbook`) and writes the manifest, which says of each picture its page, its size
and the templates that made it, each with a hash. A test compares the hashes; it takes no picture, since another version
of Chromium draws the same page with other bytes.

**What is hashed.** A template's own text, and its words in Polish: a button with a new name makes a picture stale even
if the template calls it as before. Only templates of rooms count, not those of `ui`: the layout round the page is cut
off, and a new colour or corner of a field changes every picture a little, and what it teaches not at all. Whoever
changes the look of the house takes all pictures anew by hand, with the same command. Words that stand in Python alone,
like the labels of fields, aren't hashed either.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Engine, TemplateDoesNotExist
from django.utils import translation
from django.utils.translation.template import templatize

from tools.environment import ROOT

FOLDER = ROOT / "src" / "kooperacja" / "portal" / "static" / "portal" / "podrecznik"
MANIFEST = "obrazy.json"
STATIC = "portal/podrecznik"
RENEW = "make handbook"
PHONE, DESK = 390, 960
"""Widths in CSS pixels: of a telephone, and of a page whose lists and drawings need room."""

ROOMS = ROOT / "src" / "kooperacja"
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:,\s*{STRING})*)", re.DOTALL)
NUMBERS = (1, 2, 5)
"""One of each of the Polish plural forms."""


@dataclass(frozen=True)
class Picture:
    """A picture: who looks at which page, and how much of it is shown."""

    name: str
    who: str
    page: str
    """The URL name."""
    row: str = ""
    """Which row of the demonstration stands in the address: a key of `studio._prepare`."""
    function: str = ""
    """The code of the function in which the person acts, if they have several."""
    width: int = PHONE
    height: int = 620
    """At most so many CSS pixels; it is cut between two lines of text."""
    start: str = ""
    """The element from which on it is shown; without it, the beginning of the page."""
    typed: tuple[tuple[str, str], ...] = ()
    """What is typed first: label and text. Options are chosen by their label, with an empty text."""
    press: str = ""
    """The button that is pressed before the picture is taken."""
    query: str = ""


def read_manifest(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Return what is known of each picture: `page`, `width`, `height`, `templates`."""
    path = folder / MANIFEST
    pictures: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return pictures


def write_manifest(pictures: Mapping[str, Mapping[str, Any]], folder: Path = FOLDER) -> None:
    """Write down what is known of each picture."""
    text = json.dumps(pictures, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def path_of(template: str) -> Path:
    """Return the file of a template."""
    return Path(str(Engine.get_default().get_template(template).origin.name))


def counts(template: str) -> bool:
    """Whether a template makes a picture stale: those of rooms do, those of the house's look don't."""
    path = path_of(template)
    return path.is_relative_to(ROOMS) and not path.is_relative_to(ROOMS / "ui")


def hash_of(template: str) -> str:
    """Return the hash of a template and of its words in Polish."""
    return hash_of_text(path_of(template).read_text(encoding="utf-8"))


def hash_of_text(source: str) -> str:
    """Return the hash of a template's text and of its words in Polish."""
    return hashlib.sha256("\0".join([source, *words_in(source)]).encode()).hexdigest()[:16]


def words_in(source: str) -> list[str]:
    """Return what a template says in Polish, every plural form included."""
    with translation.override("pl"):
        return [word for how, texts in CALL.findall(templatize(source)) for word in _said(how, texts)]


def _said(how: str, texts: str) -> list[str]:
    said = [ast.literal_eval(text) for text in re.findall(STRING, texts, re.DOTALL)]
    context, plural = "p" in how[:2], how.startswith("n")
    if context and plural:
        return [translation.npgettext(said[0], said[1], said[2], number) for number in NUMBERS]
    if plural:
        return [translation.ngettext(said[0], said[1], number) for number in NUMBERS]
    return [translation.pgettext(said[0], said[1]) if context else translation.gettext(said[0])]


def stale(manifest: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what is to be said of each picture that no longer shows its page."""
    return [
        f"{name}: {', '.join(changed)} changed since it was taken, run `{RENEW}`"
        for name, known in manifest.items()
        if (changed := [one for one, hashed in known["templates"].items() if not _is_still(one, hashed)])
    ]


def _is_still(template: str, hashed: str) -> bool:
    try:
        return hash_of(template) == hashed
    except TemplateDoesNotExist:  # it has another name now
        return False
