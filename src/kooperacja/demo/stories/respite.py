"""6. A child who needs much, and a worn-out mother (Stary Brzeg): three reviews, and how it was then and is now."""

from decimal import Decimal

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.sharing import Helper, Thing, add_support
from kooperacja.cases.models import Level, NoteKind, SecondGuardian, SharingAnswer
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.reviews.actions.reviewing import Measured

from ..telling import Story


def tell(story: Story) -> None:
    """The clinic writes because the mother asked it to; the grandmother is of the team."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "ppp",
        ago(206),
        centre="gops_sb",
        urgency=Urgency.AMBER,
        who="Staś Wieczorek i jego mama Ewelina",
        address="Stary Brzeg, ul. Szkolna 9",
        source=Source.TOLD,
        children="Staś, 11 lat, potrzebuje kogoś przy sobie przez cały dzień.",
        facts="Mama od dwóch lat jest z synem sama, dzień i noc. Mówi, że nie śpi. Na zajęcia nie ma czym dojechać.",
        already_done="Mama zgodziła się na tę informację i czeka na telefon.",
        reporter_phone="99 100 90 10",
    )
    case = story.opens(
        concern,
        ago(204),
        by="sb_intake",
        deputy="sb_head",
        persons=[
            NewPerson("Ewelina", "Wieczorek", phone="600 000 606", safe_contact="SMS, oddzwoni, gdy Staś zaśnie.")
        ],
        address="Stary Brzeg, ul. Szkolna 9",
    )
    mother = case.case_persons.get().person
    stas = story.adds_child(case, mother, ago(203), "Staś", "Wieczorek", days(-11 * 365 - 150))
    story.agrees(case, mother, ago(202))
    view = "Pokazał na obrazkach: basen tak, autobus nie."
    second = SecondGuardian.NOT_APPLICABLE
    story.agrees(case, stas, ago(202), given_by=mother, second_guardian=second, own_view=view)
    team = {who: story.joins(case, who, ago(200)) for who in ("ppp", "sb_counsellor", "pcpr")}
    team["ngo_sb"] = story.invites_by_letter(case, "ngo_sb", "koordynatorka zajęć", ago(200))
    team["sb_lead"] = case.members.get(membership=story.cast.places["sb_lead"])
    for who, purpose in (
        ("pcpr", "Do programu wystarczy zadanie; wniosek składa mama."),
        ("sb_counsellor", "Szkoła zna Stasia; widzi swoje zadanie."),
    ):
        story.lets_see(case, who, Thing(level=Level.ACTION), SharingAnswer.SHARED, purpose, ago(200))
    helps = "Zostaje ze Stasiem w środy po południu, zna jego obrazki."
    grandmother = Helper("Genowefa Wieczorek", "babcia Stasia", helps, days(-199))
    story.acts(add_support, case, grandmother, when=ago(199))
    workshop = story.meets(case, ago(199), "w kuchni u rodziny", "babcia Genowefa")
    story.says(
        workshop,
        "sb_lead",
        ago(199),
        strengths="Staś pływa i zna wszystkie traktory. Mama rozumie go bez słów. Babcia jest blisko.",
        deficits="Mama nie ma ani jednego wolnego popołudnia. Do zajęć 40 km, auto stoi zepsute.",
        expectations="Mama: dwie godziny tylko dla siebie. Babcia: żeby ktoś pokazał, jak pomagać.",
    )
    story.assesses(
        case,
        ago(199),
        Occasion.START,
        d4=("2", "2", "Zajęcia raz w miesiącu, bo nie ma czym dojechać."),
        d5=("1", "1", "Mama śpi po cztery godziny."),
        d9=("3", "2", "W klasie za głośno, od południa Staś jest w domu."),
        d12=("1", "1", "Auto zepsute, autobus nie pasuje do planu zajęć."),
    )
    rest = story.aims(case, "Mama śpi i ma czas dla siebie.", mother, ago(198))
    grow = story.aims(case, "Staś chodzi na zajęcia i ma w nich kolegę.", stas, ago(198))
    when = ago(198)
    respite = story.plans(
        rest,
        "Opieka wytchnieniowa, 120 godzin (program rządowy)",
        "pcpr",
        team,
        when,
        due=days(110),
        starts_on=days(-170),
        measure="jak mama się czuje, w jej oczach",
        measure_from="1",
        measure_to="3",
        unit="w skali sytuacji",
    )
    parents = story.plans(
        rest,
        "Grupa dla rodziców",
        "ngo_sb",
        team,
        when,
        due=days(60),
        starts_on=days(-150),
        cost=Decimal(1500),
        cost_source=CostSource.PACKAGE,
    )
    therapy = story.plans(
        grow,
        "Terapia, 30 godzin",
        "ngo_sb",
        team,
        when,
        due=days(80),
        starts_on=days(-180),
        cost=Decimal(4500),
        cost_source=CostSource.PACKAGE,
        measure="obecność na terapii",
        measure_from="40",
        measure_to="85",
        unit="%",
    )
    school = story.plans(
        grow, "Cichy kąt w szkole i stały plan dnia", "sb_counsellor", team, when, due=days(-150), measure="pięć godzin"
    )
    rides = story.plans(
        grow,
        "Dojazdy na zajęcia: wozi szkoła, od wiosny gmina",
        "sb_counsellor",
        team,
        when,
        due=days(100),
        starts_on=days(-180),
        rhythm=Rhythm.WEEKLY,
    )
    advice = story.plans(
        grow, "Wskazówki dla szkoły i babci", "ppp", team, when, due=days(-165), measure="opinia wydana"
    )
    story.buys(
        grow,
        "Trening umiejętności społecznych",
        team,
        when,
        due=days(100),
        starts_on=days(-60),
        cost=2400,
        after=(advice,),
    )
    story.reviews(case, days(-148), when)
    story.starts(case, ago(197))
    answered = (
        (respite, "pcpr"),
        (school, "sb_counsellor"),
        (rides, "sb_counsellor"),
        (advice, "ppp"),
        (parents, "sb_lead"),
        (therapy, "sb_lead"),
    )
    for action, who in answered:
        story.accepts(action, who, ago(195))
    story.finishes(advice, "ppp", ago(168), "Opinia wydana, godzina z babcią za nami.")
    story.finishes(school, "sb_counsellor", ago(152), "Kąt za biblioteką; Staś zostaje pięć godzin.")
    for on, ahead, text, was, is_now in (
        (148, 97, "Staś jeździ na zajęcia co tydzień. Mama przespała pierwszą noc.", "40%", "62%"),
        (97, 46, "Mama była na grupie trzy razy i śmiała się pierwszy raz od dawna.", "62%", "78%"),
    ):
        story.holds_review(
            case,
            ago(on),
            days(-ahead),
            text,
            persons=[mother],
            members=[team["sb_lead"], team["ppp"]],
            measures={therapy.pk: Measured(was, is_now)},
        )
    story.assesses(
        case,
        ago(97),
        Occasion.REVIEW,
        d5=("2", "2", "W środy mama wychodzi z domu."),
        d12=("3", "2", "Wozi szkoła, dwa razy się nie udało."),
    )
    said = "Mama opowiada, że w środę po prostu spała. Babcia daje sobie radę."
    story.notes(case, "sb_lead", ago(70), NoteKind.VISIT, said)
    story.assesses(
        case,
        ago(46),
        Occasion.REVIEW,
        d4=("4", "4", "Terapia co tydzień."),
        d5=("3", "3", "Śpi sześć godzin, w środy ma wolne."),
        d9=("4", "4", "Pięć godzin w szkole i kolega od traktorów."),
        d12=("3", "4", "Jeździ bez odwołań."),
    )
    story.holds_review(
        case,
        ago(46),
        days(8),
        "Staś opuścił tylko dwie terapie. Mama śpi sześć godzin i w środy ma wolne.",
        persons=[mother, stas],
        members=[team["sb_lead"], team["ppp"]],
        others="babcia Genowefa",
        measures={therapy.pk: Measured("78%", "85%"), respite.pk: Measured("1", "3")},
    )
    story.ticks(rides, "sb_counsellor", ago(3), missed=1)
