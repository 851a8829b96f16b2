"""Forms of the case as a whole: filters, review date, numbers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.access.permissions import Permission
from kooperacja.lists.forms import ListForm
from kooperacja.ui.forms import DateField

from ..actions.clocks import CLOCKS, with_clock, with_something_late
from ..policies import CASES
from ..querysets import CaseQuerySet
from ..states import CaseState
from .common import EditingForm

UNCLOSED = "unclosed"
LATE, REVIEW_LATE, QUIET, ASK_HOW_IT_GOES = "po-terminie", "przeglad", "kontakt", "po-zamknieciu"
UNLED = "bez-prowadzacej"
STATES = [(UNCLOSED, _("all that aren't closed")), *CaseState.choices]


class AttentionForm(ListForm):
    """Narrows a list of cases by their state and by what is late in them."""

    oversees = False
    """Whether the list is the head's, who sees of every case of the centre what is late, and nothing else."""

    stan = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    uwaga = forms.ChoiceField(
        label=_("What needs attention"),
        choices=[
            ("", _("everything")),
            (LATE, _("anything that is late")),
            (REVIEW_LATE, _("the review is overdue")),
            (QUIET, _("no contact for 30 days")),
            (ASK_HOW_IT_GOES, _("closed, the family is to be asked how it is going")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attention: Any = self.fields["uwaga"]
        attention.choices = [*attention.choices, *((clock.name, clock.late) for clock in CLOCKS)]

    def narrow(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the person asked for; those that are to be asked about by the day of that."""
        narrowed: CaseQuerySet = super().narrow(rows)
        by_day = self.chosen.get("uwaga") == ASK_HOW_IT_GOES and "kolejnosc" not in self.chosen
        return narrowed.order_by("follow_up_on", "pk") if by_day else narrowed

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the person asked for."""
        today, attention = timezone.localdate(), self.chosen.get("uwaga", "")
        if attention == ASK_HOW_IT_GOES:
            return rows.filter(follow_up_on__lte=today)
        rows = _in_state(rows, self.chosen.get("stan", ""))
        for clock in CLOCKS:
            if clock.name == attention:
                late = {f"{clock.column}__lt": today}
                rows = with_clock(rows, clock, self.actor, oversees=self.oversees).filter(**late)
        if attention == LATE:
            rows = with_something_late(rows, today, self.actor, oversees=self.oversees)
        if attention == REVIEW_LATE:
            rows = rows.filter(review_on__lt=today)
        return rows.quiet(today=today) if attention == QUIET else rows


class CaseFilterForm(AttentionForm):
    """Narrows the list of own cases."""

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the person asked for; when the family was met last is known where they lead alone."""
        if not self.chosen.keys() & {"stan", "uwaga"}:
            return rows.at_hand(today=timezone.localdate())
        if self.chosen.get("uwaga") == QUIET:
            rows = rows.filter(pk__in=CASES.permitted(self.actor, Permission.CASE_EDIT).values("pk"))
        return super().filtered(rows)


class OversightFilterForm(AttentionForm):
    """Narrows the list of the centre's cases."""

    oversees = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attention: Any = self.fields["uwaga"]
        attention.choices = [*attention.choices, (UNLED, _("nobody leads it"))]

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that the head asked for."""
        rows = super().filtered(rows)
        return rows.filter(lead_place=None) if self.chosen.get("uwaga") == UNLED else rows


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
