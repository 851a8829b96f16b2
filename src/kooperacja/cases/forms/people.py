"""Forms of the family: a person, their household, kin and guardians."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.models import GuardianKind, KinshipKind, Person
from kooperacja.persons.rules import GuardianRefusal, KinRefusal, LeaveRefusal, PersonRefusal
from kooperacja.territory.models import Unit
from kooperacja.ui.forms import DateField, Radios, TextField

from .common import NAME, EditingForm, MakingForm, TidyForm

PERSON_FIELDS = (
    "first_name",
    "surname",
    "former_surname",
    "birth_date",
    "is_minor",
    "pesel",
    "phone",
    "email",
    "safe_contact",
    "letters_are_safe",
)

INSIST = "pesel_is_right"

AT_FIELD: dict[Any, str] = {
    **{refusal: "pesel" for refusal in PersonRefusal if refusal.name.startswith("PESEL_")},
    PersonRefusal.SAME_PESEL: "pesel",
    PersonRefusal.BORN_IN_THE_FUTURE: "birth_date",
    PersonRefusal.TOO_OLD: "birth_date",
    PersonRefusal.ADULT_BUT_SAID_TO_BE_A_CHILD: "is_minor",
    **dict.fromkeys(KinRefusal, "relative"),
    KinRefusal.HAS_NO_DAYS: "starts_on",
    KinRefusal.IN_THE_FUTURE: "ends_on",
    KinRefusal.ENDS_BEFORE_START: "ends_on",
    GuardianRefusal.NO_SCOPE: "scope",
    GuardianRefusal.ENDS_BEFORE_START: "ends_on",
    GuardianRefusal.WARD_IS_ADULT: "kind",
    GuardianRefusal.WARD_IS_CHILD: "kind",
    GuardianRefusal.TOO_YOUNG: "guardian",
    GuardianRefusal.SAME_PERSON: "guardian",
    GuardianRefusal.ALREADY_SAID: "guardian",
    GuardianRefusal.NOT_IN_THE_CASE: "guardian",
    **dict.fromkeys(LeaveRefusal, "left_on"),
}
"""Where on a form each refusal is shown."""


class PersonForm(TidyForm):
    """What a worker knows of a person. It has only the fields that the worker may see."""

    sections = (
        (
            _("Who it is"),
            ["first_name", "surname", "former_surname", "birth_date", "is_minor", "pesel", "pesel_is_right"],
        ),
        (_("How to reach this person safely"), ["phone", "email", "safe_contact", "letters_are_safe"]),
        (_("Where"), ["lives_there"]),
    )
    one_lined = ("first_name", "surname", "former_surname", "phone")
    many_lined = ("safe_contact",)

    first_name = forms.CharField(label=_("First name"), max_length=100, widget=forms.TextInput(attrs=NAME))
    surname = forms.CharField(label=_("Surname"), max_length=150, widget=forms.TextInput(attrs=NAME))
    former_surname = forms.CharField(
        label=_("Earlier surname"),
        help_text=_("From before a marriage or another change, if people still use it. Search finds the person by it."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs=NAME),
    )
    birth_date = DateField(label=_("Date of birth"), required=False, not_after=timezone.localdate)
    is_minor = forms.BooleanField(
        label=_("This is a child (below 18)"),
        help_text=_("Tick it if you don't know the date of birth."),
        required=False,
    )
    pesel = forms.CharField(
        label=_("PESEL"),
        help_text=_("11 digits. Only if you need it."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=NAME),
    )
    safe_contact = TextField(
        label=_("Safe way and hour of contact"),
        help_text=_(
            "How and when, who may pick up, and a neutral reason to give. For example: by telephone on weekdays "
            "until 14:00, say that it is about a parents' meeting. Don't write why another way isn't safe."
        ),
        max_length=300,
        rows=3,
        required=False,
    )
    letters_are_safe = forms.BooleanField(
        label=_("Letters may be sent to the home address"),
        help_text=_("Leave it empty if somebody else might open them."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, shown: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(PERSON_FIELDS) - set(shown):
            del self.fields[name]
        if self.add_prefix(INSIST) in self.data:
            self.offer_to_insist()

    def offer_to_insist(self) -> None:
        """Let the person say that two people of the case are right to have one PESEL on paper."""
        self.fields[INSIST] = forms.BooleanField(
            label=_("This is somebody else, and the PESEL is right"), required=False
        )


class PersonAddForm(PersonForm, MakingForm):
    """A new person of the case."""

    lives_there = forms.BooleanField(label=_("Lives with the rest of the family"), required=False, initial=True)


class PersonEditForm(PersonForm, EditingForm):
    """Changes what is known of a person."""


class AddressForm(EditingForm):
    """Where the household lives; the version is the household's."""

    many_lined = ("address",)

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(label=_("Gmina"), queryset=None)
    address = TextField(
        label=_("Address"),
        help_text=_("Place, street and number, and how to get there if it is hard to find."),
        max_length=300,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined] # of ModelChoiceField
        self.fields["unit"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined] # as above


