"""Progress notes: reading, writing, changing, printing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import draft_of, open_form
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.once import once

from ..actions.notes import NoteText, edit_note, write_note
from ..forms.common import initial_of
from ..forms.notes import NoteEditForm, NoteWriteForm
from ..models import Case, NoteKind
from ..policies import ACTIONS, CASES, NOTES
from .shell import Part, render_case

ON_A_PAGE = 20
SAID = (
    "kind",
    "happened_on",
    "with_family",
    "text",
    "action",
    "case_mark",
    "domain_number",
    "participants",
    "may_pass_on",
)
DRAFT = draft_kind("notatka", title=gettext_lazy("a note in a case"), page="cases:note_write", about="case")


@needs(Permission.NOTE_VIEW)
@require_safe
def note_list(request: ActorRequest, case: UUID) -> HttpResponse:
    """The notes that the person may read: all, or own ones."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    notes = (
        NOTES.permitted(request.actor, Permission.NOTE_VIEW)
        .filter(case=found)
        .select_related("author__user", "institution", "action")
        .annotate(changes=Count("versions"))
        .order_by("-happened_on", "-pk")
    )
    page = Paginator(notes, ON_A_PAGE).get_page(request.GET.get("strona"))
    shown = [note.pk for note in page]
    editable = NOTES.permitted(request.actor, Permission.NOTE_EDIT).filter(pk__in=shown).values_list("pk", flat=True)
    context: dict[str, Any] = {
        "page": page,
        "editable": set(editable),
        # a note that was shown doesn't show the action that it is about
        "actions": set(_actions(request, found).values_list("pk", flat=True)),
    }
    return render_case(request, "cases/note_list.html", found, part=Part.NOTES, **context)


@needs(Permission.CASE_NOTE)
@require_http_methods(["GET", "POST"])
def note_write(request: ActorRequest, case: UUID) -> HttpResponse:
    """Write a note; what is typed is kept meanwhile."""
    found = CASES.get_or_404(request.actor, Permission.CASE_NOTE, case)
    draft = draft_of(request, DRAFT, about=found.public_id)
    initial = {"happened_on": timezone.localdate(), "kind": NoteKind.VISIT}
    form = open_form(
        request,
        NoteWriteForm,
        draft=draft,
        actions=_actions(request, found),
        of_partner=_is_partner(request, found),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            write_note(found, _said(form.cleaned_data), actor=request.actor, now=timezone.now())
            draft.discard()
            return reverse("cases:notes", args=[case])

        address = once(form.cleaned_data["idempotency_key"], make)
        messages.success(request, _("The note is saved."))
        return redirect(address)
    return render_case(request, "cases/note_write.html", found, part=Part.NOTES, form=form, draft=draft)


@needs(Permission.NOTE_EDIT)
@require_http_methods(["GET", "POST"])
def note_edit(request: ActorRequest, note: UUID) -> HttpResponse:
    """Change an own note."""
    found = NOTES.get_or_404(request.actor, Permission.NOTE_EDIT, note)
    form = open_form(
        request,
        NoteEditForm,
        actions=_actions(request, found.case),
        of_partner=_is_partner(request, found.case),
        initial=initial_of(found, *SAID),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            edit_note(found, _said(data), version=data["version"], actor=request.actor, now=timezone.now())
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("The note is changed."))
        return redirect("cases:notes", found.case.public_id)
    return render_case(request, "cases/note_edit.html", found.case, part=Part.NOTES, form=form, note=found)


@needs(Permission.NOTE_VIEW)
@require_safe
def note_history(request: ActorRequest, note: UUID) -> HttpResponse:
    """How a note read before it was changed, the latest first."""
    found = NOTES.get_or_404(request.actor, Permission.NOTE_VIEW, note)
    versions = found.versions.order_by("-replaced_at", "-pk")
    return render_case(request, "cases/note_history.html", found.case, part=Part.NOTES, note=found, versions=versions)


def _is_partner(request: ActorRequest, case: Case) -> bool:
    """Tell whether the reader works here for another institution; who covers works for the centre."""
    return request.actor.institution_id != case.centre_id and not CASES.allows(
        request.actor, Permission.CASE_VIEW_WHOLE, case
    )


def _actions(request: ActorRequest, case: Case) -> Any:
    return ACTIONS.permitted(request.actor, Permission.ACTION_VIEW).filter(case=case).order_by("due_on", "pk")


def _said(data: dict[str, Any]) -> NoteText:
    return NoteText(**{name: data[name] for name in SAID if name in data})
