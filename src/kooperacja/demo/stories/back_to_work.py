"""8. Long without work (Stary Brzeg): closed with the goals partly reached, and a first try to ask how it goes."""

from datetime import timedelta

from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.templates import Chosen, ChosenGoal, content_of_template, use_template
from kooperacja.cases.models import CaseMember, ClosureReason, NoteKind, PlanTemplate, TemplateAction
from kooperacja.cases.states import GoalAction
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.persons.models import Person
from kooperacja.reviews.actions.following import Answered, record_follow_up
from kooperacja.reviews.actions.reviewing import Measured
from kooperacja.reviews.rules import Decision, Outcome

from ..telling import Story

TICKED = (
    "Zajęcia w klubie integracji",
    "Warsztaty zawodowe",
    "Oferta pracy blisko domu",
    "Domowy budżet: spotkania z doradcą",
)
"""What fits of the template; the driving licence is Zenon's, and planned by hand."""


def tell(story: Story, template: PlanTemplate) -> None:
    """The job office passes on a name and a telephone; the plan begins with a template; a year later one has work."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "job_adviser",
        ago(390),
        centre="gops_sb",
        urgency=Urgency.GREEN,
        who="Ewa i Zenon Lasota, proszą o telefon",
        address="Stary Brzeg, ul. Łąkowa 2",
        source=Source.TOLD,
        facts="Oboje zgadzają się na rozmowę z ośrodkiem.",
        safe_contact="600 000 808, po 10.00",
        reporter_phone="99 100 70 80",
    )
    case = story.opens(
        concern,
        ago(386),
        by="sb_intake",
        deputy="sb_head",
        persons=[NewPerson("Ewa", "Lasota", phone="600 000 808"), NewPerson("Zenon", "Lasota", phone="600 000 809")],
        address="Stary Brzeg, ul. Łąkowa 2",
    )
    ewa, zenon = (row.person for row in case.case_persons.order_by("pk"))
    for adult in (ewa, zenon):
        story.agrees(case, adult, ago(383))
    team = {who: story.joins(case, who, ago(381)) for who in ("job_adviser", "kis")}
    team["coop"] = story.invites_by_letter(case, "coop", "prezeska spółdzielni", ago(381))
    team["sb_lead"] = case.members.get(membership=story.cast.places["sb_lead"])
    story.assesses(
        case,
        ago(380),
        Occasion.START,
        d3=("1", "2", "Ostatnia praca osiem lat temu. Ewa dobrze gotuje, Zenon zna się na maszynach."),
        d2=("2", "2", "Starcza do dwudziestego."),
        d10=("2", "2", "Mało rozmawiają, od kiedy oboje siedzą w domu."),
    )
    when = ago(379)
    work, home = story.acts(use_template, case, template, _chosen(story, template, team, ewa), when=when)
    steps = {action.text: action for goal in (work, home) for action in goal.actions.all()}
    club, workshops, offer, budget = (steps[text] for text in TICKED)
    trade = story.aims(case, "Zenon ma prawo jazdy i pracę.", zenon, when)
    licence = story.plans(
        trade, "Kurs i egzamin na prawo jazdy", "job_adviser", team, when, due=days(-210), measure="zdany egzamin"
    )
    talks = story.buys(home, "Spotkania dla par", team, when, due=days(-230), starts_on=days(-330), cost=1200)
    story.reviews(case, days(-328), when)
    story.starts(case, ago(378))
    for action, who in ((club, "kis"), (workshops, "kis"), (offer, "job_adviser"), (licence, "job_adviser")):
        story.accepts(action, who, ago(376))
    told = {"persons": [ewa, zenon], "members": [team["sb_lead"], team["kis"]]}
    story.finishes(budget, "sb_lead", ago(302), "Zeszyt wydatków prowadzą dalej sami.")
    for on, ahead, text, weeks in (
        (328, 276, "Oboje chodzą do klubu, Ewa pomaga w kuchni.", ("0", "0")),
        (276, 224, "Ewa jest na próbie w spółdzielni. Wydatki są zapisane.", ("0", "4")),
    ):
        story.holds_review(case, ago(on), days(-ahead), text, measures={offer.pk: Measured(*weeks)}, **told)
    story.notes(case, "sb_lead", ago(250), NoteKind.OFFICE, "Zenon nie zdał pierwszego egzaminu, próbuje drugi raz.")
    story.finishes(workshops, "kis", ago(232), "Ewa ukończyła warsztaty w kuchni spółdzielni.")
    story.finishes(offer, "job_adviser", ago(231), "Umowa w kuchni spółdzielni.")
    story.finishes(talks, "sb_lead", ago(231), "Sześć spotkań. Umieją się umówić, kto co robi.")
    story.finishes(licence, "job_adviser", ago(212), "Zdany za drugim razem.")
    story.assesses(
        case,
        ago(203),
        Occasion.EXIT,
        d3=("3", "4", "Ewa pracuje, Zenon ma prawo jazdy i szuka."),
        d2=("4", "4", ""),
        d10=("4", "5", "Mówią, że znów są drużyną."),
    )
    story.finishes(club, "kis", ago(202), "Pół roku bez nieobecności.")
    story.holds_review(
        case,
        ago(201),
        None,
        "Ewa pracuje jedenasty tydzień. Zenon ma prawo jazdy.",
        measures={offer.pk: Measured("4", "11")},
        decision=Decision.CLOSE,
        reason="Umówiony rok minął, reszta idzie przez urząd pracy.",
        **told,
    )
    results = {
        work.pk: GoalResult(GoalAction.MEET, "Umowa w kuchni spółdzielni, jedenasty tydzień."),
        trade.pk: GoalResult(GoalAction.MEET_PARTLY, "Prawo jazdy jest, pracy jeszcze nie ma."),
        home.pk: GoalResult(GoalAction.MEET, "Zeszyt wydatków i spokojniejsze rozmowy."),
    }
    summary = "Ewa pracuje, Zenon szuka dalej z urzędem pracy. Oboje wiedzą, do kogo zadzwonić."
    closing = Closing(ClosureReason.PARTIAL, summary, results, follow_up_agreed=True)
    story.acts(close_case, story.fresh(case), closing, when=ago(200))
    tried = Answered(ago(9).date(), Outcome.UNREACHABLE, again_on=days(-1))
    story.acts(record_follow_up, story.fresh(case), tried, when=ago(9))


def _chosen(story: Story, template: PlanTemplate, team: dict[str, CaseMember], ewa: Person) -> list[ChosenGoal]:
    """Tick what fits; what the own centre doesn't do itself goes to the one of its kind in the team."""
    of_kind: dict[int | None, CaseMember] = {place.institution.kind_id: place for place in team.values()}
    start = story.calendar.ago(379).date()

    def step(action: TemplateAction) -> Chosen:
        place = of_kind[action.kind_id]
        due_on = start + timedelta(days=action.due_days)
        return Chosen(str(action.pk), action, action.text, place.institution, due_on, place)

    return [
        ChosenGoal(
            str(goal.pk), goal.text, ewa if number == 0 else None, [step(one) for one in actions if one.text in TICKED]
        )
        for number, (goal, actions) in enumerate(content_of_template(template))
    ]
