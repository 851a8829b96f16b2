"""Saying of a match that it is one, or none; and taking that back."""

from datetime import datetime
from typing import cast

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.concerns.models import Concern
from kooperacja.concerns.policies import CONCERNS

from ..events import MatchEvent
from ..models import Match, Verdict
from ..policies import MATCHES


def say_same(concern: Concern, other: Concern, *, actor: Actor, now: datetime) -> Match:
    """Say that two concerns of the centre are about one household. The same verdict twice is one.

    Raises `PermissionDenied` if the actor doesn't read the inbox in which both are.
    """
    return _say(Verdict.SAME, concern, other, actor=actor, now=now)


def say_different(concern: Concern, other: Concern | Case, *, actor: Actor, now: datetime) -> Match:
    """Say that a concern and another one, or a case, are about different people: it isn't shown again, unless undone.

    Raises `PermissionDenied` if the actor doesn't read the inbox, or the case is closed or another centre's.
    """
    return _say(Verdict.DIFFERENT, concern, other, actor=actor, now=now)


def undo_verdict(match: Match, *, actor: Actor, now: datetime) -> Match:
    """Take a verdict back; the record of it stays. Undoing twice changes nothing.

    Raises `PermissionDenied`.
    """
    with MATCHES.recorded(MatchEvent.UNDONE, Permission.MATCH_UNDO, match, actor=actor) as match:
        if match.undone_at is None:
            match.undone_at, match.undone_by_id = now, actor.membership_id
            match.save()
    return match


def _say(verdict: Verdict, concern: Concern, other: Concern | Case, *, actor: Actor, now: datetime) -> Match:
    event = MatchEvent.SAID_SAME if verdict == Verdict.SAME else MatchEvent.SAID_DIFFERENT
    with recording(event, actor=actor) as record:
        pair = _locked_pair(concern, other)
        CONCERNS.require(actor, Permission.CONCERN_TRIAGE, concern)
        if isinstance(other, Case):
            CASES.require(actor, Permission.CASE_LINK, other)
        else:
            CONCERNS.require(actor, Permission.CONCERN_TRIAGE, other)
        # the condition is part of the lock: a verdict that somebody is just undoing is none once they have done it
        standing = Match.objects.select_for_update(of=("self",)).filter(undone_at=None)
        match = record.about(
            standing.filter(centre=actor.institution_id, **pair).first()
            or Match(centre_id=cast(int, actor.institution_id), **pair)
        )
        match.verdict, match.decided_at = verdict, now
        match.decided_by_id = cast(int, actor.membership_id)
        match.save()
    return match


def _locked_pair(concern: Concern, other: Concern | Case) -> dict[str, int]:
    """Return the two in their one order, as columns; who says something of the same two meanwhile waits.

    Of two concerns the first is locked, of a concern and a case the case: in this order others lock them, too.
    """
    if isinstance(other, Case):
        return {"case_id": other.fresh().pk, "concern_id": concern.pk}
    first, second = sorted((concern, other), key=lambda row: row.pk)
    return {"concern_id": first.fresh().pk, "other_id": second.pk}
