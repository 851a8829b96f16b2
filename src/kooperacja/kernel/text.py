"""Texts as people type them, made clean for storing and plain for searching."""

import re
import unicodedata
from typing import Final

# Letters that Unicode doesn't take apart into a base and a mark.
_PLAIN: Final = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_POLISH: Final = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE: Final = {"Cc", "Cf", "Cs"}
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; the wide signs, too (OWASP, CSV injection)."""


def without_invisible(text: str) -> str:
    """Return the text without control, zero-width, direction and broken characters.

    Ends of lines become "\\n"; tabs stay. PostgreSQL refuses NUL, and what can't be seen can mislead who reads.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in _INVISIBLE)


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) or without_invisible(text).strip().startswith(_FORMULA) else text


def one_line(text: str) -> str:
    """Return the text on one line: composed letters, nothing invisible, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", without_invisible(text)).split())


def many_lines(text: str) -> str:
    """Return the text with its lines: composed letters, nothing invisible, no spaces at the end of a line.

    Nothing empty stands before or after it. More than one empty line between paragraphs becomes one.
    """
    composed = unicodedata.normalize("NFC", without_invisible(text))
    lines = "\n".join(line.rstrip() for line in composed.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def fold(text: str) -> str:
    """Return the text as search compares it: small letters, no marks (`fold("Łódź") == "lodz"`), single spaces.

    Not for display, and not reversible.
    """
    plain = text.translate(_POLISH)
    if plain.isascii() and plain.isprintable():  # what is in other letters, or can't be seen, takes five times as long
        return " ".join(plain.lower().split())
    return _fold_any(text)


def _fold_any(text: str) -> str:
    # Twice, because taking a letter apart can bring out a capital, and making it small can bring out a mark (İ → i̇).
    small = _without_marks(_without_marks(text).casefold()).casefold()
    return one_line(_without_marks(small).translate(_PLAIN))


def _without_marks(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Mn")
