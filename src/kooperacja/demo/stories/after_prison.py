"""4. Leaving prison (Stary Brzeg): a case that closed with its goals reached, after a year."""

from decimal import Decimal

from kooperacja.cases.actions.closing import Closing, GoalResult, close_case
from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.sharing import Helper, add_support
from kooperacja.cases.models import ClosureReason, NoteKind
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.cases.states import GoalAction
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.reviews.actions.reviewing import Measured
from kooperacja.reviews.rules import Decision

from ..telling import Story


def tell(story: Story) -> None:
    """The probation officer told sixty days ahead, nothing of a sentence. What he notes himself only the lead reads, too."""
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
    brother = Helper("Łukasz Wolski", "brat", "Przyjmuje na pierwszy tydzień, jeździ razem do urzędów.", days(-370))
    story.acts(add_support, case, brother, when=ago(370))
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
    room = story.plans(
        home, "Pokój z zasobu gminy", "sb_lead", team, when, due=days(-240), after=(papers,), measure="klucz w ręku"
    )
    group = story.plans(
        home,
        "Grupa dla tych, którzy nie piją",
        "sb_lead",
        team,
        when,
        due=days(-60),
        starts_on=days(-300),
        rhythm=Rhythm.WEEKLY,
        measure="rok bez kłopotów",
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
    story.finishes(room, "sb_lead", ago(245), "Pokój przy ul. Polnej, czynsz w terminie.")
    story.finishes(group, "sb_lead", ago(62), "Chodził co tydzień, zostaje w grupie sam z siebie.")
    story.finishes(diagnosis, "sb_lead", ago(292), "Wynik: dobry kierowca i magazynier.")
    story.finishes(mentor, "sb_lead", ago(32), "Spotkania do końca umowy.")
    seen = "Obowiązki z okresu próby wypełnia, na spotkania przychodzi."
    story.notes(case, "probation", ago(290), NoteKind.PROGRESS, seen, with_family=False)
    after = "Tak się umówiliśmy: po kolejnym kroku, nie co dwa miesiące."
    there = {"persons": [dawid], "members": [team["sb_lead"], team["probation"]], "next_reason": after}
    said = "Dowód w kieszeni, brat pomógł z przeprowadzką."
    story.holds_review(case, ago(310), days(-204), said, **there)
    story.finishes(club, "kis", ago(205), "Warsztaty ukończone.")
    said = "Warsztaty skończone, pokój wynajęty, kurs się zaczął."
    story.holds_review(case, ago(204), days(-18), said, measures={course.pk: Measured("0", "0")}, **there)
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
        measures={course.pk: Measured("0", "6")},
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
