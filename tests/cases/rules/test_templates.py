"""Templates: what may stand in a step, after how many days it is due, and whether a text names somebody."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kooperacja.cases.rules.templates import TemplateRefusal, days_after, named, step_refusals

START = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"due_days": 0}, TemplateRefusal.DAYS),
        ({"due_days": 1831}, TemplateRefusal.DAYS),
        ({"cost": Decimal(-1), "has_source": True}, TemplateRefusal.COST_BELOW_ZERO),
        ({"cost": Decimal(10)}, TemplateRefusal.NO_SOURCE),
    ],
)
def test_a_step_that_does_not_stand(wrong, refusal):
    assert step_refusals(**{"due_days": 30, "cost": None, "has_source": False, **wrong}) == {refusal}


def test_a_step_that_stands():
    assert step_refusals(due_days=1, cost=None, has_source=False) == set()
    assert step_refusals(due_days=1830, cost=Decimal(0), has_source=True) == set()


def test_days_after_the_start():
    assert days_after(START, START + timedelta(days=366)) == 366
    assert days_after(START, START - timedelta(days=3)) == 1
    assert days_after(START, START + timedelta(days=9000)) == 1830


@pytest.mark.parametrize(
    "text",
    [
        "Kuba chodzi do szkoły",
        "kuba chodzi do szkoły",
        "Pomoc Kubie w lekcjach",
        "Zajęcia dla Kuby i JAŁOWIEC",
        "Rozmowa z panią Jałowcową",
        "Odwiedziny u Ewy",
        "Ewie potrzeba snu",
        "Rozmowa z Janem",
        "Telefon do Nowak-Zielińskiej",
    ],
)
def test_a_name_is_found_in_whatever_case(text):
    assert named(text, ["Kuba Jałowiec", "Ewa Lis", "Jan", "Anna Nowak-Zielińska"])


@pytest.mark.parametrize(
    "text",
    ["Dziecko chodzi do szkoły", "Kolacja o kubek mleka mniej", "janosik", "Podjazd i łazienka", "", "12 % lekcji"],
)
def test_other_words_are_no_names(text):
    assert not named(text, ["Kuba Jałowiec", "Ewa Lis", "Jan", "Anna Nowak-Zielińska"])
