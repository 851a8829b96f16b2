"""The bodies and people of the simulated country: a welfare centre, a school and a policeman for each gmina.

Work is spread as offices spread it: a worker leads `CASELOAD` cases, a counsellor of a school is in `PARTNER_CASES`
teams at the most. Gminas differ in size as they do in life: few are large, most are small.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Final

from django.contrib.auth.hashers import make_password

from kooperacja.accounts.models import User
from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.institutions.models import Function, Institution, InstitutionKind, Membership, ServiceArea
from kooperacja.kernel.text import fold
from kooperacja.territory.models import Unit

from . import words

CASELOAD: Final = 40
PARTNER_CASES: Final = 25
LARGEST: Final = 5
"""The largest gmina has this many times the cases of the average one."""
YEARS: Final = timedelta(days=4 * 365)


@dataclass
class Office:
    """One gmina as the simulation works in it."""

    unit: Unit
    cases: int
    centre: Institution
    school: Institution
    police: Institution
    head: Membership
    intake: Membership
    workers: list[Membership]
    counsellors: list[Membership]
    officer: Membership
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def number(self, sign: str, year: int) -> str:
        """Return the next number of a case ("S") or a concern ("Z")."""
        last = self.numbers[sign, year] = self.numbers.get((sign, year), 0) + 1
        return f"{sign}/{last}/{year}/{self.unit.code}"


def shares(gminas: int, cases: int) -> list[int]:
    """Return how many cases each gmina has, the largest first; their sum is `cases`.

    >>> shares(4, 40)
    [19, 10, 6, 5]
    """
    weights = [1 / (rank + 1) ** 0.8 for rank in range(gminas)]
    scale = cases / sum(weights)
    most = ceil(LARGEST * cases / gminas)
    sizes = [min(most, int(weight * scale)) for weight in weights]
    for rank in range(cases - sum(sizes)):
        sizes[-1 - rank % gminas] += 1
    return sorted(sizes, reverse=True)


def build(units: Sequence[Unit], sizes: Sequence[int], *, rng: Random, today: date) -> list[Office]:
    """Save the bodies, people and papers of these gminas; only inside a recording."""
    since = today - YEARS
    kinds = {kind.code: kind for kind in InstitutionKind.objects.all()}
    functions = {function.code: function for function in Function.objects.all()}
    bodies: list[Institution] = []
    for unit in units:
        for kind, name in (
            ("social_welfare_centre", f"Ośrodek Pomocy Społecznej {unit.name}"),
            ("primary_school", f"Szkoła Podstawowa {unit.name}"),
            ("police_station", f"Posterunek Policji {unit.name}"),
        ):
            bodies.append(Institution(kind=kinds[kind], name=name, folded=fold(name), seat=unit, starts_on=since))
    Institution.objects.bulk_create(bodies)
    ServiceArea.objects.bulk_create(ServiceArea(institution=body, unit=body.seat, starts_on=since) for body in bodies)
    hats: list[Membership] = []
    offices = []
    for number, (unit, cases) in enumerate(zip(units, sizes, strict=True)):
        centre, school, police = bodies[3 * number : 3 * number + 3]

        def hat(body: Institution, function: str) -> Membership:
            hats.append(Membership(institution=body, function=functions[function], starts_on=since))
            return hats[-1]

        offices.append(
            Office(
                unit=unit, cases=cases, centre=centre, school=school, police=police,
                head=hat(centre, "head"),
                intake=hat(centre, "intake"),
                workers=[hat(centre, "social_worker") for _ in range(max(2, ceil(cases / CASELOAD)))],
                counsellors=[hat(school, "school_counsellor") for _ in range(max(1, ceil(cases / PARTNER_CASES)))],
                officer=hat(police, "beat_officer"),
            )
        )  # fmt: skip
    _people(hats, rng)
    _papers(offices, since)
    return offices


def _people(hats: list[Membership], rng: Random) -> None:
    """Give each hat a person; nobody of them has a password, so nobody can sign in."""
    unusable = make_password(None)
    first = User.objects.count()
    users = [
        User(
            email=f"osoba{first + number}@symulacja.example",
            name=f"{rng.choice(words.WOMEN)} {rng.choice(words.SURNAMES)}",
            password=unusable,
        )
        for number in range(len(hats))
    ]
    for user, hat in zip(User.objects.bulk_create(users), hats, strict=True):
        hat.user = user
    Membership.objects.bulk_create(hats)


def _papers(offices: list[Office], since: date) -> None:
    """Let each gmina's bodies sign the two papers without which partners see nothing."""
    papers = [
        Agreement(kind=kind, title=title, folded=fold(title), signed_on=since, starts_on=since)
        for office in offices
        for kind, title in (
            (AgreementKind.COOPERATION, f"Porozumienie {office.unit.name}"),
            (AgreementKind.DATA_SHARING, f"Protokół udostępniania {office.unit.name}"),
        )
    ]
    Agreement.objects.bulk_create(papers)
    Party.objects.bulk_create(
        Party(agreement=paper, institution=body, starts_on=since)
        for number, paper in enumerate(papers)
        for body in (offices[number // 2].centre, offices[number // 2].school, offices[number // 2].police)
    )
