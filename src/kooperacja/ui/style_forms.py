"""Forms of the page /style/: every kind of field once. Its texts are samples, so they stay in one language."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from kooperacja.ui.forms import Checkboxes, DateField, DecimalField, Form, Radios, TextField, TimeField

YES_NO = [("yes", "Tak"), ("no", "Nie")]
SOURCES = [("seen", "Na własne oczy"), ("told", "Powiedziano mi"), ("other", "Inaczej")]
DAYS = [("mon", "Poniedziałek"), ("tue", "Wtorek"), ("other", "Inny dzień")]


class GalleryForm(Form):
    """All fields, in two sections."""

    name = forms.CharField(label="Imię i nazwisko", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label="Telefon",
        help_text="Razem z godzinami, w których można dzwonić.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )
    password = forms.CharField(label="Hasło", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    born = DateField(label="Data urodzenia", help_text="Na przykład 27 3 2012.", not_after=timezone.localdate)
    at = TimeField(label="Godzina", required=False)
    count = forms.IntegerField(
        label="Ile jest dzieci", widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"})
    )
    amount = DecimalField(
        label="Kwota w złotych", required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    facts = TextField(
        label="Co się stało",
        help_text="Opisz, co widać, nie opinię ani diagnozę.",
        max_length=600,
        warn_words=["alkoholi", "patologi"],
        warn_text="Te słowa oceniają człowieka: %{words}. Lepiej opisać, co było widać.",
    )
    notes = TextField(label="Uwagi", required=False, rows=3)
    choice = forms.ChoiceField(
        label="Skąd o tym wiesz",
        choices=SOURCES,
        widget=Radios(hints={"told": "Osoba sama albo ktoś inny."}, reveals={"other": "website"}),
    )
    website = forms.CharField(label="W jaki sposób", required=False)
    yes_no = forms.ChoiceField(label="Czy możemy zadzwonić", choices=YES_NO, widget=Radios(inline=True))
    days = forms.MultipleChoiceField(
        label="W jakie dni", choices=DAYS, widget=Checkboxes(hints={"other": "Napisz w uwagach, który."})
    )
    gmina = forms.ChoiceField(label="Gmina", choices=[("", "Wybierz"), ("a", "Lipowo"), ("b", "Brzezina")])
    scan = forms.FileField(label="Skan", help_text="PDF, do 10 MB.")
    agreed = forms.BooleanField(label="Klauzula informacyjna przeczytana", help_text="Ma jedną stronę.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    sections = [
        ("Co wiesz", ["facts", "notes", "choice", "website", "yes_no", "days"]),
        ("Miejsce i dokumenty", ["gmina", "scan", "agreed"]),
    ]


class FilterForm(Form):
    """A filter: nothing is required and nothing says so."""

    mark_optional = False

    text = forms.CharField(label="Numer lub słowo", required=False)
    state = forms.ChoiceField(label="Stan", required=False, choices=[("", "Wszystkie"), ("open", "Otwarte")])
