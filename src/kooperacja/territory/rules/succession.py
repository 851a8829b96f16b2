"""Which unit follows one that ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.teryt import TerytError, level_of, split_gmina_code
from kooperacja.territory.rules.timeline import Timeline, UnitState, state_on


class Refusal(TextChoices):
    """Why one unit can't be said to follow another."""

    NOT_TWO_CODES = "not_two_codes", _("two codes are needed, for example 990201=990105")
    SAME_UNIT = "same_unit", _("a unit doesn't follow itself")
    UNKNOWN_OLD = "unknown_old", _("the first code is not in the register")
    UNKNOWN_NEW = "unknown_new", _("the second code is not in the register")
    ANOTHER_LEVEL = "another_level", _("a gmina follows a gmina, a powiat a powiat, a voivodeship a voivodeship")
    OLD_NOT_ENDED = "old_not_ended", _("the first unit has not ended")
    NEW_NOT_THERE = "new_not_there", _("when the first unit ended, the second did not exist")


class SuccessionError(ValueError):
    """A succession that can't be; `text` is what was asked for."""

    def __init__(self, text: str, refusals: frozenset[Refusal]) -> None:
        super().__init__(f"{text}: {', '.join(sorted(str(refusal.label) for refusal in refusals))}")
        self.text = text
        self.refusals = refusals


def parse_succession(text: str) -> tuple[str, str]:
    """Read `OLD=NEW`; both are codes of two, four or six digits, or of seven, whose last one, the kind, is dropped.

    Raises:
        SuccessionError: the text is something else.
    """
    old, _, new = text.partition("=")
    try:
        return _code(old.strip()), _code(new.strip())
    except TerytError:
        raise SuccessionError(text, frozenset({Refusal.NOT_TWO_CODES})) from None


def _code(text: str) -> str:
    if len(text) == len("9901012"):
        return split_gmina_code(text)[0]
    level_of(text)
    return text


@dataclass(frozen=True, slots=True)
class Joined:
    """That `new` follows `old` since the day `on`, the first on which the old unit was no more."""

    old: str
    new: str
    on: date


def succession(text: str, units: Mapping[str, Timeline[UnitState]]) -> Joined:
    """Read `OLD=NEW` and check it against the register.

    Raises:
        SuccessionError: the text is something else, or the one can't follow the other.
    """
    old, new = parse_succession(text)
    reasons, ended = refusals(old, new, units), ended_on(units.get(old, ()))
    if reasons or ended is None:
        raise SuccessionError(text, reasons)
    return Joined(old, new, ended)


def refusals(old: str, new: str, units: Mapping[str, Timeline[UnitState]]) -> frozenset[Refusal]:
    """Return every reason why `new` can't follow `old`; none means go ahead."""
    missing = {Refusal.UNKNOWN_OLD: not units.get(old), Refusal.UNKNOWN_NEW: not units.get(new)}
    ended = ended_on(units.get(old, ()))
    checks = missing | {
        Refusal.SAME_UNIT: old == new,
        Refusal.ANOTHER_LEVEL: level_of(old) is not level_of(new),
        Refusal.OLD_NOT_ENDED: not missing[Refusal.UNKNOWN_OLD] and ended is None,
        Refusal.NEW_NOT_THERE: bool(ended and units.get(new) and state_on(units[new], ended) is None),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def ended_on(timeline: Timeline[UnitState]) -> date | None:
    """Return the day from which the unit is no more, or None while it exists."""
    return timeline[-1].until if timeline else None
