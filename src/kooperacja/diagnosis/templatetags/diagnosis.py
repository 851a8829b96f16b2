"""What the templates of this room need besides `ui`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

register = template.Library()


@register.filter
def step_name(steps: Mapping[int, str], value: int) -> str:
    """Return the name of a step; another edition may have had more of them."""
    return steps.get(value, "")


@register.filter
def of_thing(decisions: Mapping[UUID, list[Any]], public_id: UUID) -> list[Any]:
    """Return the decisions on one thing, by its public id."""
    return decisions.get(public_id, [])
