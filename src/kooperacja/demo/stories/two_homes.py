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
    act = {"actor": story.lead, "now": now}
    details = PersonDetails("Paweł", "Jałowiec", phone="600 000 115", safe_contact="SMS, oddzwoni po pracy.")
    father = add_person(case, details, lives_there=False, **act)
    married = (days(-11 * 365), days(-2 * 365))
    add_kinship(case, father, KinshipKind.SPOUSE, mother, days=married, **act)
    add_kinship(case, father, KinshipKind.PARENT, kuba, **act)
    authority = GuardianDetails(GuardianKind.PARENT, story.calendar.day(-9 * 365 - 100))
    add_guardian(case, kuba, father, authority, **act)
    home = HomeDetails(
        unit=story.unit,
        address="Wierzbowa Góra 12",
        label="u taty",
        time_shared="W tygodniu u mamy, co drugi weekend i środowe popołudnia u taty.",
        starts_on=days(-2 * 365),
    )
    add_household(case, home, [father, kuba], **act)
    basis = case.bases.get(person=kuba)
    said = Said(
        BasisKind.AGREEMENT,
        now.date(),
        how=How.ORALLY,
        given_by=mother,
        second_guardian=SecondGuardian.GIVEN,
        own_view=basis.own_view,
    )
    record_basis(case, kuba, said, version=basis.version, **act)


def husband_died(story: Story, case: Case, wife: Person) -> None:
    """The husband was ill; the worker notes it, and nobody writes to him any more."""
    act = {"actor": story.lead, "now": story.calendar.ago(20)}
    husband = add_person(case, PersonDetails("Stanisław", "Bielak"), lives_there=True, **act)
    add_kinship(case, husband, KinshipKind.SPOUSE, wife, **act)
    noted = {"actor": story.lead, "now": story.calendar.ago(8)}
    note_death(case, husband, story.calendar.day(-9), about=False, version=husband.version, **noted)
