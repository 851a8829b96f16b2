"""Two turns that a family's life takes: a child with two homes, and somebody who has died."""

from kooperacja.cases.actions.households import HomeDetails, add_household
from kooperacja.cases.actions.kin import GuardianDetails, add_guardian, add_kinship
from kooperacja.cases.actions.life import note_death
from kooperacja.cases.actions.participation import Said, record_basis
from kooperacja.cases.actions.people import PersonDetails, add_person
from kooperacja.cases.models import BasisKind, Case, How, SecondGuardian
from kooperacja.persons.models import GuardianKind, KinshipKind, Person

from ..telling import Story


def kuba_at_dads(story: Story, case: Case, mother: Person, kuba: Person) -> None:
    """The parents have lived apart for two years; the father came to the school, and agreed that the team helps Kuba."""
    days, now = story.calendar.day, story.calendar.ago(40)
    details = PersonDetails("Paweł", "Jałowiec", phone="600 000 115", safe_contact="SMS, oddzwoni po pracy.")
    father = story.acts(add_person, case, details, lives_there=False, when=now)
    married = (days(-11 * 365), days(-2 * 365))
    story.acts(add_kinship, case, father, KinshipKind.SPOUSE, mother, days=married, when=now)
    story.acts(add_kinship, case, father, KinshipKind.PARENT, kuba, when=now)
    authority = GuardianDetails(GuardianKind.PARENT, story.calendar.day(-9 * 365 - 100))
    story.acts(add_guardian, case, kuba, father, authority, when=now)
    home = HomeDetails(
        unit=story.unit,
        address="Wierzbowa Góra 12",
        label="u taty",
        time_shared="W tygodniu u mamy, co drugi weekend i środowe popołudnia u taty.",
        starts_on=days(-2 * 365),
    )
    story.acts(add_household, case, home, [father, kuba], when=now)
    basis = case.bases.get(person=kuba)
    said = Said(
        BasisKind.AGREEMENT,
        now.date(),
        how=How.ORALLY,
        given_by=mother,
        second_guardian=SecondGuardian.GIVEN,
        own_view=basis.own_view,
    )
    story.acts(record_basis, case, kuba, said, version=basis.version, when=now)


def husband_died(story: Story, case: Case, wife: Person) -> None:
    """The husband was ill; the worker notes it, and nobody writes to him any more."""
    when = story.calendar.ago(20)
    husband = story.acts(add_person, case, PersonDetails("Stanisław", "Bielak"), lives_there=True, when=when)
    story.acts(add_kinship, case, husband, KinshipKind.SPOUSE, wife, when=when)
    noted = story.calendar.ago(8)
    story.acts(note_death, case, husband, story.calendar.day(-9), about=False, version=husband.version, when=noted)
