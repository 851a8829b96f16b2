"""What one types to find something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Form

from .rules import LONGEST


class SearchForm(Form):
    """One field for everything; it is sent, never put into an address, where it would stay behind."""

    sought = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_(
            "The number of a case, a surname, a place, a telephone or a PESEL. You find what you may see anyway. "
            "It is recorded whom you look for."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
