"""Deciding who besides lead and deputy sees one area of one assessment."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse

from ..events import AssessmentEvent
from ..models import Score, ScoreShare
from ..policies import SCORES
from ..rules.sharing import share_refusals


def share_score(
    score: Score, institutions: Collection[Institution], purpose: str, *, actor: Actor, now: datetime
) -> Score:
    """Let these institutions of the team, and no others, see the area from now on; none takes it back from all.

    Raises:
        PermissionDenied: the actor may not, or the case is closed.
        Refused: an institution isn't in the team, or it isn't said what for (`ShareRefusal`).
    """
    today = timezone.localdate(now)
    with SCORES.recorded(AssessmentEvent.SHARED, Permission.SCORE_SHARE, score, actor=actor) as score:
        chosen = {one.pk for one in institutions}
        standing = {share.institution_id: share for share in score.shares.filter(ended_on=None)}
        new = chosen - standing.keys()
        team = score.assessment.case.members.current().values_list("institution_id", flat=True)
        refuse(share_refusals(new=new, team=set(team), purpose=purpose))
        for institution_id in standing.keys() - chosen:
            standing[institution_id].ended_on = today
            standing[institution_id].save()
        for institution_id in sorted(new):
            ScoreShare(
                score=score,
                institution_id=institution_id,
                purpose=purpose,
                shared_on=today,
                decided_by_id=cast(int, actor.membership_id),
            ).save()
    return score
