"""Telling two reporters of each other, on a recorded ground."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.cases.models import BasisKind, Case, CaseConcern, ParticipationBasis
from kooperacja.cases.policies import CASES
from kooperacja.concerns.models import Concern, ReporterKind
from kooperacja.kernel.refused import Refused

from .. import notifications
from ..events import MatchEvent
from ..models import Exchange
from ..rules.exchange import Ground, exchange_refusals


@dataclass(frozen=True, kw_only=True)
class Exchanging:
    """On what an exchange rests: the agreement of a person of the case and its day, or a provision with the reason."""

    ground: Ground
    basis: ParticipationBasis | None = None
    agreed_on: date | None = None
    provision: str = ""


def exchange_contacts(
    case: Case, one: Concern, other: Concern, said: Exchanging, *, actor: Actor, now: datetime
) -> Exchange:
    """Tell the reporters of two concerns of one case of each other: institution, name, telephone, never the text.

    Each gets a message. Twice is once, as long as it holds; after that they are told anew, and the old one has ended.

    Raises:
        PermissionDenied: the actor doesn't lead the case.
        Refused: with members of `rules.exchange.ExchangeRefusal`.
    """
    with CASES.recorded(MatchEvent.CONTACTS_EXCHANGED, Permission.CASE_EDIT, case, actor=actor) as case:
        first, second = sorted((one, other), key=lambda row: row.pk)
        links = CaseConcern.objects.filter(case=case, concern__in=(first.pk, second.pk)).count()
        by_agreement = said.ground is Ground.AGREEMENT
        basis = _holding(case, said.basis) if by_agreement else None
        if found := exchange_refusals(
            of_the_case=links == len({first.pk, second.pk}) and first.pk != second.pk,
            institutions=(_speaks_for(first), _speaks_for(second)),
            is_protected=first.fresh().reporter_protected or second.fresh().reporter_protected,
            ground=said.ground,
            basis_holds=basis is not None,
            agreed_on=said.agreed_on,
            provision=said.provision,
            today=timezone.localdate(now),
        ):
            raise Refused(found)
        standing = Exchange.objects.standing().filter(one=first, other=second)
        before: Exchange | None = standing.holding().first()
        if before is not None:
            return before
        for lapsed in standing:
            lapsed.ended_at = now
            lapsed.save()
        exchange = Exchange(
            case=case,
            one=first,
            other=second,
            ground=said.ground,
            basis=basis,
            agreed_on=said.agreed_on if by_agreement else None,
            provision="" if by_agreement else said.provision,
            decided_by_id=cast(int, actor.membership_id),
            decided_at=now,
        )
        exchange.save()
        notifications.learned_of_each_other(exchange, now=now)
    return exchange


def exchanges_of(case: Case) -> dict[tuple[int, int], tuple[Exchange, bool]]:
    """Return the last exchanges of a case by the keys of their two concerns, and whether each holds.

    The caller leads the case.
    """
    rows = Exchange.objects.standing().filter(case=case)
    open_ones = set(rows.holding().values_list("pk", flat=True))
    return {(row.one_id, row.other_id): (row, row.pk in open_ones) for row in rows.select_related("decided_by__user")}


def _holding(case: Case, basis: ParticipationBasis | None) -> ParticipationBasis | None:
    """Return the agreement if it is one of this case that holds now."""
    if basis is None:
        return None
    return ParticipationBasis.objects.given().filter(case=case, pk=basis.pk, kind=BasisKind.AGREEMENT).first()


def _speaks_for(concern: Concern) -> int | None:
    """Return the institution for which a reporter speaks; none for a private person."""
    return concern.reporter_institution_id if concern.reporter_kind == ReporterKind.INSTITUTION else None
