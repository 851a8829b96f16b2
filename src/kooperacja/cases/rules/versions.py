"""Versions of a plan: when one may be frozen, and what is different between two. Pure."""

import hashlib
import json
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
    BEFORE_IT_OPENED = "version_before_it_opened", _("On that day there was no case yet.")
    BEFORE_BIRTH = "version_before_birth", _("On that day somebody of those who agreed wasn't born yet.")
    ONLY_CHILDREN = (
        "version_only_children",
        _("A child says what they think; an adult agrees. Choose an adult too, or nobody to keep the plan as it is."),
    )
    CHANGED = (
        "version_changed",
        _("The plan has changed since you opened this page. Read below what it says now, then keep it."),
    )


@dataclass(frozen=True)
class Freezing:
    """What is known when a plan is to be frozen."""

    has_goals: bool
    changed: bool  # since it was shown
    strangers: bool  # somebody who isn't in the case, or doesn't take part, is said to have agreed
    who: int  # how many people agreed
    adults: int  # how many of them are adults
    born: date | None  # the last day of birth among them
    agreed_on: date | None
    how: str
    opened_on: date


def version_refusals(told: Freezing, *, today: date) -> frozenset[VersionRefusal]:
    """Return every reason against freezing a plan. Nobody's agreement is asked for; a half-written one is refused.

    A child's own view at any age belongs to it, but alone it is no agreement.
    """
    day = told.agreed_on
    checks = {
        VersionRefusal.EMPTY: not told.has_goals,
        VersionRefusal.CHANGED: told.changed,
        VersionRefusal.NOT_TAKING_PART: told.strangers,
        VersionRefusal.ONLY_CHILDREN: told.who > 0 and told.adults == 0,
        VersionRefusal.NO_DAY: told.who > 0 and day is None,
        VersionRefusal.NO_WAY: told.who > 0 and not told.how,
        VersionRefusal.NOBODY: told.who == 0 and bool(day or told.how),
        VersionRefusal.IN_THE_FUTURE: day is not None and day > today,
        VersionRefusal.BEFORE_IT_OPENED: day is not None and day < told.opened_on,
        VersionRefusal.BEFORE_BIRTH: day is not None and told.born is not None and day < told.born,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def fingerprint(content: Content) -> str:
    """Return what tells one plan from another, for the page that shows it and the form that is sent from there."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


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
