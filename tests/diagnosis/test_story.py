"""What is decided about scale and workshop stands in the story of the case, for those who lead it alone."""

import pytest

from kooperacja.cases.actions.sharing import Grounds, Thing, decide_sharing
from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.cases.models import BasisKind, SharingAnswer
from kooperacja.diagnosis.actions.workshops import change_contribution, withdraw_contribution
from kooperacja.diagnosis.models import AREA
from tests.cases.changing import again

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "reads"), [("lead", True), ("deputy", True), ("member", False)])
def test_decisions_on_areas_and_contributions_are_told(world, who, reads):
    area, grounds = Thing(kind=AREA, public_id=world.score.public_id), Grounds("zajęcia", BasisKind.AGREEMENT)
    told_to = world.team["member"]
    decide_sharing(told_to, area, SharingAnswer.SHARED, grounds, actor=world.lead.actor, now=world.now)
    change_contribution(world.contribution, "inaczej", version=1, actor=world.member.actor, now=world.now)
    withdraw_contribution(again(world.contribution), actor=world.member.actor, now=world.now)

    _page, lines = story(world.case, Asked(), actor=getattr(world, who).actor, page=1)

    told = [line.words for line in lines]
    assert [
        any("zdecydowano, kto co widzi" in words for words in told),
        "zmieniono zapis tego, co powiedziano na warsztacie" in told,
        "wycofano zapis tego, co powiedziano na warsztacie" in told,
    ] == [True, reads, reads], "everybody reads of what was decided about their own place"
