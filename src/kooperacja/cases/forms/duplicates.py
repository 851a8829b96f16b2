"""The question whether somebody who was typed is one of those who are written down already."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.persons.models import Person
from kooperacja.ui.forms import Radios

from ..actions.duplicates import Lookalike

SAME_AS = "same_as"
SOMEBODY_ELSE = "else:"
"""Before the public ids of those who were shown: whoever is found later is asked about, too."""


def described(one: Lookalike) -> str:
    """Return whom a choice means: name, year of birth, numbers of cases."""
    born = _("born %(year)s") % {"year": one.birth_year} if one.birth_year else ""
    return ", ".join(filter(None, (one.person.name, str(born), *one.numbers)))


def question(form: forms.BaseForm, found: Sequence[Lookalike], *, name: str = SAME_AS, label: str = "") -> None:
    """Let the form ask whether it is one of these people."""
    people = [(str(one.person.public_id), described(one)) for one in found]
    somebody_else = (SOMEBODY_ELSE + ",".join(key for key, _words in people), _("somebody else"))
    form.fields[name] = forms.ChoiceField(
        label=label or _("Is it one of these people?"),
        help_text=_(
            "Somebody alike is written down in a case that you lead. If you choose a record, it stays as it is, and "
            "what you have typed of this person isn't kept."
        ),
        choices=[*people, somebody_else],
        widget=Radios,
    )


def answer(form: forms.BaseForm, found: Sequence[Lookalike], *, name: str = SAME_AS, label: str = "") -> Person | None:
    """Return whom the person chose of those who were found, None if it is somebody else or nobody was found.

    Only for a valid form. If nobody has answered yet for all of them, the form asks, and isn't valid any more.
    """
    if not found:
        return None
    question(form, found, name=name, label=label)
    posted = form.data.get(form.add_prefix(name), "")
    people = {str(one.person.public_id): one.person for one in found}
    if posted in people:
        return people[posted]
    seen = posted.removeprefix(SOMEBODY_ELSE).split(",") if posted.startswith(SOMEBODY_ELSE) else []
    if not people.keys() <= set(seen):
        form.add_error(name, _("Say whether it is one of these people, or somebody else."))
    return None
