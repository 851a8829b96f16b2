"""Words that don't belong in a concern. The page warns and never blocks: people write in haste, and we may be wrong.

The lists are data of practitioners. An entry is the beginning of a word, so that Polish endings are found, too.
"""

import re
from collections.abc import Iterable
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.text import fold


class WordHint(TextChoices):
    """What a word is a sign of, with the advice."""

    LABEL = "label", _("Words that judge a person. Describe what can be seen instead.")
    DIAGNOSIS = "diagnosis", _("Diagnoses and health. Describe what can be seen instead.")
    CONVICTION = "conviction", _("Convictions. They may not stand here.")
    CARD = "card", _("The Niebieska Karta. It has its own procedure and may not stand here.")
    NUMBER = "number", _("A PESEL, or another long number. Other people's numbers may not stand here.")
    QUOTE = "quote", _("Words in quotation marks. Don't quote what a child said.")


STARTS: Final[dict[WordHint, tuple[str, ...]]] = {
    WordHint.LABEL: (
        *("patolog", "alkoholi", "pijak", "pijac", "pijus", "narkoman", "ćpun", "żul", "menel", "margines społ"),
        *("nierób", "leniw", "brudas", "debil", "idiot", "wariat", "psychopat", "nienormaln"),
        *("dysfunkcyjn", "niewydoln", "zdegenerowan", "rodzina problemow", "rodziny problemow", "rodzinie problemow"),
        *("ofiara", "ofiary", "ofierze", "ofiarę", "sprawca", "sprawcy", "sprawcę", "oprawc"),
    ),
    WordHint.DIAGNOSIS: (
        *("diagnoz", "zdiagnozowan", "schizofreni", "depresj", "depresyjn", "dwubiegunow", "psychoz", "nerwic"),
        *("autyzm", "autysty", "asperger", "adhd", "zespół downa", "upośledz", "zaburzeni", "demencj", "alzheimer"),
        *("chory psychicznie", "chora psychicznie", "choroba psychiczna", "choroby psychiczn", "chorob psychiczn"),
        *("hiv", "aids", "padaczk", "uzależnion", "opinia poradni", "orzeczenie o niepełnospr"),
    ),
    WordHint.CONVICTION: (
        *("skazan", "skazany", "wyrok", "recydyw", "kryminalist", "karany", "karana", "karalno", "za kratkami"),
        *("odsiaduj", "siedział w więzieniu", "siedzi w więzieniu", "zakład karny", "zakładu karnego"),
    ),
    WordHint.CARD: ("niebieska kart", "niebieskiej kart", "niebieską kart", "niebieskie kart", "niebieskich kart"),
    WordHint.NUMBER: ("pesel",),
}

ALL_STARTS: Final = tuple(start for starts in STARTS.values() for start in starts)
"""For the script of the page, which warns while the person writes."""

_NO_WORD: Final = re.compile(r"[^\w]+")
_LONG_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{2}(?:[ -]?[0-9]){9}(?![0-9])")
_QUOTED: Final = re.compile('[„“”"«»][^„“”"«»]{2,}[„“”"«»]')


def hints(texts: Iterable[str]) -> dict[WordHint, list[str]]:
    """Return what in these texts doesn't belong in a concern: for each kind, the beginnings that were found.

    Numbers and quotations are named without repeating them.
    """
    whole = "\n".join(texts)
    folded = " " + fold(_NO_WORD.sub(" ", whole)) + " "
    found = {
        hint: [start.strip() for start in starts if f" {fold(start)}" in folded] for hint, starts in STARTS.items()
    }
    if _LONG_NUMBER.search(whole):
        found[WordHint.NUMBER].append("00000000000")
    if _QUOTED.search(whole):
        found[WordHint.QUOTE] = ["„…”"]
    return {hint: words for hint, words in found.items() if words}
