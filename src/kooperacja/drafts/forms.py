"""How a view uses drafts and held posts: one line to open its form, one to name its draft.

INFORMATION = draft_kind("informacja", title=_("Information that help is needed"), page="concerns:raise")

def concern_raise(request):
    draft = draft_of(request, INFORMATION)
    form = open_form(request, ConcernForm, draft=draft, centre=centre)
    if request.method == "POST" and form.is_valid():
        def make() -> str:
            concern = raise_concern(…)
            draft.discard()
            return reverse(…)
        return redirect(once(form.cleaned_data["idempotency_key"], make))
    return render(request, "…", {"form": form, "draft": draft})

<form method="post" novalidate data-autosave-url="{{ draft.url }}">{% csrf_token %}{% draft_field draft %}…
"""

import uuid
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from kooperacja.ui.forms import Form

from .kinds import DRAFT, DraftKind
from .models import Draft
from .typed import as_post

F = TypeVar("F", bound=forms.BaseForm)


class OnceForm(Form):
    """A form that makes something: however often it is sent, one thing is made (`once`)."""

    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class VersionForm(Form):
    """A form that changes something: it says on which version the person began (`recorded(…, version=)`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1)


HIDDEN = ("idempotency_key", "version")


@dataclass(frozen=True)
class DraftOf:
    """The draft of one opened form. On the first opening it is only a number; a row is made at the first save."""

    kind: DraftKind
    number: uuid.UUID
    owner_id: int | None
    about: uuid.UUID | None = None
    data: QueryDict | None = None

    @property
    def url(self) -> str:
        """Where the page saves what is typed: the form's `data-autosave-url`."""
        address = reverse("drafts:save", kwargs={"kind": self.kind.slug, "draft": self.number})
        return f"{address}?{urlencode({'o': self.about})}" if self.about else address

    def discard(self) -> None:
        """Delete the draft; call it in the transaction that carries the form out."""
        Draft.objects.filter(public_id=self.number, owner_id=self.owner_id).delete()


def draft_of(request: HttpRequest, kind: DraftKind, *, about: uuid.UUID | None = None) -> DraftOf:
    """Return the draft of the form that this request opens or sends.

    A draft is its owner's, whatever hat is on; what the form leads to is checked when it is sent. Opening the page
    with `?szkic=` brings the draft back, if it is of this form, about this thing and of this person.
    """
    number = _uuid(request.POST.get(DRAFT, "") or request.GET.get(DRAFT, ""))
    stored = None
    if number is not None and request.method == "GET":
        stored = Draft.objects.filter(public_id=number, owner_id=request.user.pk, kind=kind.slug, about=about).first()
        number = number if stored else None
    data = as_post(stored.data) if stored else None
    return DraftOf(kind, number or uuid.uuid4(), request.user.pk, about, data)


def typed_in(request: HttpRequest, draft: DraftOf | None = None) -> QueryDict | None:
    """Return what the person typed: what is sent, or what comes back into the form of a GET; None if nothing does."""
    if request.method == "POST":
        return request.POST
    held: QueryDict | None = getattr(request, "held", None)
    return held if held is not None else draft.data if draft else None


def open_form(
    request: HttpRequest, form_class: type[F], *, draft: DraftOf | None = None, prefix: str | None = None, **kwargs: Any
) -> F:
    """Return the form of this request.

    On POST it is bound. Otherwise it shows what the person had typed before the session ended (`?wznow=`), or what
    the draft holds, without finding fault yet; or it is as `kwargs` make it. Hidden fields come back with the rest,
    so an old `version` is still found out, and a used `idempotency_key` still makes nothing twice: make both fields
    of the form.
    """
    if request.method == "POST":
        return form_class(request.POST, request.FILES, prefix=prefix, **kwargs)
    held: QueryDict | None = getattr(request, "held", None)
    typed = typed_in(request, draft)
    form = form_class(prefix=prefix, **kwargs)
    if typed is not None:
        form.initial = dict(form.initial)
        for name, field in form.fields.items():
            posted = form.add_prefix(name)
            is_unposted = field.widget.is_hidden and posted not in typed
            if not isinstance(field, forms.FileField) and not is_unposted:
                form.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), posted)
        _say_so(request, is_held=held is not None)
        if held is not None and any(isinstance(field, forms.FileField) for field in form.fields.values()):
            messages.warning(request, _("Files aren't kept. Attach the file again."))
    return form


def _say_so(request: HttpRequest, *, is_held: bool) -> None:
    """Tell the person, once a page, why the form is filled in."""
    if getattr(request, "_told_what_came_back", False):
        return
    request._told_what_came_back = True  # type: ignore[attr-defined] # a mark of this module on its request
    if is_held:
        messages.warning(request, _("You were signed out before this was sent. Check what you wrote and send it now."))
    else:
        messages.info(request, _("This is what you wrote earlier. It hasn't been sent yet."))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
