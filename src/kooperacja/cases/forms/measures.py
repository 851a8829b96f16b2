"""What an action of a plan and one of a template are measured by, and what they would cost: the same fields, once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DecimalField

from ..rules.depth import CostSource
from .common import TidyForm


class MeasureFields(TidyForm):
    """How one knows that it helped, and who would pay; all of it may stay empty."""

    measure = forms.CharField(label=_("How will you know that it helped?"), max_length=200, required=False)
    measure_to = forms.CharField(
        label=_("How should it be?"),
        help_text=_("For example: 90."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    unit = forms.CharField(
        label=_("In what is it counted?"),
        help_text=_("For example: per cent of lessons, nights a month."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    cost = DecimalField(
        label=_("Estimated cost in złoty"),
        help_text=_("An estimate for the plan; nothing is booked."),
        max_digits=9,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    cost_source = forms.ChoiceField(
        label=_("Who would pay?"), choices=[("", _("Choose")), *CostSource.choices], required=False
    )
