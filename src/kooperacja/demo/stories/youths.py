"""10. New substances among youths (Stary Brzeg): a community's case that has just begun to work."""

from decimal import Decimal

from kooperacja.cases.models import NoteKind
from kooperacja.cases.rules.depth import CostSource

from ..telling import Story


def tell(story: Story) -> None:
    """Three events in one place and nobody's name: the team works for the young of the gmina."""
    days, ago = story.calendar.day, story.calendar.ago
    case = story.decides(
        ago(40),
        place="Młodzież w Starym Brzegu, okolice dworca",
        decision="Zespół kooperacji po trzech zdarzeniach w kwartale: co, gdzie i o której, bez nazwisk. Młodzi nie mają "
        "gdzie być po 16.",
        deputy="sb_head",
    )
    team = {"kis": story.joins(case, "kis", ago(39))}
    team[story.leader] = case.members.get(membership=story.cast.places[story.leader])
    for body, contact in (
        ("police", "zastępca komendanta"),
        ("sanepid", "oświata zdrowotna"),
        ("school_sb", "samorząd uczniowski i opiekunka"),
        ("gkrpa_sb", "przewodniczący komisji"),
    ):
        story.invites_by_letter(case, body, contact, ago(39))
    culture = story.invites_by_letter(case, "culture_sb", "instruktorka klubu", ago(39))
    club = story.aims(case, "Młodzi mają gdzie być i z kim porozmawiać.", None, ago(38))
    when = ago(38)
    room = story.plans(
        club,
        "Sala w domu kultury, klucz i ogrzewanie",
        "culture_sb",
        {"culture_sb": culture},
        when,
        due=days(-12),
    )
    story.buys(club, "Wieczory dla rodziców", team, when, due=days(25), starts_on=days(-20), cost=1200)
    evenings = story.plans(
        club,
        "Klub młodzieżowy, trzy popołudnia w tygodniu",
        "kis",
        team,
        when,
        due=days(150),
        starts_on=days(-10),
        cost=Decimal(3600),
        cost_source=CostSource.PACKAGE,
        measure="młodzi w klubie",
        measure_from="0",
        measure_to="25",
        unit="osób w tygodniu",
    )
    story.buys(
        club,
        "Szkolenie rówieśnicze",
        team,
        when,
        due=days(90),
        starts_on=days(20),
        cost=1200,
        after=(evenings,),
        measure="zdarzenia",
        measure_from="3",
        measure_to="0",
        unit="w kwartale",
    )
    story.accepts(evenings, "kis", ago(36))
    story.accepts(room, story.leader, ago(35))
    story.reviews(case, days(12), when)
    story.starts(case, ago(35))
    story.finishes(room, story.leader, ago(14), "Sala jest nasza w poniedziałki, środy i piątki od 15.")
    said = "Samorząd uczniowski: muzyka i piłkarzyki tak, pogadanki nie. Dwie osoby chcą się szkolić."
    story.notes(case, story.leader, ago(13), NoteKind.MEETING, said, with_family=False)
