"""2. A policeman and a nurse, the same house (Wierzbowa Góra): a case has just opened, a second concern waits."""

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.models import NoteKind
from kooperacja.cases.rules.depth import Rhythm
from kooperacja.concerns.terms import Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.reviews.actions.refusing import SaidNo, record_refusal
from kooperacja.reviews.rules import HowAsked

from ..telling import Story


def tell(story: Story) -> None:
    """The beat officer noticed first, the nurse today; intake sees both."""
    calendar = story.calendar
    concern = story.tells(
        "officer",
        calendar.ago(9),
        centre="gops_wg",
        urgency=Urgency.AMBER,
        who="Henryk Sitarz, ok. 74 lata",
        address="Wierzbowa Góra 71",
        dependants="Starszy pan, nie radzi sobie sam po zmroku.",
        facts="Dwa razy w tym tygodniu, po 22, stał lekko ubrany na podwórzu i nie wiedział, która jest godzina. Syn "
        "odprowadził go do domu. Sąsiedzi słyszą głośne rozmowy w nocy.",
        visit_risks="Duży pies na łańcuchu przy bramie.",
        reporter_phone="99 100 50 60",
    )
    case = story.opens(
        concern,
        calendar.ago(8),
        by="intake",
        deputy="head",
        persons=[
            NewPerson("Henryk", "Sitarz", phone="600 000 271"),
            NewPerson("Marek", "Sitarz", phone="600 000 272", safe_contact="Po 15.00."),
        ],
        address="Wierzbowa Góra 71",
    )
    son = case.case_persons.order_by("-pk")[0].person
    story.notes(
        case,
        story.leader,
        calendar.ago(6),
        NoteKind.VISIT,
        "Rozmowa z panem Henrykiem i synem. Syn prosi o lekarza i o kogoś na popołudnia.",
    )
    story.consults(
        case,
        "ppp",
        calendar.ago(6),
        "Starsza osoba w nocy wychodzi z domu i nie pamięta o tym rano. Bliscy są zmęczeni i boją się lekarza. "
        "Od czego zacząć rozmowę i kogo poprosić o pomoc najpierw?",
        "Najpierw lekarz rodzinny i proste badanie pamięci, bo przyczyn może być wiele. Z bliskimi zacząć od ich snu: "
        "co by dało jedną spokojną noc. Warto spisać przez tydzień, o której i po czym to się dzieje.",
        calendar.ago(6),
    )
    story.agrees(case, son, calendar.ago(6))
    doctor_by_letter = story.invites_by_letter(case, "clinic", "lekarz POZ", calendar.ago(6))
    workshop = story.meets(case, calendar.ago(5), "przy stole u pana Henryka")
    story.says(
        workshop,
        story.leader,
        calendar.ago(5),
        strengths="Tata zna każdego w Górze i wszystko umie naprawić. Syn codziennie robi śniadanie.",
        deficits="Noce. Tata wstaje i wychodzi, a ja o piątej do pracy.",
        expectations="Marek: żeby ktoś był po południu. Pan Henryk: nie chcę do domu opieki.",
    )
    story.assesses(
        case,
        calendar.ago(5),
        Occasion.START,
        finish=False,
        d4=("2", "", ""),
        d7=("1", "2", "Noce są najtrudniejsze."),
        d11=("", "", ""),
    )
    safe = story.aims(case, "Tata śpi w nocy i jest bezpieczny.", None, calendar.ago(5))
    team = {"clinic": doctor_by_letter, story.leader: case.members.get(membership=story.cast.places[story.leader])}
    when, days = calendar.ago(5), calendar.day
    doctor = story.plans(
        safe,
        "Wizyta u lekarza",
        "clinic",
        team,
        when,
        due=days(2),
        measure="noce bez wychodzenia na dwór",
        measure_from="5",
        measure_to="0",
        unit="wyjść w miesiącu",
    )
    story.buys(safe, "Badanie pamięci", team, when, due=days(30), cost=900, after=(doctor,))
    story.buys(safe, "Szkolenie dla syna: opieka na co dzień", team, when, due=days(60), cost=1800)
    story.buys(safe, "Rehabilitacja w domu", team, when, due=days(120), starts_on=days(20), cost=3500)
    home = story.aims(case, "Tata zostaje u siebie, a syn ma wolne popołudnia.", None, when)
    story.plans(
        home,
        "Usługi opiekuńcze, 10 godzin w tygodniu",
        story.leader,
        team,
        when,
        due=days(200),
        starts_on=days(45),
        rhythm=Rhythm.WEEKLY,
        measure="wolne popołudnia Marka",
        measure_from="0",
        measure_to="3",
        unit="w tygodniu",
    )
    story.plans(home, "Poręcze w łazience i na ganku (wniosek do PFRON)", story.leader, team, when, due=days(40))
    story.plans(home, "Dzień próbny w środowiskowym domu samopomocy", story.leader, team, when, due=days(100))
    no = SaidNo(
        asked_on=when.date(),
        how=HowAsked.VISIT,
        whom="pan Henryk i syn",
        words="Na razie nikt obcy nie będzie gotował. Po świętach możemy pogadać.",
        try_again_on=days(40),
    )
    story.acts(record_refusal, story.fresh(case), no, when=when)
    story.tells(
        "nurse",
        calendar.hours_ago(5),
        centre="gops_wg",
        urgency=Urgency.AMBER,
        who="Pan Sitarz, ponad 70 lat",
        address="Wierzbowa Góra 71",
        facts="Na wizycie trzy nieodebrane dawki leków z zeszłego tygodnia, lodówka prawie pusta. Mówi, że syn pracuje do wieczora.",
        dependants="Sam nie wychodzi do sklepu.",
        reporter_phone="99 100 60 70",
        reporter_hours="7–14",
    )