class Leaving(TextChoices):
    """From where a person leaves."""

    HOUSEHOLD = "household", _("lives elsewhere now, and stays in the case")
    BOTH = "both", _("lives elsewhere now, and the case is no longer about this person")
    CASE = "case", _("still lives there, but the case is no longer about this person")


class PersonLeaveForm(TidyForm):
    """That a person left, from where and when."""

    what = forms.ChoiceField(label=_("What has changed?"), choices=Leaving.choices, widget=Radios)
    left_on = DateField(label=_("Last day"), not_after=timezone.localdate, initial=timezone.localdate)

    def __init__(self, *args: Any, lives_there: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lives_there:
            self.fields["what"].choices = [Leaving.choices[-1]]  # type: ignore[attr-defined] # of ChoiceField
            self.fields["what"].initial = Leaving.CASE
            self.fields["what"].label = _("The case is no longer about this person")
            self.fields["what"].widget = forms.HiddenInput()


class KinshipForm(MakingForm):
    """What somebody is to the person of the page."""

    heading: ClassVar[str] = ""

    relative: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        label=_("Who"), queryset=None, to_field_name="public_id"
    )
    kind = forms.ChoiceField(label=_("What are they to this person?"), choices=KinshipKind.choices, widget=Radios)
    starts_on = DateField(
        label=_("Since"),
        help_text=_("Only if it matters: a marriage, living together as a couple."),
        required=False,
        not_after=timezone.localdate,
    )
    ends_on = DateField(
        label=_("Until"),
        help_text=_("If it is over, for example by divorce."),
        required=False,
        not_after=timezone.localdate,
    )

    def __init__(self, *args: Any, others: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of_people(self.fields["relative"], others)


class KinshipDatesForm(EditingForm):
    """Since when and until when two people are, or were, what they are to each other."""

    starts_on = DateField(label=_("Since"), required=False, not_after=timezone.localdate)
    ends_on = DateField(
        label=_("Until"), help_text=_("Leave it empty if it still holds."), required=False, not_after=timezone.localdate
    )


class GuardianForm(MakingForm):
    """Who decides for the person of the page."""

    many_lined = ("scope",)

    guardian: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        label=_("Who decides"), queryset=None, to_field_name="public_id"
    )
    kind = forms.ChoiceField(
        label=_("On what it rests"),
        choices=GuardianKind.choices,
        widget=Radios(
            hints={
                GuardianKind.CARER: _("Looks after the person every day, but can't agree on their behalf."),
                GuardianKind.LIMITED: _("Say below in what it is limited."),
            }
        ),
    )
    scope = TextField(
        label=_("In what they decide"),
        help_text=_("For example the number of the court's decision and what it covers."),
        max_length=300,
        rows=3,
        required=False,
    )
    starts_on = DateField(label=_("Since"), not_after=timezone.localdate)
    ends_on = DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, others: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of_people(self.fields["guardian"], others)


class GuardianEndForm(TidyForm):
    """The last day of a guardianship."""

    left_on = DateField(label=_("Last day"), not_after=timezone.localdate, initial=timezone.localdate)

    def __init__(self, *args: Any, ended: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ended:
            self.fields["left_on"].required = False
            self.fields["left_on"].help_text = _("Leave it empty if it still holds.")


def _of_people(field: Any, people: QuerySet[Person]) -> None:
    field.queryset, field.empty_label = people, _("Choose")
    field.label_from_instance = lambda person: person.name
