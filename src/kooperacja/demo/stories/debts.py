"""3. Debt, disability, no heating (Wierzbowa Góra): a plan with an overdue step and one that was declined."""

from decimal import Decimal
from typing import Any

from kooperacja.cases.actions.days import propose_day
from kooperacja.cases.actions.merging import merge_persons
from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.people import PersonDetails, add_person
from kooperacja.cases.actions.plan import decline_action
from kooperacja.cases.models import Case, NoteKind
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.rules.joint import Channel, Rule, Vote
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.gate.actions.tried import Behalf
from kooperacja.gate.models import Answer, Heard, Reason, Result

from ..telling import Story


def tell(story: Story) -> None:
    """The job office noticed; PCPR and the job office are in the team, the fire brigade helps by letter."""
    days, ago = story.calendar.day, story.calendar.ago
    concern = story.tells(
        "job_adviser",
        ago(70),
        centre="gops_wg",
        urgency=Urgency.AMBER,
        who="Beata i Roman Cichosz",
        address="Wierzbowa Góra 33",
        source=Source.TOLD,
        dependants="Pan Roman porusza się na wózku.",
        facts="Pani Beata powiedziała w urzędzie, że od października nie palą w piecu, bo komin jest zatkany, a na naprawę nie mają. "
        "Mają zajęcie komornicze renty.",
        reporter_phone="99 100 70 80",
    )
    case = story.opens(
        concern,
        ago(69),
        by="intake",
        deputy="lead",
        persons=[NewPerson("Beata", "Cichosz", phone="600 000 333"), NewPerson("Roman", "Cichosz")],
        address="Wierzbowa Góra 33",
        case_mark="GOPS.5120.7",
    )
    beata, roman = (row.person for row in case.case_persons.order_by("pk"))
    for adult in (beata, roman):
        story.agrees(case, adult, ago(66))
    # she was written down once more, by the surname she had before she married: the two records became one
    maiden = PersonDetails("Beata", "Wolska", safe_contact="SMS albo telefon po 15:00.")
    again = story.acts(add_person, case, maiden, lives_there=True, when=ago(65))
    details = PersonDetails(
        "Beata",
        "Cichosz",
        phone="600 000 333",
        safe_contact="SMS albo telefon po 15:00.",
        former_surname="Wolska",
    )
    versions = (beata.version, again.version)
    story.acts(merge_persons, beata, again, details, versions=versions, when=ago(65))
    team = {who: story.joins(case, who, ago(64)) for who in ("pcpr", "job_adviser")}
    team["deputy"] = case.members.get(membership=story.cast.places["deputy"])
    story.invites_by_letter(case, "osp", "naczelnik OSP", ago(64))
    team["gmina_wg"] = story.invites_by_letter(case, "gmina_wg", "referat mieszkaniowy", ago(64))
    story.assesses(
        case,
        ago(63),
        Occasion.START,
        d1=("1", "1", "Zimno, łazienka bez podjazdu."),
        d2=("1", "2", "Trzy pożyczki, zajęta renta."),
        d4=("3", "3", ""),
        d13=("2", "", "Pisma leżą nieotwarte, razem otworzyliśmy dwa."),
    )
    warm = story.aims(case, "W domu jest ciepło.", None, ago(62))
    debts = story.aims(case, "Wiemy, ile i komu płacimy.", beata, ago(62))
    when = ago(62)
    chimney = story.plans(
        warm,
        "Przegląd i naprawa komina",
        "deputy",
        team,
        when,
        due=days(-12),
        measure="w pokoju jest ciepło",
        measure_from="12",
        measure_to="18",
        unit="°C w styczniu",
    )
    ramp = story.plans(
        warm, "Wniosek o podjazd i łazienkę (PFRON)", "pcpr", team, when, due=days(25), measure="złożony wniosek"
    )
    work = story.plans(
        debts,
        "Praca blisko domu dla pani Beaty",
        "job_adviser",
        team,
        when,
        due=days(-20),
        measure="oferta na pół etatu",
    )
    adviser = story.plans(
        debts,
        "Doradca od długów",
        "pcpr",
        team,
        when,
        due=days(5),
        cost=Decimal(2400),
        cost_source=CostSource.PACKAGE,
        measure="raty płacone w terminie",
        measure_from="0",
        measure_to="6",
        unit="z 6 rat",
    )
    story.buys(debts, "Prawnik: zajęcie renty", team, when, due=days(30), cost=1400, after=(adviser,))
    story.buys(debts, "Warsztat: domowy budżet", team, when, due=days(80), starts_on=days(40), cost=1400)
    story.buys(warm, "Fizjoterapia pana Romana", team, when, due=days(120), starts_on=days(-30), cost=4000)
    story.buys(debts, "Psycholog dla pani Beaty", team, when, due=days(90), starts_on=days(-20), cost=3600)
    story.buys(
        warm,
        "Nowy piec i wkład do komina",
        team,
        when,
        due=days(45),
        cost=8400,
        other="zasiłek celowy specjalny",
        after=(chimney,),
    )
    story.plans(
        warm, "Zgoda na remont: mieszkanie gminy", "gmina_wg", team, when, due=days(10), measure="zgoda na piśmie"
    )
    story.reviews(case, days(2), when)
    story.starts(case, ago(61))
    story.accepts(ramp, "pcpr", ago(60))
    day_proposed = "Doradca jest u nas w co drugi wtorek."
    story.acts(propose_day, adviser, days(12), day_proposed, by="pcpr", when=ago(2))
    no = "W promieniu 10 km nie mamy teraz ofert na pół etatu."
    story.acts(decline_action, work, no, answered_on=ago(58).date(), by="job_adviser", when=ago(58))
    story.notes(
        case,
        "deputy",
        ago(40),
        NoteKind.VISIT,
        "Kominiarz umówiony, czeka na części. Rodzina grzeje grzejnikiem elektrycznym.",
    )
    if chimney.state != "accepted":
        story.accepts(chimney, "deputy", ago(60))
    together = story.asks_together(
        case,
        "Czy spotykamy się w GOPS w każdy pierwszy wtorek miesiąca, dopóki w domu nie będzie ciepło?",
        ("gops_wg", "pcpr", "job_office", "osp"),
        ago(4),
        by=days(6),
        rule=Rule.SOME,
        number=3,
    )
    story.decides_together(together, "pcpr", ago(3), Vote.YES)
    by_phone: Any = {"channel": Channel.PHONE, "came_on": ago(2).date()}
    story.decides_together(together, "deputy", ago(2), Vote.YES, body="osp", **by_phone)
    _is_it_the_way(story, case)
    story.cannot_wait(
        case,
        ago(8),
        "Od soboty grzejnik nie działa, w pokoju jest 9 stopni. Pan Roman nie może sam wyjść z domu.",
    )


