"""The page of a work list, its file, and the views of lists that somebody keeps."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.accounts.factors import proved_lately
from kooperacja.audit.recording import Stale
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.institutions.hats import hat_context
from kooperacja.kernel.refused import Refused

from .actions import drop_list, keep_list, record_file, rename_list, set_default
from .files import KINDS, Table
from .forms import KeepForm, ListForm, RenameForm
from .models import SavedList
from .policies import SAVED_LISTS
from .rules import MOST_ROWS
from .work import DOWN, LISTS, WorkList

ON_A_PAGE = 25
PLAIN = "kolejnosc="
"""The address of a list without any kept view: it asks for nothing, but it asks."""
LONGEST = 2000  # characters of a filter that comes back with a request for a file


@dataclass(frozen=True)
class Heading:
    """A heading: the link that sorts by it, and how it sorts now."""

    label: str
    url: str
    sort: str


def list_page(request: ActorRequest, work_list: WorkList, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a list as its address says; without a word, as the person likes it best."""
    saved = _saved(request, work_list.name)
    usual = next((one for one in saved if one.is_default), None)
    if usual and not request.GET:
        return redirect(_address(work_list, usual.query))
    form = work_list.form(request.GET, work_list=work_list, actor=request.actor)
    page = Paginator(form.narrow(work_list.rows(request.actor)), ON_A_PAGE).get_page(request.GET.get("strona"))
    work_list.prepare(page, request.actor)
    query = form.query.urlencode()
    tools = {
        "list": work_list,
        "form": form,
        "page": page,
        "is_filtered": bool(query),
        "headings": [_heading(column, form) for column in work_list.columns],
        "plain": _address(work_list, ""),
        "query": query,
        "saved": [
            {"name": one.name, "url": _address(work_list, one.query), "is_here": one.query == query} for one in saved
        ],
        "file_url": reverse(f"{work_list.page}_file"),
        "keep": KeepForm(initial={"of": work_list.name, "query": query}, auto_id="keep_%s"),
    }
    return render(request, template, {**tools, **context})


def list_file(request: ActorRequest, work_list: WorkList) -> HttpResponse:
    """Send the list as a file, with the filter that comes with the request; after a fresh proof of who one is."""
    query = QueryDict(request.POST.get("query", "")[:LONGEST])
    form = work_list.form(query, work_list=work_list, actor=request.actor)
    back = _address(work_list, form.query.urlencode())
    if not proved_lately(request):
        messages.info(request, _("To take a file, first confirm that it is you. Then choose the file again."))
        return redirect(f"{reverse('account_reauthenticate')}?next={quote(back)}")
    kind = request.POST.get("kind", "")
    write, content_type = KINDS.get(kind, KINDS["csv"])
    now = timezone.now()
    rows = list(form.narrow(work_list.rows(request.actor))[: MOST_ROWS + 1])
    work_list.prepare(rows, request.actor)
    try:
        record_file(rows, actor=request.actor, now=now)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(back)
    title = capfirst(str(work_list.title))
    table = Table(
        title=title,
        headings=[str(column.label) for column in work_list.columns],
        rows=[[column.text(row) for column in work_list.columns] for row in rows],
        mark=_("%(title)s. Taken by: %(who)s, %(when)s.")
        % {"title": title, "who": _who(request), "when": f"{timezone.localtime(now):%d.%m.%Y %H:%M}"},
    )
    name = f"{slugify(title.translate(PLAIN_LETTERS))}-{timezone.localdate(now):%Y-%m-%d}"
    ending = kind if kind in KINDS else "csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return HttpResponse(write(table), content_type=content_type, headers=headers)


PLAIN_LETTERS = str.maketrans("łŁ", "lL")


def _saved(request: ActorRequest, of: str = "") -> list[SavedList]:
    """Return the views that this hat keeps, of one list or of all, by name; they are twenty at most."""
    rows = SAVED_LISTS.permitted(request.actor, Permission.LIST_VIEW)
    rows = rows.filter(of=of) if of else rows.filter(of__in=LISTS)
    return sorted(rows, key=lambda one: (one.of, one.name.casefold()))


def _address(work_list: WorkList, query: str) -> str:
    return f"{reverse(work_list.page)}?{query or PLAIN}"


def _heading(column: Any, form: ListForm) -> Heading:
    """Return the heading; its link turns the order round where it is sorted by already."""
    if not column.order:
        return Heading(str(column.label), "", "")
    by, query = form.chosen.get("kolejnosc", ""), form.query
    sort = {column.name: "ascending", DOWN + column.name: "descending"}.get(by, "none")
    query["kolejnosc"] = DOWN + column.name if by == column.name else column.name
    return Heading(str(column.label), f"?{query.urlencode()}", sort)


def _who(request: ActorRequest) -> str:
    user: Any = request.user
    return f"{user.name} ({hat_context(request)['hat']})"


@needs(Permission.LIST_KEEP)
@require_safe
def saved_lists(request: ActorRequest) -> HttpResponse:
    """The views that this hat keeps."""
    rows = [
        {"saved": one, "of": LISTS[one.of].title, "url": _address(LISTS[one.of], one.query)} for one in _saved(request)
    ]
    return render(request, "lists/saved.html", {"rows": rows})


@needs(Permission.LIST_KEEP)
@require_POST
def list_keep(request: ActorRequest) -> HttpResponse:
    """Keep filter and order of a list under a name."""
    form = KeepForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        work_list = LISTS[data["of"]]
        query = work_list.form(QueryDict(data["query"]), work_list=work_list, actor=request.actor).query.urlencode()

        def make() -> str:
            now, is_default = timezone.now(), data["is_default"]
            keep_list(work_list.name, data["name"], query, is_default=is_default, actor=request.actor, now=now)
            return _address(work_list, query)

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            for message in refused.messages:
                form.add_error("name", message)
        else:
            messages.success(request, _("The view is kept. You find it above the list."))
            return redirect(address)
    return render(request, "lists/keep.html", {"form": form})


@needs(Permission.LIST_VIEW)
@require_http_methods(["GET", "POST"])
def list_rename(request: ActorRequest, saved_list: UUID) -> HttpResponse:
    """Give a view another name."""
    saved = SAVED_LISTS.get_or_404(request.actor, Permission.LIST_VIEW, saved_list)
    form = open_form(request, RenameForm, initial={"name": saved.name, "version": saved.version})
    if request.method == "POST" and form.is_valid():
        try:
            rename_list(saved, form.cleaned_data["name"], version=form.cleaned_data["version"], actor=request.actor)
        except Stale as stale:
            return conflict(request, form, stale)
        messages.success(request, _("The change is saved."))
        return redirect("lists:saved")
    return render(request, "lists/rename.html", {"form": form})


@needs(Permission.LIST_VIEW)
@require_POST
def list_default(request: ActorRequest, saved_list: UUID) -> HttpResponse:
    """Let the list open with this view, or no longer."""
    saved = SAVED_LISTS.get_or_404(request.actor, Permission.LIST_VIEW, saved_list)
    set_default(saved, is_default=bool(request.POST.get("on")), actor=request.actor)
    messages.success(request, _("The change is saved."))
    return redirect("lists:saved")


@needs(Permission.LIST_VIEW)
@require_POST
def list_drop(request: ActorRequest, saved_list: UUID) -> HttpResponse:
    """Delete a view."""
    drop_list(SAVED_LISTS.get_or_404(request.actor, Permission.LIST_VIEW, saved_list), actor=request.actor)
    messages.success(request, _("The view is deleted."))
    return redirect("lists:saved")
