"""Ways around."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kooperacja.ui.library import component, register


@register.simple_tag
def back_link(url: str, text: str = "") -> SafeString:
    """One step back, in `{% block before_main %}`: `{% back_link url %}`."""
    return component("back_link", {"url": url, "text": text or _("Back")})


@register.simple_tag
def breadcrumbs(*parts: str) -> SafeString:
    """The way here, in `{% block before_main %}`, as pairs of text and address; the last text stands alone.

    `{% breadcrumbs "Cases" list_url "2026/7" %}`
    """
    crumbs = [{"text": text, "url": url} for text, url in zip(parts[::2], [*parts[1::2], ""], strict=False)]
    return component("breadcrumbs", {"crumbs": crumbs})


@register.simple_tag
def nav_link(text: str, url: str, *, current: bool = False, count: int | None = None) -> SafeString:
    """An entry of the main navigation, in `{% block nav %}`: `{% nav_link "Cases" url current=here count=2 %}`."""
    return component("nav_link", {"text": text, "url": url, "current": current, "count": count})


@register.simple_block_tag
def sub_navigation(content: SafeString, label: str) -> SafeString:
    """Parts of one thing as pages: `{% sub_navigation "Case" %}{% sub_link … %}{% endsub_navigation %}`."""
    return component("sub_navigation", {"content": content, "label": label})


@register.simple_tag
def sub_link(text: str, url: str, *, current: bool = False, count: int | None = None) -> SafeString:
    """An entry of `{% sub_navigation %}`."""
    return component("sub_link", {"text": text, "url": url, "current": current, "count": count})


@register.simple_block_tag
def side_navigation(content: SafeString, label: str) -> SafeString:
    """A list beside the page: `<div class="k-side">{% side_navigation "…" %}…{% endside_navigation %}…</div>`."""
    return component("side_navigation", {"content": content, "label": label})


@register.simple_tag
def side_link(text: str, url: str, *, current: bool = False) -> SafeString:
    """An entry of `{% side_navigation %}`."""
    return component("side_link", {"text": text, "url": url, "current": current})


@register.simple_tag
def step_caption(step: int, steps: int) -> SafeString:
    """ "Step 2 of 5" above the heading of a page of a longer form: `{% step_caption 2 5 %}`."""
    return component("step_caption", {"step": step, "steps": steps})
