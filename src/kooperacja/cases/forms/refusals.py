"""Refusals of an action, shown at the field that they speak of."""

from collections.abc import Mapping
from enum import Enum

from django import forms

from kooperacja.kernel.refused import Refused


def show_at(form: forms.BaseForm, refused: Refused, fields: Mapping[Enum, str]) -> None:
    """Add each refusal to its field; one that has none, or whose field the form lacks, to the whole form."""
    for refusal in sorted(refused.refusals, key=lambda one: str(one.value)):
        field = fields.get(refusal)
        form.add_error(field if field in form.fields else None, str(refusal.label))
