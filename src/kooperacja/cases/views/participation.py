"""On what a person's taking part rests, and that it ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.participation import (
    Said,
    guardians_who_may_agree,
    record_basis,
    what_a_withdrawal_brings,
    withdraw_basis,
)
from ..actions.partners import partners_with_account
from ..forms.participation import AT_FIELD, BasisForm, WithdrawalForm
from ..forms.refusals import show_at
from ..models import BasisKind, ParticipationBasis, SecondGuardian
from ..policies import BASES, CASES
from ..rules.participation import Answer, Consequence
from ..states import BASIS_STATES, BasisAction, BasisState, CaseState, answers_after
from .people import person_of
from .shell import Part, render_case

NAMES = {"answer": "state", "given_by": "guardian_key"}
"""Fields of the form whose attribute of the row has another name."""


@needs(Permission.BASIS_EDIT)
@require_http_methods(["GET", "POST"])
def basis_record(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Write down on what a person's taking part rests, or correct it."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    one = person_of(request, found, person, Permission.PERSON_EDIT)
    basis = BASES.permitted(request.actor, Permission.BASIS_EDIT).filter(case=found, person=one).first()
    today = timezone.localdate()
    guardians = guardians_who_may_agree(found, one, on=today)
    form = open_form(
        request,
        BasisForm,
        answers=answers_after(BasisState(basis.state) if basis else None),
        for_child=one.is_child_on(today),
        guardians=list(guardians.values()),
        initial=_initial(basis, guardians=len(guardians)),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_basis(found, one, _said(form), version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale, names=NAMES)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            said = _("It is written down.")
            if found.state == CaseState.OPENED:
                said += " " + _("What is still missing to start work stands on the first page of the case.")
            messages.success(request, said)
            return redirect("cases:people", case)
    context: dict[str, Any] = {
        "form": form,
        "person": one,
        "basis": basis,
        "is_child": one.is_child_on(today),
        "guardians": guardians,
    }
    return render_case(request, "cases/basis_record.html", found, part=Part.PEOPLE, **context)


def _initial(basis: ParticipationBasis | None, *, guardians: int) -> dict[str, Any]:
    if basis is None:
        only = SecondGuardian.NOT_APPLICABLE if guardians <= 1 else None
        return {"stated_on": timezone.localdate(), "second_guardian": only}
    names = ("version", "kind", "how", "stated_on", "order_number", "provision", "own_view")
    more = ("second_guardian", "second_guardian_reason")
    return {
        **{name: getattr(basis, name) for name in (*names, *more)},
        "answer": basis.state,
        "given_by": basis.guardian_key,
    }


def _said(form: BasisForm) -> Said:
    data = form.cleaned_data
    kind = BasisKind(data["kind"])
    is_agreement = kind is BasisKind.AGREEMENT
    return Said(
        kind=kind,
        answer=Answer(data["answer"]) if is_agreement else Answer.GIVEN,
        stated_on=data["stated_on"],
        how=data["how"],
        reference=data["order_number"] if kind is BasisKind.COURT_ORDER else data["provision"],
        given_by=form.guardians.get(data.get("given_by", "")),
        second_guardian=SecondGuardian(data.get("second_guardian") or SecondGuardian.NOT_APPLICABLE),
        second_guardian_reason=data.get("second_guardian_reason", ""),
        own_view=data.get("own_view", ""),
    )


@needs(Permission.BASIS_EDIT)
@require_http_methods(["GET", "POST"])
def basis_withdraw(request: ActorRequest, basis: UUID) -> HttpResponse:
    """Say what will happen, then write down that a person no longer takes part."""
    row = BASES.get_or_404(request.actor, Permission.BASIS_EDIT, basis)
    kind = BasisKind(row.kind)
    form = open_form(request, WithdrawalForm, kind=kind, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {"ended_on": data["stated_on"], "how": data.get("how", ""), "version": data["version"]}
        try:
            withdraw_basis(row, **said, actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down and works from this moment."))
            return redirect("cases:people", row.case.public_id)
    brings = what_a_withdrawal_brings(row)
    context: dict[str, Any] = {
        "form": form,
        "basis": row,
        "person": row.person,
        "can_be": BASIS_STATES.allows(BasisState(row.state), BasisAction.WITHDRAW),
        "loses_case": Consequence.CASE_CLOSED_TO_PARTNERS in brings,
        "partners": partners_with_account(row.case),
    }
    return render_case(request, "cases/basis_withdraw.html", row.case, part=Part.PEOPLE, **context)
