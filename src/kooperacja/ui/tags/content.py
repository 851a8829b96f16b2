"""Boxes with text."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.ui.library import component, register

COLOURS = ("grey", "blue", "teal", "green", "yellow", "orange", "red", "purple", "magenta")
ALERTS = ("info", "success", "warning", "error")


@register.simple_block_tag
def panel(content: SafeString, *, title: str, level: int = 1) -> SafeString:
    """The page's answer to something done: `{% panel title="Sent" %}number …{% endpanel %}`. Its title is the h1."""
    return component("panel", {"content": content, "title": title, "level": level})


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Text set apart: `{% inset %}…{% endinset %}`."""
    return component("inset", {"content": content})


@register.simple_block_tag
def details(content: SafeString, summary: str, *, is_open: bool = False) -> SafeString:
    """Text behind a line: `{% details "What is this?" %}…{% enddetails %}`."""
    return component("details", {"content": content, "summary": summary, "is_open": is_open})


@register.simple_tag
def warning_text(text: str) -> SafeString:
    """One sentence that must not be missed: `{% warning_text "…" %}`."""
    return component("warning_text", {"text": text})


@register.simple_block_tag
def alert(content: SafeString, kind: str = "info", *, title: str = "") -> SafeString:
    """A coloured box in the text: `{% alert "warning" title="…" %}<p>…</p>{% endalert %}`.

    The kind is info, success, warning or error.
    """
    if kind not in ALERTS:
        raise ValueError(f"An alert is one of {', '.join(ALERTS)}, not {kind}.")
    names = {
        "info": _("Information"),
        "success": pgettext("banner", "Done"),
        "warning": _("Warning"),
        "error": _("Problem"),
    }
    return component("alert", {"content": content, "kind": kind, "title": title, "name": names[kind]})


@register.simple_block_tag
def banner(content: SafeString, kind: str = "info", *, title: str = "", id: str = "banner") -> SafeString:
    """A message at the top of the page: `{% banner "success" %}<p>…</p>{% endbanner %}`; info, success, error.

    Messages of Django's framework are shown so by the base page.
    """
    titles = {"info": _("Important"), "success": pgettext("banner", "Done"), "error": _("There is a problem")}
    return component("banner", {"content": content, "kind": kind, "title": title or titles[kind], "id": id})


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """A state in a coloured box: `{% tag "Open" "teal" %}`. The text says it all, the colour only helps."""
    if colour not in COLOURS:
        raise ValueError(f"A tag is one of {', '.join(COLOURS)}, not {colour}.")
    return component("tag", {"text": text, "colour": colour})


@register.simple_block_tag
def identity_bar(content: SafeString, *, title: str, facts: str = "") -> SafeString:
    """Whose page this is: `{% identity_bar title=case.number facts="…" %}tags, buttons{% endidentity_bar %}`."""
    return component("identity_bar", {"content": content, "title": title, "facts": facts})


@register.simple_block_tag
def empty_state(content: SafeString, title: str) -> SafeString:
    """Instead of an empty list, with what to do next: `{% empty_state "Nothing waits." %}…{% endempty_state %}`."""
    return component("empty_state", {"content": content, "title": title})


@register.simple_block_tag
def cards(content: SafeString) -> SafeString:
    """A grid of `{% card %}`: `{% cards %}…{% endcards %}`."""
    return component("cards", {"content": content})


@register.simple_block_tag
def card(
    content: SafeString, title: str, url: str = "", *, number: int | None = None, urgent: bool = False
) -> SafeString:
    """A card in `{% cards %}`, wholly a link: `{% card "Inbox" url number=3 %}…{% endcard %}`."""
    return component("card", {"content": content, "title": title, "url": url, "number": number, "urgent": urgent})


@register.simple_block_tag
def file_note(content: SafeString, *, title: str, number: str = "", place: str = "") -> SafeString:
    """An A4 sheet for the paper file: `{% file_note title="Note for the file" number="…" %}…{% endfile_note %}`."""
    return component("file_note", {"content": content, "title": title, "number": number, "place": place})


@register.simple_tag
def signature(*labels: str) -> SafeString:
    """Lines to sign on, one per label: `{% signature "date" "signature" %}`."""
    return component(
        "signature",
        {"labels": labels or (pgettext("line to sign on", "date"), pgettext("line to sign on", "signature"))},
    )
