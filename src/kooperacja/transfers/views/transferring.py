"""Passing a case to the welfare centre of another gmina: choosing it, the preview, the answers, the letter."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.accounts.models import User
from kooperacja.cases.actions.lookups import FOUND_MAX, gminas_of, head_of, who_can_lead
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.models import Case
from kooperacja.cases.policies import CASES, PERSONS
from kooperacja.cases.states import ActionState, CaseState
from kooperacja.cases.views.people import of_a_family
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.models import Institution
from kooperacja.institutions.policies import INSTITUTIONS
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.text import fold

from ..actions.content import Offer, content_of, is_true
from ..actions.transferring import (
    accept_transfer,
    decline_transfer,
    note_letter_answer,
    note_letter_sent,
    offer_transfer,
    why_not_transfer,
    withdraw_transfer,
)
from ..forms import (
    AT_FIELD,
    AcceptForm,
    CentreSearchForm,
    LetterAnswerForm,
    LetterSentForm,
    LetterTransferForm,
    ReasonForm,
    TransferForm,
)
from ..models import Transfer
from ..policies import TRANSFERS
from ..rules import TransferRefusal
from ..states import LIVE, TransferState

NOT_OF_THE_FORM = ("csrfmiddlewaretoken", "do")


def shown(content: dict[str, Any]) -> dict[str, Any]:
    """Return what goes to the other centre as the pages show it."""
    persons = [
        {**told, "birth_date": date.fromisoformat(told["birth_date"]) if "birth_date" in told else None}
        for told in content["persons"]
    ]
    names = [f"{told['first_name']} {told['surname']}" for told in persons]
    goals = [
        {
            "text": goal["text"],
            "whose": "" if goal["person"] is None else names[goal["person"]],
            "steps": [{**step, "state": ActionState(step["state"]).label} for step in goal["steps"]],
        }
        for goal in content.get("goals", [])
    ]
    return {
        "persons": persons,
        "address": content["address"],
        "summary": content.get("summary", ""),
        "goals": goals,
        "is_contact_alone": "summary" not in content,
    }


@needs(Permission.CASE_TRANSFER)
@require_safe
def transfer_choose(request: ActorRequest, case: UUID) -> HttpResponse:
    """To which centre. An offer that waits already is shown instead."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_TRANSFER, case))
    form = CentreSearchForm(request.GET)
    text = form.cleaned_data["szukaj"] if form.is_valid() else ""
    directory: Any = INSTITUTIONS.permitted(request.actor, Permission.INSTITUTION_VIEW)
    centres = directory.on(timezone.localdate()).filter(kind__receives_concerns=True).exclude(pk=found.centre_id)
    near = centres.filter(Q(seat__parent=found.centre.seat.parent) | Q(seat__parent__parent=found.centre.seat.parent))
    context: dict[str, Any] = {
        "form": form,
        "is_asked": bool(text),
        "found": _named(centres, text) if text else [],
        "near": near.select_related("seat").order_by("name", "pk")[:FOUND_MAX],
        "live": _live(request, found),
    }
    return render_case(request, "transfers/transfer_choose.html", found, part=Part.OVERVIEW, **context)


def _named(centres: Any, text: str) -> list[Institution]:
    """Return the centres whose name, with that of their gmina, holds all words, however they are written."""
    words = fold(text).split()
    rows = centres.select_related("seat").order_by("name", "pk")
    return [one for one in rows if all(word in fold(f"{one.name} {one.seat.name}") for word in words)][:FOUND_MAX]


def _live(request: ActorRequest, case: Case) -> Transfer | None:
    rows = TRANSFERS.permitted(request.actor, Permission.TRANSFER_VIEW).filter(case=case, state__in=LIVE)
    return rows.select_related("destination").first()


