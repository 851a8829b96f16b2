"""Versions of a plan: when one may be frozen, and what is different between two. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Content = Mapping[str, Mapping[str, Mapping[str, str]]]
"""`{"goals": {id: {fact: words}}, "actions": {id: {fact: words}}}`, as `EncryptedJSONField` keeps it."""


class Fact(TextChoices):
    """What a version keeps of a goal or an action, in words."""

    TEXT = "text", pgettext_lazy("version of a plan", "words")
    WHOSE = "whose", pgettext_lazy("version of a plan", "whose goal")
    STATE = "state", pgettext_lazy("version of a plan", "state")
    WHO = "who", pgettext_lazy("version of a plan", "who does it")
    DUE = "due", pgettext_lazy("version of a plan", "by when")
    SINCE = "since", pgettext_lazy("version of a plan", "from when")
    RHYTHM = "rhythm", pgettext_lazy("version of a plan", "how often")
    MEASURE = "measure", pgettext_lazy("version of a plan", "measure")
    COST = "cost", pgettext_lazy("version of a plan", "estimated cost")


class VersionRefusal(TextChoices):
    """Why a plan isn't frozen like this."""

    EMPTY = "version_empty", _("There is no goal yet, so there is nothing to agree to.")
    NOT_TAKING_PART = "version_not_taking_part", _("This person isn't in the case or doesn't take part.")
    NO_DAY = "version_no_day", _("Say when they agreed.")
    NO_WAY = "version_no_way", _("Say how they agreed.")
    NOBODY = "version_nobody", _("Say who agreed.")
    IN_THE_FUTURE = "version_in_the_future", _("The day is in the future.")


def version_refusals(
    *, has_goals: bool, strangers: bool, who: int, agreed_on: date | None, how: str, today: date
) -> frozenset[VersionRefusal]:
    """Return every reason against freezing a plan. Nobody's agreement is asked for; a half-written one is refused.

    Args:
        strangers: whether somebody who isn't in the case, or doesn't take part, is said to have agreed.
        who: how many people agreed.
    """
    checks = {
        VersionRefusal.EMPTY: not has_goals,
        VersionRefusal.NOT_TAKING_PART: strangers,
        VersionRefusal.NO_DAY: who > 0 and agreed_on is None,
        VersionRefusal.NO_WAY: who > 0 and not how,
        VersionRefusal.NOBODY: who == 0 and bool(agreed_on or how),
        VersionRefusal.IN_THE_FUTURE: agreed_on is not None and agreed_on > today,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class Kind(TextChoices):
    """What happened to a goal or an action between two versions."""

    ADDED = "added", pgettext_lazy("version of a plan", "new")
    CHANGED = "changed", pgettext_lazy("version of a plan", "changed")
    GONE = "gone", pgettext_lazy("version of a plan", "no longer in the plan")


@dataclass(frozen=True)
class Difference:
    """One fact that is another now."""

    fact: Fact
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One goal or action that is new, gone or different."""

    kind: Kind
    text: str
    differences: tuple[Difference, ...] = ()


PARTS: Final = ("goals", "actions")


def changes(before: Content, after: Content) -> list[Change]:
    """Return what changed between two versions: goals first, each in the order of the later version, gone ones last."""
    return [change for part in PARTS for change in _changes(before.get(part, {}), after.get(part, {}))]


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for number, now in after.items():
        if number not in before:
            yield Change(Kind.ADDED, now["text"])
        elif differences := tuple(_differences(before[number], now)):
            yield Change(Kind.CHANGED, now["text"], differences)
    for number, then in before.items():
        if number not in after:
            yield Change(Kind.GONE, then["text"])


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for fact in Fact:
        then, now = before.get(fact.value, ""), after.get(fact.value, "")
        if then != now:
            yield Difference(fact, then, now)
