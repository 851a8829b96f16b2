"""Who may be named as having taken part, and how they are called."""

from typing import Any

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.cases.actions.twins import with_aliases
from kooperacja.cases.models import Case
from kooperacja.cases.policies import PERSONS, TEAM

from ..rules.attendance import TookPart


def persons_of(request: ActorRequest, case: Case) -> Any:
    """Return everybody whom the case is or was about."""
    persons = PERSONS.permitted(request.actor, Permission.PERSON_VIEW_WHOLE)
    return persons.filter(case_persons__case=case).order_by("pk")


def team_of(request: ActorRequest, case: Case) -> Any:
    """Return all places in the team, also past ones."""
    places = TEAM.permitted(request.actor, Permission.TEAM_VIEW).filter(case=case)
    return places.select_related("institution", "membership__user").order_by("pk")


def choices_for(request: ActorRequest, case: Case) -> dict[str, Any]:
    """Return whom the form offers: who is in the case and in the team today."""
    present = persons_of(request, case).filter(case_persons__left_on=None, has_died=False)
    return {
        "people": [(str(one.public_id), one.name) for one in present],
        "team": [(str(one.public_id), _place(one)) for one in team_of(request, case).filter(left_on=None)],
    }


def names_of(request: ActorRequest, case: Case, took_part: TookPart) -> list[str]:
    """Return how those who took part are called; who can't be found any more is left out."""
    known = {str(key): one.name for key, one in with_aliases(persons_of(request, case)).items()}
    known |= {str(one.public_id): _place(one) for one in team_of(request, case)}
    keys = dict.fromkeys((*took_part.persons, *took_part.members))
    names = [*dict.fromkeys(known[one] for one in keys if one in known)]
    return [*names, took_part.others] if took_part.others else names


def _place(member: Any) -> str:
    return f"{member.name}, {member.institution.name}"
