"""Forms by which two records become one, and one becomes two."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.models import Person
from kooperacja.ui.forms import DateField, Radios

from ..actions.duplicates import Lookalike
from ..actions.people import PersonDetails
from ..actions.splitting import FOR_BOTH, Share
from ..rules.merging import fuller
from .common import EditingForm, MakingForm, TidyForm
from .duplicates import described

FIRST, SECOND = "first", "second"
COMPARED = (
    *("first_name", "surname", "former_surname", "birth_date", "pesel"),
    *("phone", "email", "safe_contact", "letters_are_safe"),
)


class TwinForm(TidyForm):
    """With whom a record is to be joined."""

    twin = forms.ChoiceField(label=_("The other record of this person"))

    def __init__(self, *args: Any, others: Sequence[Lookalike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.person.public_id), described(one)) for one in others]
        self.fields["twin"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined] # of ChoiceField


class MergeForm(MakingForm, EditingForm):
    """Which value of each field stays; `version` and `twin_version` are those of the records that were shown."""

    twin_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": kept.version, "twin_version": gone.version})
        super().__init__(*args, **kwargs)
        self.kept, self.gone = kept, gone
        self.alike: list[tuple[str, str]] = []
        for name in COMPARED:
            label, ours, theirs = _label(name), _words(kept, name), _words(gone, name)
            if ours == theirs:
                self.alike.append((label, ours or "–"))
                continue
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[
                    (FIRST, ours or _("nothing is written down")),
                    (SECOND, theirs or _("nothing is written down")),
                ],
                widget=Radios(inline=True),
                initial=SECOND if _second_is_proposed(kept, gone, name) else FIRST,
            )

    def details(self) -> PersonDetails:
        """Return what the one record says from now on; only of a valid form."""
        chosen = {
            name: getattr(self.gone if self.cleaned_data.get(name) == SECOND else self.kept, name) for name in COMPARED
        }
        is_minor = chosen["birth_date"] is None and (self.kept.is_minor or self.gone.is_minor)
        return PersonDetails(**chosen, is_minor=is_minor)


def _second_is_proposed(kept: Person, gone: Person, name: str) -> bool:
    """Tell whether the second value is proposed: the fuller one; of letters the careful one."""
    if name == "letters_are_safe":
        return not gone.letters_are_safe
    return fuller(str(getattr(kept, name) or ""), str(getattr(gone, name) or ""))


def _label(name: str) -> str:
    text = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # a column
    return text[:1].upper() + text[1:]


def _words(person: Person, name: str) -> str:
    value = getattr(person, name)
    if name == "birth_date":
        return formats.date_format(value, "j E Y") if value else ""
    if name == "letters_are_safe":
        return str(_("yes") if value else _("no"))
    return str(value)


class SplitForm(MakingForm, EditingForm):
    """Who the second person is, and what is theirs. Each row that hangs on the record is a field of its own."""

    one_lined = ("first_name", "surname")

    first_name = forms.CharField(label=_("First name of the second person"), max_length=100)
    surname = forms.CharField(label=_("Surname of the second person"), max_length=150)
    birth_date = DateField(label=_("Date of birth"), required=False, not_after=timezone.localdate)

    def __init__(self, *args: Any, rows: Mapping[str, tuple[Any, str]], first: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for key, (row, label) in rows.items():
            choices = [(Share.FIRST, first), (Share.SECOND, _("the second person"))]
            if isinstance(row, FOR_BOTH):
                choices.append((Share.BOTH, _("both")))
            self.fields[_field(key)] = forms.ChoiceField(
                label=label, choices=choices, widget=Radios(inline=True), initial=Share.FIRST
            )

    def details(self) -> PersonDetails:
        """Return what is known of the second person."""
        data = self.cleaned_data
        return PersonDetails(data["first_name"], data["surname"], birth_date=data["birth_date"])

    def given(self) -> dict[str, Share]:
        """Return to whom each row belongs."""
        return {key: Share(self.cleaned_data[_field(key)]) for key in self.rows}


def _field(key: str) -> str:
    return "item_" + key.replace(".", "_").replace(":", "_").lower()


class UndoForm(TidyForm):
    """Nothing but the button."""
