"""The one template library. The modules in `tags/` fill it; `{% load ui %}` loads it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def component(name: str, context: dict[str, Any]) -> SafeString:
    """Render `ui/components/<name>.html`."""
    # The template engine has escaped what needs it.
    return mark_safe(render_to_string(f"ui/components/{name}.html", context).strip())  # noqa: S308  # see above
