"""Correcting the words of a review that is written down. Its decision and its days stay: people acted by them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.kernel.refused import refuse

from ..events import ReviewEvent
from ..models import Decision, Review, ReviewVersion
from ..policies import REVIEWS
from ..rules import correction_refusals
from .reviewing import Measured

WORDS = ("accomplishments", "others", "reason", "next_reason")


@dataclass(frozen=True)
class Correction:
    """How a review is to read; `measures` by the primary key of the measure, those left out stay."""

    accomplishments: str
    others: str = ""
    reason: str = ""
    next_reason: str = ""
    measures: Mapping[int, Measured] = field(default_factory=dict)


def correct_review(review: Review, said: Correction, *, version: int, actor: Actor, now: datetime) -> Review:
    """Correct the words of a review. How it read before is kept, and whoever reads the review can read that.

    Raises:
        PermissionDenied: the actor doesn't lead the case, or it is closed.
        Stale: somebody corrected it meanwhile.
        Refused: what must be said is missing now (`ReviewRefusal`).
    """
    with REVIEWS.recorded(
        ReviewEvent.CORRECTED, Permission.REVIEW_EDIT, review, actor=actor, version=version
    ) as review:
        refuse(
            correction_refusals(
                anybody=bool(said.others) or review.attendances.exists(),
                decision=Decision(review.decision),
                reason=said.reason,
                next_reason=said.next_reason,
                was_late=bool(review.next_reason),
            )
        )
        measures = list(review.measures.select_related("action").order_by("pk"))
        before = [{"action": one.action.text, "was": one.was, "now": one.now} for one in measures]
        words = {name: getattr(review, name) for name in WORDS}
        changed = [
            one
            for one in measures
            if said.measures.get(one.pk, Measured(one.was, one.now)) != Measured(one.was, one.now)
        ]
        if not changed and all(words[name] == getattr(said, name) for name in WORDS):
            return review
        ReviewVersion(
            review=review,
            **words,
            measures={"rows": before},
            replaced_by_id=cast(int, actor.membership_id),
            replaced_at=now,
        ).save()
        for one in changed:
            one.was, one.now = said.measures[one.pk].was, said.measures[one.pk].now
            one.save()
        for name in WORDS:
            setattr(review, name, getattr(said, name))
        review.save()
    return review
