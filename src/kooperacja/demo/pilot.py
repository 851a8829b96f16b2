"""The pilot of 2018–2021 as its public documents name it: voivodeships, gminas, institutions, teams and agreements.

No person is entered: the seats are those of institutions. Where a document gives no day of signing, the first day of
the stage to which it belongs stands for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.agreements.actions import enter_agreement
from kooperacja.agreements.models import Agreement, AgreementKind
from kooperacja.institutions.actions.bodies import create_institution
from kooperacja.institutions.models import Institution, InstitutionKind
from kooperacja.partnerships.actions import found_partnership, take_seat
from kooperacja.partnerships.models import Partnership, PartnershipLevel
from kooperacja.territory.models import Unit

PROJECT_STARTS = date(2018, 4, 1)
TESTING_STARTS = date(2019, 4, 1)
PROJECT_ENDS = date(2021, 3, 31)


@dataclass(frozen=True)
class Region:
    """A voivodeship of the pilot: its office, its regional centre, and the bodies that signed for its team."""

    code: str
    name: str
    office: str
    centre: str
    signed_on: date | None = None
    bodies: Sequence[tuple[str, str]] = ()  # name, kind


REGIONS = [
    Region(
        "18",
        "podkarpacki",
        "Województwo Podkarpackie",
        "Regionalny Ośrodek Polityki Społecznej w Rzeszowie",
        date(2019, 5, 13),
        [
            ("Wydział Polityki Społecznej Podkarpackiego Urzędu Wojewódzkiego", "voivode_office"),
            ("Podkarpackie Kuratorium Oświaty", "education_superintendent"),
            ("Podkarpacki Oddział PFRON", "disability_fund"),
            ("Sąd Okręgowy w Rzeszowie", "regional_court"),
            ("Komenda Wojewódzka Policji w Rzeszowie", "regional_police"),
            ("Rada Działalności Pożytku Publicznego Województwa Podkarpackiego", "public_benefit_council"),
        ],
    ),
    Region(
        "20",
        "podlaski",
        "Województwo Podlaskie",
        "Regionalny Ośrodek Polityki Społecznej w Białymstoku",
        date(2019, 5, 6),
        [
            ("Komenda Wojewódzka Policji w Białymstoku", "regional_police"),
            ("Wydział Polityki Społecznej Podlaskiego Urzędu Wojewódzkiego", "voivode_office"),
            ("Wojewódzki Urząd Pracy w Białymstoku", "regional_job_office"),
            ("Podlaskie Kuratorium Oświaty", "education_superintendent"),
        ],
    ),
    Region(
        "26",
        "świętokrzyski",
        "Województwo Świętokrzyskie",
        "Regionalny Ośrodek Polityki Społecznej w Kielcach",
        date(2019, 4, 18),
        [
            ("Wojewódzki Urząd Pracy w Kielcach", "regional_job_office"),
            ("Wojewódzka Stacja Sanitarno-Epidemiologiczna w Kielcach", "regional_sanitary_inspection"),
            ("Kuratorium Oświaty w Kielcach", "education_superintendent"),
            ("Sąd Okręgowy w Kielcach", "regional_court"),
            ("Komenda Wojewódzka Policji w Kielcach", "regional_police"),
        ],
    ),
    Region("06", "lubelski", "Województwo Lubelskie", "Regionalny Ośrodek Polityki Społecznej w Lublinie"),
    Region("14", "mazowiecki", "Województwo Mazowieckie", "Mazowieckie Centrum Polityki Społecznej w Warszawie"),
]

PAIRS = {
    "260205": "jędrzejowski",
    "260209": "jędrzejowski",
    "260401": "kielecki",
    "260408": "kielecki",
    "260905": "sandomierski",
    "261201": "staszowski",
}
"""Gminas that signed with their powiat and the voivodeship for the test; codes of the official register."""


def enter(operator: Actor, *, now: datetime) -> None:
    """Enter the pilot."""
    kinds = {kind.code: kind for kind in InstitutionKind.objects.all()}
    writer = _Writer(operator, kinds, timezone.localdate(now))
    for region in REGIONS:
        writer.enter_region(region)
    writer.enter_pairs()


class _Writer:
    def __init__(self, operator: Actor, kinds: dict[str, InstitutionKind], today: date) -> None:
        self.operator, self.kinds, self.today = operator, kinds, today
        self.units = {unit.code: unit for unit in Unit.objects.exclude(code__startswith="99")}
        self.offices: dict[str, Institution] = {}

    def institution(self, name: str, kind: str, unit: Unit) -> Institution:
        row = Institution(name=name, kind=self.kinds[kind], seat=unit, starts_on=PROJECT_STARTS)
        return create_institution(row, [unit], actor=self.operator)

    def enter_region(self, region: Region) -> None:
        unit = self.units[region.code]
        office = self.institution(region.office, "marshal_office", unit)
        centre = self.institution(region.centre, "regional_social_policy_centre", unit)
        self.offices[region.code] = office
        bodies = [self.institution(name, kind, unit) for name, kind in region.bodies]
        if region.signed_on:
            title = "Porozumienie w sprawie Wojewódzkiego Zespołu Kooperacji"
            founding = self.agreement(f"{title} ({region.office})", [office, centre, *bodies], region.signed_on)
            self.team(PartnershipLevel.REGIONAL, f"WZK {region.name}", unit, founding, [centre, *bodies])

    def enter_pairs(self) -> None:
        powiats: dict[str, Institution] = {}
        for code, name in PAIRS.items():
            gmina = self.units[code]
            if code[:4] not in powiats:
                powiats[code[:4]] = self.institution(f"Powiat {name}", "powiat_office", self.units[code[:4]])
            bodies = [self.institution(f"Gmina {gmina.name}", "gmina_office", gmina), powiats[code[:4]]]
            title = f"Porozumienie w projekcie „Liderzy kooperacji”: powiat {name} i gmina {gmina.name}"
            founding = self.agreement(title, [self.offices[code[:2]], *bodies], TESTING_STARTS)
            self.team(PartnershipLevel.LOCAL, f"PZK {gmina.name}", gmina, founding, bodies)

    def agreement(self, title: str, parties: Sequence[Institution], signed_on: date) -> Agreement:
        row = Agreement(
            kind=AgreementKind.COOPERATION, title=title, signed_on=signed_on, starts_on=signed_on, ends_on=PROJECT_ENDS
        )
        return enter_agreement(row, parties, actor=self.operator, today=self.today)

    def team(
        self, level: PartnershipLevel, name: str, unit: Unit, founding: Agreement, bodies: Sequence[Institution]
    ) -> None:
        team = Partnership(
            level=level, name=name, unit=unit, agreement=founding, starts_on=founding.starts_on, ends_on=PROJECT_ENDS
        )
        found_partnership(team, actor=self.operator)
        for body in bodies:
            take_seat(team, body, since=team.starts_on, actor=self.operator)
