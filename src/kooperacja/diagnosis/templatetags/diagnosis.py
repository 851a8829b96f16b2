"""What the templates of this room need besides `ui`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def step_name(steps: Mapping[int, str], value: int) -> str:
    """Return the name of a step; another edition may have had more of them."""
    return steps.get(value, "")
