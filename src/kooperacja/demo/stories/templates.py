"""Templates of plans that the two centres have written: for a child at school, for debts, for long without work."""

from dataclasses import replace
from decimal import Decimal

from kooperacja.cases.actions.templates import Step, add_template_action, add_template_goal, write_template
from kooperacja.cases.models import PlanTemplate
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.institutions.models import InstitutionKind

from ..telling import Story

SCHOOL, DEBTS, WORK = "Dziecko, które opuszcza lekcje", "Długi i zimne mieszkanie", "Długo bez pracy"

CONTENT = {
    SCHOOL: (
        "szkoła i nauka",
        {
            "Dziecko chodzi do szkoły i nie jest głodne.": [
                Step("Miejsce na świetlicy z obiadem", 14, measure="jest na świetlicy", measure_to="4", unit="dni z 5"),
                Step("Pilnujemy obecności i drugiego śniadania", 90, measure_to="90", unit="% lekcji"),
                Step("Badanie w poradni", 30, measure="wydana opinia"),
            ],
            "Rodzic ma siłę i czas dla dziecka.": [
                Step("Asystent rodziny w domu", 180, rhythm=Rhythm.WEEKLY, measure="plan tygodnia układa sam rodzic"),
            ],
        },
        ("child_day_centre", "primary_school", "psych_pedagogical_clinic", "social_welfare_centre"),
    ),
    DEBTS: (
        "długi i rachunki",
        {
            "Wiemy, ile i komu płacimy.": [
                Step(
                    "Doradca od długów: spis zobowiązań i plan spłat",
                    30,
                    measure="raty płacone w terminie",
                    measure_to="6",
                    unit="z 6 rat",
                    cost=Decimal(2400),
                    cost_source=CostSource.PACKAGE,
                ),
            ],
            "W domu jest ciepło.": [
                Step("Przegląd pieca i komina", 21, measure="w pokoju jest ciepło", measure_to="18", unit="°C"),
            ],
        },
        ("county_family_centre", "fire_brigade"),
    ),
    WORK: (
        "długo bez pracy",
        {
            "Mam pracę i wiem, że dam radę ją utrzymać.": [
                Step("Zajęcia w klubie integracji", 180, rhythm=Rhythm.WEEKLY, measure="chodzę na zajęcia"),
                Step("Warsztaty zawodowe", 120, cost=Decimal(3500), cost_source=CostSource.PACKAGE),
                Step("Prawo jazdy", 150, measure="zdany egzamin", cost=Decimal(2800), cost_source=CostSource.OTHER),
                Step("Oferta pracy blisko domu", 200, measure="przepracowane", measure_to="26", unit="tygodni"),
            ],
            "Pieniędzy starcza do końca miesiąca.": [
                Step("Domowy budżet: spotkania z doradcą", 60, cost=Decimal(800), cost_source=CostSource.PACKAGE),
            ],
        },
        (
            *("social_integration_club", "social_integration_club", "county_job_office", "county_job_office"),
            "social_welfare_centre",
        ),
    ),
}


def write(story: Story, name: str) -> PlanTemplate:
    """Write one of them, long ago."""
    kinds = {kind.code: kind for kind in InstitutionKind.objects.all()}
    when = story.calendar.ago(391)
    problem, goals, codes = CONTENT[name]
    template = story.acts(write_template, name, problem, when=when)
    those = iter(codes)
    for text, steps in goals.items():
        goal = story.acts(add_template_goal, template, text, when=when)
        for step in steps:
            story.acts(add_template_action, goal, replace(step, kind=kinds[next(those)]), when=when)
    return template
