"""How a form says why something wasn't carried out."""

from collections.abc import Mapping
from typing import Any

from django import forms

from kooperacja.kernel.refused import Refused


def show_refusals(form: forms.BaseForm, refused: Refused, at: Mapping[Any, str]) -> None:
    """Show each reason at its field, or above the form if it has none."""
    for refusal in sorted(refused.refusals, key=lambda refusal: str(refusal.value)):
        name = at.get(refusal)
        form.add_error(name if name in form.fields else None, str(refusal.label))
