"""Two records of one person become one, and are taken apart again as they were."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import AuditedModel
from kooperacja.audit.recording import Stale, recording
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Guardianship, HouseholdMember, Kinship, KinshipKind, Person
from kooperacja.persons.rules import Kin
from kooperacja.vault.fields import compared_by_machine

from ..events import PersonEvent
from ..models import Case, CasePerson, Merge, ParticipationBasis
from ..policies import MERGES, PERSONS
from ..rules.merging import MergeRefusal, UndoRefusal, is_said, merge_refusals, undo_refusals
from .hanging import Trail, columns, digests, hanging_on, key_of, put
from .partners import telling_who_loses_access
from .people import PersonDetails, fill


def merge_persons(
    kept: Person,
    gone: Person,
    details: PersonDetails,
    *,
    versions: tuple[int, int],
    actor: Actor,
    now: datetime,
) -> Merge:
    """Make one record of two: all that hangs on `gone` moves to `kept`, and `gone` stays as an alias of it.

    Of two agreements in one case the later stands; the earlier stays with the alias, to be read. What would be there
    twice, such as a kinship or a place in the household, is there once.

    Args:
        details: what the one record says from now on.
        versions: those of the two records that the actor saw.

    Raises:
        PermissionDenied: the actor doesn't lead every case of both, or works on none of `kept`.
        Stale: somebody changed one of them meanwhile.
        Refused: they can't be one (`MergeRefusal`), or the details can't be so (`PersonRefusal`).
    """
    with (
        recording(PersonEvent.MERGED, actor=actor) as record,
        compared_by_machine(),
        telling_in_all_cases((kept, gone), one_person={gone.pk: kept.pk}, actor=actor, now=now),
    ):
        kept, gone = _locked(kept, gone)
        _require(kept, gone, actor)
        refuse(what_speaks_against(kept, gone))
        for row, version in zip((kept, gone), versions, strict=True):
            if row.version != version:
                raise Stale(row)
        record.about(kept)
        trail = _joined(kept, gone, details, now=now)
        left = digests((kept, gone))
        merge = Merge(person=gone, into=kept, done_at=now, done_by_id=cast(int, actor.membership_id))
        merge.trail = {"before": trail.before, "removed": trail.removed, "left": left}
        merge.save()
    return merge


def _locked(*people: Person) -> list[Person]:
    """Return the people locked and read anew; always in one order, so that two who merge both ways don't block."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in people]).order_by("pk")
    fresh = {row.pk: row for row in rows}
    return [fresh[one.pk] for one in people]


def _require(kept: Person, gone: Person, actor: Actor) -> None:
    """Demand both permissions; of a record that was merged meanwhile, on the one that stands for it."""
    PERSONS.require(actor, Permission.PERSON_EDIT, kept.merged_into or kept)
    for one in (kept, gone):
        PERSONS.require(actor, Permission.PERSON_MERGE, one.merged_into or one)


def what_speaks_against(kept: Person, gone: Person) -> frozenset[MergeRefusal]:
    """Return every reason against making one record of these two."""
    both = [kept.pk, gone.pk]
    return merge_refusals(
        same=kept.pk == gone.pk,
        other_centre=kept.centre_id != gone.centre_id,
        merged_already=kept.merged_into_id is not None or gone.merged_into_id is not None,
        related=Kinship.objects.filter(person__in=both, relative__in=both).exists()
        or Guardianship.objects.filter(ward__in=both, guardian__in=both).exists(),
        other_death=(kept.has_died, kept.died_on) != (gone.has_died, gone.died_on),
    )


@contextmanager
def telling_in_all_cases(
    people: Collection[Person], *, one_person: dict[int, int], actor: Actor, now: datetime
) -> Iterator[None]:
    """Tell whoever loses access in a case of these people by what happens inside.

    The cases are locked here, before the people are: whoever works in a case locks in that order, too.
    """
    cases = Case.objects.filter(case_persons__person__in=people).distinct().order_by("pk")
    with ExitStack() as stack:
        for case in cases:
            stack.enter_context(telling_who_loses_access(case, actor=actor, now=now, one_person=one_person))
        yield


def _joined(kept: Person, gone: Person, details: PersonDetails, *, now: datetime) -> Trail:
    trail = Trail()
    rows = hanging_on((kept, gone), lock=True)
    trail.note(kept)
    fill(kept, details, today=timezone.localdate(now))
    kept.save()
    trail.change(gone, merged_into=kept)
    theirs = [row for row in rows if _points_to(row, gone)]
    ours = [row for row in rows if not _points_to(row, gone)]
    for row in theirs:
        _move(row, ours, kept, gone, trail)
    keep_true(kept)
    return trail


def _points_to(row: AuditedModel, person: Person) -> bool:
    return any(getattr(row, f"{name}_id") == person.pk for name in columns()[type(row)])


