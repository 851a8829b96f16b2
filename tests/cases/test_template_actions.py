"""Templates of plans: the rows, the events, who may; used all or nothing; kept without anybody's name."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.templates import (
    Chosen,
    ChosenGoal,
    Kept,
    LineRefused,
    Step,
    add_template_action,
    add_template_goal,
    bring_back_template,
    change_template_action,
    change_template_goal,
    content_of_template,
    keep_as_template,
    kinds_of_institution,
    plan_to_keep,
    remove_template_action,
    remove_template_goal,
    rename_template,
    retire_template,
    use_template,
    write_template,
)
from kooperacja.cases.events import PlanEvent, TemplateEvent
from kooperacja.cases.models import Action, Goal, PlanTemplate, TemplateAction, TemplateGoal
from kooperacja.cases.policies import TEMPLATES
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.cases.rules.plan import PlanRefusal
from kooperacja.cases.rules.templates import TemplateRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.kinds import MessageKind
from tests.cases.changing import again, change, last_event, told


@pytest.fixture
def act(world):
    return {"actor": world.lead.actor, "now": world.now}


@pytest.fixture
def today(world):
    return timezone.localdate(world.now)


STEP = Step("Zajęcia z czytania", 28, rhythm=Rhythm.WEEKLY, measure="Dziecko czyta", measure_to="90", unit="%")


def test_a_template_is_written_with_its_goals_and_actions(world, act):
    template = write_template("Długi", "długi", **act)
    goal = add_template_goal(template, "Wiemy, ile i komu płacimy.", **act)
    step = Step(
        "Doradca", 14, kind=world.kinds["county_family_centre"], cost=Decimal(2400), cost_source=CostSource.PACKAGE
    )
    action = again(add_template_action(goal, step, **act))

    assert (again(template).institution, again(template).name) == (world.ops, "Długi")
    assert (action.kind, action.due_days, action.cost_words) == (
        world.kinds["county_family_centre"],
        14,
        "2\xa0400\xa0zł",
    )
    assert action.measured == ""
    assert content_of_template(template) == [(goal, [action])]
    assert last_event(TemplateEvent.WRITTEN).subject_id == template.public_id
    assert Event.objects.latest("pk").name == TemplateEvent.CHANGED
    assert set(kinds_of_institution()) == set(world.kinds.values())


@pytest.mark.parametrize("who", ["intake", "member", "reporter", "region", "operator"])
def test_who_writes_no_templates(world, who):
    actor = getattr(world, who).actor
    with pytest.raises(PermissionDenied):
        write_template("x", "x", actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        add_template_goal(world.plan_template, "x", actor=actor, now=world.now)


@pytest.mark.parametrize("who", ["lead", "head", "admin", "deputy", "colleague"])
def test_who_writes_them(world, who):
    assert write_template("x", "x", actor=getattr(world, who).actor, now=world.now).institution == world.ops


def test_another_centre_sees_none_of_it(world):
    for cast in (world.neighbour, world.neighbour_head):
        assert not TEMPLATES.permitted(cast.actor, Permission.TEMPLATE_VIEW).exists()
    assert TEMPLATES.permitted(world.intake.actor, Permission.TEMPLATE_VIEW).exists()
    assert not TEMPLATES.permitted(world.intake.actor, Permission.TEMPLATE_EDIT).exists()


def test_names_goals_and_actions_are_changed_by_their_version(world, act):
    template, goal, action = world.plan_template, world.template_goal, world.template_action
    rename_template(template, "Szkoła", "nauka", version=template.version, **act)
    change_template_goal(goal, "Inny cel", version=goal.version, **act)
    change_template_action(action, STEP, version=action.version, **act)

    assert (again(template).name, again(goal).text, again(action).text) == ("Szkoła", "Inny cel", "Zajęcia z czytania")
    assert (again(action).kind, again(action).measured) == (None, "90 %")
    for late in (
        lambda: rename_template(template, "x", "x", version=template.version, **act),
        lambda: change_template_goal(goal, "x", version=goal.version, **act),
        lambda: change_template_action(action, STEP, version=action.version, **act),
    ):
        with pytest.raises(Stale):
            late()


def test_a_step_that_does_not_stand(world, act):
    with pytest.raises(Refused) as refused:
        add_template_action(world.template_goal, Step("x", 0, cost=Decimal(5)), **act)
    assert refused.value.refusals == {TemplateRefusal.DAYS, TemplateRefusal.NO_SOURCE}


def test_goals_and_actions_are_taken_out(world, act):
    add_template_action(world.template_goal, STEP, **act)
    remove_template_action(world.template_action, **act)
    assert [one.text for one in TemplateAction.objects.all()] == ["Zajęcia z czytania"]
    remove_template_goal(world.template_goal, **act)

    assert not TemplateGoal.objects.exists()
    assert not TemplateAction.objects.exists()
    assert Event.objects.latest("pk").name == TemplateEvent.CHANGED


def chosen(world, today, **more):
    step = {
        "line": "a",
        "model": world.template_action,
        "text": "Zajęcia dla Kuby",
        "institution": world.school,
        "due_on": today + timedelta(days=30),
        **more,
    }
    return [ChosenGoal("g", "Kuba chodzi do szkoły.", world.child, [Chosen(**step)])]


def test_a_template_is_used(world, act, today):
    change_template_action(world.template_action, STEP, version=world.template_action.version, **act)
    change(world.template_action, cost=Decimal(100), cost_source="package")
    world.template_action = again(world.template_action)
    (goal,) = use_template(world.case, world.plan_template, chosen(world, today, member=world.team["member"]), **act)

    action = Action.objects.get(goal=goal)
    assert (goal.text, goal.person) == ("Kuba chodzi do szkoły.", world.child)
    assert (action.text, action.member, action.due_on) == (
        "Zajęcia dla Kuby",
        world.team["member"],
        today + timedelta(days=30),
    )
    assert (action.rhythm, action.starts_on, action.measure, action.measured) == (
        "weekly",
        today,
        "Dziecko czyta",
        "90 %",
    )
    assert (action.cost, action.cost_source) == (Decimal(100), "package")
    assert [last_event(name).pk for name in (PlanEvent.GOAL_ADDED, PlanEvent.ACTION_ADDED)]
    assert told(world).filter(kind=MessageKind.ACTION_ASKED, recipient=world.member.user).exists()


def test_once_by_default(world, act, today):
    (goal,) = use_template(world.case, world.plan_template, chosen(world, today), **act)

    action = Action.objects.get(goal=goal)
    assert (action.rhythm, action.starts_on, action.cost, action.cost_source) == ("", None, None, "")


def test_all_of_it_or_nothing(world, act, today):
    goals = [*chosen(world, today), *chosen(world, today, line="late", due_on=today - timedelta(days=1))]
    with pytest.raises(LineRefused) as refused:
        use_template(world.case, world.plan_template, goals, **act)

    assert (refused.value.line, refused.value.refusals) == ("late", {PlanRefusal.DUE_IN_THE_PAST})
    assert Goal.objects.count() == 1
    assert not told(world).exists()
    change(world.basis, state="withdrawn", person=world.child)
    with pytest.raises(LineRefused) as refused:
        use_template(world.case, world.plan_template, chosen(world, today), **act)
    assert refused.value.line == "g"


def test_what_is_not_used(world, act, today):
    with pytest.raises(Refused) as refused:
        use_template(world.case, world.plan_template, [], **act)
    assert refused.value.refusals == {TemplateRefusal.NOTHING}
    retire_template(world.plan_template, **act)
    assert Event.objects.latest("pk").name == TemplateEvent.RETIRED
    with pytest.raises(Refused) as refused:
        use_template(world.case, world.plan_template, chosen(world, today), **act)
    assert refused.value.refusals == {TemplateRefusal.RETIRED}
    bring_back_template(world.plan_template, **act)
    assert Event.objects.latest("pk").name == TemplateEvent.BROUGHT_BACK
    assert use_template(world.case, world.plan_template, chosen(world, today), **act)


def test_another_centres_template_and_another_case(world, act, today):
    with pytest.raises(PermissionDenied):
        use_template(world.case, world.plan_template, chosen(world, today), actor=world.colleague.actor, now=world.now)
    change(world.plan_template, institution=world.other_ops)
    with pytest.raises(PermissionDenied):
        use_template(world.case, world.plan_template, chosen(world, today), **act)


def test_what_was_made_from_a_template_stays(world, act, today):
    (goal,) = use_template(world.case, world.plan_template, chosen(world, today), **act)
    remove_template_goal(world.template_goal, **act)
    retire_template(world.plan_template, **act)

    assert again(goal).text == "Kuba chodzi do szkoły."
    assert Action.objects.get(goal=goal).text == "Zajęcia dla Kuby"


def kept(world, **more):
    words = {"goal": "Dziecko chodzi do szkoły.", "action": "Zajęcia z czytania", "measure": "Czyta samo", **more}
    return [Kept("g", words["goal"], {"a": (again(world.action), words["action"], words["measure"])})]


def test_a_plan_is_kept_without_the_people_in_it(world, act, today):
    change(world.action, rhythm="monthly", starts_on=today, measure_from="61", measure_to="90", unit="%")
    template = keep_as_template(world.case, "Szkoła", "nauka", kept(world), **act)

    ((goal, (action,)),) = content_of_template(template)
    assert (goal.text, action.text, action.measure) == ("Dziecko chodzi do szkoły.", "Zajęcia z czytania", "Czyta samo")
    assert (action.kind, action.due_days) == (world.kinds["school"], 30)  # twenty days of work so far, ten to go
    assert (action.rhythm, action.measured) == ("monthly", "90 %")
    assert Event.objects.latest("pk").name == TemplateEvent.WRITTEN
    costs = [Kept("g", "x", {"b": (world.other_action, "Psycholog", "")})]
    ((_goal, (paid,)),) = content_of_template(keep_as_template(world.case, "Koszt", "zdrowie", costs, **act))
    assert (paid.cost, paid.cost_source, paid.rhythm) == (Decimal(3600), "other", "")
    assert not any(word in f"{vars(paid)}" for word in (world.word("cost_note"),))


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"goal": "{name} chodzi do szkoły"}, "g"),
        ({"action": "Zajęcia: {name}"}, "a"),
        ({"measure": "{name} czyta"}, "a"),
    ],
)
def test_a_name_of_the_case_is_refused(world, act, more, line):
    (what, words), *_ = more.items()
    for person in (world.child.first_name, world.person.surname, world.support.name):
        with pytest.raises(LineRefused) as refused:
            keep_as_template(world.case, "Szkoła", "nauka", kept(world, **{what: words.format(name=person)}), **act)
        assert (refused.value.line, refused.value.refusals) == (line, {TemplateRefusal.NAMED})
    assert PlanTemplate.objects.count() == 1


def test_a_name_in_the_name_of_the_template_or_in_its_unit(world, act, today):
    for name, problem, line in ((world.person.surname, "x", "name"), ("x", world.child.first_name, "problem")):
        with pytest.raises(LineRefused) as refused:
            keep_as_template(world.case, name, problem, kept(world), **act)
        assert refused.value.line == line
    change(world.action, measure_to="1", unit=world.child.first_name)
    with pytest.raises(LineRefused) as refused:
        keep_as_template(world.case, "x", "x", kept(world), **act)
    assert refused.value.line == "a"
    change(world.case.case_persons.get(person=world.child), left_on=today)
    with pytest.raises(LineRefused):  # who left is still somebody
        keep_as_template(world.case, "x", world.child.first_name, kept(world), **act)


def test_nothing_ticked_and_who_may_not(world, act):
    with pytest.raises(Refused) as refused:
        keep_as_template(world.case, "x", "x", [], **act)
    assert refused.value.refusals == {TemplateRefusal.NOTHING}
    for cast in (world.colleague, world.head, world.intake, world.member):
        with pytest.raises(PermissionDenied):
            keep_as_template(world.case, "x", "x", kept(world), actor=cast.actor, now=world.now)


def test_what_was_declined_or_cancelled_is_not_offered(world):
    ((goal, actions),) = plan_to_keep(world.case)
    assert (goal, actions) == (world.goal, [world.other_action, world.action])
    change(world.action, state="declined", answer="x")
    change(world.other_action, state="cancelled", answer="x")

    assert plan_to_keep(world.case) == [(world.goal, [])]
