"""What makes a password too easy to guess, beyond its length: local words, rows of keys, few different characters."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ENOUGH_LEFT = 8
"""Characters that must remain once everything guessable is taken away."""
ENOUGH_DIFFERENT = 6
SHORTEST_WORD = 3

WORDS = Path(__file__).with_name("local_words.txt").read_text(encoding="ascii").split()
"""Words that somebody who knows the village tries first; also what keyboards offer in a row."""

_SWAPS = str.maketrans({"@": "a", "$": "s", "0": "o", "3": "e", "1": "i", "!": "i", "4": "a", "5": "s"})
_DATES = re.compile(r"(19|20)\d\d|0?123456789?0?|12345\d*|9876543210?|(\d)\2+")
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~]+")


def folded(text: str, *, undo_swaps: bool = False) -> str:
    """Return the text in small letters without Polish marks; `undo_swaps` reads `p@ssw0rd` as letters."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.translate(_SWAPS) if undo_swaps else plain


def what_is_left(password: str, guessable: set[str]) -> int:
    """Return how many characters remain when guessable words, years, rows of digits and repetitions are taken away.

    A word that is merely common counts for two, so that a few unrelated ones make a good password.
    """
    return min(_left(folded(password), guessable), _left(folded(password, undo_swaps=True), guessable))


def _left(text: str, guessable: set[str]) -> int:
    for word in sorted(guessable, key=len, reverse=True):
        text = text.replace(word, " ")
    pieces = {_once(piece) for piece in _SIGNS.split(_DATES.sub(" ", text)) if piece}
    common = CommonPasswordValidator().passwords
    return sum(2 if piece in common else len(piece) for piece in pieces)


def _once(piece: str) -> str:
    """Return what a piece repeats: `ababab` → `ab`."""
    return re.sub(r"^(.+?)\1+$", r"\1", piece)


class GuessableValidator:
    """Refuses a password that is made of local words, own name, years, rows of keys or repetitions."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` if too little is left of the password."""
        own = folded(f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}")
        guessable = {word for word in _SIGNS.split(own) if len(word) >= SHORTEST_WORD} | set(WORDS)
        if len(set(password)) < ENOUGH_DIFFERENT or what_is_left(password, guessable) < ENOUGH_LEFT:
            raise ValidationError(
                _("This password is easy to guess: it is made of common or local words, names, dates or repetitions."),
                code="guessable",
            )

    def get_help_text(self) -> str:
        """Return the sentence below the field."""
        return _("Don't use your name, your institution, common words or dates alone: a few unrelated words are good.")
