"""The lists that people work from: own cases, and the actions of all of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import may
from kooperacja.access.views import ActorRequest, needs
from kooperacja.lists.views import ON_A_PAGE, list_file, list_page
from kooperacja.lists.work import Column, WorkList, add

from ..actions.clocks import show_clocks
from ..forms.actions import ActionFilterForm
from ..forms.cases import CaseFilterForm
from ..models import Action, Role
from ..policies import ACTIONS, CASES
from ..policies.plan import waiting_for
from ..states import ActionState, is_overdue


def _own_cases(actor: Actor) -> Any:
    """Return the own cases, as lead, deputy or member, without those of another centre that one covers."""
    own: Any = CASES.permitted(actor, Permission.CASE_VIEW, beyond=Permission.CASE_COVER)
    due = ACTIONS.permitted(actor, Permission.ACTION_VIEW)
    return own.select_related("centre").with_lead().with_role_of(actor.membership_id).with_next_due(due)


def _next_look(case: Any) -> date | None:
    """Return the next review; of a closed case the day on which the family is asked how it is going."""
    day: date | None = case.follow_up_on if case.closed_at else case.review_on
    return day


def _role(case: Any) -> str:
    return str(Role(case.own_role).label) if case.own_role else ""


CASE_LIST = add(
    WorkList(
        name="cases",
        title=_("my cases"),
        page="cases:list",
        form=CaseFilterForm,
        rows=_own_cases,
        columns=(
            # numbers are given in the order of opening, and as texts they don't sort
            Column("numer", _("Number"), lambda case: case.number, ("opened_at",)),
            Column("stan", _("State"), lambda case: str(case.get_state_display()), ("state",)),
            Column("rola", _("You are"), _role, ("own_role",)),
            Column(
                "prowadzi", _("Led by"), lambda case: f"{case.lead_name or '–'}, {case.centre.name}", ("lead_name",)
            ),
            Column("przeglad", _("Review"), _next_look, ("review_on",)),
            Column("dzialanie", _("Nearest action"), lambda case: case.next_due, ("next_due",)),
        ),
        usual=lambda rows: rows.by_what_is_due(),
        prepare=show_clocks,
    )
)


@needs(Permission.CASE_LIST)
@require_safe
def case_list(request: ActorRequest) -> HttpResponse:
    """Own cases, as lead, deputy or member; apart from them those of another centre that one covers."""
    due = ACTIONS.permitted(request.actor, Permission.ACTION_VIEW)
    covered: Any = CASES.permitted(request.actor, Permission.CASE_COVER)
    covered = covered.select_related("centre").with_lead().with_next_due(due).by_what_is_due()
    stood_in_for = Paginator(covered, ON_A_PAGE).get_page(request.GET.get("zastepstwo"))
    show_clocks(stood_in_for, request.actor)
    context = {
        "covered": stood_in_for,
        "may_open": may(request.actor, Permission.CASE_OPEN),
        "has_templates": may(request.actor, Permission.TEMPLATE_LIST),
    }
    return list_page(request, CASE_LIST, "cases/case_list.html", context)


@needs(Permission.CASE_LIST)
@require_POST
def case_list_file(request: ActorRequest) -> HttpResponse:
    """The own cases as a file."""
    return list_file(request, CASE_LIST)


def _actions(actor: Actor) -> Any:
    """Return the actions that the actor may see as lead or as the asked one, each with `is_asked`."""
    rows = ACTIONS.permitted(actor, Permission.ACTION_VIEW)
    asked = Exists(waiting_for(actor).filter(pk=OuterRef("pk")))
    return rows.select_related("case", "institution", "member__membership__user").annotate(is_asked=asked)


def _by_day(rows: Iterable[Any], _actor: Actor) -> None:
    """Put on each action whether it is late."""
    today = timezone.localdate()
    for row in rows:
        row.is_overdue = is_overdue(ActionState(row.state), row.due_on, today=today)


def _who(action: Action) -> str:
    return ", ".join(filter(None, (action.member.name if action.member else "", action.institution.name)))


ACTION_LIST = add(
    WorkList(
        name="actions",
        title=_("actions"),
        page="cases:actions",
        form=ActionFilterForm,
        rows=_actions,
        columns=(
            Column("dzialanie", _("What is to be done"), lambda action: action.text),
            Column("sprawa", _("Case"), lambda action: action.case.number, ("case__opened_at", "due_on")),
            Column("kto", _("Who"), _who, ("institution__name", "due_on")),
            Column("termin", _("Due"), lambda action: action.due_on, ("due_on",)),
            Column("stan", _("State"), lambda action: str(action.get_state_display()), ("state", "due_on")),
        ),
        usual=lambda rows: rows.order_by("due_on", "pk"),
        prepare=_by_day,
    )
)


@needs(Permission.CASE_LIST)
@require_safe
def action_list(request: ActorRequest) -> HttpResponse:
    """All actions that one may see, of all cases: as lead or deputy, or because one's institution is asked."""
    return list_page(request, ACTION_LIST, "cases/action_list.html", {})


@needs(Permission.CASE_LIST)
@require_POST
def action_list_file(request: ActorRequest) -> HttpResponse:
    """The actions as a file."""
    return list_file(request, ACTION_LIST)
