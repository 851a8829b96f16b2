"""5. A safe home (Wierzbowa Góra): what the local team does for a mother and her children, and nothing else.

What the law keeps for other bodies is written on paper elsewhere; here there is no place for it, not even for a mark.
Whoever else lives at that address has no record, no seat in the team and no message.
"""

from decimal import Decimal

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.sharing import Thing
from kooperacja.cases.models import Level, NoteKind, SharingAnswer
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.concerns.terms import Urgency
from kooperacja.diagnosis.states import Occasion
from kooperacja.reviews.actions.reviewing import Measured

from ..telling import Story

SAFE = "Dzwonić do pracy, wtorki i czwartki 9–11. Gdy odbierze ktoś inny: w sprawie zajęć dodatkowych dla dzieci."


def tell(story: Story) -> None:
    """The nurse asks for a call and writes nothing; the mother agrees, the plan runs."""
    days, ago = story.calendar.day, story.calendar.ago
    asks = story.tells(
        "nurse",
        ago(75),
        centre="gops_wg",
        urgency=Urgency.AMBER,
        call_me=True,
        reporter_phone="99 100 60 70",
        reporter_hours="7–14",
    )
    case = story.opens(
        asks,
        ago(74),
        by="intake",
        deputy="lead",
        persons=[NewPerson("Anna", "Korczak", phone="600 000 515", safe_contact=SAFE, letters_are_safe=False)],
        address="Wierzbowa Góra 48",
    )
    anna = case.case_persons.get().person
    born = {"letters_are_safe": False, "safe_contact": "Tylko przez mamę."}
    ola = story.adds_child(case, anna, ago(72), "Ola", "Korczak", days(-12 * 365 - 90), **born)
    bartek = story.adds_child(case, anna, ago(72), "Bartek", "Korczak", days(-8 * 365 - 20), **born)
    for person, given_by, view in (
        (anna, None, ""),
        (ola, anna, "Chce, żeby brat się nie bał."),
        (bartek, anna, "Chce chodzić na grupę z siostrą."),
    ):
        story.agrees(case, person, ago(71), given_by=given_by, own_view=view)
    team = {who: story.joins(case, who, ago(70)) for who in ("oik", "counsellor")}
    team["gkrpa_wg"] = story.invites_by_letter(case, "gkrpa_wg", "sekretarz komisji", ago(70))
    team["deputy"] = case.members.get(membership=story.cast.places["deputy"])
    story.lets_see(
        case,
        "counsellor",
        Thing(level=Level.ACTION),
        SharingAnswer.SHARED,
        "Szkole wystarczy jej zadanie; resztę mówi mama.",
        ago(69),
    )
    workshop = story.meets(case, ago(66), "w ośrodku w Lipianach")
    story.says(
        workshop,
        "deputy",
        ago(66),
        strengths="Trzymamy się we troje. Ola umie zadzwonić po pomoc, Bartek dużo czyta.",
        deficits="Wieczory bywają niespokojne, dzieci czuwają zamiast spać. Nie mamy własnych pieniędzy.",
        resources="Koleżanka z pracy. Ośrodek w Lipianach ma dla nas miejsce o każdej porze.",
        expectations="Anna: spokojny dom i własne konto. Ola: żeby brat się nie bał.",
    )
    story.says(workshop, "oik", ago(65), strengths="Pani Anna wie, do kogo dzwonić, i ma spakowaną torbę.")
    story.assesses(
        case,
        ago(66),
        Occasion.START,
        d7=("1", "1", "Plan na złą noc jest uzgodniony, miejsce w ośrodku czeka."),
        d6=("2", "3", "Mama chce wiedzieć, jak alkohol u bliskich działa na dzieci."),
        d8=("3", "3", "Ola pilnuje brata i lekcji."),
        d2=("2", "1", "Wspólne konto, mama nie ma do niego karty."),
    )
    calm = story.aims(case, "Jesteśmy bezpieczni i śpimy spokojnie.", None, ago(65))
    money = story.aims(case, "Mam własne pieniądze i wiem, jakie mam prawa.", anna, ago(65))
    when = ago(65)
    shelter = story.plans(
        calm,
        "Miejsce w ośrodku gotowe od zaraz, wystarczy telefon",
        "oik",
        team,
        when,
        due=days(110),
        starts_on=days(-64),
        measure="jak bezpiecznie jest w domu",
        measure_from="1",
        measure_to="4",
        unit="w skali sytuacji",
    )
    therapy = story.plans(
        calm,
        "Terapia, 16 godzin",
        "oik",
        team,
        when,
        due=days(55),
        starts_on=days(-56),
        rhythm=Rhythm.WEEKLY,
        cost=Decimal(2900),
        cost_source=CostSource.PACKAGE,
        measure="mama śpi całą noc",
    )
    lessons = story.plans(
        calm, "Spokojne miejsce na lekcje po szkole", "counsellor", team, when, due=days(40), starts_on=days(-60)
    )
    talks = story.plans(
        calm,
        "Rozmowa dla bliskich: jak alkohol w domu działa na dzieci",
        "gkrpa_wg",
        team,
        when,
        due=days(-30),
        measure="mama zna odpowiedź",
    )
    story.buys(calm, "Grupa dla dzieci", team, when, due=days(60), starts_on=days(-40), cost=800)
    lawyer = story.buys(money, "Prawnik, 8 godzin", team, when, due=days(30), starts_on=days(-50), cost=1200)
    story.plans(
        money,
        "Własne konto i praca na pełny etat",
        "deputy",
        team,
        when,
        due=days(75),
        after=(lawyer,),
        measure="własny dochód co miesiąc",
    )
    story.reviews(case, days(-10), when)
    story.starts(case, ago(64))
    for action, who in ((shelter, "oik"), (therapy, "oik"), (lessons, "counsellor"), (talks, "deputy")):
        story.accepts(action, who, ago(63))
    story.finishes(talks, "deputy", ago(33), "Mama była na dwóch rozmowach, dostała książkę dla dzieci.")
    story.ticks(therapy, "oik", ago(2), missed=1)
    said = "Rozmowa w umówionej porze. Dzieci śpią lepiej, pierwsza wizyta u prawnika za nami."
    story.notes(case, "deputy", ago(26), NoteKind.CALL, said)
    story.holds_review(
        case,
        ago(10),
        days(38),
        "Mama była u prawnika i ma własne konto. Dzieci chodzą na grupę.",
        persons=[anna],
        members=[team["deputy"], team["oik"]],
        measures={shelter.pk: Measured("1", "2")},
    )
