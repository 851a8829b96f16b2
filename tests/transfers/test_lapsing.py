"""What was offered ends with the case: opening it again brings back no offer, and no word of it to anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.cases.actions.closing import Closing, GoalResult, close_case, reopen_case
from kooperacja.cases.models import ClosureReason
from kooperacja.cases.states import GoalAction
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.transfers.actions.handing import accept_handover
from kooperacja.transfers.actions.transferring import accept_transfer
from kooperacja.transfers.policies import TRANSFERS
from kooperacja.transfers.states import TransferState
from tests.cases.changing import again, change, close, told
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def reopened(world):
    """The case was closed while both offers waited, and opened again."""
    closing = Closing(ClosureReason.WITHDRAWN, results={world.goal.pk: GoalResult(GoalAction.DROP, "Rodzina odeszła.")})
    case = close_case(world.case, closing, actor=world.lead.actor, now=world.now)
    reopen_case(case, "Rodzina wróciła.", actor=world.lead.actor, now=world.now)
    return world


def test_both_offers_end_when_the_case_closes_and_the_other_centre_is_told(reopened):
    assert (again(reopened.handover).state, again(reopened.transfer).state) == ("withdrawn", "withdrawn")
    assert again(reopened.transfer).answered_by == reopened.lead.membership
    assert {(one.kind, one.recipient) for one in told(reopened)} >= {
        ("transfer_withdrawn", reopened.neighbour.user),
        ("transfer_withdrawn", reopened.neighbour_head.user),
    }


def test_opened_again_the_other_centre_reads_and_accepts_nothing(reopened, client):
    assert not TRANSFERS.allows(reopened.neighbour_head.actor, May.TRANSFER_READ, reopened.transfer)
    page = as_(client, reopened.neighbour_head).get(reverse("transfers:transfer", args=[reopened.transfer.public_id]))
    assert reopened.word("transfer_summary") not in page.content.decode()
    with pytest.raises(TransitionNotAllowed):
        accept_transfer(
            reopened.transfer,
            unit=reopened.other_gmina,
            lead=reopened.neighbour_head.membership,
            deputy=None,
            actor=reopened.neighbour_head.actor,
            now=reopened.now,
        )
    with pytest.raises(TransitionNotAllowed):
        accept_handover(reopened.handover, actor=reopened.colleague.actor, now=reopened.now)


def test_a_letter_that_wasnt_sent_ends_with_the_case_too(world):
    change(world.transfer, state=TransferState.WITHDRAWN, ended_at=world.now)
    change(world.letter_transfer, state=TransferState.TO_SEND, ended_at=None)
    closing = Closing(ClosureReason.WITHDRAWN, results={world.goal.pk: GoalResult(GoalAction.DROP, "Koniec.")})

    close_case(world.case, closing, actor=world.deputy.actor, now=world.now)

    assert again(world.letter_transfer).state == "withdrawn"


def test_an_offer_of_a_closed_case_has_no_buttons_for_the_other_centre(world, client):
    close(world)

    page = as_(client, world.neighbour_head).get(reverse("transfers:transfer", args=[world.transfer.public_id]))

    assert "Przejmij sprawę" not in page.content.decode()


def test_whoever_left_the_centre_meanwhile_stays_in_no_team(world):
    change(world.handover, stays=True)
    change(world.lead.membership, ends_on=timezone.localdate(world.now) - timedelta(days=1))

    accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert not world.case.members.current().filter(membership=world.lead.membership).exists()
