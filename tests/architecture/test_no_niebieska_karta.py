"""The product holds no Niebieska Karta data, not even a flag: nothing in which one could be kept has its name (ADR 11).

Sentences that tell people to leave it out may name it, and so may the check of words that warns of it.
"""

import re
from enum import Enum
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Choices
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from kooperacja.access.permissions import Permission
from kooperacja.concerns.words import WordHint
from kooperacja.institutions.vocabulary import FUNCTIONS, KINDS, SECTORS

from .house import sources

CARD = re.compile(r"niebiesk|blue.?card|(?<![a-z])nk(?![a-z])|grupa.diagnostyczno", re.IGNORECASE)
WARNS = {(WordHint.__qualname__, WordHint.CARD.value)}
"""The choice that no row holds: it warns whoever writes of the procedure into a text."""


def in_two_languages(text: object) -> str:
    """Return a text in Polish and English."""
    said = []
    for language in ("pl", "en"):
        with translation.override(language):
            said.append(str(text))
    return " / ".join(said)


def fields() -> list[tuple[str, str]]:
    """Return where each column stands, and all its words: name, label, help, choices."""
    found = []
    for model in apps.get_models():
        found.append((model._meta.label, in_two_languages(model._meta.verbose_name) + " " + model._meta.db_table))
        for field in model._meta.get_fields():
            words = [field.name]
            for name in ("verbose_name", "help_text"):
                words.append(in_two_languages(getattr(field, name, "")))
            for value, label in getattr(field, "flatchoices", None) or []:
                words += [str(value), in_two_languages(label)]
            found.append((f"{model._meta.label}.{field.name}", " ".join(words)))
    return found


def choices() -> list[tuple[str, str]]:
    """Return every choice of the product: events, states, kinds, permissions."""
    found = []
    for module, _tree in sources():
        loaded = import_module("kooperacja." + module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for value in list(vars(loaded).values()):
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == loaded.__name__:
                for one in value:
                    label = in_two_languages(one.label) if issubclass(value, Choices) else ""
                    if (value.__qualname__, one.value) not in WARNS:
                        found.append((f"{value.__qualname__}.{one.name}", f"{one.name} {one.value} {label}"))
    return found


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> list[str]:
    """Return every address and its name."""
    found = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        found.append(str(one.pattern))
        found += addresses(one.url_patterns) if isinstance(one, URLResolver) else [one.name or ""]
    return found


def test_no_column_can_hold_it():
    assert [where for where, words in fields() if CARD.search(words)] == []


def test_no_choice_names_it():
    found = choices()

    assert len(found) > 200, "else nothing was looked at"
    assert [where for where, words in found if CARD.search(words)] == []


def test_no_permission_address_or_word_of_the_vocabulary_names_it():
    words = [str(row) for row in (*SECTORS, *KINDS, *FUNCTIONS)]

    assert [word for word in (*Permission, *addresses(), *words) if CARD.search(word)] == []


@pytest.mark.parametrize("planted", ["has_niebieska_karta", "blue_card", "BlueCard", "nr NK", "nk_number"])
def test_a_planted_name_is_found(planted):
    assert CARD.search(planted)


@pytest.mark.parametrize("innocent", ["bank", "link", "unknown", "rank"])
def test_an_innocent_word_is_not(innocent):
    assert not CARD.search(innocent)
