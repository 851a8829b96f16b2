"""Forms of sharing: what a member may see, why, and on what ground; and who helps the family."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import DateField, Radios, TextField

from ..rules.participation import BasisKind
from ..rules.sharing import SharingAnswer
from .common import EditingForm, MakingForm, TidyForm


class DiscloseForm(MakingForm):
    """Decides on one thing for one member."""

    mark_optional = False
    one_lined = ("reference",)
    many_lined = ("purpose",)

    thing = forms.ChoiceField(label=_("What is it about?"))
    answer = forms.ChoiceField(
        label=_("What do you decide?"), choices=SharingAnswer.choices, widget=Radios, initial=SharingAnswer.SHARED
    )
    purpose = TextField(
        label=_("What for?"),
        help_text=_("What they need it for. If you refuse: why. In neutral words."),
        max_length=300,
        rows=3,
    )
    ground = forms.ChoiceField(
        label=_("On what ground?"),
        choices=BasisKind.choices,
        widget=Radios,
        initial=BasisKind.AGREEMENT,
    )
    reference = forms.CharField(
        label=_("Number of the order, or the provision"),
        help_text=_("Needed for a court's order and for a statutory duty."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, offers: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["thing"].choices = offers


class EndSharingForm(TidyForm):
    """Why something is no longer to be seen."""

    many_lined = ("because",)

    because = TextField(label=_("Why"), max_length=300, rows=3)


class SupportFields(TidyForm):
    """Somebody close to the family who helps."""

    one_lined = ("name", "tie", "phone")
    many_lined = ("helps_with",)

    name = forms.CharField(label=_("First name and surname"), max_length=150)
    tie = forms.CharField(
        label=_("Who this is to the family"),
        help_text=_("For example: aunt, neighbour, village head, priest."),
        max_length=100,
    )
    helps_with = TextField(label=_("What they help with"), max_length=300, rows=3)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    since = DateField(label=_("Since when"), not_after=timezone.localdate)
    until = DateField(label=_("Until when"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end can't be before the beginning."))
        return cleaned


class SupportAddForm(SupportFields, MakingForm):
    """Adds somebody."""


class SupportEditForm(SupportFields, EditingForm):
    """Changes or ends what is written of somebody."""
