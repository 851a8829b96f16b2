"""Joint decisions: the lead asks institutions of the team, each answers once, everybody asked sees the result."""

from collections.abc import Iterable
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions.covered import acts_for
from ..actions.joint import (
    Asking,
    Standing,
    answer_jointly,
    ask_jointly,
    institutions_in_team,
    show_answers,
    standings,
    take_back,
)
from ..forms.common import initial_of
from ..forms.joint import AT_FIELD, JointAskForm, TakeBackForm, VoteForm
from ..forms.refusals import show_at
from ..models import Case, JointDecision, JointVoice
from ..policies import ACTIONS, CASES, JOINTS, VOICES
from ..rules.joint import Channel, JointRefusal, Rule, Said, Vote
from ..states import ActionState
from .shell import Part, render_case

WORDS = 10
"""Of an action, where one is chosen from many."""


@dataclass(frozen=True)
class JointRow:
    """A joint decision as this person sees it: how it stands, and the own institution's voice, if it is asked."""

    standing: Standing
    own: JointVoice | None
    leads: bool

    @property
    def waits(self) -> bool:
        """Whether the own institution's answer is waited for."""
        return self.standing.is_open and self.own is not None and not self.own.vote

    @property
    def may_change(self) -> bool:
        """Whether the own institution's answer may still be changed."""
        return self.standing.is_open and self.own is not None and bool(self.own.vote)


def joint_rows(request: ActorRequest, case: Case, *, leads: bool) -> list[JointRow]:
    """Return the joint decisions of a case that this person may see, the newest first, for `cases/_joint.html`."""
    found = JOINTS.permitted(request.actor, Permission.JOINT_VIEW).filter(case=case)
    return _rows(request, found.select_related("case", "again").order_by("-pk"), leads=leads)


def _rows(request: ActorRequest, decisions: Iterable[JointDecision], *, leads: bool) -> list[JointRow]:
    told = standings(decisions, now=timezone.now())
    if not told:
        return []
    voices = VOICES.permitted(request.actor, Permission.JOINT_VOICE_VIEW).select_related("answered_by__user")
    mine = voices.filter(
        institution=acts_for(told[0].decision.case, request.actor), decision__in=[one.decision for one in told]
    )
    own = {voice.decision_id: voice for voice in mine}
    return [JointRow(one, own.get(one.decision.pk), leads) for one in told]


@needs(Permission.JOINT_VIEW)
@require_safe
def joint(request: ActorRequest, joint_decision: UUID) -> HttpResponse:
    """One joint decision: the question, the own answer, the result; to the lead also who said what."""
    found = JOINTS.get_or_404(request.actor, Permission.JOINT_VIEW, joint_decision)
    allowed = CASES.allowed(request.actor, found.case)
    leads = Permission.CASE_VIEW_WHOLE in allowed
    (row,) = _rows(request, [found], leads=leads)
    seen = set(
        VOICES.permitted(request.actor, Permission.JOINT_VOICE_VIEW).filter(decision=found).values_list("pk", flat=True)
    )
    answerable = VOICES.permitted(request.actor, Permission.JOINT_ANSWER).filter(decision=found)
    context: dict[str, Any] = {
        "row": row,
        "decision": found,
        "voices": [voice for voice in row.standing.counting if voice.pk in seen and voice != row.own],
        "out": row.standing.out if leads else [],
        "shows_others": leads or found.shows_reasons,
        "answerable": set(answerable.values_list("pk", flat=True)) if row.standing.is_open else set(),
        "action": _action_of(request, found),
        "edits": Permission.CASE_EDIT in allowed,
    }
    part = Part.PLAN if leads else Part.OVERVIEW
    return render_case(request, "cases/joint_view.html", found.case, part=part, **context)


def _action_of(request: ActorRequest, decision: JointDecision) -> Any:
    """Return the action that it is about, if this person sees it anyway."""
    return ACTIONS.permitted(request.actor, Permission.ACTION_VIEW).filter(pk=decision.action_id or 0).first()


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def joint_ask(request: ActorRequest, case: UUID) -> HttpResponse:
    """Ask institutions of the team."""
    return _ask(request, CASES.get_or_404(request.actor, Permission.CASE_EDIT, case), again=None)


@needs(Permission.JOINT_EDIT)
@require_http_methods(["GET", "POST"])
def joint_again(request: ActorRequest, joint_decision: UUID) -> HttpResponse:
    """Ask anew what ended without being carried: other institutions, another rule, another day."""
    before = JOINTS.get_or_404(request.actor, Permission.JOINT_EDIT, joint_decision)
    return _ask(request, before.case, again=before)


