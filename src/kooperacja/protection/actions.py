"""Reading the log of reads of the own institution, and its numbers. No row here leads to a family.

A read says which rows it opened; from here on it is only how many they were.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.accounts.models import User
from kooperacja.audit.models import Read
from kooperacja.audit.reads import record_read
from kooperacja.concerns.models import Concern
from kooperacja.institutions.models import Membership
from kooperacja.leaving.models import Erasure, HandOver
from kooperacja.lists.actions import FILE

from .rules import DAYS, Period
from .words import words_of

PAGE: Final = "protection:log"
OF_A_KIND: Final = 10
"""People who took files, and papers about the data as a whole, that one page tells of."""


@dataclass(frozen=True)
class Line:
    """One read: when, by whom, on what page, and how much."""

    at: datetime
    who: str
    function: str
    page: str
    number: int


@dataclass(frozen=True)
class Taken:
    """How many list files somebody took."""

    who: str
    function: str
    number: int


def reads(actor: Actor, period: Period, *, user_id: int | None = None) -> QuerySet[Read]:
    """Return the reads under hats of the own institution in these days, the newest first.

    Raises:
        PermissionDenied: the actor isn't its data protection officer.
    """
    found = _own(actor).filter(at__gte=_midnight(period.first), at__lt=_midnight(period.last + timedelta(days=1)))
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return found.order_by("-at", "-pk")


def look(entries: list[Read], *, actor: Actor) -> list[Line]:
    """Return these entries as the page shows them, and record that somebody looked at the log.

    Raises:
        PermissionDenied: the actor isn't the data protection officer of an institution.
    """
    require_gate(actor, Permission.READS_VIEW)
    people = _people({entry.membership_id for entry in entries})
    lines = [
        Line(
            at=entry.at,
            page=words_of(entry.page),
            number=sum(len(ids) for ids in entry.rows.values()),
            **_named(people, entry.membership_id),
        )
        for entry in entries
    ]
    record_read({}, page=PAGE, actor=actor)
    return lines


def people(actor: Actor) -> QuerySet[User]:
    """Return everybody who works or worked in the own institution."""
    require_gate(actor, Permission.READS_VIEW)
    ids = Membership.objects.filter(institution=actor.institution_id).values("user")
    return User.objects.filter(pk__in=ids).order_by("name", "pk")


def reads_since(actor: Actor, moment: datetime) -> int:
    """Count the reads under hats of the own institution since a moment."""
    return _own(actor).filter(at__gte=moment).count()


def files_since(actor: Actor, moment: datetime) -> int:
    """Count the list files that people of the own institution took since a moment."""
    return _own(actor).filter(at__gte=moment, page=FILE).count()


def files_taken(actor: Actor, *, now: datetime) -> tuple[list[Taken], int]:
    """Return who took most list files in the last 30 days, and how many there were in all."""
    rows = _own(actor).filter(at__gte=now - timedelta(days=DAYS), page=FILE).order_by()
    counts = Counter({row["membership_id"]: row["n"] for row in rows.values("membership_id").annotate(n=Count("pk"))})
    most = counts.most_common(OF_A_KIND)
    names = _people({membership for membership, _number in most})
    return [Taken(number=number, **_named(names, membership)) for membership, number in most], counts.total()


def waiting_for_disposal(actor: Actor) -> int:
    """Count what the own centre keeps locked and hasn't disposed of."""
    require_gate(actor, Permission.READS_VIEW)
    return Concern.objects.filter(centre=actor.institution_id, disposed_on=None).exclude(locked_on=None).count()


def handed_over(actor: Actor) -> Any:
    """Return when all data of the own institution were handed over, and when the host's copy was erased after that."""
    require_gate(actor, Permission.READS_VIEW)
    erased = Erasure.objects.filter(hand_over=OuterRef("pk")).order_by("-done_at")
    found = HandOver.objects.filter(institution=actor.institution_id).annotate(
        erased_at=Subquery(erased.values("done_at")[:1])
    )
    return found.order_by("-done_at", "-pk")[:OF_A_KIND]


def _own(actor: Actor) -> QuerySet[Read]:
    require_gate(actor, Permission.READS_VIEW)
    return Read.objects.filter(institution_id=actor.institution_id)


def _people(memberships: set[int | None]) -> dict[int, Membership]:
    found = Membership.objects.filter(pk__in=[one for one in memberships if one is not None]).select_related(
        "user", "function"
    )
    return {membership.pk: membership for membership in found}


def _named(people: dict[int, Membership], membership_id: int | None) -> dict[str, str]:
    membership = people.get(membership_id or 0)
    if membership is None:
        return {"who": _("somebody who isn't known any more"), "function": ""}
    return {"who": membership.user.name, "function": membership.function.label}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
