"""7. A village without a bus (Wierzbowa Góra): a community's case, without any person."""

from decimal import Decimal

from kooperacja.cases.actions.plan import accept_action
from kooperacja.cases.models import NoteKind
from kooperacja.cases.rules.depth import CostSource, Rhythm
from kooperacja.reviews.actions.reviewing import Measured

from ..telling import Story


def tell(story: Story) -> None:
    """Visits were missed for want of a ride; the team sees a pattern and works for the village."""
    days, ago = story.calendar.day, story.calendar.ago
    case = story.decides(
        ago(95),
        place="Zapłocie, 214 osób, 11 km do przystanku",
        decision="Zespół kooperacji: dojazd wstrzymuje pomoc w kilku sprawach, 31% umówionych wizyt się nie odbywa.",
        deputy="head",
    )
    team = {who: story.joins(case, who, ago(94)) for who in ("counsellor", "pcpr")}
    team[story.leader] = case.members.get(membership=story.cast.places[story.leader])
    fire = story.invites_by_letter(case, "osp", "naczelnik OSP", ago(93))
    for body, contact in (
        ("gmina_wg", "sekretarz gminy"),
        ("kgw", "przewodnicząca koła"),
        ("ngo_wg", "koordynator wolontariatu"),
    ):
        story.invites_by_letter(case, body, contact, ago(93))
    rides = story.aims(case, "Każdy z Zapłocia może dojechać do lekarza, szkoły i urzędu.", None, ago(92))
    when = ago(92)
    coordinator = story.buys(
        rides,
        "Koordynator wolontariuszy, 9 miesięcy",
        team,
        when,
        due=days(180),
        starts_on=days(-80),
        cost=6000,
        measure="przejazdy umawiane telefonem",
        measure_from="0",
        measure_to="40",
        unit="przejazdów w miesiącu",
    )
    centre = story.buys(
        rides,
        "Centrum wolontariatu w świetlicy wiejskiej",
        team,
        when,
        due=days(120),
        starts_on=days(-60),
        cost=5000,
        after=(coordinator,),
        measure="opuszczone wizyty",
        measure_from="31",
        measure_to="8",
        unit="%",
    )
    story.plans(
        rides,
        "Szkolenie kierowców i zebrania wiejskie",
        "pcpr",
        team,
        when,
        due=days(30),
        cost=Decimal(3000),
        cost_source=CostSource.PACKAGE,
    )
    car = story.plans(
        rides,
        "Samochód i paliwo: dwa razy w tygodniu do Wierzbowej Góry",
        "osp",
        {**team, "osp": fire},
        when,
        due=days(150),
        starts_on=days(-70),
        rhythm=Rhythm.WEEKLY,
    )
    story.acts(accept_action, car, answered_on=ago(90).date(), when=ago(90))
    story.plans(
        rides,
        "Kwota na dojazdy w budżecie gminy na przyszły rok",
        story.leader,
        team,
        when,
        due=days(45),
        measure="uchwała",
    )
    story.reviews(case, days(-40), when)
    story.starts(case, ago(91))
    story.ticks(car, story.leader, ago(2), missed=1)
    story.holds_review(
        case,
        ago(40),
        days(12),
        "Sześciu kierowców, dwa kursy w tygodniu. Opuszczonych wizyt jest o połowę mniej.",
        members=[team[story.leader], team["pcpr"]],
        others="sołtys, naczelnik OSP, przewodnicząca koła",
        measures={coordinator.pk: Measured("0", "22"), centre.pk: Measured("31%", "16%")},
    )
    said = "Zebranie wiejskie: 31 osób, zgłosiło się 6 kierowców. Pierwszy kurs w środę."
    story.notes(case, story.leader, ago(60), NoteKind.MEETING, said, with_family=False)
