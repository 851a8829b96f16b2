"""What is decided about scale and workshop stands in the story of the case, for those who lead it alone."""

import pytest
from kooperacja.diagnosis.actions.sharing import share_score

from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.diagnosis.actions.workshops import change_contribution, withdraw_contribution
from tests.cases.changing import again

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "reads"), [("lead", True), ("deputy", True), ("member", False)])
def test_decisions_on_areas_and_contributions_are_told(world, who, reads):
    share_score(world.score, [world.school], "zajęcia", actor=world.lead.actor, now=world.now)
    change_contribution(world.contribution, "inaczej", version=1, actor=world.member.actor, now=world.now)
    withdraw_contribution(again(world.contribution), actor=world.member.actor, now=world.now)

    _page, lines = story(world.case, Asked(), actor=getattr(world, who).actor, page=1)

    told = [line.words for line in lines]
    assert [
        "ustalono, kto widzi obszar skali sytuacji" in told,
        "zmieniono zapis tego, co powiedziano na warsztacie" in told,
        "wycofano zapis tego, co powiedziano na warsztacie" in told,
    ] == [reads] * 3
