"""What a member of the team sees, who decided it and why; what they would see, before it is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.hats import actor_of
from kooperacja.kernel.refused import Refused

from ..actions.sharing import Grounds, Thing, decide_sharing, end_sharing
from ..actions.showing import SHOWABLE
from ..forms.common import show_refusals
from ..forms.sharing import DiscloseForm, EndSharingForm
from ..models import Case, CaseMember, Disclosure, Level, Role
from ..policies import ACTIONS, CASE_CONCERNS, CASES, DISCLOSURES, JOINTS, NOTES, PERSONS, TEAM
from ..rules.participation import BasisKind
from ..rules.sharing import SharingAnswer
from .homes import Home, homes_of
from .shell import SIGHTS, Part, render_case

TITLE_WORDS = 8


@dataclass(frozen=True)
class Sight:
    """What a member sees of a case today, found out by the same rules as their own pages."""

    persons: Any = ()
    actions: Any = ()
    told_actions: Any = ()
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
        told_actions=told_actions(member, case),
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


def told_actions(actor: Any, case: Any) -> Any:
    """Return the actions of others that the actor was given to see, the next one first."""
    actions = ACTIONS.permitted(actor, Permission.ACTION_VIEW_TOLD).filter(case=case)
    return actions.select_related("institution", "member__membership__user").order_by("due_on", "pk")


@dataclass(frozen=True)
class Decided:
    """A decision as a list shows it: what it is about, and whether it can be ended."""

    decision: Disclosure
    about: str
    can_end: bool


def decided(request: ActorRequest, case: Case, decisions: Any) -> list[Decided]:
    """Return decisions with what they are about, without a query for each."""
    rows = list(
        decisions.select_related(
            "note", "action", "case_concern__concern", "decided_by__user", "member__institution", "member__membership"
        ).order_by("-pk")
    )
    to_end = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_END).filter(case=case)
    ending = set(to_end.values_list("pk", flat=True))
    named = _names_elsewhere(request, case, rows)
    return [Decided(one, _about(one, named), one.pk in ending) for one in rows]


def _names_elsewhere(request: ActorRequest, case: Case, decisions: Iterable[Disclosure]) -> dict[UUID | None, str]:
    """Return how things of rooms above are called, by their public ids."""
    found: dict[UUID | None, str] = {}
    for kind in sorted({one.shown_kind for one in decisions} - {""}):
        showable = SHOWABLE[kind]
        found |= {row.public_id: showable.words(row) for row in showable.known(request.actor, case)}
    return found


def _about(one: Disclosure, named: dict[UUID | None, str]) -> str:
    if one.level:
        return _("How much of the family: %s") % one.get_level_display()
    if one.note:
        return _("Note, %s") % date_format(one.note.happened_on, "j E Y")
    if one.action:
        return _("Action: %s") % one.action.text
    if one.case_concern:
        return _("What was passed on, %s") % _day_of(one.case_concern)
    return named.get(one.shown_id, "")


def _day_of(link: Any) -> str:
    return date_format(timezone.localdate(link.concern.received_at), "j E Y")


@needs(Permission.TEAM_EDIT)
@require_safe
def member_sight(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """What this member sees, and every decision on it."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    decisions = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW).filter(member=place)
    return render_case(
        request,
        "cases/member_sight.html",
        place.case,
        part=Part.TEAM,
        place=place,
        sight=sight_of(place),
        elsewhere=sights_elsewhere(place),
        decisions=decided(request, place.case, decisions),
    )


