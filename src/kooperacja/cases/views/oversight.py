"""What the head of a welfare centre sees of its cases: numbers, leads and clocks, no content."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.lists.views import list_file, list_page
from kooperacja.lists.work import Column, WorkList, add

from ..actions.clocks import show_clocks
from ..actions.pace import paces
from ..forms.cases import OversightFilterForm
from ..models import Case
from ..policies import CASES, oversees


def _of_the_centre(actor: Actor) -> Any:
    cases: Any = CASES.permitted(actor, Permission.CASE_OVERSEE)
    return cases.with_lead().defer("closure_note")


def _state(case: Any) -> str:
    """Return the state, and the clocks that run, as a cell of a file has them."""
    clocks = (f"{clock.label} {clock.day.isoformat()}" for clock in case.clocks)
    return "; ".join((str(case.get_state_display()), *clocks))


def _days_open(case: Case) -> int:
    return ((case.closed_at or timezone.now()) - case.opened_at).days


def _show(cases: Iterable[Any], actor: Actor) -> None:
    found = list(cases)
    show_clocks(found, actor, oversees=True)
    for case in found:
        case.days_open = _days_open(case)


OVERSIGHT = add(
    WorkList(
        name="oversight",
        title=_("cases of the centre"),
        page="cases:oversight",
        form=OversightFilterForm,
        rows=_of_the_centre,
        columns=(
            Column("numer", _("Number"), lambda case: case.number, ("opened_at",)),
            Column("stan", _("State"), _state, ("state",)),
            Column("prowadzi", _("Led by"), lambda case: case.lead_name or "–", ("lead_name",)),
            Column("otwarta", _("Opened"), lambda case: timezone.localdate(case.opened_at), ("opened_at",)),
            Column("dni", _("Days"), _days_open),
            Column("przeglad", _("Review"), lambda case: case.review_on, ("review_on",)),
            Column("kontakt", _("Last contact"), lambda case: case.last_contact_on, ("last_contact_on",)),
        ),
        usual=lambda rows: rows.order_by("opened_at", "pk"),
        prepare=_show,
    )
)


def require_head(actor: Actor) -> None:
    """Raise `PermissionDenied` for every hat but that of a welfare centre's head."""
    if not oversees(actor):
        raise PermissionDenied(Permission.CASE_OVERSEE)


@needs(Permission.CASE_OVERSEE)
@require_safe
def case_oversight(request: ActorRequest) -> HttpResponse:
    """The centre's cases as its head sees them."""
    require_head(request.actor)
    context = {"today": timezone.localdate(), "paces": paces(request.actor, now=timezone.now())}
    return list_page(request, OVERSIGHT, "cases/case_oversight.html", context)


@needs(Permission.CASE_OVERSEE)
@require_POST
def case_oversight_file(request: ActorRequest) -> HttpResponse:
    """The centre's cases as a file: what the page shows."""
    require_head(request.actor)
    return list_file(request, OVERSIGHT)
