"""Versions of a plan and the numbers of papers: the row, the event, who may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.cases.actions.plan import add_goal, cancel_action
from kooperacja.cases.actions.versions import Agreed, content_of, freeze_plan, link_paper, unlink_paper
from kooperacja.cases.events import PlanEvent
from kooperacja.cases.models import Case, How, PaperKind, PlanPaper, PlanVersion
from kooperacja.cases.rules.papers import PaperRefusal
from kooperacja.cases.rules.versions import Kind, VersionRefusal, changes, fingerprint
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change
from tests.world import make


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def by_mother(world):
    return Agreed([world.person], timezone.localdate(), How.WRITING)


def freeze(world, agreed, *, seen=None, **act):
    """Freeze the plan as it is shown now."""
    seen = fingerprint(content_of(world.case)) if seen is None else seen
    return freeze_plan(world.case, agreed, seen=seen, **act)


def test_the_family_agrees_to_the_plan(world, act, by_mother):
    version = PlanVersion.objects.get(pk=freeze(world, by_mother, **act).pk)

    assert (version.number, version.how, version.agreed_by) == (2, How.WRITING, [world.person.name])
    assert version.made_by == world.lead.membership
    assert Event.objects.latest("pk").name == PlanEvent.PLAN_AGREED
    goal, *_ = version.content["goals"].values()
    assert (goal["text"], goal["whose"]) == (world.word("goal"), world.child.name)
    first, second = version.content["actions"].values()
    assert (first["who"], first["cost"]) == (
        f"Lidia Lewandowska, {world.ops.name}",
        f"3\xa0600\xa0zł, inne źródło, {world.word('cost_note')}",
    )
    assert second["measure"] == world.word("measure")


def test_the_lead_keeps_a_version_alone(world, act):
    version = freeze(world, Agreed(), **act)

    assert (version.agreed_on, version.agreed_by) == (None, [])
    assert Event.objects.latest("pk").name == PlanEvent.PLAN_FROZEN


def test_a_version_stays_what_it_was(world, act):
    change(world.action, member=None, starts_on=timezone.localdate(), rhythm="weekly")
    version = freeze(world, Agreed(), **act)
    cancel_action(world.other_action, "Nie trzeba.", **act)
    add_goal(world.case, "Chcę tańczyć", None, **act)

    told = [(one.kind, one.text) for one in changes(version.content, content_of(world.case))]
    assert told == [(Kind.ADDED, "Chcę tańczyć"), (Kind.GONE, world.word("lead_action"))]


def test_what_a_version_says_is_sealed(world, act):
    version = freeze(world, Agreed(), **act)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_planversion WHERE number = 2")
        (sealed,) = cursor.fetchone()

    assert version.content["goals"]
    assert world.word("goal").encode() not in bytes(sealed)


def test_who_withdrew_or_left_agrees_to_nothing(world, act, by_mother):
    change(world.basis, state="withdrawn")
    with pytest.raises(Refused) as refused:
        freeze(world, by_mother, **act)

    assert refused.value.refusals == {VersionRefusal.NOT_TAKING_PART}


def test_there_is_no_version_of_nothing(world, act):
    change(world.goal, case=_another(world))
    with pytest.raises(Refused) as refused:
        freeze(world, Agreed(), **act)

    assert refused.value.refusals == {VersionRefusal.EMPTY}


def _another(world):
    return make(
        Case,
        number="S/9/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )


def test_a_plan_that_nobody_saw_is_not_agreed_to(world, act, by_mother):
    seen = fingerprint(content_of(world.case))
    add_goal(world.case, "Cel, o którym rodzina nie wie", None, actor=world.deputy.actor, now=world.now)

    with pytest.raises(Refused) as refused:
        freeze(world, by_mother, seen=seen, **act)

    assert refused.value.refusals == {VersionRefusal.CHANGED}
    freeze(world, by_mother, **act)


def test_a_child_says_what_they_think_and_an_adult_agrees(world, act):
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        freeze(world, Agreed([world.child], today, How.ORALLY), **act)
    assert refused.value.refusals == {VersionRefusal.ONLY_CHILDREN}

    version = freeze(world, Agreed([world.person, world.child], today, How.ORALLY), **act)

    assert version.agreed_by == [world.person.name, world.child.name]


def test_nobody_agreed_before_there_was_a_case_or_before_they_were_born(world, act):
    opened = timezone.localdate(world.case.opened_at)
    change(world.child, birth_date=timezone.localdate())
    with pytest.raises(Refused) as refused:
        freeze(world, Agreed([again(world.person), again(world.child)], opened - timedelta(1), How.WRITING), **act)
    assert refused.value.refusals == {VersionRefusal.BEFORE_IT_OPENED, VersionRefusal.BEFORE_BIRTH}

    assert freeze(world, Agreed([world.person], opened, How.WRITING), **act).agreed_on == opened


def test_papers_are_linked_by_number_once(world, act):
    day = timezone.localdate()
    paper = link_paper(world.case, PaperKind.CONTRACT, "KS.4.2026", day, **act)
    assert Event.objects.latest("pk").name == PlanEvent.PAPER_LINKED
    with pytest.raises(Refused) as refused:
        link_paper(world.case, PaperKind.CONTRACT, "KS.4.2026", day + timedelta(1), **act)
    assert refused.value.refusals == {PaperRefusal.KNOWN, PaperRefusal.IN_THE_FUTURE}

    unlink_paper(world.case, paper, **act)
    assert not PlanPaper.objects.filter(pk=paper.pk).exists()
    assert Event.objects.latest("pk").name == PlanEvent.PAPER_UNLINKED


@pytest.mark.parametrize("who", ["member", "colleague", "head", "former", "neighbour", "operator"])
def test_only_who_leads_keeps_versions_and_papers(world, who):
    act = {"actor": getattr(world, who).actor, "now": world.now}
    for write in (
        lambda: freeze(world, Agreed(), **act),
        lambda: link_paper(world.case, PaperKind.OTHER, "1", timezone.localdate(), **act),
        lambda: unlink_paper(world.case, world.plan_paper, **act),
    ):
        with pytest.raises(PermissionDenied):
            write()