@needs(Permission.TEAM_EDIT)
@require_http_methods(["GET", "POST"])
def disclose(request: ActorRequest, case_member: UUID) -> HttpResponse:
    """Decide what a member sees. Before it is shared, the page shows what they will see."""
    place = TEAM.get_or_404(request.actor, Permission.TEAM_EDIT, case_member)
    things = things_of(request, place.case, place)
    offers = [(key, label) for key, (label, _thing) in things.items()]
    form = open_form(request, DiscloseForm, offers=offers, initial={"thing": request.GET.get("co")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        (label, thing), answer = things[data["thing"]], SharingAnswer(data["answer"])
        if answer == SharingAnswer.SHARED and "confirmed" not in request.POST:
            sight = {"sight": sight_of(place), "elsewhere": sights_elsewhere(place)}
            shown: dict[str, Any] = {"label": label, **preview_of(request, place.case, thing), "place": place, **sight}
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


def things_of(request: ActorRequest, case: Case, place: CaseMember | None = None) -> dict[str, tuple[str, Thing]]:
    """Return what can be decided on in a case, by the key that forms and addresses name it by, with its label.

    For one member: also how much of the family they see; without what they wrote or answer for themselves.
    """
    found: dict[str, tuple[str, Thing]] = {}
    if place is not None:
        for level in Level:
            found[f"level:{level}"] = (_("How much of the family: %s") % level.label, Thing(level=level))
    concerns = CASE_CONCERNS.permitted(request.actor, Permission.CASE_CONCERN_VIEW).filter(case=case)
    for link in concerns.select_related("concern").order_by("pk"):
        found[f"facts:{link.public_id}"] = (_("What was passed on, %s") % _day_of(link), Thing(case_concern=link))
    actions = ACTIONS.permitted(request.actor, Permission.ACTION_EDIT).filter(case=case)
    if place is not None:
        actions = actions.exclude(institution=place.institution)
    for action in actions.select_related("institution", "member__membership__user").order_by("due_on", "pk"):
        found[f"action:{action.public_id}"] = (_("Action: %s") % _brief(action.text), Thing(action=action))
    notes = NOTES.permitted(request.actor, Permission.NOTE_VIEW).filter(case=case)
    if place is not None:
        notes = notes.exclude(author=place.membership)
    for note in notes.select_related("author__user", "institution").order_by("-happened_on", "-pk"):
        day = date_format(note.happened_on, "j E Y")
        label = _("Note, %(day)s: %(words)s") % {"day": day, "words": _brief(note.text)}
        found[f"note:{note.public_id}"] = (label, Thing(note=note))
    for kind, showable in sorted(SHOWABLE.items()):
        for row in showable.offered(request.actor, case):
            thing = Thing(kind=kind, public_id=row.public_id)
            found[f"{kind}:{row.public_id}"] = (showable.words(row), thing)
    return found


def _brief(text: str) -> str:
    return Truncator(text).words(TITLE_WORDS)


def preview_of(request: ActorRequest, case: Case, thing: Thing) -> dict[str, Any]:
    """Return what the pages need that show exactly what a member will see of a thing."""
    if not thing.kind:
        return {"thing": thing}
    showable = SHOWABLE[thing.kind]
    row = showable.offered(request.actor, case).get(public_id=thing.public_id)
    return {"thing": thing, "elsewhere_row": row, "elsewhere_template": showable.template}


@needs(Permission.CASE_EDIT)
@require_safe
def who_sees(request: ActorRequest, case: UUID, thing: str) -> HttpResponse:
    """Who of the team sees one thing, and who doesn't: from here the lead decides, for one member at a time."""
    found = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    label, shown = things_of(request, found).get(thing, ("", None))
    if shown is None:
        raise Http404
    decisions = DISCLOSURES.permitted(request.actor, Permission.DISCLOSURE_VIEW).filter(
        note=shown.note,
        case_concern=shown.case_concern,
        action=shown.action,
        shown_kind=shown.kind,
        shown_id=shown.public_id,
        level="",
    )
    rows = decided(request, found, decisions)
    latest = {row.decision.member_id: row for row in reversed(rows)}
    places: Any = TEAM.permitted(request.actor, Permission.TEAM_EDIT).filter(case=found, role=Role.MEMBER)
    members = [
        {"place": place, "row": latest.get(place.pk), "owns": _owns(place, shown)}
        for place in places.current().exclude(membership=None).with_people().in_order()
    ]
    context: dict[str, Any] = {"label": label, "key": thing, "members": members, **preview_of(request, found, shown)}
    return render_case(request, "cases/who_sees.html", found, part=Part.TEAM, **context)


def _owns(place: CaseMember, thing: Thing) -> bool:
    if thing.action is not None:
        return thing.action.institution_id == place.institution_id
    return thing.note is not None and thing.note.author_id == place.membership_id


@needs(Permission.CASE_VIEW_WHOLE)
@require_safe
def levels(request: ActorRequest, case: UUID) -> HttpResponse:
    """What each level of disclosure means, in plain words."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    return render_case(request, "cases/levels.html", found, part=Part.TEAM)


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
