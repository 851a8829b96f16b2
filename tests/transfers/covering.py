"""Small helpers of the tests of cover."""

from datetime import timedelta

from django.utils import timezone

from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.cases.models import CoverReason
from kooperacja.cases.states import CoverState
from kooperacja.transfers.actions.covering import Wish
from tests.cases.changing import change
from tests.world import SINCE, make

DAY = timedelta(days=1)


def sign(world, *, covers=("other_ops",)):
    """Let the two centres sign that workers of those named cover the others; keep it in the world."""
    world.cover_paper = make(
        Agreement, kind=AgreementKind.COVER, title="Porozumienie o zastępstwie", signed_on=SINCE, starts_on=SINCE
    )
    for name in ("ops", "other_ops"):
        party = {"institution": getattr(world, name), "covers": name in covers, "starts_on": SINCE}
        make(Party, agreement=world.cover_paper, **party)
    return world.cover_paper


def agree(world, **fields):
    """Let the neighbours' head cover behind the actions' back: signed, accepted, since today."""
    sign(world)
    world.cover = change(world.cover, state=CoverState.ACCEPTED, answered_by=world.neighbour_head.membership, **fields)
    return world.cover


def wish(world, **how):
    """Return that the neighbours' head is to cover for a week."""
    today = timezone.localdate(world.now)
    how = {"starts_on": today, "ends_on": today + 6 * DAY, "reason": CoverReason.ABSENCE, **how}
    return Wish(how.pop("worker", world.neighbour_head.membership), **how)
