"""The agreements of the invented gminas, their local teams and the regional team."""

from kooperacja.agreements.actions import enter_agreement
from kooperacja.agreements.models import Agreement, AgreementKind
from kooperacja.partnerships.actions import found_partnership, take_seat
from kooperacja.partnerships.models import Partnership, PartnershipLevel
from kooperacja.territory.models import Unit

from .calendar import Calendar
from .people import REGION, SB, WG, Cast

SIGNED = 395  # days ago

TEAMS = {
    WG: (
        "Wierzbowa Góra",
        ["gops_wg", "school", "day_centre", "clinic", "police", "pcpr", "ppp", "job_office", "oik", "osp"],
    ),
    SB: ("Stary Brzeg", ["gops_sb", "kis", "school_sb", "pcpr", "ppp", "job_office", "probation", "oik"]),
}
IN_SEATS = {
    "gops_wg": "lead",
    "school": "counsellor",
    "day_centre": "day_centre",
    "clinic": "nurse",
    "police": "officer",
    "pcpr": "pcpr",
    "ppp": "ppp",
    "job_office": "job_adviser",
    "gops_sb": "sb_lead",
    "kis": "kis",
    "probation": "probation",
    "school_sb": "sb_counsellor",
    "oik": "oik",
}
ANIMATORS = {WG: "animator", SB: "pcpr_animator"}


def sign(cast: Cast, calendar: Calendar) -> None:
    """Sign what founds the teams and lets data pass between the institutions."""
    day = calendar.day(-SIGNED)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[WG, SB, REGION])}
    for code, (name, keys) in TEAMS.items():
        parties = [cast.bodies[key] for key in keys]
        founding = Agreement(
            kind=AgreementKind.COOPERATION,
            title=f"Porozumienie o współpracy w gminie {name}",
            signed_on=day,
            starts_on=day,
        )
        protocol = Agreement(
            kind=AgreementKind.DATA_SHARING,
            title=f"Protokół udostępniania danych, gmina {name}",
            signed_on=day,
            starts_on=day,
        )
        for paper in (founding, protocol):
            enter_agreement(paper, parties, actor=cast.operator, today=calendar.today)
        team = Partnership(
            level=PartnershipLevel.LOCAL, name=f"PZK {name}", unit=units[code], agreement=founding, starts_on=day
        )
        found_partnership(team, actor=cast.operator)
        for key in keys:
            person = cast.places.get(IN_SEATS.get(key, ""))
            take_seat(
                team, cast.bodies[key], person, since=max(day, person.starts_on if person else day), actor=cast.operator
            )
        animator = cast.places[ANIMATORS[code]]
        if IN_SEATS.get(ANIMATORS[code]) != ANIMATORS[code]:
            take_seat(
                team,
                animator.institution,
                animator,
                since=max(day, animator.starts_on),
                is_animator=True,
                actor=cast.operator,
            )
    _cover(cast, calendar)
    _region(cast, calendar, units[REGION])


def _cover(cast: Cast, calendar: Calendar) -> None:
    """The larger centre covers the small one."""
    paper = Agreement(
        kind=AgreementKind.COVER,
        title="Porozumienie o zastępstwie, GOPS Stary Brzeg i GOPS Wierzbowa Góra",
        signed_on=calendar.day(-200),
        starts_on=calendar.day(-200),
    )
    parties = [cast.bodies["gops_sb"], cast.bodies["gops_wg"]]
    enter_agreement(paper, parties, covering=parties[1:], actor=cast.operator, today=calendar.today)


def _region(cast: Cast, calendar: Calendar, region: Unit) -> None:
    day = calendar.day(-SIGNED)
    founding = Agreement(
        kind=AgreementKind.COOPERATION,
        title="Porozumienie w sprawie zespołu wojewódzkiego",
        signed_on=day,
        starts_on=day,
    )
    parties = [cast.bodies["rops"], cast.bodies["oik"]]
    enter_agreement(founding, parties, actor=cast.operator, today=calendar.today)
    team = Partnership(
        level=PartnershipLevel.REGIONAL, name="WZK lipowski", unit=region, agreement=founding, starts_on=day
    )
    found_partnership(team, actor=cast.operator)
    adviser = cast.places["region"]
    take_seat(team, cast.bodies["rops"], adviser, since=max(day, adviser.starts_on), actor=cast.operator)
