"""Pages of the vocabulary: sectors, kinds of institution, functions of people. Operators keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import HIDDEN, open_form
from kooperacja.drafts.once import once, was_carried_out

from ..actions.vocabulary import Past, change_term, default_of, differs, enter_term, history_of, restore_term
from ..directory import all_functions, all_kinds, all_sectors, in_order
from ..events import InstitutionEvent
from ..forms.vocabulary import BackForm, FunctionForm, KindForm, TermForm, in_words
from ..models import Function, InstitutionKind, Sector, Term
from ..rules.own import SettingRefusal


@dataclass(frozen=True)
class Shelf:
    """One sort of words."""

    title: Any
    new_title: Any
    model: type[Term]
    form: type[TermForm]
    rows: Callable[[], QuerySet[Any]]

    def form_options(self) -> dict[str, Any]:
        """Return what the form of this sort needs besides."""
        return {"sectors": all_sectors()} if self.model is InstitutionKind else {}


SHELVES = {
    "rodzaje": Shelf(
        gettext_lazy("Kinds of institution"),
        gettext_lazy("Add a kind of institution"),
        InstitutionKind,
        KindForm,
        all_kinds,
    ),
    "funkcje": Shelf(
        gettext_lazy("Functions of people"), gettext_lazy("Add a function"), Function, FunctionForm, all_functions
    ),
    "sektory": Shelf(gettext_lazy("Sectors"), gettext_lazy("Add a sector"), Sector, TermForm, all_sectors),
}


def shelf_of(slug: str) -> Shelf:
    """Return one sort of words, or raise 404."""
    try:
        return SHELVES[slug]
    except KeyError:
        raise Http404 from None


@needs(Permission.VOCABULARY_EDIT)
@require_safe
def vocabulary_list(request: ActorRequest, shelf: str) -> HttpResponse:
    """List the words of one sort."""
    chosen = shelf_of(shelf)
    rows = sorted(chosen.rows(), key=in_order)
    context = {"shelf": shelf, "shelves": SHELVES, "chosen": chosen, "rows": rows}
    return render(request, "institutions/vocabulary_list.html", context)


@needs(Permission.VOCABULARY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def vocabulary_create(request: ActorRequest, shelf: str) -> HttpResponse:
    """Enter a word."""
    chosen = shelf_of(shelf)
    form = open_form(request, chosen.form, **chosen.form_options())
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        if chosen.rows().filter(code=form.cleaned_data["code"]).exists() and not was_carried_out(key):
            form.add_error("code", _("This code is taken."))
        else:

            def make() -> str:
                enter_term(chosen.model(**_values(form)), actor=request.actor)
                return reverse("institutions:vocabulary", args=[shelf])

            return redirect(once(key, make))
    return render(request, "institutions/vocabulary_form.html", {"form": form, "shelf": shelf, "chosen": chosen})


@needs(Permission.VOCABULARY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def vocabulary_edit(request: ActorRequest, shelf: str, term: UUID) -> HttpResponse:
    """Change a word; its code stays. What the first vocabulary has goes back to it."""
    chosen = shelf_of(shelf)
    row = get_object_or_404(chosen.rows(), public_id=term)
    if request.method == "POST" and "back" in request.POST:
        return _back(request, row, shelf)
    initial = {name: getattr(row, name) for name in chosen.form.base_fields if hasattr(row, name)}
    form = open_form(request, chosen.form, initial=initial, **chosen.form_options())
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        changes = {name: value for name, value in _values(form).items() if name != "code"}
        try:
            change_term(row, changes, actor=request.actor, version=form.cleaned_data["version"])
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect("institutions:vocabulary", shelf)
    default = default_of(row)
    context = {
        "form": form,
        "shelf": shelf,
        "chosen": chosen,
        "term": row,
        "default": [(form.fields[name].label, in_words(form, name, value)) for name, value in default.items()],
        "way_back": BackForm(initial={"version": row.version}) if differs(row, default) else None,
        "past": [(one, InstitutionEvent(one.event).label, _lines(form, one)) for one in history_of(row)],
    }
    return render(request, "institutions/vocabulary_form.html", context)


def _back(request: ActorRequest, row: Term, shelf: str) -> HttpResponse:
    form = BackForm(request.POST)
    if not default_of(row) or not form.is_valid():
        raise Http404
    try:
        restore_term(row, actor=request.actor, version=form.cleaned_data["version"])
    except Stale:
        messages.warning(request, str(SettingRefusal.CHANGED_MEANWHILE.label))
        return redirect("institutions:vocabulary_edit", shelf, row.public_id)
    messages.success(request, _("Saved."))
    return redirect("institutions:vocabulary", shelf)


def _lines(form: TermForm, past: Past) -> list[tuple[Any, str, str]]:
    """Return the fields of a change in words: which, before, after."""
    return [
        (form.fields[name].label, in_words(form, name, before), in_words(form, name, after))
        for name, (before, after) in past.fields.items()
        if name in form.fields
    ]


def _values(form: TermForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in HIDDEN}
