"""The filter of the list of actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.policies import INSTITUTIONS
from kooperacja.lists.forms import ListForm
from kooperacja.lists.work import WorkList

from ..policies import ACTIONS
from ..policies.plan import waiting_for
from ..states import WAITING, ActionState

FOR_ME, ACCEPTED, LATE, DONE, ALL = "do-mnie", "przyjete", "po-terminie", "wykonane", "wszystkie"
MOST_INSTITUTIONS = 100
FURTHEST = 366  # days


class ActionFilterForm(ListForm):
    """Narrows the list of actions."""

    stan = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("all that are still to be done")),
            (FOR_ME, _("what waits for me")),
            (ACCEPTED, _("accepted")),
            (LATE, _("late")),
            (DONE, _("done")),
            (ALL, _("all, also ended ones")),
        ],
        required=False,
    )
    dni = forms.IntegerField(
        label=_("Due within so many days"),
        min_value=0,
        max_value=FURTHEST,
        required=False,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    instytucja = forms.ChoiceField(label=_("Institution"), required=False)

    def __init__(self, data: Any, *, work_list: WorkList, actor: Actor) -> None:
        super().__init__(data, work_list=work_list, actor=actor)
        found = _institutions(actor)
        if len(found) > 1:
            of: Any = self.fields["instytucja"]
            of.choices = [("", _("every institution")), *found]
        else:
            del self.fields["instytucja"]  # who does not lead sees the own institution's actions alone

    def filtered(self, rows: Any) -> Any:
        """Return the actions that the person asked for."""
        chosen, today = self.chosen, timezone.localdate()
        match chosen.get("stan", ""):
            case "do-mnie":
                rows = rows.filter(pk__in=waiting_for(self.actor).values("pk"))
            case "przyjete":
                rows = rows.filter(state=ActionState.ACCEPTED)
            case "po-terminie":
                rows = rows.filter(state__in=WAITING, due_on__lt=today)
            case "wykonane":
                rows = rows.filter(state=ActionState.DONE)
            case "":
                rows = rows.filter(state__in=WAITING)
        if "dni" in chosen:
            rows = rows.filter(due_on__lte=today + timedelta(days=chosen["dni"]))
        if of := chosen.get("instytucja"):
            rows = rows.filter(institution__public_id=of)
        return rows


def _institutions(actor: Actor) -> list[tuple[str, str]]:
    seen = ACTIONS.permitted(actor, Permission.ACTION_VIEW).order_by().values("institution")
    rows = INSTITUTIONS.permitted(actor, Permission.INSTITUTION_VIEW).filter(pk__in=seen)
    return [(str(one.public_id), one.name) for one in rows.order_by("name", "pk")[:MOST_INSTITUTIONS]]
