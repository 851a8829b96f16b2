"""The plan on paper, as a picture and as versions, with the numbers of papers."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.models import Goal
from tests.cases.changing import change
from tests.cases.planning import day, key, url
from tests.world import as_, make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def test_the_print_has_lines_for_the_adults_who_take_part(world, lead):
    page = lead.get(url("plan_print", world.case))

    (first, lead_s), *more_lines = page.context["signatures"]
    assert world.person.name in first
    assert "Osoba prowadząca" in lead_s
    assert not more_lines
    body = page.content.decode()
    assert "Nasz plan" in body
    assert world.word("measure") in body


def withdraws(world):
    change(world.basis, state="withdrawn")


def dies(world):
    change(world.person, has_died=True, died_on=timezone.localdate())


def leaves(world):
    change(world.case.case_persons.get(person=world.person), left_on=timezone.localdate())


@pytest.mark.parametrize("ends", [withdraws, dies, leaves])
def test_the_print_is_silent_of_who_takes_no_part_any_more(world, lead, ends):
    make(Goal, case=world.case, person=world.person, text="Znajdę pracę")
    make(Goal, case=world.case, text="Jemy razem kolację")
    assert "Znajdę pracę" in lead.get(url("plan_print", world.case)).content.decode()
    ends(world)

    body = lead.get(url("plan_print", world.case)).content.decode()

    assert "Znajdę pracę" not in body
    assert "Jemy razem kolację" in body
    assert world.word("goal") in body
    assert "Znajdę pracę" in lead.get(url("plan", world.case)).content.decode()


def test_the_picture_says_what_its_table_says(world, lead, today):
    change(world.action, due_on=today - timedelta(3))
    body = lead.get(url("plan_picture", world.case)).content.decode()
    assert body.count("<rect") == 2 + 2  # two in the pattern
    assert body.count(world.word("member_action")) == 3  # its bar, the title of the bar, the table
    for action in (world.action, world.other_action):
        change(action, state="cancelled")
    assert "<svg width" not in lead.get(url("plan_picture", world.case)).content.decode()


def test_the_plan_of_one_person(world, lead, today):
    other = make(Goal, case=world.case, person=world.person, text="Cel mamy")
    make(Goal, case=world.case, text="Cel wspólny")
    change(world.action, state="declined", answer="Nie mamy miejsc.", answered_on=today)
    body = lead.get(url("plan_print", world.case), {"osoba": world.child.public_id}).content.decode()

    assert body.index(world.word("goal")) < body.index("Cel wspólny")
    assert other.text not in body
    assert world.word("member_action") not in body  # who declined is no business of a family
    assert "3\xa0600" not in body
    assert lead.get(url("plan_print", world.case), {"osoba": world.goal.public_id}).status_code == 404
    assert "3\xa0600" in lead.get(url("plan_print", world.case), {"kwoty": "1"}).content.decode()


def seen(page):
    """Return the fingerprint that the page sends along."""
    return re.search(r'name="seen" value="(\w{64})"', page.content.decode())[1]


def test_a_version_of_another_plan_than_was_shown_is_not_kept_and_nothing_is_lost(world, lead, today):
    told = {**key(), "people": [world.person.public_id], **day(today, "agreed_on"), "how": "writing"}
    told["seen"] = seen(lead.get(url("version_make", world.case)))
    make(Goal, case=world.case, text="Cel, o którym rodzina nie wie")

    again = lead.post(url("version_make", world.case), told)

    body = again.content.decode()
    assert world.case.plan_versions.count() == 1
    assert again.context["form"].non_field_errors() == [
        "Plan zmienił się, odkąd ta strona jest otwarta. Przeczytaj poniżej, co w nim jest, i zachowaj go jeszcze raz."
    ]
    assert "Cel, o którym rodzina nie wie" in body
    assert re.search(rf'value="{world.person.public_id}"[^>]*checked', body)
    assert re.search(r'value="writing"[^>]*checked', body)
    assert lead.post(url("version_make", world.case), {**told, "seen": seen(again)}).status_code == 302


def test_a_half_filled_form_for_another_plan_says_so_too(world, lead):
    page = lead.post(url("version_make", world.case), {"people": [], "seen": ""})

    assert "Plan zmienił się" in str(page.context["form"].non_field_errors())


def test_keep_a_version_and_see_what_changed(world, lead, today):
    shown = lead.get(url("version_make", world.case))
    assert world.word("goal") in shown.content.decode()
    assert world.word("member_action") in shown.content.decode()
    told = {**key(), "people": [world.person.public_id], **day(today, "agreed_on"), "seen": seen(shown)}
    refused = lead.post(url("version_make", world.case), told)
    assert refused.context["form"].errors["how"]
    told["how"] = "writing"
    answer = lead.post(url("version_make", world.case), told)
    assert lead.post(url("version_make", world.case), told).url == answer.url
    assert world.case.plan_versions.count() == 2

    page = lead.get(answer.url).content.decode()
    assert world.word("goal") in page
    assert world.word("version") in page  # it is gone since version 1
    change(world.action, due_on=today + timedelta(33))
    changed = lead.get(url("versions", world.case)).context["changes"]
    assert [[one.fact for one in row.differences] for row in changed] == [["due"]]
    first = reverse("cases:version", args=[world.case.public_id, world.plan_version.public_id])
    assert lead.get(first).context["before"] is None


def test_numbers_of_papers(world, lead, today):
    told = {**key(), "kind": "contract", "number": " KS.4.2026 ", **day(today, "dated_on")}
    assert lead.get(url("paper_add", world.case)).status_code == 200
    assert lead.post(url("paper_add", world.case), told).status_code == 302
    assert lead.post(url("paper_add", world.case), {**told, **key()}).context["form"].errors["number"]
    paper = world.case.plan_papers.get(number="KS.4.2026")
    assert "kontrakt socjalny: <strong>KS.4.2026</strong>" in lead.get(url("plan", world.case)).content.decode()
    assert lead.post(reverse("cases:paper_remove", args=[world.case.public_id, paper.public_id])).status_code == 302
    assert not world.case.plan_papers.filter(pk=paper.pk).exists()
