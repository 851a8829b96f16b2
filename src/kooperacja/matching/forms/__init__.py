"""Forms of matches."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import MakingForm
from kooperacja.ui.forms import DateField, Radios, TextField

from ..rules.exchange import Ground


class LinkReasonForm(MakingForm):
    """Why a concern belongs to a case that was found by its likeness."""

    many_lined = ("reason",)
    reason = TextField(label=_("Why it belongs to this case"), max_length=600, rows=3)


class ExchangeForm(MakingForm):
    """Which two reporters learn of each other, and on what that rests."""

    many_lined = ("provision",)

    pair = forms.ChoiceField(label=_("Who learns of each other"), widget=Radios())
    ground = forms.ChoiceField(
        label=_("On what does it rest?"),
        choices=Ground.choices,
        widget=Radios(reveals={Ground.AGREEMENT: ("basis", "agreed_on"), Ground.STATUTE: ("provision",)}),
    )
    basis: Any = forms.ModelChoiceField(label=_("Who agreed"), queryset=None, required=False, empty_label=_("choose"))
    agreed_on = DateField(label=_("On which day"), required=False, not_after=timezone.localdate)
    provision = TextField(label=_("Which provision, and why it applies"), required=False, max_length=600, rows=3)

    def __init__(self, *args: Any, pairs: list[tuple[str, str]], bases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["pair"].choices = pairs
        choices["basis"].queryset = bases
        choices["basis"].label_from_instance = lambda basis: basis.person.name
        if len(pairs) == 1:
            self.initial.setdefault("pair", pairs[0][0])