@needs(Permission.CASE_TRANSFER)
@require_http_methods(["GET", "POST"])
def transfer_offer(request: ActorRequest, case: UUID, institution: UUID) -> HttpResponse:
    """What goes to a centre in the system: the form, then exactly what it will see, then it is sent."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_TRANSFER, case))
    body = INSTITUTIONS.get_or_404(request.actor, Permission.INSTITUTION_VIEW, institution)
    return _offer(request, found, TransferForm, body)


@needs(Permission.CASE_TRANSFER)
@require_http_methods(["GET", "POST"])
def transfer_outside(request: ActorRequest, case: UUID) -> HttpResponse:
    """The same for a body outside the system: a letter is prepared."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_TRANSFER, case))
    return _offer(request, found, LetterTransferForm, None)


def _offer(request: ActorRequest, case: Case, kind: type[TransferForm], to: Institution | None) -> HttpResponse:
    now = timezone.now()
    persons = PERSONS.permitted(request.actor, Permission.PERSON_EDIT).filter(
        case_persons__case=case, case_persons__left_on=None, has_died=False
    )
    people = {str(one.public_id): one for one in persons.order_by("pk")}
    adults = [one for one in people.values() if not one.is_child_on(timezone.localdate(now))]
    form = open_form(request, kind, people=[*people.values()], adults=adults, initial={"persons": [*people]})
    context: dict[str, Any] = {"form": form, "to": to, "live": _live(request, case)}
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "change":
        data = form.cleaned_data
        names = ("agreed_on", "how", "with_plan", "summary", "address", "message", "body", "body_address")
        offer = Offer(
            destination=to,
            persons=[people[key] for key in data["persons"]],
            agreed=[people[key] for key in data["agreed"]],
            **{name: data[name] for name in names if name in data},
        )
        if request.POST.get("do") != "send":
            refusals = why_not_transfer(case, offer, now=now)
            if not refusals:
                return _preview(request, case, form, offer)
            show_at(form, Refused(refusals), AT_FIELD)
        else:

            def make() -> str:
                row = offer_transfer(case, offer, actor=request.actor, now=now)
                return reverse("transfers:transfer", args=[row.public_id])

            try:
                return redirect(once(data["idempotency_key"], make))
            except Refused as refused:
                show_at(form, refused, AT_FIELD)
    return render_case(request, "transfers/transfer_offer.html", case, part=Part.OVERVIEW, **context)


