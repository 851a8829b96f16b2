"""The list of actions: what one may see across cases, filtered, sorted, and what waits for one's own word."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import Action
from kooperacja.cases.policies.plan import waiting_for
from kooperacja.cases.states import ActionState
from tests.transfers.covering import agree
from tests.world import CAST, as_, make

pytestmark = pytest.mark.django_db
LIST = reverse("cases:actions")


def planned(world, state, *, days=3, **other):
    today = timezone.localdate()
    fields = {"institution": world.ops, "member": None, "text": "Krok", "due_on": today + timedelta(days)} | other
    if state == ActionState.DONE:
        fields["done_on"] = today
    if state == ActionState.OTHER_DAY:
        fields["proposed_on"] = today
    return make(Action, goal=world.goal, case=world.case, state=state, **fields)


def shown(client, **asked):
    return {one.pk for one in client.get(LIST, asked).context["page"]}


def test_it_is_filtered_by_state_and_day(client, world):
    as_(client, world.lead)
    before = shown(client, stan="wszystkie")
    rows = {state: planned(world, state).pk for state in ActionState}
    late = planned(world, ActionState.ACCEPTED, days=-1).pk
    far = planned(world, ActionState.ACCEPTED, days=90).pk

    def new(**asked):
        return shown(client, **asked) - before

    assert new(stan="wszystkie") == {*rows.values(), late, far}
    waiting = {rows[state] for state in (ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.OTHER_DAY)}
    assert new() == new(stan="bzdura") == waiting | {late, far}
    assert new(stan="przyjete") == {rows[ActionState.ACCEPTED], late, far}
    assert new(stan="po-terminie") == {late}
    assert new(stan="wykonane") == {rows[ActionState.DONE]}
    assert new(dni="0") == {late}
    assert new(dni="7") == waiting | {late}
    assert new(dni="-5") == new(dni="9" * 30) == new()


def test_what_waits_for_me(world):
    rows = {state: planned(world, state).pk for state in ActionState}
    of_school = planned(world, ActionState.PROPOSED, institution=world.school, member=world.case_member).pk

    def waits(who):
        return set(waiting_for(getattr(world, who).actor).values_list("pk", flat=True))

    back = {rows[ActionState.OTHER_DAY], rows[ActionState.DECLINED]}
    assert {rows[ActionState.PROPOSED], *back} <= waits("lead")
    assert of_school not in waits("lead")
    assert of_school in waits("member")
    assert not waits("member") & set(rows.values())
    for who in set(CAST) - {"lead", "deputy", "member"}:
        assert waits(who) == set()


def test_what_waits_for_the_centre_waits_for_who_covers_it(world):
    asked = planned(world, ActionState.PROPOSED)
    agree(world)

    assert asked in waiting_for(world.neighbour_head.actor)
    assert asked not in waiting_for(world.neighbour.actor)


def test_the_filter_for_me_and_the_link_to_the_answer(client, world):
    mine = planned(world, ActionState.PROPOSED, institution=world.school, member=world.case_member)

    page = as_(client, world.member).get(LIST, {"stan": "do-mnie"})

    assert mine.pk in {one.pk for one in page.context["page"] if one.is_asked}
    assert page.content.decode().count(reverse("cases:action", args=[mine.public_id])) == 2


def test_leads_filter_by_institution_and_others_need_not(client, world):
    of_school = planned(world, ActionState.PROPOSED, institution=world.school, member=world.case_member)

    found = shown(as_(client, world.lead), instytucja=str(world.school.public_id), stan="wszystkie")

    assert of_school.pk in found
    assert set(Action.objects.filter(pk__in=found).values_list("institution", flat=True)) == {world.school.pk}
    assert "instytucja" not in as_(client, world.member).get(LIST).context["form"].fields


def test_headings_sort_both_ways(client, world):
    planned(world, ActionState.ACCEPTED, days=30)
    as_(client, world.lead)
    for column in ("sprawa", "kto", "termin", "stan"):
        page = client.get(LIST, {"kolejnosc": column})
        back = client.get(LIST, {"kolejnosc": f"-{column}"})

        there = [one.pk for one in page.context["page"]]
        assert there == [one.pk for one in back.context["page"]][::-1]
        assert 'aria-sort="ascending"' in page.content.decode()
        assert f"?kolejnosc=-{column}" in page.content.decode()
        assert 'aria-sort="descending"' in back.content.decode()


def test_a_sort_keeps_the_filter_and_nothing_else(client, world):
    page = as_(client, world.lead).get(LIST, {"stan": "wszystkie", "obce": "Kowalska"}).content.decode()

    assert "?stan=wszystkie&amp;kolejnosc=termin" in page
    assert "Kowalska" not in page.partition("</h1>")[2].partition("</main>")[0]
