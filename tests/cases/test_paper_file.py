"""No typing twice: the numbers of other registers, and a note for the file, on the plan and on the closure."""

import pytest
from django.urls import reverse

from kooperacja.cases.actions.closing import Closing, close_case, reopen_case
from kooperacja.cases.actions.versions import link_paper
from kooperacja.cases.models import ClosureReason, PaperKind
from kooperacja.cases.states import GoalState
from tests.cases.changing import again, change, key
from tests.world import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(world):
    """A case whose only goal has ended."""
    change(world.goal, state=GoalState.MET, result="Kuba chodzi do szkoły", ended_on=world.now.date())
    return change(world.case, case_mark="OPS.5120.7.2026", domain_number="POM/1")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({}, ("OPS.5120.7.2026", "POM/1")),
        ({"case_mark": "OPS.5121.1", "domain_number": ""}, ("OPS.5121.1", "")),
    ],
)
def test_a_closure_keeps_or_changes_the_numbers(world, ended, said, kept):
    close_case(ended, Closing(ClosureReason.GOALS_MET, **said), actor=world.lead.actor, now=world.now)

    assert (again(ended).case_mark, again(ended).domain_number) == kept


def test_the_numbers_stand_in_the_form_of_closing_and_are_kept(client, world, ended):
    url = reverse("cases:close", args=[ended.public_id])
    assert 'value="OPS.5120.7.2026"' in as_(client, world.lead).get(url).content.decode()

    client.post(url, {"idempotency_key": key(), "reason": "goals_met", "case_mark": "OPS.5121.1", "domain_number": ""})

    assert (again(ended).case_mark, again(ended).domain_number) == ("OPS.5121.1", "")


def test_plan_and_closure_lead_to_the_note_for_the_file(client, world, ended):
    file_note = reverse("cases:file_note", args=[ended.public_id])

    assert file_note in as_(client, world.lead).get(reverse("cases:plan", args=[ended.public_id])).content.decode()
    close_case(ended, Closing(ClosureReason.GOALS_MET), actor=world.lead.actor, now=world.now)
    assert file_note in client.get(reverse("cases:view", args=[ended.public_id])).content.decode()


def test_the_note_for_the_file_has_the_papers_and_how_it_was_closed_before(client, world, ended):
    link_paper(ended, PaperKind.values[0], "K/12/2026", world.now.date(), actor=world.lead.actor, now=world.now)
    ended = close_case(ended, Closing(ClosureReason.GOALS_MET, "Udało się."), actor=world.lead.actor, now=world.now)
    reopen_case(ended, "Rodzina wróciła.", actor=world.lead.actor, now=world.now)

    html = as_(client, world.lead).get(reverse("cases:file_note", args=[ended.public_id])).content.decode()

    for words in ("K/12/2026", "Udało się.", "Rodzina wróciła.", "OPS.5120.7.2026", "POM/1"):
        assert words in html
