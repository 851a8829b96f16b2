"""Forms of the case as a whole: filters, review date, numbers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.lists.forms import ListForm
from kooperacja.ui.forms import DateField

from ..actions.clocks import CLOCKS, with_clock, with_something_late
from ..querysets import CaseQuerySet
from ..states import CaseState
from .common import EditingForm

UNCLOSED = "unclosed"
LATE, ASK_HOW_IT_GOES = "po-terminie", "po-zamknieciu"
STATES = [(UNCLOSED, _("all that aren't closed")), *CaseState.choices]


class CaseFilterForm(ListForm):
    """Narrows the list of own cases."""

    stan = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the person asked for."""
        state = self.chosen.get("stan", "")
        return _in_state(rows, state) if state else rows.at_hand(today=timezone.localdate())


class OversightFilterForm(ListForm):
    """Narrows the list of the centre's cases."""

    stan = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    uwaga = forms.ChoiceField(
        label=_("What needs attention"),
        choices=[
            ("", _("everything")),
            (LATE, _("anything that is late")),
            ("przeglad", _("the review is overdue")),
            ("kontakt", _("no contact for 30 days")),
            ("bez-prowadzacej", _("nobody leads it")),
            (ASK_HOW_IT_GOES, _("closed, the family is to be asked how it is going")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attention: Any = self.fields["uwaga"]
        attention.choices = [*attention.choices, *((clock.name, clock.late) for clock in CLOCKS)]

    def narrow(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the head asked for; those that are to be asked about by the day of that."""
        narrowed: CaseQuerySet = super().narrow(rows)
        by_day = self.chosen.get("uwaga") == ASK_HOW_IT_GOES and "kolejnosc" not in self.chosen
        return narrowed.order_by("follow_up_on", "pk") if by_day else narrowed

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the head asked for."""
        chosen, today = self.chosen, timezone.localdate()
        attention = chosen.get("uwaga")
        if attention == ASK_HOW_IT_GOES:
            return rows.filter(follow_up_on__lte=today)
        rows = _in_state(rows, chosen.get("stan", ""))
        for clock in CLOCKS:
            if clock.name == attention:
                rows = with_clock(rows, clock, self.actor, oversees=True).filter(**{f"{clock.column}__lt": today})
        match attention:
            case "po-terminie":
                rows = with_something_late(rows, today, self.actor, oversees=True)
            case "przeglad":
                rows = rows.filter(review_on__lt=today)
            case "kontakt":
                rows = rows.quiet(today=today)
            case "bez-prowadzacej":
                rows = rows.filter(lead_place=None)
        return rows


def _in_state(cases: CaseQuerySet, state: str) -> CaseQuerySet:
    return cases.filter(state=state) if state in CaseState.values else cases.unclosed()


class ReviewForm(EditingForm):
    """The date of the next review."""

    heading_field = "review_on"

    review_on = DateField(
        label=_("When will you look at the plan together?"),
        help_text=_("Usually in six to eight weeks. On that day you and the family look at how it is going."),
        not_before=timezone.localdate,
    )


class NumbersForm(EditingForm):
    """Numbers under which other registers know the case."""

    one_lined = ("case_mark", "domain_number")

    case_mark = forms.CharField(label=_("Case mark (znak sprawy)"), max_length=60, required=False)
    domain_number = forms.CharField(
        label=_("Number in the domain system"),
        help_text=_("The number in POMOST, TT-Pomoc or another system, so that nothing needs to be typed twice."),
        max_length=60,
        required=False,
    )