def _is_it_the_way(story: Story, case: Case) -> None:
    """What each institution had tried, and why the family and the team go this way."""
    days, ago = story.calendar.day, story.calendar.ago
    story.tries(
        case,
        "pcpr",
        ago(63),
        "Wniosek o podjazd i przebudowę łazienki.",
        Result.NOT,
        "Odmowa: w zeszłym roku zabrakło pieniędzy.",
        since=days(-400),
        until=days(-330),
    )
    story.tries(
        case,
        "job_adviser",
        ago(63),
        "Dwie propozycje kursu dla pani Beaty.",
        Result.NOT_TAKEN_UP,
        "Kursy były w Lipianach, a pani Beata nie zostawi męża na cały dzień.",
    )
    story.tries(
        case, "deputy", ago(63), "Zasiłek celowy na opał, dwa razy.", Result.PARTLY, "Opał jest, ale komin zatkany."
    )
    story.hears(
        case,
        Behalf(Heard.TALK, story.cast.bodies["osp"]),
        ago(62),
        "Strażacy sprawdzili komin i zabronili palić.",
        Result.PARTLY,
        "Jest bezpiecznie, ale zimno.",
    )
    story.chooses(
        case,
        ago(62),
        Answer.FITS,
        [Reason.MANY, Reason.EXHAUSTED, Reason.NOT_ALONE],
        "Długi, zimno i schody trzeba ruszyć razem, bo jedno zatrzymuje drugie.",
    )