def _move(row: AuditedModel, ours: list[AuditedModel], kept: Person, gone: Person, trail: Trail) -> None:
    """Let a row of the one that goes be of the one that stays, or be there once if both have such a row."""
    twin = next((one for one in ours if type(one) is type(row) and _is_the_same(one, row, kept, gone)), None)
    if isinstance(row, CasePerson) and isinstance(twin, CasePerson):
        left_on = None if twin.left_on is None or row.left_on is None else max(twin.left_on, row.left_on)
        trail.change(twin, added_on=min(twin.added_on, row.added_on), left_on=left_on)
    elif isinstance(row, HouseholdMember) and isinstance(twin, HouseholdMember):
        trail.change(twin, starts_on=min(twin.starts_on, row.starts_on))
    elif isinstance(row, ParticipationBasis) and isinstance(twin, ParticipationBasis):
        if (row.stated_on, row.pk) > (twin.stated_on, twin.pk):
            park([row])
            trail.change(twin, person=gone)
            trail.change(row, **_instead(row, kept, gone))
        return
    if twin is not None:
        trail.remove(row)
        return
    try:
        with transaction.atomic():
            trail.change(row, **_instead(row, kept, gone))
    except IntegrityError:  # a room above allows one such row a person: theirs stays with the alias
        del trail.before[key_of(row)]


def _instead(row: AuditedModel, kept: Person, gone: Person) -> dict[str, Person]:
    return {name: kept for name in columns()[type(row)] if getattr(row, f"{name}_id") == gone.pk}


def _is_the_same(one: Any, row: Any, kept: Person, gone: Person) -> bool:
    """Tell whether two rows of one model would say the same, once both are of the one that stays."""
    if isinstance(row, CasePerson | ParticipationBasis):
        return one.case_id == row.case_id and (gone.pk, kept.pk) == (row.person_id, one.person_id)
    if isinstance(row, HouseholdMember):
        return (one.household_id, one.ends_on, row.ends_on) == (row.household_id, None, None)
    if isinstance(row, Kinship):
        return one.ends_on == row.ends_on and is_said(_kin(row, kept, gone), [_kin(one, kept, gone)])
    if isinstance(row, Guardianship):
        ours = [kept.pk if key == gone.pk else key for key in (row.ward_id, row.guardian_id)]
        same = [*ours, row.kind, row.ends_on] == [one.ward_id, one.guardian_id, one.kind, one.ends_on]
        return same and row.scope in ("", one.scope)
    return False


def _kin(row: Kinship, kept: Person, gone: Person) -> Kin:
    person, relative = (kept.pk if key == gone.pk else key for key in (row.person_id, row.relative_id))
    return Kin(person, relative, KinshipKind(row.kind))


def park(bases: Collection[ParticipationBasis]) -> None:
    """Take bases from their persons for a moment, inside the transaction: two of one case change places."""
    for basis in bases:
        rows = ParticipationBasis.objects.filter(pk=basis.pk)
        rows.update(person_id=-basis.pk, version=F("version"))  # the database checks relations at the end


def keep_true(person: Person) -> None:
    """Let what lies in the open of each agreement follow from the date of birth that is written down now."""
    for basis in person.bases.select_related("person"):
        if not basis.is_true():
            basis.save()


def what_prevents_undoing(merge: Merge) -> frozenset[UndoRefusal]:
    """Return everything that has changed since, so that the two records can't be taken apart as they were."""
    with compared_by_machine():
        people = (merge.into, merge.person)
        return undo_refusals(merge.trail["left"], digests(people), undone_already=merge.undone_at is not None)


def undo_merge(merge: Merge, *, actor: Actor, now: datetime) -> Merge:
    """Take two records apart again, exactly as they were.

    Raises:
        PermissionDenied: the actor may not.
        Refused: something that hangs on the person has changed since (`UndoRefusal`).
    """
    people, one_person = (merge.into, merge.person), {merge.person_id: merge.into_id}
    with (
        MERGES.recorded(PersonEvent.MERGE_UNDONE, Permission.MERGE_UNDO, merge, actor=actor) as merge,
        compared_by_machine(),
        telling_in_all_cases(people, one_person=one_person, actor=actor, now=now),
    ):
        kept, gone = _locked(*people)
        refuse(what_prevents_undoing(merge))
        _put_back(kept, gone, merge.trail)
        merge.undone_at, merge.undone_by_id = now, cast(int, actor.membership_id)
        merge.save()
    return merge


def _put_back(kept: Person, gone: Person, trail: dict[str, Any]) -> None:
    before = trail["before"]
    rows = {key_of(row): row for row in [kept, gone, *hanging_on((kept, gone), lock=True)]}
    changed = [rows[key] for key in before]
    park([row for row in changed if isinstance(row, ParticipationBasis)])
    for row in changed:  # the persons are the first: what is computed of an agreement follows from them
        put(row, before[key_of(row)])
        row.save()
    for removed in trail["removed"]:
        row = cast("type[AuditedModel]", apps.get_model(removed["model"]))()
        put(row, removed["said"])
        row.save(force_insert=True)
    for person in (kept, gone):
        keep_true(person)