def _ask(request: ActorRequest, case: Case, *, again: JointDecision | None) -> HttpResponse:
    about = _about(request, case)
    team = institutions_in_team(case)
    form = open_form(
        request,
        JointAskForm,
        team=team,
        about=[(key, label) for key, (label, _thing) in about.items()],
        is_again=again is not None,
        initial=_initial(again, team) if again else {},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _label, thing = about.get(data["about"], ("", {}))

        def make() -> str:
            asking = Asking(
                question=data["question"],
                institutions=list(data["institutions"]),
                rule=Rule(data["rule"]),
                number=data["number"],
                answer_by=data["answer_by"],
                again=again,
                because=data.get("because", ""),
                **thing,
            )
            decision = ask_jointly(case, asking, actor=request.actor, now=timezone.now())
            return reverse("cases:joint", args=[decision.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_at(form, refused, {**AT_FIELD, JointRefusal.NO_REASON: "because"})
        else:
            messages.success(request, _("The institutions are asked. Whoever has an account was told."))
            return redirect(address)
    return render_case(request, "cases/joint_ask.html", case, part=Part.PLAN, form=form, again=again)


def _about(request: ActorRequest, case: Case) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what of the plan a question can be about, by the key that the form posts, with its label."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for version in case.plan_versions.order_by("-number"):
        told = {"number": version.number, "day": date_format(timezone.localdate(version.made_at), "j E Y")}
        found[f"wersja:{version.public_id}"] = (_("Version %(number)s, %(day)s") % told, {"plan_version": version})
    actions = ACTIONS.permitted(request.actor, Permission.ACTION_EDIT).filter(case=case)
    for action in actions.exclude(state=ActionState.CANCELLED).order_by("due_on", "pk"):
        label = _("Action: %s") % Truncator(action.text).words(WORDS)
        found[f"dzialanie:{action.public_id}"] = (label, {"action": action})
    return found


def _initial(again: JointDecision, team: Any) -> dict[str, Any]:
    asked = team.filter(pk__in=again.voices.values("institution"))
    about = ""
    if again.plan_version:
        about = f"wersja:{again.plan_version.public_id}"
    elif again.action:
        about = f"dzialanie:{again.action.public_id}"
    same = {name: getattr(again, name) for name in ("question", "rule", "number")}
    return {**same, "about": about, "institutions": [body.public_id for body in asked]}


@needs(Permission.JOINT_ANSWER)
@require_http_methods(["GET", "POST"])
def joint_answer(request: ActorRequest, joint_voice: UUID) -> HttpResponse:
    """Answer for an institution, or change its answer."""
    voice = VOICES.get_or_404(request.actor, Permission.JOINT_ANSWER, joint_voice)
    by_letter = voice.institution_id != acts_for(voice.case, request.actor)
    initial = initial_of(voice, "vote", "reason", "channel", "came_on")
    form = open_form(request, VoteForm, is_by_letter=by_letter, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        channel = Channel(data["channel"]) if data.get("channel") else None
        said = Said(Vote(data["vote"]), data["reason"], channel, data.get("came_on"))
        try:
            answer_jointly(voice, said, version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The answer is written down."))
            return redirect("cases:joint", voice.decision.public_id)
    leads = CASES.allows(request.actor, Permission.CASE_VIEW_WHOLE, voice.case)
    (standing,) = standings([voice.decision], now=timezone.now())
    context: dict[str, Any] = {"form": form, "voice": voice, "by_letter": by_letter, "is_open": standing.is_open}
    part = Part.PLAN if leads else Part.OVERVIEW
    return render_case(request, "cases/joint_answer.html", voice.case, part=part, **context)


@needs(Permission.JOINT_ANSWER)
@require_POST
def joint_yes(request: ActorRequest, joint_voice: UUID) -> HttpResponse:
    """Say yes with one click; whoever would overwrite a colleague's answer is shown it first."""
    voice = VOICES.get_or_404(request.actor, Permission.JOINT_ANSWER, joint_voice)
    if voice.institution_id != acts_for(voice.case, request.actor):
        return redirect("cases:joint_answer", joint_voice)  # the answer of a letter has a day and a way
    version = 0 if voice.vote else voice.version  # an answer that is there already is never overwritten by a click
    try:
        answer_jointly(voice, Said(Vote.YES), version=version, actor=request.actor, now=timezone.now())
    except Stale:
        messages.warning(request, _("Somebody of your institution has answered already. You can change the answer."))
        return redirect("cases:joint_answer", joint_voice)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The answer is written down."))
    return redirect("cases:joint", voice.decision.public_id)


@needs(Permission.JOINT_EDIT)
@require_POST
def joint_reasons(request: ActorRequest, joint_decision: UUID) -> HttpResponse:
    """Let those who were asked see each other's answers and reasons, or no longer."""
    found = JOINTS.get_or_404(request.actor, Permission.JOINT_EDIT, joint_decision)
    shown = request.POST.get("pokaz") == "1"
    show_answers(found, shown, actor=request.actor, now=timezone.now())
    told = _("Whoever was asked now sees the answers of the others.") if shown else _("Done. They no longer see it.")
    messages.success(request, told)
    return redirect("cases:joint", joint_decision)


@needs(Permission.JOINT_EDIT)
@require_http_methods(["GET", "POST"])
def joint_end(request: ActorRequest, joint_decision: UUID) -> HttpResponse:
    """Take a question back."""
    found = JOINTS.get_or_404(request.actor, Permission.JOINT_EDIT, joint_decision)
    form = open_form(request, TakeBackForm)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(found, form.cleaned_data["because"], actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_at(form, refused, {JointRefusal.NO_REASON: "because"})
        else:
            messages.success(request, _("The question is taken back. Whoever was asked was told."))
            return redirect("cases:joint", joint_decision)
    return render_case(request, "cases/joint_end.html", found.case, part=Part.PLAN, form=form, decision=found)
