"""The land of the village, its bodies, their people and papers."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kooperacja.access.actor import Actor, Duty
from kooperacja.accounts.models import OperatorGrant, User
from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.institutions.models import (
    DutyProfile,
    Function,
    InstitutionKind,
    Sector,
)
from kooperacja.partnerships.models import Partnership, PartnershipLevel, Seat
from kooperacja.territory.models import Level, Unit

from .making import SINCE, Cast, World, institution, make, person

KINDS = {
    "social_welfare_centre": ("Ośrodek pomocy społecznej", "Social welfare centre", "OPS", "welfare", True),
    "school": ("Szkoła podstawowa", "Primary school", "SP", "education", False),
    "police_station": ("Komisariat Policji", "Police station", "KP", "police", False),
    "county_family_centre": ("Powiatowe centrum pomocy rodzinie", "County family centre", "PCPR", "welfare", False),
    "regional_social_policy_centre": (
        "Regionalny ośrodek polityki społecznej",
        "Regional centre",
        "ROPS",
        "welfare",
        False,
    ),
}

FUNCTIONS: dict[str, tuple[str, str, list[Duty]]] = {
    "head": ("Kierownik", "Head", [Duty.HEAD]),
    "intake": ("Osoba przyjmująca", "Intake worker", [Duty.INTAKE]),
    "social_worker": ("Pracownik socjalny", "Social worker", [Duty.CASEWORK]),
    "administrator": ("Administrator instytucji", "Administrator", [Duty.ADMINISTRATION]),
    "data_protection_officer": ("Inspektor ochrony danych", "Data protection officer", [Duty.DATA_PROTECTION]),
    "school_counsellor": ("Pedagog szkolny", "School counsellor", []),
    "beat_officer": ("Dzielnicowy", "Beat officer", []),
    "regional_adviser": ("Doradca ROPS", "Regional adviser", [Duty.REGION]),
}


def build(world: World) -> None:
    """Lay out the land, the bodies, their people and papers."""
    _land(world)
    _bodies(world)
    _people(world)
    _papers(world)


def _land(world: World) -> None:
    world.voivodeship = make(Unit, level=Level.VOIVODESHIP, code="99", name="lipowskie")
    world.powiat = make(Unit, level=Level.POWIAT, code="9901", name="lipiański", parent=world.voivodeship)
    world.gmina = make(Unit, level=Level.GMINA, code="990101", name="Wierzbowa Góra", parent=world.powiat)
    world.other_gmina = make(Unit, level=Level.GMINA, code="990102", name="Stary Brzeg", parent=world.powiat)
    world.unit = world.gmina


def _bodies(world: World) -> None:
    world.sector = make(Sector, code="welfare", name="Pomoc społeczna", name_en="Welfare")
    world.kinds = {
        code: make(
            InstitutionKind,
            code=code,
            name=name,
            name_en=name_en,
            abbreviation=short,
            sector=world.sector,
            duty_profile=DutyProfile(profile),
            receives_concerns=receives,
        )
        for code, (name, name_en, short, profile, receives) in KINDS.items()
    }
    world.kind = world.kinds["school"]
    world.functions = {
        code: make(Function, code=code, name=name, name_en=name_en, duties=[duty.value for duty in duties])
        for code, (name, name_en, duties) in FUNCTIONS.items()
    }
    world.function = world.functions["school_counsellor"]
    ops = world.kinds["social_welfare_centre"]
    world.ops = institution(
        "GOPS Wierzbowa Góra", ops, world.gmina, duty_phone="100 100 100", crisis_phone="100 100 101"
    )
    world.other_ops = institution("GOPS Stary Brzeg", ops, world.other_gmina)
    world.school = institution("Szkoła w Zapłociu", world.kinds["school"], world.gmina)
    world.police = institution("Komisariat w Lipianach", world.kinds["police_station"], world.powiat)
    world.pcpr = institution("PCPR w Lipianach", world.kinds["county_family_centre"], world.powiat)
    world.rops = institution("ROPS w Lipowie", world.kinds["regional_social_policy_centre"], world.voivodeship)
    world.institution = world.school


def _people(world: World) -> None:
    functions = world.functions
    world.lead = person("Lidia Lewandowska", world.ops, functions["social_worker"])
    world.deputy = person("Zofia Zastępowska", world.ops, functions["social_worker"])
    world.colleague = person("Kamil Kolegowicz", world.ops, functions["social_worker"])
    world.intake = person("Irena Przyjemska", world.ops, functions["intake"])
    world.head = person("Helena Kierowska", world.ops, functions["head"])
    world.admin = person("Adam Administrowicz", world.ops, functions["administrator"])
    world.officer = person("Iga Ochronna", world.ops, functions["data_protection_officer"])
    world.member = person("Celina Szkolna", world.school, functions["school_counsellor"])
    world.former = person("Franciszek Dawny", world.school, functions["school_counsellor"])
    world.reporter = person("Robert Dzielnicowy", world.police, functions["beat_officer"])
    world.outsider = person("Olga Powiatowa", world.pcpr, functions["social_worker"])
    world.neighbour = person("Natalia Sąsiedzka", world.other_ops, functions["intake"])
    world.neighbour_head = person("Henryk Sąsiedzki", world.other_ops, functions["head"])
    world.region = person("Regina Regionalna", world.rops, functions["regional_adviser"])
    world.membership = world.colleague.membership
    user = User.objects.create_user("operator@urzad.example", "Oskar Operator")
    world.operator_grant = make(OperatorGrant, user=user, starts_on=SINCE)
    world.operator = Cast(user, None, Actor(user_id=user.pk, is_operator=True))


def _papers(world: World) -> None:
    both = (world.ops, world.school)
    world.cooperation = make(
        Agreement,
        kind=AgreementKind.COOPERATION,
        title="Porozumienie o współpracy",
        signed_on=SINCE,
        starts_on=SINCE,
        scan=_scan(),
    )
    world.protocol = make(
        Agreement, kind=AgreementKind.DATA_SHARING, title="Protokół udostępniania", signed_on=SINCE, starts_on=SINCE
    )
    for agreement in (world.cooperation, world.protocol):
        for body in both:
            make(Party, agreement=agreement, institution=body, starts_on=SINCE)
    world.agreement, world.party = world.cooperation, world.cooperation.parties.get(institution=world.school)
    world.partnership = make(
        Partnership,
        level=PartnershipLevel.LOCAL,
        name="PZK Wierzbowa Góra",
        unit=world.gmina,
        agreement=world.cooperation,
        starts_on=SINCE,
    )
    world.seat = make(
        Seat,
        partnership=world.partnership,
        institution=world.school,
        membership=world.member.membership,
        starts_on=SINCE,
    )


def _scan() -> str:
    """Return the name of a kept scan, which is written once."""
    name = "agreements/scan-of-the-world.pdf"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"%PDF-1.4 signed"))
    return name
