"""What closes a case to people of other institutions, whatever it was: they are told, and so is who leads."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from kooperacja.access.actor import Actor

from .. import notifications
from ..models import Case, CaseMember, Role

WHEN_THE_FAMILY_CHANGES: list[Callable[..., None]] = []
"""What rooms above this one do once somebody's taking part, life or place in a case has changed: called with the case,
`actor` and `now`, in the recording."""


def leading(case: Case) -> list[CaseMember]:
    """Return the places of the lead and the deputy."""
    places = case.members.current().filter(role__in=(Role.LEAD, Role.DEPUTY))
    return list(places.select_related("case", "membership"))


def partners_with_account(case: Case) -> list[CaseMember]:
    """Return the places of people from other institutions who sign in."""
    places = case.members.current().exclude(institution_id=case.centre_id).exclude(membership=None)
    return list(places.select_related("case", "membership"))


@contextmanager
def telling_who_loses_access(
    case: Case, *, actor: Actor, now: datetime, one_person: Mapping[int, int] | None = None
) -> Iterator[None]:
    """Tell everybody concerned if what happens inside takes a person, or the whole case, from the partners.

    Rooms above this one follow first (`WHEN_THE_FAMILY_CHANGES`).

    Only inside a recording. The policies shut the door by themselves; this only says so.

    Args:
        one_person: records that are of one person, by their keys: which stands for which. Read at the end, too.
    """
    same = {} if one_person is None else one_person
    case.fresh()  # so that two of these don't happen at once, each believing that the other's person stays
    given, open_before = _given(case), _is_open(case)
    yield
    for follow in WHEN_THE_FAMILY_CHANGES:
        follow(case, actor=actor, now=now)
    lost_case = open_before and not _is_open(case)
    if not lost_case and {same.get(one, one) for one in given} <= {same.get(one, one) for one in _given(case)}:
        return
    for place in leading(case):
        notifications.taking_part_changed(place, actor=actor, now=now)
    if open_before:
        for place in partners_with_account(case):
            tell = notifications.lost_the_case if lost_case else notifications.taking_part_changed
            tell(place, actor=actor, now=now)


def _given(case: Case) -> set[int]:
    return set(case.bases.given().values_list("person_id", flat=True))


def _is_open(case: Case) -> bool:
    return bool(case.bases.opening_to_partners().exists())
