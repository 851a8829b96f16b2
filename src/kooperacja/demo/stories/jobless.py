"""8. A couple long without work (Stary Brzeg): a plan that was filled from a template of the centre."""

from datetime import timedelta

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.templates import Chosen, ChosenGoal, content_of_template, use_template
from kooperacja.cases.models import CaseMember, NoteKind, PlanTemplate, TemplateAction
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.persons.models import Person

from ..telling import Story


def tell(story: Story, template: PlanTemplate) -> None:
    """The job office noticed; what fits is ticked in the template, one thing is added by hand."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "job_adviser",
        ago(48),
        centre="gops_sb",
        urgency=Urgency.GREEN,
        who="Ewa i Zenon Lasota",
        address="Stary Brzeg, ul. Długa 9",
        source=Source.TOLD,
        facts="Oboje od pięciu lat bez pracy. Pani Ewa mówi, że chcieliby zacząć od czegoś małego. Zgadzają się na kontakt.",
        reporter_phone="99 100 70 80",
    )
    case = story.opens(
        concern,
        ago(46),
        by="sb_intake",
        deputy="sb_head",
        persons=[NewPerson("Ewa", "Lasota", phone="600 000 888"), NewPerson("Zenon", "Lasota")],
        address="Stary Brzeg, ul. Długa 9",
    )
    ewa, zenon = (row.person for row in case.case_persons.order_by("pk"))
    for adult in (ewa, zenon):
        story.agrees(case, adult, ago(44))
    team = {who: story.joins(case, who, ago(43)) for who in ("kis", "job_adviser")}
    team["sb_lead"] = case.members.get(membership=story.cast.places["sb_lead"])
    when = ago(42)
    goals = use_template(case, template, _chosen(story, template, team, ewa), actor=story.lead, now=when)
    together = story.aims(case, "Umiemy ze sobą rozmawiać bez krzyku.", None, when)
    story.buys(together, "Poradnictwo dla par", team, when, due=days(60), cost=1200)
    story.reviews(case, days(12), when)
    story.starts(case, ago(41))
    club = goals[0].actions.get(member=team["kis"], rhythm="weekly")
    story.accepts(club, "kis", ago(40))
    story.ticks(club, "kis", ago(2), missed=1)
    said = "Byliśmy razem w klubie. Pan Zenon zna już prowadzącego, pani Ewa pyta o kurs."
    story.notes(case, story.leader, ago(30), NoteKind.MEETING, said)


def _chosen(story: Story, template: PlanTemplate, team: dict[str, CaseMember], ewa: Person) -> list[ChosenGoal]:
    """Tick everything; what the own centre doesn't do itself goes to the one of its kind in the team."""
    of_kind: dict[int | None, CaseMember] = {place.institution.kind_id: place for place in team.values()}
    start = story.calendar.ago(42).date()

    def step(action: TemplateAction) -> Chosen:
        place = of_kind[action.kind_id]
        due_on = start + timedelta(days=action.due_days)
        return Chosen(str(action.pk), action, action.text, place.institution, due_on, place)

    return [
        ChosenGoal(str(goal.pk), goal.text, ewa if number == 0 else None, [step(one) for one in actions])
        for number, (goal, actions) in enumerate(content_of_template(template))
    ]
