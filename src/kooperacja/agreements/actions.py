"""Agreements: entered with their parties, changed, joined and left. None is ever deleted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.audit.recording import recording
from kooperacja.institutions.models import Institution
from kooperacja.kernel.refused import refuse

from .events import AgreementEvent
from .models import Agreement, Party
from .policies import AGREEMENTS
from .rules import Papers, agreement_refusals, party_refusals


def enter_agreement(agreement: Agreement, parties: Sequence[Institution], *, actor: Actor, today: date) -> Agreement:
    """Enter a signed agreement with the institutions that signed it.

    Raises:
        PermissionDenied: the actor doesn't keep agreements.
        Refused: its dates can't be so, or it has fewer than two parties (`AgreementRefusal`).
    """
    require_gate(actor, Permission.AGREEMENT_CREATE)
    refuse(agreement_refusals(_papers(agreement), parties=len(set(parties)), today=today))
    with recording(AgreementEvent.ENTERED, actor=actor) as record:
        record.about(agreement).save()
        for institution in dict.fromkeys(parties):
            Party(agreement=agreement, institution=institution, starts_on=agreement.starts_on).save()
    return agreement


def change_agreement(
    agreement: Agreement, changes: dict[str, Any], *, version: int, actor: Actor, today: date
) -> Agreement:
    """Change or end an agreement; ended, it opens no case to anybody from the next day on.

    Raises:
        PermissionDenied: the actor may not.
        Stale: somebody changed it meanwhile.
        Refused: its dates can't be so (`AgreementRefusal`).
    """
    permission = Permission.AGREEMENT_EDIT
    with AGREEMENTS.recorded(AgreementEvent.CHANGED, permission, agreement, actor=actor, version=version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
        refuse(agreement_refusals(_papers(fresh), parties=fresh.parties.count(), today=today))
        fresh.save()
    return fresh


def join_agreement(agreement: Agreement, institution: Institution, *, since: date, actor: Actor) -> Party:
    """Add an institution that signed later.

    Raises:
        PermissionDenied: the actor may not.
        Refused: it is a party already, or the day lies outside the agreement (`AgreementRefusal`).
    """
    with AGREEMENTS.recorded(AgreementEvent.PARTY_JOINED, Permission.AGREEMENT_EDIT, agreement, actor=actor) as fresh:
        current = fresh.parties.filter(institution=institution, ends_on=None)
        refuse(party_refusals(_papers(fresh), since, is_party=current.exists()))
        party = Party(agreement=fresh, institution=institution, starts_on=since)
        party.save()
    return party


def leave_agreement(party: Party, *, on: date, actor: Actor) -> Party:
    """Let an institution leave; `on` is the last day on which it is a party.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the day lies outside its time as a party (`AgreementRefusal`).
    """
    agreement = party.agreement
    with AGREEMENTS.recorded(AgreementEvent.PARTY_LEFT, Permission.AGREEMENT_EDIT, agreement, actor=actor) as fresh:
        party = fresh.parties.get(pk=party.pk)
        refuse(party_refusals(Papers(fresh.signed_on, party.starts_on, fresh.ends_on), on, is_party=False))
        party.ends_on = on
        party.save()
    return party


def _papers(agreement: Agreement) -> Papers:
    return Papers(agreement.signed_on, agreement.starts_on, agreement.ends_on)
