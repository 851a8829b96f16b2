"""The story of a case leaves nothing out: whatever an action is recorded about is told, or it says here why not."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import kooperacja
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.timeline import Asked, story
from kooperacja.cases.events import PlanEvent
from kooperacja.cases.models import Case, Merge
from kooperacja.matching.models import Match, Verdict
from kooperacja.persons.models import Person
from tests.world import make

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

SOURCE = Path(kooperacja.__file__).parent
UNTOLD = {
    Match: "intake's verdict on a concern of which whoever leads the case needn't know; that it was linked is told",
}
"""Models that hang on a case and aren't in its story, with the reason."""


def subjects():
    """Return the models about whose rows actions are recorded, by their policies."""
    found = set()
    for path in sorted(SOURCE.glob("*/actions*/**/*.py")) + sorted(SOURCE.glob("*/actions.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for policy in re.findall(r"\b([A-Z]+)\.recorded\(", path.read_text()):
            found.add(getattr(import_module(name), policy).model)
    return found


def way_to_case(model):
    """Return how a row of the model finds its case; "" if it doesn't hang on one."""
    if model in {Person, Merge}:
        return {Person: "case_persons__case", Merge: "into__case_persons__case"}[model]
    fields = [field for field in model._meta.fields if field.is_relation]
    near = [field.name for field in fields if field.related_model is Case]
    far = [
        f"{field.name}__case"
        for field in fields
        if any(one.name == "case" and one.related_model is Case for one in field.related_model._meta.fields)
    ]
    return next(iter(near or far), "")


PARTS_OF_A_CASE = sorted((one for one in subjects() if way_to_case(one)), key=lambda one: one._meta.label)


def test_there_is_something_to_tell_of():
    assert {one.__name__ for one in PARTS_OF_A_CASE} >= {"Goal", "Visit", "Person", "Merge", "Review", "Match"}


@pytest.mark.parametrize("model", PARTS_OF_A_CASE, ids=lambda one: one._meta.label)
def test_what_is_recorded_about_a_part_of_a_case_is_told(world, model):
    if model is Match:
        said = {"verdict": Verdict.DIFFERENT, "decided_by": world.intake.membership, "decided_at": world.now}
        make(Match, centre=world.ops, concern=world.concern, case=world.case, **said)
    row = model.objects.filter(**{way_to_case(model): world.case}).first()
    assert row is not None, "let the world have one"
    before = story(world.case, Asked(), actor=world.lead.actor, page=1)[0].paginator.count

    with recording(PlanEvent.GOAL_CHANGED, actor=world.lead.actor) as record:
        record.about(row)

    told = story(world.case, Asked(), actor=world.lead.actor, page=1)[0].paginator.count - before
    assert told == (0 if model in UNTOLD else 1)


def test_what_is_left_out_still_hangs_on_a_case():
    assert set(UNTOLD) <= set(PARTS_OF_A_CASE)
