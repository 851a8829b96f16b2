"""Who takes part and why: what a person, their guardian, a court or the law says, and that it ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import refuse
from kooperacja.persons.models import Guardianship, Person
from kooperacja.persons.rules import MAY_AGREE

from ..events import BasisEvent
from ..models import BasisKind, Case, How, ParticipationBasis, SecondGuardian
from ..policies import BASES, CASES
from ..rules.participation import (
    Answer,
    Consequence,
    Holding,
    Statement,
    basis_refusals,
    consequences,
    withdrawal_refusals,
)
from ..states import BASIS_STATES, BasisAction, BasisState, basis_after
from .partners import telling_who_loses_access


@dataclass(frozen=True)
class Said:
    """What was said of one person's taking part."""

    kind: BasisKind
    stated_on: date
    answer: Answer = Answer.GIVEN
    how: How | str = ""
    reference: str = ""
    given_by: Person | None = None
    second_guardian: SecondGuardian = SecondGuardian.NOT_APPLICABLE
    second_guardian_reason: str = ""
    own_view: str = ""


def guardians_who_may_agree(case: Case, person: Person, *, on: date) -> dict[int, Person]:
    """Return the people of the case who may agree on this person's behalf on that day, by key."""
    return who_may_agree_for(case, [person], on=on).get(person.pk, {})


def who_may_agree_for(case: Case, wards: Collection[Person], *, on: date) -> dict[int, dict[int, Person]]:
    """Return the same for several people at once, by their keys. Whoever has died agrees to nothing."""
    rows = Guardianship.objects.on(on).filter(ward__in=wards, kind__in=MAY_AGREE, guardian__case_persons__case=case)
    found: dict[int, dict[int, Person]] = {}
    for row in rows.filter(guardian__has_died=False).select_related("guardian", "ward").order_by("pk"):
        if row.last_day is None or on <= row.last_day:
            found.setdefault(row.ward_id, {})[row.guardian_id] = row.guardian
    return found


def record_basis(
    case: Case, person: Person, said: Said, *, version: int | None, actor: Actor, now: datetime
) -> ParticipationBasis:
    """Write down on what a person's taking part rests, or correct what was written.

    Args:
        version: of the row that the page showed, or None if it showed none.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody wrote something down meanwhile.
        TransitionNotAllowed: what was given is withdrawn, never refused afterwards.
        Refused: something is missing or can't be so (`BasisRefusal`).
    """
    with (
        CASES.recorded(BasisEvent.RECORDED, Permission.CASE_EDIT, case, actor=actor) as case,
        telling_who_loses_access(case, actor=actor, now=now),
    ):
        basis = case.bases.filter(person=person).first()
        if basis is not None and basis.version != version:
            raise Stale(basis)
        state = basis_after(BasisState(basis.state) if basis else None, said.answer)
        guardians = guardians_who_may_agree(case, person, on=said.stated_on)
        for_child = person.is_child_on(said.stated_on)
        told = Statement(
            kind=said.kind,
            answer=said.answer,
            stated_on=said.stated_on,
            how=said.how,
            reference=said.reference,
            in_the_case=case.case_persons.filter(person=person, left_on=None).exists(),
            for_child=for_child,
            guardian=said.given_by.pk if said.given_by else None,
            guardians=guardians.keys(),
            second_guardian=said.second_guardian,
            second_guardian_reason=said.second_guardian_reason,
            has_died=person.has_died,
        )
        refuse(basis_refusals(told, today=timezone.localdate(now)))
        basis = basis or ParticipationBasis(case=case, person=person)
        _fill(basis, said, for_child=for_child)
        basis.state = state
        basis.save()
    return basis


def _fill(basis: ParticipationBasis, said: Said, *, for_child: bool) -> None:
    """Keep what belongs to this kind and this person; an order has no guardian's word, an adult no second guardian."""
    is_agreement = said.kind is BasisKind.AGREEMENT
    about_guardians = is_agreement and for_child
    basis.kind, basis.stated_on = said.kind, said.stated_on
    basis.how = said.how if is_agreement else ""
    basis.reference = "" if is_agreement else said.reference
    basis.given_by = said.given_by if is_agreement else None
    basis.second_guardian = said.second_guardian if about_guardians else SecondGuardian.NOT_APPLICABLE
    asked_nobody = about_guardians and said.second_guardian is SecondGuardian.NOT_ASKED
    basis.second_guardian_reason = said.second_guardian_reason if asked_nobody else ""
    basis.own_view = said.own_view if for_child else ""


def what_a_withdrawal_brings(basis: ParticipationBasis) -> frozenset[Consequence]:
    """Return what happens when this basis stops holding, for the page that asks before."""
    given = basis.case.bases.given()
    holding = [Holding(one.pk, BasisKind(one.kind), of_adult=one.of_adult) for one in given]
    return consequences(holding, basis.pk)


def withdraw_basis(
    basis: ParticipationBasis, *, ended_on: date, how: How | str, version: int, actor: Actor, now: datetime
) -> ParticipationBasis:
    """Write down that a person no longer takes part, or that an order or duty ended. It takes effect at once.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        TransitionNotAllowed: it doesn't hold any more.
        Refused: the day can't be so, or how it was said is missing (`BasisRefusal`).
    """
    with (
        CASES.recorded(BasisEvent.WITHDRAWN, Permission.CASE_EDIT, basis.case, actor=actor) as case,
        telling_who_loses_access(case, actor=actor, now=now),
    ):
        basis = basis.fresh()
        BASES.require(actor, Permission.BASIS_EDIT, basis)
        if basis.version != version:
            raise Stale(basis)
        basis.state = BasisState(BASIS_STATES.next(BasisState(basis.state), BasisAction.WITHDRAW))
        kind = BasisKind(basis.kind)
        today = timezone.localdate(now)
        refuse(withdrawal_refusals(kind, how, ended_on=ended_on, since=basis.stated_on, today=today))
        basis.stated_on = ended_on
        if kind is BasisKind.AGREEMENT:
            basis.how = how
        basis.save()
    return basis
