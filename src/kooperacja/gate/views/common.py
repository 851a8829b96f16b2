"""What the pages of this room have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kooperacja.access.views import ActorRequest
from kooperacja.cases.forms.refusals import show_at
from kooperacja.concerns.words import hints
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..forms import AT_FIELD


def make_once(request: ActorRequest, form: Any, make: Callable[[], str], said: str) -> HttpResponse | None:
    """Carry out what a valid form asks for, once however often it is posted, and lead on; None if it was refused."""
    try:
        address = once(form.cleaned_data["idempotency_key"], make)
    except Refused as refused:
        show_at(form, refused, AT_FIELD)
        return None
    if not warn_of_words(request, form):
        messages.success(request, said)
    return redirect(address)


def warn_of_words(request: ActorRequest, form: Any) -> bool:
    """Say that it was kept, and which words don't belong there: also to those whose browser runs no script.

    Returns whether there was anything to say.
    """
    texts = [form.cleaned_data[name] for name in form.many_lined]
    if found := sorted({word for words in hints(texts).values() for word in words}):
        messages.warning(
            request,
            _("It is saved. Look at it once more: these words don't belong there: %s. Describe what can be seen.")
            % ", ".join(found),
        )
    return bool(found)
