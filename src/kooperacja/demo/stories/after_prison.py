"""4. Leaving prison (Stary Brzeg): a case that closed with its goals reached, after a year."""

from decimal import Decimal

from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.models import ClosureReason, NoteKind
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.states import GoalAction
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.reviews.rules import Decision

from ..telling import Story


def tell(story: Story) -> None:
    """The probation officer told sixty days ahead; of his sentence nothing is written anywhere."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "probation",
        ago(380),
        centre="gops_sb",
        urgency=Urgency.GREEN,
        who="Dawid Wolski, 24 lata, wraca do gminy za dwa miesiące",
        address="bez mieszkania; brat: Stary Brzeg, ul. Polna 5",
        source=Source.TOLD,
        facts="Wraca do gminy za 60 dni, nie ma mieszkania ani dowodu. Prosi o pomoc, zgadza się na kontakt ośrodka.",
        reporter_phone="99 100 80 90",
    )
    case = story.opens(
        concern,
        ago(376),
        by="sb_intake",
        deputy="sb_head",
        persons=[NewPerson("Dawid", "Wolski", phone="600 000 424")],
        address="Stary Brzeg, ul. Polna 5",
    )
    dawid = case.case_persons.get().person
    story.agrees(case, dawid, ago(372))
    team = {who: story.joins(case, who, ago(370)) for who in ("probation", "job_adviser", "kis")}
    team["sb_lead"] = case.members.get(membership=story.cast.places["sb_lead"])
    story.assesses(
        case,
        ago(369),
        Occasion.START,
        d1=("1", "1", "Po powrocie nie ma gdzie mieszkać, brat przyjmie na tydzień."),
        d3=("2", "3", "Umie spawać, chce prawa jazdy."),
        d6=("3", "4", ""),
        d13=("1", "2", "Bez dowodu i ubezpieczenia."),
    )
    home = story.aims(case, "Mam gdzie mieszkać i mam dokumenty.", dawid, ago(368))
    work = story.aims(case, "Mam pracę i ją utrzymuję.", dawid, ago(368))
    when = ago(368)
    papers = story.plans(
        home,
        "Dowód i ubezpieczenie w 7 dni od powrotu",
        "sb_lead",
        team,
        when,
        due=days(-312),
        measure="dokumenty w ręku",
    )
    club = story.plans(
        work,
        "Warsztaty umiejętności zawodowych",
        "kis",
        team,
        when,
        due=days(-200),
        cost=Decimal(2800),
        cost_source=CostSource.PACKAGE,
        measure="ukończone",
    )
    diagnosis = story.buys(work, "Diagnoza zawodowa", team, when, due=days(-290), cost=1000)
    mentor = story.buys(work, "Mentor: spotkania co tydzień", team, when, due=days(-30), cost=3000)
    course = story.plans(
        work,
        "Kurs na wózki widłowe",
        "job_adviser",
        team,
        when,
        due=days(-150),
        measure="praca",
        measure_from="0",
        measure_to="6",
        unit="miesięcy",
    )
    story.reviews(case, days(-310), when)
    story.starts(case, ago(366))
    for action, who in ((club, "kis"), (course, "job_adviser")):
        story.accepts(action, who, ago(364))
    story.finishes(papers, "sb_lead", ago(315), "Dowód odebrany, ubezpieczenie jest.")
    story.finishes(diagnosis, "sb_lead", ago(292), "Wynik: dobry kierowca i magazynier.")
    story.finishes(mentor, "sb_lead", ago(32), "Spotkania do końca umowy.")
    story.finishes(club, "kis", ago(205), "Warsztaty ukończone.")
    story.finishes(course, "job_adviser", ago(150), "Kurs zdany, praca od razu.")
    story.notes(
        case,
        "sb_lead",
        ago(100),
        NoteKind.MEETING,
        "Spotkanie z Dawidem i bratem: pracuje trzeci miesiąc, wynajmuje pokój.",
    )
    story.assesses(
        case,
        ago(205),
        Occasion.REVIEW,
        d1=("3", "3", "Pokój z gminy."),
        d13=("5", "5", ""),
    )
    story.assesses(
        case,
        ago(20),
        Occasion.EXIT,
        d1=("4", "5", "Sam wynajmuje pokój."),
        d3=("4", "5", "Ponad sześć miesięcy pracy."),
        d6=("4", "4", ""),
    )
    story.holds_review(
        case,
        ago(16),
        days(30),
        "Dawid pracuje siódmy miesiąc i płaci za pokój sam.",
        persons=[dawid],
        members=[team["sb_lead"], team["probation"]],
        decision=Decision.CLOSE,
        reason="Cele osiągnięte, Dawid wie, do kogo zadzwonić.",
    )
    results = {
        home.pk: GoalResult(GoalAction.MEET, "Wynajęty pokój, dokumenty w porządku."),
        work.pk: GoalResult(GoalAction.MEET, "Ponad sześć miesięcy pracy."),
    }
    closing = Closing(
        ClosureReason.GOALS_MET, "Dawid radzi sobie sam. Wie, do kogo zadzwonić.", results, follow_up_agreed=True
    )
    story.acts(close_case, story.fresh(case), closing, when=ago(15))
