"""Forms of births and deaths."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.ui.forms import Checkboxes, DateField, Radios

from ..rules.life import BirthRefusal, DeathRefusal
from .common import EditingForm, MakingForm

AT_FIELD: dict[Any, str] = {
    DeathRefusal.IN_THE_FUTURE: "died_on",
    DeathRefusal.BEFORE_BIRTH: "died_on",
    BirthRefusal.NOT_BORN_YET: "born",
    BirthRefusal.NO_PARENT: "parents",
    BirthRefusal.TOO_MANY_PARENTS: "parents",
    BirthRefusal.NOT_IN_THE_CASE: "parents",
    BirthRefusal.PARENT_NOT_OLDER: "parents",
    BirthRefusal.HOME_WITHOUT_PARENT: "home",
}
"""Where on a form each refusal is shown."""


class DeathForm(EditingForm):
    """On which day somebody died."""

    died_on = DateField(label=_("Day of death"), not_after=timezone.localdate)
    died_about = forms.BooleanField(label=_("The day is approximate"), required=False)


class BirthForm(MakingForm):
    """A child that was born: its name, its day, its parents, and where it lives."""

    one_lined = ("first_name", "surname")
    mark_optional = False  # one parent at least, and a home only if it is one of these

    first_name = forms.CharField(label=_("First name"), max_length=100)
    surname = forms.CharField(label=_("Surname"), max_length=150)
    born = DateField(label=_("Date of birth"), initial=timezone.localdate)
    parents = forms.MultipleChoiceField(
        label=_("Parents"),
        help_text=_("Those who are of this case. Parental authority is written down with it for those who are adults."),
        required=False,
        widget=Checkboxes,
    )
    home = forms.ChoiceField(label=_("Where does the child live?"), required=False, widget=Radios)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], homes: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parents"].choices = people  # type: ignore[attr-defined] # a ChoiceField
        self.fields["home"].choices = [*homes, ("", _("in none of these homes for now"))]  # type: ignore[attr-defined] # as above
