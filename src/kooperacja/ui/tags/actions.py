"""Buttons and other things to press."""

from __future__ import annotations

from typing import Any

from django.template import RequestContext
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kooperacja.ui.library import component, register

VARIANTS = ("primary", "secondary", "warning")


def _check(variant: str) -> None:
    if variant not in VARIANTS:
        raise ValueError(f"A button is one of {', '.join(VARIANTS)}, not {variant}.")


@register.simple_tag
def button(
    text: str,
    variant: str = "primary",
    *,
    href: str = "",
    name: str = "",
    value: str = "",
    id: str = "",
    small: bool = False,
) -> SafeString:
    """A button that sends its form, or with `href` a link that looks like one.

    `{% button "Save" %}` · `{% button "Add" "secondary" href=url %}` · `{% button "Close" "warning" name="do" %}`
    """
    _check(variant)
    return component("button", locals())


@register.simple_block_tag
def button_group(content: SafeString) -> SafeString:
    """Buttons and links side by side: `{% button_group %}…{% endbutton_group %}`."""
    return component("button_group", {"content": content})


@register.simple_tag(takes_context=True)
def post_button(
    context: RequestContext, text: str, url: str, variant: str = "secondary", *, small: bool = False, **fields: Any
) -> SafeString:
    """A form of one button that posts to `url`; keywords become hidden fields.

    `{% post_button "Accept" url version=action.version %}`
    """
    _check(variant)
    return component(
        "post_button",
        {
            "text": text,
            "url": url,
            "variant": variant,
            "small": small,
            "fields": fields,
            "csrf_token": context.get("csrf_token", ""),
        },
    )


@register.simple_tag
def print_button(text: str = "") -> SafeString:
    """Prints the page; hidden without JavaScript: `{% print_button %}`."""
    return component("print_button", {"text": text or _("Print")})


@register.simple_tag
def copy_code(value: str, id: str, label: str = "") -> SafeString:
    """A code or a link to copy: `{% copy_code link "invitation-link" %}`. The id must be unique on the page."""
    return component("copy_code", {"value": value, "id": id, "label": label or _("Copy")})


@register.simple_tag
def quick_exit(url: str = "https://www.imgw.pl/") -> SafeString:
    """For `{% block quick_exit %}` of public pages: leaves for a harmless page at once, also by Escape three times."""
    return component("quick_exit", {"url": url})
