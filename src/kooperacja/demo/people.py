"""Bodies and people of the two invented gminas. They are entered as people would: by an operator and administrators."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.accounts.models import User
from kooperacja.institutions.actions.bodies import create_institution
from kooperacja.institutions.actions.people import enter_by_invitation, invite
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import Function, Institution, InstitutionKind, Membership
from kooperacja.territory.models import Unit

HOURS = {day: [["07:30", "15:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
SCHOOL_HOURS = {day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass(frozen=True)
class Body:
    """An institution of the demo."""

    key: str
    name: str
    kind: str
    seat: str
    people: Sequence[tuple[str, str, str]] = ()  # key, name, function
    fields: dict[str, Any] = field(default_factory=dict)


WG, SB, POWIAT, REGION = "990101", "990102", "9901", "99"

ADMINISTRATORS = {WG: "Adam Jodła", SB: "Henryk Trzcina", POWIAT: "Iwona Sosna", REGION: "Iwona Sosna"}
"""Who administers the bodies of a place: in Wierzbowa Góra the one person of the gmina who knows computers; in
Stary Brzeg the head of the welfare centre, who wears every other hat, too."""

BODIES: list[Body] = [
    Body(
        "gops_wg",
        "GOPS Wierzbowa Góra",
        "social_welfare_centre",
        WG,
        [
            ("head", "Helena Kierczyńska", "head"),
            ("intake", "Irena Przyborska", "intake"),
            ("lead", "Lidia Wrzosek", "social_worker"),
            ("deputy", "Zofia Kalina", "social_worker"),
            ("animator", "Zofia Kalina", "partnership_animator"),
            ("assistant", "Anna Paproć", "family_assistant"),
            ("data_protection", "Oliwia Wrzos", "data_protection_officer"),
        ],
        {
            "address": "Wierzbowa Góra 12",
            "phone": "99 100 20 30",
            "duty_phone": "99 100 20 31",
            "crisis_phone": "99 100 99 99",
            "notices_by": "Helena Kierczyńska",
        },
    ),
    Body(
        "school",
        "Szkoła Podstawowa w Zapłociu",
        "primary_school",
        WG,
        [("counsellor", "Celina Jarzębska", "school_counsellor"), ("teacher", "Tomasz Olcha", "teacher")],
        {"opening_hours": SCHOOL_HOURS},
    ),
    Body(
        "day_centre",
        "Świetlica „Pod Lipą”",
        "child_day_centre",
        WG,
        [("day_centre", "Dorota Kruk", "day_centre_worker")],
    ),
    Body(
        "clinic",
        "Przychodnia w Wierzbowej Górze",
        "primary_care_clinic",
        WG,
        [("nurse", "Natalia Bluszcz", "community_nurse")],
    ),
    Body("osp", "OSP Zapłocie", "fire_brigade", WG),
    Body("kgw", "KGW w Zapłociu", "womens_circle", WG),
    Body("ngo_wg", "Fundacja „Dobra Droga”", "ngo", WG),
    Body("gmina_wg", "Urząd Gminy Wierzbowa Góra", "gmina_office", WG),
    Body("gkrpa_wg", "GKRPA w Wierzbowej Górze", "alcohol_commission", WG),
    Body(
        "gops_sb",
        "GOPS Stary Brzeg",
        "social_welfare_centre",
        SB,
        [
            ("sb_head", "Henryk Trzcina", "head"),
            ("sb_intake", "Henryk Trzcina", "intake"),
            ("sb_lead", "Paweł Modrzew", "social_worker"),
        ],
        {
            "address": "Stary Brzeg, ul. Rzeczna 1",
            "phone": "99 100 30 40",
            "duty_phone": "99 100 30 41",
            "crisis_phone": "99 100 99 99",
        },
    ),
    Body(
        "kis",
        "Klub Integracji Społecznej w Starym Brzegu",
        "social_integration_club",
        SB,
        [("kis", "Karolina Wiąz", "clerk")],
    ),
    Body(
        "school_sb",
        "Szkoła Podstawowa w Starym Brzegu",
        "primary_school",
        SB,
        [("sb_counsellor", "Barbara Głóg", "school_counsellor")],
        {"opening_hours": SCHOOL_HOURS},
    ),
    Body("coop", "Spółdzielnia Socjalna „Nowy Początek”", "social_cooperative", SB),
    Body("ngo_sb", "Stowarzyszenie „Razem z nami”", "ngo", SB),
    Body("culture_sb", "GOK w Starym Brzegu", "culture_centre", SB),
    Body("gmina_sb", "Urząd Gminy Stary Brzeg", "gmina_office", SB),
    Body("gkrpa_sb", "GKRPA w Starym Brzegu", "alcohol_commission", SB),
    Body(
        "police",
        "Posterunek Policji w Wierzbowej Górze",
        "police_station",
        WG,
        [("officer", "Robert Malinowski", "beat_officer")],
    ),
    Body(
        "pcpr",
        "PCPR w Lipianach",
        "county_family_centre",
        POWIAT,
        [("pcpr", "Olga Topola", "social_worker"), ("pcpr_animator", "Olga Topola", "partnership_animator")],
    ),
    Body(
        "ppp",
        "Poradnia Psychologiczno-Pedagogiczna w Lipianach",
        "psych_pedagogical_clinic",
        POWIAT,
        [("ppp", "Piotr Leszczyna", "psychologist")],
    ),
    Body(
        "job_office",
        "PUP w Lipianach",
        "county_job_office",
        POWIAT,
        [("job_adviser", "Patrycja Jesion", "job_adviser")],
    ),
    Body(
        "probation",
        "Zespół Kuratorskiej Służby Sądowej w Lipianach",
        "probation_service",
        POWIAT,
        [("probation", "Konrad Grab", "probation_officer")],
    ),
    Body("oik", "OIK w Lipianach", "crisis_centre", POWIAT, [("oik", "Julia Olszyna", "therapist")]),
    Body("sanepid", "PSSE w Lipianach", "sanitary_inspection", POWIAT),
    Body(
        "rops",
        "ROPS w Lipowie",
        "regional_social_policy_centre",
        REGION,
        [("region", "Regina Klonowska", "regional_adviser")],
    ),
]


@dataclass
class Cast:
    """Who there is: institutions, memberships and actors by key."""

    operator: Actor
    bodies: dict[str, Institution] = field(default_factory=dict)
    places: dict[str, Membership] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Return the actor that this person makes."""
        return actor_of(self.places[key])


