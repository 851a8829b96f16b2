"""Several persons at once, out of a spreadsheet: all of them, or none."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.persons.models import Person

from ..events import PersonEvent
from ..models import Case
from ..policies import CASES
from .people import PersonDetails, bring_in, fill, require_known


def add_people(
    case: Case, people: Sequence[PersonDetails | Person], *, lives_there: bool, actor: Actor, now: datetime
) -> int:
    """Add people to the case, new ones by what is known of them, others by their record; return how many.

    One event. Whoever is alike was shown to the actor before (`find_lookalikes`), so nobody is warned of here.

    Raises:
        PermissionDenied: the actor may not change the case, or doesn't see one of the people whole, or one is
            another centre's record.
        Refused: PESEL or a date of somebody can't be so (`PersonRefusal`); then nobody is added.
    """
    today = timezone.localdate(now)
    with CASES.recorded(PersonEvent.SEVERAL_ADDED, Permission.CASE_EDIT, case, actor=actor) as case:
        for one in people:
            if isinstance(one, Person):
                require_known(case, one, actor=actor)
                person = one
            else:
                person = Person(centre=case.centre)
                fill(person, one, today=today)
                person.save()
            bring_in(case, person, lives_there=lives_there, today=today)
    return len(people)