def _preview(request: ActorRequest, case: Case, form: TransferForm, offer: Offer) -> HttpResponse:
    """Show exactly what the other side will see, before it is sent."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NOT_OF_THE_FORM for value in values]
    context: dict[str, Any] = {
        "fields": fields,
        "to": offer.destination.name if offer.destination else offer.body,
        "by_letter": offer.destination is None,
        "content": shown(content_of(case, offer, now=timezone.now())),
        "message": offer.message,
        "sender": cast(User, request.user).name,
        "form": form,
    }
    return render_case(request, "transfers/transfer_preview.html", case, part=Part.OVERVIEW, **context)


@needs(Permission.TRANSFER_VIEW)
@require_safe
def transfer_view(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """One offer to another centre; its words for the sender, and for the other side while it waits."""
    found = TRANSFERS.get_or_404(request.actor, Permission.TRANSFER_VIEW, transfer)
    allowed = TRANSFERS.allowed(request.actor, found)
    leads = Permission.TRANSFER_WITHDRAW in allowed
    lapsed = found.state in (TransferState.OFFERED, TransferState.TO_SEND) and not is_true(found, now=timezone.now())
    reads = Permission.TRANSFER_READ in allowed and (leads or not lapsed)
    context: dict[str, Any] = {
        "row": found,
        "content": shown(found.content) if reads else None,
        "leads": leads,
        "lapsed": lapsed,
        "may_answer": found.state == TransferState.OFFERED
        and not lapsed
        and found.case.state != CaseState.CLOSED
        and Permission.TRANSFER_ANSWER in allowed,
        "may_withdraw": found.state in LIVE and leads,
        "opens_old": CASES.allows(request.actor, Permission.CASE_VIEW, found.case),
        "opens_new": found.new_case and CASES.allows(request.actor, Permission.CASE_VIEW, found.new_case),
    }
    return render(request, "transfers/transfer_view.html", context)


@needs(Permission.TRANSFER_ANSWER)
@require_http_methods(["GET", "POST"])
def transfer_accept(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """Take the case over: who leads it here."""
    found = TRANSFERS.get_or_404(request.actor, Permission.TRANSFER_ANSWER, transfer)
    now = timezone.now()
    centre, today = request.actor.institution_id, timezone.localdate(now)
    people, units = who_can_lead(centre, today), gminas_of(centre, today)
    form = open_form(request, AcceptForm, people=people, units=units, initial=_suggested(centre, today, units))
    if request.method == "POST" and form.is_valid():
        try:
            row = accept_transfer(found, **form.cleaned_data, actor=request.actor, now=now)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The case is open here. Its new lead was told."))
            return redirect("transfers:transfer", row.public_id)
    context = {"form": form, "row": found}
    return render(request, "transfers/transfer_accept.html", context)


def _suggested(centre: int | None, today: date, units: Any) -> dict[str, Any]:
    head = head_of(centre, today)
    return {"deputy": head.pk if head else None, "unit": units[0].pk if len(units) == 1 else None}


@needs(Permission.TRANSFER_ANSWER)
@require_http_methods(["GET", "POST"])
def transfer_decline(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """Decline, with a reason."""
    found = TRANSFERS.get_or_404(request.actor, Permission.TRANSFER_ANSWER, transfer)
    form = open_form(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        try:
            decline_transfer(found, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("Declined. The other centre learns the reason."))
            return redirect("transfers:list")
    back = reverse("transfers:transfer", args=[transfer])
    return render(request, "transfers/decline.html", {"form": form, "back": back, "number": found.case.number})


@needs(Permission.TRANSFER_WITHDRAW)
@require_POST
def transfer_withdraw(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """Take the offer back."""
    found = _led(request, transfer)
    withdraw_transfer(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Withdrawn."))
    return redirect("transfers:transfer", transfer)


@needs(Permission.TRANSFER_WITHDRAW)
@require_safe
def transfer_letter(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """The letter to a body outside the system, to print; one that isn't sent yet only while it is true."""
    found = _led(request, transfer)
    if found.state == TransferState.TO_SEND and not is_true(found, now=timezone.now()):
        messages.error(request, TransferRefusal.FAMILY_CHANGED.label)
        return redirect("transfers:transfer", transfer)
    context: dict[str, Any] = {"row": found, "content": shown(found.content), "today": timezone.localdate()}
    return render_case(request, "transfers/transfer_letter.html", found.case, part=Part.OVERVIEW, **context)


@needs(Permission.TRANSFER_WITHDRAW)
@require_http_methods(["GET", "POST"])
def transfer_sent(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """Note that the letter was sent, with its number and day."""
    found = _led(request, transfer)
    form = open_form(request, LetterSentForm)
    if request.method == "POST" and form.is_valid():
        try:
            note_letter_sent(found, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down."))
            return redirect("transfers:transfer", transfer)
    context: dict[str, Any] = {"form": form, "row": found, "title": _("The letter was sent")}
    return render(request, "transfers/letter_form.html", context)


@needs(Permission.TRANSFER_WITHDRAW)
@require_http_methods(["GET", "POST"])
def transfer_answered(request: ActorRequest, transfer: UUID) -> HttpResponse:
    """Note what the body outside the system answered."""
    found = _led(request, transfer)
    form = open_form(request, LetterAnswerForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        accepted = data["answer"] == LetterAnswerForm.ACCEPTED
        try:
            note_letter_answer(found, accepted=accepted, reason=data["reason"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("It is written down."))
            return redirect("transfers:transfer", transfer)
    context: dict[str, Any] = {"form": form, "row": found, "title": _("The answer to the letter")}
    return render(request, "transfers/letter_form.html", context)


def _led(request: ActorRequest, transfer: UUID) -> Transfer:
    return TRANSFERS.get_or_404(request.actor, Permission.TRANSFER_WITHDRAW, transfer)
