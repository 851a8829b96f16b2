"""Forms of questions that name nobody."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.cases.forms.common import MakingForm
from kooperacja.concerns.words import ALL_STARTS
from kooperacja.ui.forms import TextField

from .models import LENGTH


class AskForm(MakingForm):
    """Whom to ask, and what."""

    many_lined = ("question",)

    to = forms.ChoiceField(label=_("Whom do you ask?"))
    question = TextField(
        label=_("Your question"),
        help_text=_(
            "Describe the situation so that nobody can tell whom it is about. In a small village an age, the number of "
            'children and the place are enough to recognise a family: write "a child at primary school", not "a boy '
            'of 9, third of five children, from Zapłocie".'
        ),
        max_length=LENGTH,
        rows=8,
        warn_words=ALL_STARTS,
        warn_text=_("Better without these words: %{words}."),
    )

    def __init__(self, *args: Any, offers: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["to"].choices = offers


class AdviceForm(MakingForm):
    """What somebody advises."""

    mark_optional = False
    many_lined = ("text",)

    text = TextField(
        label=_("Your advice"),
        help_text=_("Don't try to guess whom it is about, and name nobody."),
        max_length=LENGTH,
        rows=8,
    )
