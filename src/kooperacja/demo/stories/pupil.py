"""1. A neglected pupil (Wierzbowa Góra): the team is at work, halfway to the goals."""

from datetime import datetime

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.sharing import Helper, Thing, add_support
from kooperacja.cases.actions.versions import Agreed, content_of, freeze_plan, link_paper
from kooperacja.cases.models import Action, Case, How, Level, Note, NoteKind, PaperKind, SecondGuardian, SharingAnswer
from kooperacja.cases.rules.depth import Rhythm
from kooperacja.cases.rules.joint import Rule, Vote
from kooperacja.cases.rules.versions import fingerprint
from kooperacja.concerns.terms import Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.gate.actions.tried import Behalf
from kooperacja.gate.models import Answer, Heard, Reason, Result
from kooperacja.persons.models import Person
from kooperacja.reviews.actions.reviewing import Measured
from kooperacja.reviews.rules import Decision

from ..telling import Story
from .two_homes import kuba_at_dads


def tell(story: Story) -> None:
    """The school counsellor noticed; the team helps, and a review is near."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "counsellor",
        ago(150),
        centre="gops_wg",
        urgency=Urgency.AMBER,
        who="Kuba Jałowiec, uczeń klasy III",
        address="Zapłocie 14",
        children="Kuba, 9 lat",
        facts="Od września nie było go na 23 z 60 dni lekcji. Przychodzi bez śniadania i bez zeszytów, w listopadzie bez "
        "kurtki. Na lekcjach zasypia. Mama nie przyszła na trzy umówione spotkania.",
        already_done="Trzy telefony do mamy, rozmowa z wychowawczynią, obiady w szkole od 2 tygodni.",
        safe_contact="Mama odbiera po 16, najlepiej przez szkołę.",
        reporter_phone="99 100 40 50",
        reporter_hours="8–14",
    )
    case = story.opens(
        concern,
        ago(148),
        by="intake",
        deputy="deputy",
        persons=[NewPerson("Magda", "Jałowiec", phone="600 000 114", safe_contact="Dzwonić po 16.00.")],
        address="Zapłocie 14",
    )
    mother = case.case_persons.get().person
    kuba = story.adds_child(case, mother, ago(146), "Kuba", "Jałowiec", story.calendar.day(-9 * 365 - 100))
    first = story.notes(
        case,
        "lead",
        ago(146),
        NoteKind.VISIT,
        "Pierwsza rozmowa w domu. Mama jest zmęczona, chce pomocy z czytaniem Kuby.",
    )
    story.agrees(case, mother, ago(143))
    story.agrees(
        case,
        kuba,
        ago(143),
        given_by=mother,
        second_guardian=SecondGuardian.NOT_APPLICABLE,
        own_view="Chce chodzić na świetlicę z kolegą.",
    )
    team = {who: story.joins(case, who, ago(140)) for who in ("counsellor", "day_centre", "ppp", "assistant")}
    team["lead"] = case.members.get(membership=story.cast.places["lead"])
    _is_it_the_way(story, case)
    workshop = story.meets(case, ago(139), "w domu rodziny", "ciocia Basia")
    story.says(
        workshop,
        "lead",
        ago(139),
        strengths="Trzymamy się razem. Kuba sam nakarmi psa i przypilnuje siostry cioci. Umiemy się śmiać.",
        causes="Odkąd mama pracuje na noc, rano nikt nie ma siły wstać. Zaczęło się po przeprowadzce.",
        deficits="Mama nie ma kiedy spać. Do szkoły daleko, autobus jest jeden.",
        resources="Ciocia Basia bierze Kubę w soboty. Kolega Staś chodzi na świetlicę.",
        expectations="Kuba: żeby nikt się nie śmiał, że nie umiem czytać. Mama: jedna osoba, do której można zadzwonić.",
    )
    story.says(
        workshop,
        "counsellor",
        ago(137),
        strengths="Na przerwach pomaga młodszym, lubi rysować.",
        deficits="Czytanie idzie mu trudno, przy głośnym czytaniu milknie.",
    )
    story.assesses(
        case,
        ago(139),
        Occasion.START,
        d2=("2", "2", "Po rachunkach zostaje na dwa tygodnie jedzenia."),
        d5=("2", "1", "Mama mówi, że od miesięcy nie ma siły."),
        d8=("2", "3", ""),
        d9=("2", "2", "Kuba wstydzi się czytać na głos."),
    )
    school = story.aims(case, "Kuba chodzi do szkoły i nie jest głodny.", kuba, ago(138))
    home = story.aims(case, "Mama ma siłę i czas dla Kuby.", mother, ago(138))
    when = ago(138)
    day_centre = story.plans(
        school,
        "Miejsce na świetlicy z obiadem, pięć dni w tygodniu",
        "day_centre",
        team,
        when,
        due=days(-120),
        starts_on=days(-130),
        measure="Kuba jest na świetlicy 4 dni z 5",
    )
    reading = story.plans(
        school,
        "Pilnujemy obecności i drugiego śniadania",
        "counsellor",
        team,
        when,
        due=days(30),
        starts_on=days(-136),
        measure="Kuba chodzi do szkoły",
        measure_from="61",
        measure_to="90",
        unit="% lekcji",
    )
    test = story.plans(school, "Badanie w poradni", "ppp", team, when, due=days(-108), measure="wydana opinia")
    story.buys(
        school,
        "Terapia czytania",
        team,
        when,
        due=days(75),
        starts_on=days(-90),
        cost=2600,
        after=(test,),
        measure="Kuba czyta krótki tekst sam",
    )
    visits = story.plans(
        home,
        "Asystent rodziny w domu",
        "assistant",
        team,
        when,
        due=days(60),
        starts_on=days(-130),
        rhythm=Rhythm.WEEKLY,
        measure="Mama sama planuje tydzień",
    )
    story.buys(home, "Psycholog dla mamy, 20 godzin", team, when, due=days(-10), cost=3600, measure="pierwsza wizyta")
    story.buys(home, "Warsztat dla rodziców", team, when, due=days(40), starts_on=days(20), cost=1200)
    story.buys(school, "Łóżko i biurko dla Kuby", team, when, due=days(20), cost=900, other="Caritas")
    story.plans(school, "Rozmowa o lekcjach z wychowawczynią co miesiąc", "counsellor", team, ago(3), due=days(14))
    story.reviews(case, days(-90), when)
    _agree_to_the_plan(story, case, [mother, kuba], ago(137))
    story.acts(link_paper, case, PaperKind.INTERVIEW, "WŚ.114.2026", ago(141).date(), when=ago(137))
    story.acts(link_paper, case, PaperKind.ASSISTANT, "PPA.9", ago(133).date(), when=ago(132))
    story.starts(case, ago(137))
    for action, who in ((day_centre, "day_centre"), (reading, "counsellor"), (test, "ppp"), (visits, "assistant")):
        story.accepts(action, who, ago(136))
    story.finishes(day_centre, "day_centre", ago(121), "Kuba chodzi na świetlicę, je obiady, odrabia lekcje.")
    story.finishes(test, "ppp", ago(106), "Opinia wydana i oddana mamie.")
    story.ticks(visits, "assistant", ago(2), missed=1)
    story.holds_review(
        case,
        ago(90),
        days(-45),
        "Kuba chodzi na świetlicę i je obiady. Mama pierwszy raz przyszła na zebranie.",
        persons=[mother],
        members=[team["lead"], team["counsellor"]],
        measures={reading.pk: Measured("61% obecności", "72%")},
    )
    _every_absence(story, case)
    week = story.notes(
        case,
        "assistant",
        ago(60),
        NoteKind.VISIT,
        "Wspólne zakupy i plan tygodnia. Mama gotuje dwa razy w tygodniu na zapas.",
    )
    story.holds_review(
        case,
        ago(45),
        days(9),
        "Kuba czyta sam krótkie książki. W domu jest plan tygodnia, mama gotuje na zapas.",
        persons=[mother, kuba],
        members=[team["lead"], team["assistant"]],
        others="ciocia Kuby",
        measures={reading.pk: Measured("72% obecności", "84%"), visits.pk: Measured("co dwa tygodnie", "co tydzień")},
        decision=Decision.CHANGE,
        reason="Mama prosi o termin u psychologa po południu; dopiszemy rozmowy o lekcjach.",
    )
    review = story.assesses(
        case,
        ago(58),
        Occasion.REVIEW,
        d5=("3", "2", "Śpi lepiej. Nadal czeka na psychologa."),
        d8=("4", "4", "Świetlica i asystentka dają oddech."),
        d9=("3", "4", "Czyta z kolegą. Obecność rośnie."),
    )
    story.shows(review, "d9", "counsellor", "Żeby zajęcia z czytania zacząć od tego, co już idzie.", ago(57))
    story.notes(case, "counsellor", ago(20), NoteKind.PROGRESS, "Obecność w październiku 84%.", with_family=False)
    story.notes(case, "lead", ago(12), NoteKind.CALL, "Mama mówi, że jest lżej. Pyta o psychologa.")
    aunt = Helper("Barbara Jałowiec", "ciocia Kuby", "Bierze Kubę w soboty, odbiera ze świetlicy.", days(-139))
    story.acts(add_support, case, aunt, when=ago(139))
    _who_sees_what(story, case, test)
    _notes_of_the_home(story, case, week, first)
    kuba_at_dads(story, case, mother, kuba)


def _is_it_the_way(story: Story, case: Case) -> None:
    """What each institution had tried, and why the family and the team go this way."""
    days, ago = story.calendar.day, story.calendar.ago
    story.tries(
        case,
        "counsellor",
        ago(140),
        "Obiady w szkole i drugie śniadanie od wychowawczyni.",
        Result.PARTLY,
        "Kuba je w szkole. W poniedziałki dalej przychodzi głodny.",
        since=days(-175),
    )
    story.tries(
        case,
        "counsellor",
        ago(140),
        "Trzy umówione spotkania z mamą.",
        Result.NOT_TAKEN_UP,
        "Spotkania były rano, kiedy mama wraca z nocnej zmiany.",
        since=days(-190),
        until=days(-152),
    )
    story.tries(
        case,
        "day_centre",
        ago(140),
        "Kuba był zapisany na świetlicę na wakacje.",
        Result.HELPED,
        "Przychodził codziennie, dopóki jeździł autobus.",
    )
    story.tries(case, "lead", ago(140), "Zasiłek celowy na kurtkę i buty.", Result.HELPED, since=days(-145))
    story.hears(
        case,
        Behalf(Heard.CALL, body="Caritas w parafii"),
        ago(140),
        "Paczka z jedzeniem raz w miesiącu.",
        Result.PARTLY,
        "Starcza na kilka dni.",
    )
    story.chooses(
        case,
        ago(139),
        Answer.FITS,
        [Reason.MANY, Reason.EXHAUSTED, Reason.NOT_ALONE, Reason.WANTED],
        "Każdy pomaga osobno i w innych godzinach. Mama chce jednej osoby, do której można zadzwonić.",
    )


def _every_absence(story: Story, case: Case) -> None:
    """What three institutions decide together."""
    absence = story.asks_together(
        case,
        "Czy każda nieobecność jest zgłaszana osobie prowadzącej tego samego dnia?",
        ("gops_wg", "school", "day_centre"),
        story.calendar.ago(88),
        by=story.calendar.day(-80),
        rule=Rule.ALL,
    )
    for who in ("lead", "counsellor", "day_centre"):
        story.decides_together(absence, who, story.calendar.ago(86), Vote.YES)


def _notes_of_the_home(story: Story, case: Case, week: Note, first: Note) -> None:
    """Which notes the school may read, and which not."""
    story.lets_see(
        case,
        "counsellor",
        Thing(note=week),
        SharingAnswer.SHARED,
        "Szkoła wie, co już idzie w domu.",
        story.calendar.ago(58),
    )
    story.lets_see(
        case,
        "counsellor",
        Thing(note=first),
        SharingAnswer.REFUSED,
        "Szkole nie jest to potrzebne do jej zadania.",
        story.calendar.ago(58),
    )


def _who_sees_what(story: Story, case: Case, test: Action) -> None:
    """The clinic sees its own step alone; the day centre knows when Kuba is there. A visit is planned."""
    ago = story.calendar.ago
    story.plans_visit(case, "lead", ago(3), "Wejście od podwórza. Weź kartę godzin czytania.")
    story.lets_see(
        case, "ppp", Thing(level=Level.ACTION), SharingAnswer.SHARED, "Poradnia umawia się przez szkołę.", ago(140)
    )
    story.lets_see(
        case,
        "day_centre",
        Thing(action=story.allows(test, "ppp", ago(135))),
        SharingAnswer.SHARED,
        "Świetlica wie, kiedy Kuby nie będzie na zajęciach.",
        ago(134),
    )


def _agree_to_the_plan(story: Story, case: Case, people: list[Person], when: datetime) -> None:
    seen = fingerprint(content_of(case))
    story.acts(freeze_plan, case, Agreed(people, when.date(), How.WRITING), seen=seen, when=when)
