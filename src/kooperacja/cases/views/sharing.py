"""What a member of the team sees, who decided it and why; what they would see, before it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.hats import actor_of
from kooperacja.kernel.refused import Refused

from ..actions.sharing import Grounds, Helper, Thing, add_support, change_support, decide_sharing, end_sharing
from ..forms.common import initial_of, show_refusals
from ..forms.sharing import DiscloseForm, EndSharingForm, SupportAddForm, SupportEditForm
from ..models import CaseMember, Level
from ..policies import ACTIONS, CASE_CONCERNS, CASES, DISCLOSURES, JOINTS, NOTES, PERSONS, SUPPORTS, TEAM
from ..rules.participation import BasisKind
from ..rules.sharing import SharingAnswer
from .homes import Home, homes_of
from .shell import SIGHTS, Part, render_case

HELPER = ("name", "tie", "helps_with", "phone", "since", "until")
TITLE_WORDS = 8


@dataclass(frozen=True)
class Sight:
    """What a member sees of a case today, found out by the same rules as their own pages."""

    persons: Any = ()
    actions: Any = ()
    notes: Any = ()
    facts: Any = ()
    homes: Sequence[Home] = ()
    joints: Any = ()


def sight_of(place: CaseMember) -> Sight:
    """Return what this member sees; nothing where they take part by letter."""
    if place.membership is None:
        return Sight()
    member, case = actor_of(place.membership), place.case
    persons = PERSONS.permitted(member, Permission.PERSON_VIEW)
    notes = NOTES.permitted(member, Permission.NOTE_VIEW).filter(case=case)
    return Sight(
        persons=persons.filter(case_persons__case=case, case_persons__left_on=None).order_by("pk"),
        actions=ACTIONS.permitted(member, Permission.ACTION_VIEW).filter(case=case).order_by("due_on", "pk"),
        notes=notes.select_related("author__user", "institution").order_by("-happened_on", "-pk"),
        facts=told_facts(member, case),
        homes=[] if case.is_community else homes_of(member, case),
        joints=JOINTS.permitted(member, Permission.JOINT_VIEW).filter(case=case).order_by("-pk"),
    )


def sights_elsewhere(place: CaseMember) -> list[str]:
    """Return what this member sees in the rooms above, as safe HTML."""
    if place.membership is None:
        return []
    member = actor_of(place.membership)
    return [sight(member, place.case) for sight in SIGHTS]


def told_facts(actor: Any, case: Any) -> Any:
    """Return the concerns whose facts the actor was given to see."""
    concerns = CASE_CONCERNS.permitted(actor, Permission.CASE_CONCERN_FACTS)
    return concerns.filter(case=case).select_related("concern")


@needs(Permission.TEAM_EDIT)
@require_safe
def member_sight(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """What this member sees, and every decision on it."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    decisions = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW).filter(member=place)
    to_end = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_END).filter(member=place)
    return render_case(
        request,
        "cases/member_sight.html",
        place.case,
        part=Part.TEAM,
        place=place,
        sight=sight_of(place),
        elsewhere=sights_elsewhere(place),
        decisions=decisions.select_related("note", "case_concern__concern", "decided_by__user").order_by("-pk"),
        to_end=set(to_end.values_list("pk", flat=True)),
    )


@needs(Permission.TEAM_EDIT)
@require_http_methods(["GET", "POST"])
def disclose(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """Decide what a member sees. Before it is shared, the page shows what they will see."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    things = _things(request, place)
    offers = [(key, label) for key, (label, _thing) in things.items()]
    form = open_form(request, DiscloseForm, offers=offers)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        (label, thing), answer = things[data["thing"]], SharingAnswer(data["answer"])
        if answer == SharingAnswer.SHARED and "confirmed" not in request.POST:
            shown: dict[str, Any] = {"label": label, "thing": thing, "sight": sight_of(place), "place": place}
            return render_case(request, "cases/disclose_check.html", place.case, part=Part.TEAM, form=form, **shown)
        grounds = Grounds(data["purpose"], BasisKind(data["ground"]), data["reference"])

        def make() -> str:
            decide_sharing(place, thing, answer, grounds, actor=request.actor, now=timezone.now())
            return reverse("cases:member_sight", args=[case_member])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Your decision is written down."))
            return redirect(address)
    return render_case(request, "cases/disclose.html", place.case, part=Part.TEAM, place=place, form=form)


def _things(request: ActorRequest, place: CaseMember) -> dict[str, tuple[str, Thing]]:
    """Return what can be decided on, by the key that the form posts, with its label."""
    found: dict[str, tuple[str, Thing]] = {}
    for level in Level:
        found[f"level:{level}"] = (_("How much of the family: %s") % level.label, Thing(level=level))
    concerns = CASE_CONCERNS.permitted(request.actor, Permission.CASE_CONCERN_VIEW).filter(case=place.case)
    for link in concerns.select_related("concern").order_by("pk"):
        day = date_format(timezone.localdate(link.concern.received_at), "j E Y")
        found[f"facts:{link.public_id}"] = (_("What was passed on, %s") % day, Thing(case_concern=link))
    notes = NOTES.permitted(request.actor, Permission.NOTE_VIEW).filter(case=place.case)
    for note in notes.exclude(author=place.membership).order_by("-happened_on", "-pk"):
        words = Truncator(note.text).words(TITLE_WORDS)
        label = _("Note, %(day)s: %(words)s") % {"day": date_format(note.happened_on, "j E Y"), "words": words}
        found[f"note:{note.public_id}"] = (label, Thing(note=note))
    return found


@needs(Permission.DISCLOSURE_END)
@require_http_methods(["GET", "POST"])
def disclosure_end(request: ActorRequest, disclosure: UUID) -> HttpResponse:
    """Take something from a member's sight."""
    found = DISCLOSURES.get_or_404(request.actor, Permission.DISCLOSURE_END, disclosure)
    form = open_form(request, EndSharingForm)
    if request.method == "POST" and form.is_valid():
        end_sharing(found, because=form.cleaned_data["because"], actor=request.actor, now=timezone.now())
        messages.success(request, _("Done. They no longer see it."))
        return redirect("cases:member_sight", found.member.public_id)
    context: dict[str, Any] = {"decision": found, "place": found.member, "form": form}
    return render_case(request, "cases/disclosure_end.html", found.case, part=Part.TEAM, **context)


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def support_add(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write down somebody close to the family who helps."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    form = open_form(request, SupportAddForm, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            add_support(found, _helper(form.cleaned_data), actor=request.actor, now=timezone.now())
            return reverse("cases:team", args=[case])

        return redirect(once(form.cleaned_data["idempotency_key"], make))
    return render_case(request, "cases/support_add.html", found, part=Part.TEAM, form=form)


@needs(Permission.SUPPORT_EDIT)
@require_http_methods(["GET", "POST"])
def support_edit(request: ActorRequest, support: UUID) -> HttpResponse:
    """Change what is written of somebody close to the family, or end it."""
    found = SUPPORTS.get_or_404(request.actor, Permission.SUPPORT_EDIT, support)
    form = open_form(request, SupportEditForm, initial=initial_of(found, *HELPER))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_support(found, _helper(data), version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("cases:team", found.case.public_id)
    return render_case(request, "cases/support_edit.html", found.case, part=Part.TEAM, form=form)


def _helper(data: dict[str, Any]) -> Helper:
    return Helper(**{name: data[name] for name in HELPER})
