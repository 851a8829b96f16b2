"""Writing down what an institution has tried already, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.covered import acts_for
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse

from ..events import TriedEvent
from ..models import Heard, Result, Tried
from ..policies import TRIED, TRYING
from ..rules import on_behalf_refusals, tried_refusals


@dataclass(frozen=True)
class Attempt:
    """What was tried, when as far as known, and what came of it."""

    what: str
    result: Result
    words: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Behalf:
    """For whom the centre writes: an institution that we know, or the name of another; and how it heard of it."""

    heard: Heard
    institution: Institution | None = None
    body: str = ""


def note_tried(case: Case, attempt: Attempt, *, actor: Actor, now: datetime) -> Tried:
    """Write down what the actor's own institution has tried, or, while covering, the case's centre.

    Raises:
        PermissionDenied: the actor isn't in the team, sees own actions alone, or the case is closed.
        Refused: with members of `TriedRefusal`.
    """
    with TRYING.recorded(TriedEvent.NOTED, Permission.TRIED_NOTE, case, actor=actor) as case:
        tried = Tried(case=case, institution_id=acts_for(case, actor))
        return _keep(tried, attempt, actor=actor, now=now)


def note_tried_for(case: Case, behalf: Behalf, attempt: Attempt, *, actor: Actor, now: datetime) -> Tried:
    """Write down what an institution without an account has tried, as the centre heard it; marked as such.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Refused: with members of `TriedRefusal`; also if somebody with an account is in the team for this institution.
    """
    with CASES.recorded(TriedEvent.NOTED, Permission.CASE_EDIT, case, actor=actor) as case:
        with_account = case.members.current().exclude(membership=None)
        writes_itself = behalf.institution is not None and with_account.filter(institution=behalf.institution).exists()
        names_a_body = behalf.institution is not None or bool(behalf.body)
        refuse(on_behalf_refusals(names_a_body=names_a_body, heard=behalf.heard, writes_itself=writes_itself))
        body = "" if behalf.institution else behalf.body
        tried = Tried(case=case, institution=behalf.institution, body=body, heard=behalf.heard)
        return _keep(tried, attempt, actor=actor, now=now)


def _keep(tried: Tried, attempt: Attempt, *, actor: Actor, now: datetime) -> Tried:
    # whoever covers writes for the centre of the case, where it stays when the cover is over
    tried.owner_id = cast(int, acts_for(tried.case, actor))
    tried.author_id = cast(int, actor.membership_id)
    tried.written_at = now
    return _fill(tried, attempt, now=now)


def _fill(tried: Tried, attempt: Attempt, *, now: datetime) -> Tried:
    refuse(
        tried_refusals(
            attempt.what,
            since=attempt.since,
            until=attempt.until,
            today=timezone.localdate(now),
            is_withdrawn=tried.withdrawn_on is not None,
        )
    )
    tried.what, tried.words, tried.result = attempt.what, attempt.words, attempt.result
    tried.since, tried.until = attempt.since, attempt.until
    tried.save()
    return tried


def change_tried(tried: Tried, attempt: Attempt, *, version: int, actor: Actor, now: datetime) -> Tried:
    """Change what the own institution wrote.

    Raises:
        PermissionDenied: it is another institution's, or the case is closed.
        Stale: it was changed meanwhile.
        Refused: with members of `TriedRefusal`; also if it was withdrawn.
    """
    with TRIED.recorded(TriedEvent.CHANGED, Permission.TRIED_EDIT, tried, actor=actor, version=version) as tried:
        return _fill(tried, attempt, now=now)


def withdraw_tried(tried: Tried, *, actor: Actor, now: datetime) -> Tried:
    """Take back what the own institution wrote: nobody sees it any more. Twice is once.

    Raises:
        PermissionDenied: it is another institution's, or the case is closed.
    """
    with TRIED.recorded(TriedEvent.WITHDRAWN, Permission.TRIED_EDIT, tried, actor=actor) as tried:
        tried.withdrawn_on = tried.withdrawn_on or timezone.localdate(now)
        tried.save()
    return tried
