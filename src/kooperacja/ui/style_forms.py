"""Forms of the page /style/: every kind of field once."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Checkboxes, DateField, DecimalField, Form, Radios, TextField, TimeField

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
SOURCES = [("seen", _("I saw it")), ("told", _("I was told")), ("other", _("Another way"))]
DAYS = [("mon", _("Monday")), ("tue", _("Tuesday")), ("other", _("Another day"))]


class GalleryForm(Form):
    """All fields, in two sections."""

    name = forms.CharField(label=_("First name and surname"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("With the hours when you can be reached."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    born = DateField(label=_("Date of birth"), help_text=_("For example 27 3 2012."), not_after=timezone.localdate)
    at = TimeField(label=_("Hour"), required=False)
    count = forms.IntegerField(
        label=_("How many children"), widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"})
    )
    amount = DecimalField(
        label=_("Amount in złoty"), required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    facts = TextField(
        label=_("What happened"),
        help_text=_("Describe what can be seen, not an opinion or a diagnosis."),
        max_length=600,
        warn_words=["alkoholi", "patologi"],
        warn_text=_("Check these words, they judge a person: %{words}. Describe what you saw instead."),
    )
    notes = TextField(label=_("Notes"), required=False, rows=3)
    choice = forms.ChoiceField(
        label=_("How do you know about it"),
        choices=SOURCES,
        widget=Radios(hints={"told": _("By the person or by somebody else.")}, reveals={"other": "website"}),
    )
    website = forms.CharField(label=_("In what way"), required=False)
    yes_no = forms.ChoiceField(label=_("Can we call you"), choices=YES_NO, widget=Radios(inline=True))
    days = forms.MultipleChoiceField(
        label=_("On which days"), choices=DAYS, widget=Checkboxes(hints={"other": _("Write which in the notes.")})
    )
    gmina = forms.ChoiceField(label=_("Gmina"), choices=[("", _("Choose")), ("a", "Lipowo"), ("b", "Brzezina")])
    scan = forms.FileField(label=_("Scan"), help_text=_("PDF, up to 10 MB."))
    agreed = forms.BooleanField(label=_("I have read the notice"), help_text=_("It is one page long."))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    sections = [
        (_("What you know"), ["facts", "notes", "choice", "website", "yes_no", "days"]),
        (_("Where and papers"), ["gmina", "scan", "agreed"]),
    ]


class FilterForm(Form):
    """A filter: nothing is required and nothing says so."""

    mark_optional = False

    text = forms.CharField(label=_("Number or word"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open"))])
