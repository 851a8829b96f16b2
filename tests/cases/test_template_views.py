"""The pages of templates: written, changed by two people, used in a case with what is wrong at its line, kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import Action, Goal, PlanTemplate, TemplateAction, TemplateGoal
from kooperacja.cases.views.templates import ON_A_PAGE
from tests.cases.changing import again, change, day, key
from tests.counting import queries_of
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def url(name, *rows):
    return reverse(f"cases:{name}", args=[row.public_id for row in rows])


def test_a_template_is_written_step_by_step(world, lead):
    told = {"idempotency_key": key(), "name": " Długi i  rachunki ", "problem": "długi i rachunki"}
    assert '<datalist id="problems">' in lead.get(url("template_add")).content.decode()
    address = lead.post(url("template_add"), told).url
    assert lead.post(url("template_add"), told).url == address
    template = PlanTemplate.objects.latest("pk")
    assert (template.name, template.institution, address) == ("Długi i rachunki", world.ops, url("template", template))

    goal_told = {"idempotency_key": key(), "text": "Wiemy, ile i komu płacimy."}
    assert lead.get(url("template_goal_add", template)).status_code == 200
    lead.post(url("template_goal_add", template), goal_told)
    lead.post(url("template_goal_add", template), goal_told)
    goal = template.goals.get()
    step = {
        "idempotency_key": key(),
        "text": "Doradca od długów",
        "kind": world.kinds["county_family_centre"].public_id,
        "due_days": "30",
        "rhythm": "weekly",
        "measure": "Raty w terminie",
        "measure_to": "6",
        "unit": "rat",
        "cost": "2 400,50",
        "cost_source": "package",
    }
    assert lead.get(url("template_action_add", template, goal)).status_code == 200
    lead.post(url("template_action_add", template, goal), step)
    lead.post(url("template_action_add", template, goal), step)

    body = lead.get(address).content.decode()
    assert "Powiatowe centrum pomocy rodzinie, po 30 dniach, co tydzień" in body
    assert "2\xa0400,50\xa0zł, pakiet usług" in body
    assert "Raty w terminie (6 rat)" in body


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_days": "0"}, "due_days"),
        ({"due_days": "1831"}, "due_days"),
        ({"cost": "5"}, "cost_source"),
        ({"cost": "-5", "cost_source": "own"}, "cost"),
        ({"text": ""}, "text"),
    ],
)
def test_a_step_that_is_wrong(world, lead, wrong, field):
    told = {"text": "x", "due_days": "5", **wrong}
    add = url("template_action_add", world.plan_template, world.template_goal)
    assert lead.post(add, {**told, "idempotency_key": key()}).context["form"].errors[field]
    edit = url("template_action_edit", world.plan_template, world.template_action)
    assert lead.post(edit, {**told, "version": world.template_action.version}).context["form"].errors[field]


def test_two_people_change_the_same(world, lead):
    template, goal, action = world.plan_template, world.template_goal, world.template_action
    for address, told in (
        (url("template_edit", template), {"name": "Szkoła", "problem": "nauka", "version": template.version}),
        (url("template_goal_edit", template, goal), {"text": "Inny cel", "version": goal.version}),
        (
            url("template_action_edit", template, action),
            {"text": "Inne zajęcia", "due_days": "7", "version": action.version},
        ),
    ):
        assert lead.get(address).status_code == 200
        assert lead.post(address, told).url == url("template", template)
        late = lead.post(address, {**told, **{name: f"{told[name]} 2" for name in ("name", "text") if name in told}})
        assert late.status_code == 409
    assert (again(template).name, again(goal).text, again(action).text) == ("Szkoła", "Inny cel", "Inne zajęcia")


def test_taken_out(world, lead):
    assert lead.post(url("template_action_remove", world.plan_template, world.template_action)).status_code == 302
    assert not TemplateAction.objects.exists()
    assert lead.post(url("template_action_remove", world.plan_template, world.template_action)).status_code == 404
    assert lead.post(url("template_goal_remove", world.plan_template, world.template_goal)).status_code == 302
    assert not TemplateGoal.objects.exists()
    assert lead.post(url("template_goal_remove", world.plan_template, world.template_goal)).status_code == 404


def test_a_goal_of_another_template(world, lead):
    other = make(PlanTemplate, institution=world.ops, name="x", problem="x")
    for name, row in (("template_goal_edit", world.template_goal), ("template_action_edit", world.template_action)):
        assert lead.get(url(name, other, row)).status_code == 404


def test_words_that_may_not_fit_are_shown_and_block_nothing(world, lead):
    change(world.template_goal, text="Alkoholik pije mniej")
    body = lead.get(url("template", world.plan_template)).content.decode()

    assert "Sprawdź te słowa" in body
    assert "alkoholi" in body


def test_retired_and_brought_back(world, lead):
    lead.post(url("template_retire", world.plan_template))
    assert again(world.plan_template).retired_on is not None
    assert world.plan_template.name not in lead.get(url("template_choose", world.case)).content.decode()
    assert "wycofany" in lead.get(url("templates")).content.decode()
    page = lead.post(url("template_use", world.case, world.plan_template), ticked(world))
    assert "wycofany" in page.content.decode()
    assert Goal.objects.count() == 1
    lead.post(url("template_retire", world.plan_template), {"uzywany": "1"})
    assert again(world.plan_template).retired_on is None


def test_the_list_is_paged_and_costs_no_query_a_row(client, world):
    lead = as_(client, world.lead)
    few = queries_of(lead, url("templates"))
    for number in range(ON_A_PAGE + 1):
        make(PlanTemplate, institution=world.ops, name=f"Szablon {number:02}", problem="x")

    assert queries_of(lead, url("templates")) == few
    page = lead.get(url("templates"), {"strona": 2}).context["page"]
    assert len(page.object_list) == 2
    assert lead.get(url("template_choose", world.case)).context["page"].paginator.num_pages == 2


def test_an_empty_list_says_how_to_begin(client, world):
    page = as_(client, world.neighbour_head).get(url("templates")).content.decode()
    assert "Nie ma jeszcze szablonu" in page
    assert "Napisz szablon" in page
    assert "Napisz szablon" not in as_(client, world.intake).get(url("templates")).content.decode()


def lines(world):
    return f"cel-{world.template_goal.public_id.hex}", f"dzialanie-{world.template_action.public_id.hex}"


def ticked(world, **more):
    goal, action = lines(world)
    due = timezone.localdate() + timedelta(days=30)
    return {
        "idempotency_key": key(),
        f"{goal}_tekst": "Kuba lubi szkołę",
        f"{goal}_osoba": world.child.public_id,
        action: "on",
        f"{action}_tekst": "Zajęcia dla Kuby",
        f"{action}_kto": world.team["member"].public_id,
        **day(f"{action}_dzien", due),
        **more,
    }


def test_all_that_a_template_offers_is_filled_in(world, lead, today):
    goal, action = lines(world)
    body = lead.get(url("template_choose", world.case)).content.decode()
    assert url("template_use", world.case, world.plan_template) in body
    form = lead.get(url("template_use", world.case, world.plan_template)).context["form"]

    assert form[f"{goal}_tekst"].value() == world.word("template_goal")
    assert form[f"{action}_kto"].value() == str(world.school.public_id)  # the one of its kind in the team
    assert form.fields[f"{action}_dzien"].initial == today + timedelta(days=30)
    assert not form[action].value()


def test_a_ticked_action_takes_its_goal_along(world, lead, today):
    told = ticked(world)
    answer = lead.post(url("template_use", world.case, world.plan_template), told)
    assert answer.url == url("plan", world.case)
    assert lead.post(url("template_use", world.case, world.plan_template), told).url == answer.url

    goal = Goal.objects.latest("pk")
    action = Action.objects.get(goal=goal)
    assert (goal.text, goal.person, Goal.objects.count()) == ("Kuba lubi szkołę", world.child, 2)
    assert (action.text, action.member, action.institution) == ("Zajęcia dla Kuby", world.team["member"], world.school)
    assert action.due_on == today + timedelta(days=30)


def test_an_institution_without_a_person_and_a_goal_alone(world, lead):
    goal, action = lines(world)
    told = ticked(world, **{f"{action}_kto": world.school.public_id, f"{goal}_osoba": ""})
    lead.post(url("template_use", world.case, world.plan_template), told)
    assert Action.objects.latest("pk").member is None
    alone = ticked(world, **{goal: "on"})
    del alone[action]
    lead.post(url("template_use", world.case, world.plan_template), alone)

    assert Goal.objects.count() == 3
    assert Action.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"kto": ""}, "kto"),
        ({"kto": "nikt"}, "kto"),
        ({"tekst": " "}, "tekst"),
        ({"tekst": "x" * 301}, "tekst"),
        ({"dzien_day": "", "dzien_month": "", "dzien_year": ""}, "dzien"),
        ({"dzien_day": "31", "dzien_month": "2"}, "dzien"),
        ({"dzien_year": "2020"}, "dzien"),
        ({"dzien_year": "2120"}, "dzien"),
    ],
)
def test_what_is_wrong_is_shown_at_its_line_and_nothing_is_saved(world, lead, more, at):
    _goal, action = lines(world)
    told = ticked(world, **{f"{action}_{name}": value for name, value in more.items()})
    page = lead.post(url("template_use", world.case, world.plan_template), told)

    assert page.context["form"].errors[f"{action}_{at}"]
    assert '<details class="govuk-details" open>' in page.content.decode()
    assert Goal.objects.count() == 1


def test_nothing_ticked_and_who_refused(world, lead):
    goal, action = lines(world)
    told = ticked(world)
    del told[action]
    page = lead.post(url("template_use", world.case, world.plan_template), told)
    assert page.context["form"].non_field_errors()
    page = lead.post(url("template_use", world.case, world.plan_template), ticked(world, **{f"{goal}_tekst": ""}))
    assert page.context["form"].errors[f"{goal}_tekst"]
    change(world.basis, state="withdrawn")
    told = ticked(world, **{f"{goal}_osoba": world.person.public_id})
    page = lead.post(url("template_use", world.case, world.plan_template), told)
    assert page.context["form"].errors[f"{goal}_osoba"]


def test_a_kind_that_nobody_in_the_team_is(world, lead):
    _goal, action = lines(world)
    change(world.template_action, kind=world.kinds["police_station"])
    page = lead.get(url("template_use", world.case, world.plan_template))
    assert page.context["form"][f"{action}_kto"].value() == ""
    body = page.content.decode()
    assert "Nie ma w zespole takiej instytucji" in body
    assert '<details class="govuk-details" open>' in body  # there is something to choose


def test_an_action_whose_repetition_would_end_before_it_begins(world, lead, today):
    _goal, action = lines(world)
    change(world.template_action, rhythm="weekly")
    told = ticked(world, **day(f"{action}_dzien", today - timedelta(days=1)))
    page = lead.post(url("template_use", world.case, world.plan_template), told)
    assert len(page.context["form"].errors[f"{action}_dzien"]) == 2


def test_a_community_has_no_person_to_choose(world, lead):
    change(world.case, kind="community", household=None, place="Zapłocie", decided_on=timezone.localdate())
    form = lead.get(url("template_use", world.case, world.plan_template)).context["form"]

    assert not [name for name in form.fields if name.endswith("_osoba")]


def keep(world, **more):
    goal, action, other = (
        f"cel-{world.goal.public_id.hex}",
        f"dzialanie-{world.action.public_id.hex}",
        f"dzialanie-{world.other_action.public_id.hex}",
    )
    return {
        "idempotency_key": key(),
        "name": "Dziecko w szkole",
        "problem": "szkoła",
        f"{goal}_tekst": "Dziecko chodzi do szkoły.",
        action: "on",
        f"{action}_tekst": "Zajęcia z czytania",
        f"{action}_miara": "Czyta samo",
        f"{other}_tekst": "",
        **more,
    }


def test_a_plan_is_kept_as_a_template(world, lead):
    assert url("template_keep", world.case) in lead.get(url("plan", world.case)).content.decode()
    page = lead.get(url("template_keep", world.case))
    assert world.word("goal") in page.content.decode()
    told = keep(world)
    answer = lead.post(url("template_keep", world.case), told)
    assert lead.post(url("template_keep", world.case), told).url == answer.url

    template = PlanTemplate.objects.latest("pk")
    assert answer.url == url("template", template)
    goal = template.goals.get()
    assert goal.text == "Dziecko chodzi do szkoły."
    assert [one.text for one in goal.actions.all()] == ["Zajęcia z czytania"]  # the other one wasn't ticked


def test_a_name_is_refused_at_its_line(world, lead):
    action = f"dzialanie-{world.action.public_id.hex}"
    page = lead.post(url("template_keep", world.case), keep(world, **{f"{action}_tekst": world.child.first_name}))
    assert page.context["form"].errors[f"{action}_tekst"]
    page = lead.post(url("template_keep", world.case), keep(world, name=world.child.surname))
    assert page.context["form"].errors["name"]
    page = lead.post(url("template_keep", world.case), keep(world, **{f"{action}_tekst": ""}))
    assert page.context["form"].errors[f"{action}_tekst"]
    told = keep(world)
    del told[action]
    assert lead.post(url("template_keep", world.case), told).context["form"].non_field_errors()
    assert PlanTemplate.objects.count() == 1


def test_who_leads_and_writes_no_templates(client, world):
    change(world.lead.membership, function=world.functions["intake"])
    as_(client, world.lead)
    assert client.get(url("template_keep", world.case)).status_code == 403
    assert url("template_keep", world.case) not in client.get(url("plan", world.case)).content.decode()
    assert client.get(url("template_use", world.case, world.plan_template)).status_code == 200
