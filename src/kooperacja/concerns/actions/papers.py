"""The numbers that a concern has on paper and in other systems of the centre."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission

from ..events import ConcernEvent
from ..models import Concern
from ..policies import CONCERNS


def set_numbers(concern: Concern, *, register_number: str, case_mark: str, version: int, actor: Actor) -> Concern:
    """Set the centre's register number and the case mark (znak sprawy).

    Raises `PermissionDenied`; `Stale` if somebody changed the concern since `version`.
    """
    with CONCERNS.recorded(
        ConcernEvent.NUMBERED, Permission.CONCERN_TRIAGE, concern, actor=actor, version=version
    ) as concern:
        concern.register_number, concern.case_mark = register_number, case_mark
        concern.save()
    return concern
