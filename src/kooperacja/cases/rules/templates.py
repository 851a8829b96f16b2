"""Templates of plans: what may stand in one, and names of people that may not. Pure."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.text import fold

from .plan import FURTHEST

SHORT: Final = 3
"""Letters that a name keeps at least in all its Polish cases (Kuba, Kuby, Kubie), and those that it may lose."""
ENDING: Final = 4
"""How much longer than the name a form of it may be: Jan, Janowi."""
VOWELS: Final = "aeiouy"
_WORD: Final = re.compile(r"[^\W\d_]+")


class TemplateRefusal(TextChoices):
    """Why a template can't be like this, or isn't used."""

    RETIRED = "template_retired", _("This template was retired meanwhile. Choose another one.")
    NOTHING = "template_nothing", _("Tick at least one goal or action.")
    NAMED = "template_named", _("There is somebody's name in it. A template is used for many families: write without.")
    NO_SOURCE = "template_no_source", _("Say who would pay.")
    COST_BELOW_ZERO = "template_cost_below_zero", _("A cost can't be below zero.")
    DAYS = "template_days", _("Write a number of days from 1 to 1830.")


def step_refusals(*, due_days: int, cost: Decimal | None, has_source: bool) -> frozenset[TemplateRefusal]:
    """Return every reason against such an action of a template."""
    checks = {
        TemplateRefusal.DAYS: not 1 <= due_days <= FURTHEST.days,
        TemplateRefusal.COST_BELOW_ZERO: cost is not None and cost < 0,
        TemplateRefusal.NO_SOURCE: cost is not None and not has_source,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def days_after(start: date, due_on: date) -> int:
    """Return after how many days something is due, as a template keeps it: at least one, at most five years."""
    return min(max((due_on - start).days, 1), FURTHEST.days)


def named(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text speaks of one of these people by name, in whatever case of Polish.

    A word counts if it is the name itself, however it is written, or begins with a capital and like the name. Rather
    a word too many is found than a name too few.
    """
    parts = {fold(part) for name in names for part in _WORD.findall(name)}
    words = [(fold(word), word[0].isupper()) for word in _WORD.findall(text)]
    return any(word == part or (capital and _is_form(word, part)) for word, capital in words for part in parts)


def _is_form(word: str, name: str) -> bool:
    if len(name) <= SHORT and name[-1] in VOWELS:
        return word.startswith(name[:-1]) and len(word) <= len(name) + 1
    return word.startswith(name[: max(SHORT, len(name) - SHORT)]) and len(word) <= len(name) + ENDING