def enter_bodies(cast: Cast, *, now: datetime) -> None:
    """Enter the institutions and, by invitation, their people."""
    kinds = {kind.code: kind for kind in InstitutionKind.objects.all()}
    functions = {function.code: function for function in Function.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.filter(code__startswith=REGION)}
    for body in BODIES:
        fields = {
            "opening_hours": HOURS,
            "official_mailbox": f"sekretariat@{body.key.replace('_', '-')}.example",
            **body.fields,
        }
        institution = Institution(
            name=body.name, kind=kinds[body.kind], seat=units[body.seat], starts_on=now.date(), **fields
        )
        cast.bodies[body.key] = create_institution(institution, [units[body.seat]], actor=cast.operator)
        if body.people:
            _people(cast, body, functions, now=now)


def _people(cast: Cast, body: Body, functions: dict[str, Function], *, now: datetime) -> None:
    institution = cast.bodies[body.key]
    place = f"{body.key}_admin"
    _enter(cast, place, ADMINISTRATORS[body.seat], institution, functions["administrator"], by=cast.operator, now=now)
    for key, name, function in body.people:
        _enter(cast, key, name, institution, functions[function], by=cast.actor(place), now=now)


def _enter(
    cast: Cast, key: str, name: str, institution: Institution, function: Function, *, by: Actor, now: datetime
) -> None:
    email = _address(name)
    invited = invite(institution, email=email, name=name, function=function, actor=by, now=now)
    user: User = enter_by_invitation(invited.invitation, name=name, now=now)
    cast.places[key] = (
        Membership.objects.select_related("function", "institution__kind", "user")
        .filter(user=user, institution=institution, function=function)
        .get()
    )


def _address(name: str) -> str:
    plain = name.lower().translate(str.maketrans("ąćęłńóśźż ", "acelnoszz."))
    return f"{plain}@pokaz.example"
