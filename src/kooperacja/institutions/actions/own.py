"""What holds for an institution: its own value within the bounds, or the default of the installation."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.kernel.limits import limit_on
from kooperacja.kernel.refused import Refused, refuse

from ..events import InstitutionEvent
from ..limits import AMBER, GREEN, RED
from ..models import Institution, Setting
from ..policies import INSTITUTIONS
from ..rules.own import (
    FIRST_BOUNDS,
    SLUGS,
    TEXTS,
    Bounds,
    SettingName,
    SettingRefusal,
    bounds_refusals,
    number_refusals,
    text_refusals,
    weeks_refusals,
)


def default_of(name: SettingName) -> str:
    """Return what holds today by the dated data (`limits.py`) or what the installation sets; of texts nothing."""
    today = timezone.localdate()
    defaults = {
        SettingName.RED_HOURS: limit_on(RED, today).hours,
        SettingName.AMBER_DAYS: limit_on(AMBER, today).days,
        SettingName.GREEN_DAYS: limit_on(GREEN, today).days,
        SettingName.ANSWER_DAYS: settings.ANSWER_DAYS,
        SettingName.REVIEW_FROM: settings.REVIEW_WEEKS[0],
        SettingName.REVIEW_TO: settings.REVIEW_WEEKS[1],
        SettingName.CRISIS_DAYS: settings.CRISIS_WORKSHOP_DAYS,
        SettingName.FOLLOW_UP_MONTHS: settings.FOLLOW_UP_MONTHS,
        SettingName.CONCERN_DAYS: settings.CONCERN_LIVE_DAYS,
    }
    return str(defaults.get(name, ""))


def history(name: SettingName, institution: Institution | None) -> QuerySet[Setting]:
    """Return how it was set, the newest first; without an institution the bounds."""
    rows = Setting.objects.filter(institution=institution, name=name)
    return rows.select_related("by").order_by("-since", "-pk")


Newest = dict[tuple[int | None, str], Setting]
"""The rows that hold now, by institution and name; those without institution are the bounds."""


def _newest(rows: QuerySet[Setting]) -> Newest:
    return {(row.institution_id, row.name): row for row in rows.order_by("since", "pk")}


def _holding(institution_id: int | None, *names: SettingName) -> Newest:
    """Return what holds for the institution and which bounds, with one query."""
    whose = Q(institution=institution_id) | Q(institution=None)
    return _newest(Setting.objects.filter(whose, name__in=names).select_related("by"))


def _bounds(name: SettingName, newest: Newest) -> Bounds:
    row = newest.get((None, name))
    return Bounds.parse(row.value) if row and row.value else Bounds(*FIRST_BOUNDS[name])


def _value(name: SettingName, institution_id: int | None, newest: Newest) -> str:
    row = newest.get((institution_id, name))
    if institution_id is None or row is None or not row.value:
        return default_of(name)
    return row.value if name in TEXTS else str(_bounds(name, newest).within(int(row.value)))


def bounds_of(name: SettingName) -> Bounds:
    """Return the bounds of a number that hold now."""
    return _bounds(name, _holding(None, name))


def value_of(name: SettingName, institution_id: int | None) -> str:
    """Return what holds for the institution. Every place that needs a setting asks here.

    A value that newer bounds have left outside counts as the nearest bound; a default isn't bound by them.
    """
    return _value(name, institution_id, _holding(institution_id, name))


def number_of(name: SettingName, institution_id: int | None) -> int:
    """Return what holds for the institution, of a number."""
    return int(value_of(name, institution_id))


def numbers_of(institution_id: int | None, *names: SettingName) -> list[int]:
    """Return what holds for the institution, of several numbers, with one query."""
    newest = _holding(institution_id, *names)
    return [int(_value(name, institution_id, newest)) for name in names]


def review_weeks(institution_id: int | None) -> tuple[int, int]:
    """Return after how many weeks a review takes place, from and to."""
    earliest = number_of(SettingName.REVIEW_FROM, institution_id)
    return earliest, max(earliest, number_of(SettingName.REVIEW_TO, institution_id))


def set_apart(name: SettingName) -> dict[int, int]:
    """Return the number that holds for each institution that has set one, now or ever."""
    newest = _newest(Setting.objects.filter(name=name))
    return {key: int(_value(name, key, newest)) for key, _name in newest if key is not None}


def set_own_value(
    institution: Institution, name: SettingName, value: str, *, seen: int, actor: Actor, now: datetime
) -> Setting:
    """Set a value for the own institution; an empty one is the default again. What is sent twice is done once.

    Args:
        seen: how many rows the history had when the person began.

    Raises:
        PermissionDenied: the actor doesn't administer it.
        Refused: with members of `SettingRefusal`.
    """
    INSTITUTIONS.require(actor, Permission.INSTITUTION_SET_OWN, institution)
    try:
        with recording(InstitutionEvent.SETTING_CHANGED, actor=actor) as record:
            institution.fresh()  # two at once come one after the other
            _require_seen(name, institution, seen)
            if value:
                refuse(text_refusals(value) if name in TEXTS else number_refusals(value, bounds_of(name)))
            row = Setting(institution=institution, name=name, value=value, since=now, by_id=cast(int, actor.user_id))
            record.about(row).save()
            if name in {SettingName.REVIEW_FROM, SettingName.REVIEW_TO}:
                both = (SettingName.REVIEW_FROM, SettingName.REVIEW_TO)
                refuse(weeks_refusals(*(number_of(one, institution.pk) for one in both)))
    except Refused as refused:
        return _sent_twice(refused, name, institution, value, seen=seen, actor=actor)
    return row


def set_bounds(name: SettingName, bounds: Bounds | None, *, seen: int, actor: Actor, now: datetime) -> Setting:
    """Give the bounds within which institutions set a number; None gives the first ones back.

    What is sent twice is done once.

    Raises `PermissionDenied` unless the actor operates the installation, and `Refused`.
    """
    require_gate(actor, Permission.SETTING_BOUND)
    if bounds is not None:
        refuse(bounds_refusals(bounds.least, bounds.most))
    value = str(bounds) if bounds else ""
    try:
        with recording(InstitutionEvent.BOUNDS_CHANGED, actor=actor) as record:
            _require_seen(name, None, seen)
            row = Setting(name=name, value=value, since=now, by_id=cast(int, actor.user_id))
            record.about(row).save()
    except Refused as refused:
        return _sent_twice(refused, name, None, value, seen=seen, actor=actor)
    return row


def _require_seen(name: SettingName, institution: Institution | None, seen: int) -> None:
    if history(name, institution).count() != seen:
        raise Refused({SettingRefusal.CHANGED_MEANWHILE})


def _sent_twice(
    refused: Refused, name: SettingName, institution: Institution | None, value: str, *, seen: int, actor: Actor
) -> Setting:
    """Return what the same person has set from the same page already, if nothing came after it; else refuse."""
    after = list(history(name, institution)[: seen + 2]) if SettingRefusal.CHANGED_MEANWHILE in refused.refusals else []
    if len(after) == seen + 1 and (after[0].value, after[0].by_id) == (value, actor.user_id):
        return after[0]
    raise refused


@dataclass(frozen=True)
class Shown:
    """A setting as its page shows it."""

    slug: str
    name: SettingName
    default: str
    value: str
    bounds: Bounds | None
    newest: Setting | None

    @property
    def is_own(self) -> bool:
        """Whether the institution has set it otherwise than the installation."""
        return self.newest is not None and bool(self.newest.value)


def shown(institution: Institution | None) -> list[Shown]:
    """Return all settings of an institution; without one the numbers as the installation has them."""
    key = institution.pk if institution else None
    newest = _holding(key, *SettingName)
    return [
        Shown(
            slug=slug,
            name=name,
            default=default_of(name),
            value=_value(name, key, newest),
            bounds=None if name in TEXTS else _bounds(name, newest),
            newest=newest.get((key, name)),
        )
        for slug, name in SLUGS.items()
        if institution or name not in TEXTS
    ]
