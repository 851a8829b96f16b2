"""What the tests of this room share."""

from datetime import timedelta
from typing import Any

from kooperacja.cases.models import Case, CaseConcern, CasePerson
from kooperacja.concerns.models import Concern, Door, Source, Urgency
from kooperacja.concerns.states import ENDED
from kooperacja.persons.models import Household, HouseholdMember, Person
from tests.world import SINCE, World, make


def concern(world: World, number: str, **changes: Any) -> Concern:
    """Make a concern of the nurse's kind: another institution, the same village."""
    fields = {
        "number": number,
        "centre": world.ops,
        "urgency": Urgency.AMBER,
        "door": Door.ACCOUNT,
        "unit": world.gmina,
        "source": Source.SEEN,
        "reporter_user": world.outsider.user,
        "reporter_membership": world.outsider.membership,
        "reporter_institution": world.pcpr,
        "reporter_phone": "99 100 60 70",
        "sent_at": world.now,
        "received_at": world.now,
        "due_at": world.now + timedelta(days=2),
    } | changes
    if fields.get("state") in ENDED:
        fields.setdefault("ended_at", world.now)
    return make(Concern, **fields)


def case_of(world: World, number: str, *people: dict[str, Any], address: str = "", **changes: Any) -> Case:
    """Make a case about these people."""
    household = make(Household, centre=world.ops, unit=world.gmina, address=address)
    fields = {"centre": world.ops, "household": household, "opened_at": world.now, "opened_by": world.lead.user}
    case = make(Case, number=number, **fields | changes)
    for known in people:
        person = make(Person, centre=case.centre, **known)
        make(HouseholdMember, household=household, person=person, starts_on=SINCE)
        make(CasePerson, case=case, person=person, added_on=SINCE)
    return case


def linked(case: Case, row: Concern, world: World) -> None:
    """Link a concern to a case, in the rows alone."""
    make(CaseConcern, case=case, concern=row, linked_at=world.now)
