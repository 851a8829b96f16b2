"""3. Debt, disability, no heating (Wierzbowa Góra): a plan with an overdue step and one that was declined."""

from kooperacja.cases.actions.opening import NewPerson
from kooperacja.cases.actions.plan import decline_action
from kooperacja.cases.models import NoteKind
from kooperacja.concerns.terms import Source, Urgency

from ..telling import Story


def tell(story: Story) -> None:
    """The job office noticed; PCPR and the job office are in the team, the fire brigade helps by letter."""
    from kooperacja.cases.actions.team import add_by_letter  # noqa: PLC0415 - this story alone writes letters

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
    team = {who: story.joins(case, who, ago(64)) for who in ("pcpr", "job_adviser")}
    team["deputy"] = case.members.get(membership=story.cast.places["deputy"])
    add_by_letter(case, story.cast.bodies["osp"], contact="naczelnik OSP", actor=story.lead, now=ago(64))
    warm = story.aims(case, "W domu jest ciepło.", None, ago(62))
    debts = story.aims(case, "Wiemy, ile i komu płacimy.", beata, ago(62))
    when = ago(62)
    chimney = story.plans(
        warm, "Przegląd i naprawa komina", "deputy", team, when, due=days(-12), measure="18 °C w styczniu"
    )
    ramp = story.plans(
        warm, "Wniosek o podjazd i łazienkę", "pcpr", team, when, due=days(25), measure="złożony wniosek"
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
    story.plans(debts, "Spotkanie z doradcą od długów", "pcpr", team, when, due=days(5), measure="raty płacone 6 z 6")
    story.reviews(case, days(2), when)
    story.starts(case, ago(61))
    story.accepts(ramp, "pcpr", ago(60))
    decline_action(
        work,
        "W promieniu 10 km nie mamy teraz ofert na pół etatu.",
        answered_on=ago(58).date(),
        actor=story.cast.actor("job_adviser"),
        now=ago(58),
    )
    story.notes(
        case,
        "deputy",
        ago(40),
        NoteKind.VISIT,
        "Kominiarz umówiony, czeka na części. Rodzina grzeje grzejnikiem elektrycznym.",
    )
    if chimney.state != "accepted":
        story.accepts(chimney, "deputy", ago(60))
