"""The two steps of telling a concern: the form, and the page before sending. Common to the doors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.http import HttpRequest, QueryDict

from kooperacja.institutions.models import DutyProfile

from .. import clocks, duties
from ..actions.timing import outlook_at
from ..forms import ConfirmForm, TellingForm
from ..shown import rows_of
from ..terms import Urgency
from ..words import WordHint, hints

CHECK, EDIT, SEND = "check", "edit", "send"
"""What a button of the two pages asks for; it is posted as `do`."""

NOT_CARRIED: Final = {"csrfmiddlewaretoken", "do", "has_called", "szkic"}

T = TypeVar("T", bound=TellingForm)


@dataclass(frozen=True)
class Step:
    """Where the person is: still at the form, at the page before sending, or through."""

    form: Any
    confirm: ConfirmForm | None = None
    sends: bool = False
    context: dict[str, Any] | None = None


def step_of(request: HttpRequest, opened: T, anew: Callable[..., T], *, now: datetime) -> Step:
    """Return the step that a request leads to.

    Args:
        opened: the form of this request, bound if it is a POST.
        anew: makes the same form unbound, with `initial=`.
    """
    if not opened.is_bound:
        # A draft that comes back may name a gmina that the form wouldn't offer by itself.
        return Step(anew(initial=dict(opened.initial)))
    do = request.POST.get("do", CHECK)
    if not opened.is_valid() or do == EDIT:
        return Step(opened)
    seen = outlook_of(opened, now=now)
    confirm = ConfirmForm(request.POST if do == SEND else None, must_call=seen.must_call)
    if do == SEND and confirm.is_valid():
        return Step(opened, confirm, sends=True)
    return Step(opened, confirm, context=_before_sending(request, opened, seen))


def outlook_of(form: TellingForm, *, now: datetime) -> clocks.Outlook:
    """Return what happens to what a valid form tells, if it is sent now."""
    return outlook_at(form.telling().centre, Urgency(form.cleaned_data["urgency"]), now=now)


def about_violence(profile: DutyProfile) -> list[duties.Group]:
    """Return what the page says to whoever suspects violence."""
    return duties.grouped(duties.on_violence(profile))


def _before_sending(request: HttpRequest, form: TellingForm, seen: clocks.Outlook) -> dict[str, Any]:
    telling = form.telling()
    found = hints(form.says_something) if not telling.call_me else {}
    return {
        "telling": telling,
        "rows": rows_of(telling),
        "outlook": seen,
        "carried": _carried(request.POST, form),
        "word_hints": [(WordHint(hint).label, ", ".join(words)) for hint, words in found.items()],
        "drops_text": telling.call_me and any(text for text in form.says_something if text != telling.competence),
        "violence": form.cleaned_data["violence"],
    }


def _carried(post: QueryDict, form: TellingForm) -> list[tuple[str, str]]:
    """Return what was posted, for the hidden fields of the next page; what the form doesn't know is left out."""
    known = tuple(form.fields)
    return [
        (name, str(value))
        for name, values in post.lists()
        if name not in NOT_CARRIED and name.startswith(known)
        for value in values
    ]
