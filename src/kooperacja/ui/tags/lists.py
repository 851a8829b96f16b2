"""Lists, tables, timelines, pages of results."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.template import RequestContext
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.ui.library import component, register


@register.simple_block_tag
def summary_list(content: SafeString, *, card: str = "", borders: bool = True) -> SafeString:
    """Facts, one per row: `{% summary_list card="Contact" %}{% summary_row … %}{% endsummary_list %}`."""
    return component("summary_list", {"content": content, "card": card, "borders": borders})


@register.simple_tag
def summary_row(label: str, value: Any = "", *, href: str = "", action: str = "", about: str = "") -> SafeString:
    """A fact: `{% summary_row "Phone" phone href=url %}`. An empty value reads "not given".

    `action` is the link's text ("Change" by default), `about` what it changes, read out only.
    """
    return component("summary_row", {"label": label, "value": value, "href": href, **_action(action, about or label)})


@register.simple_block_tag
def summary_item(content: SafeString, label: str, *, href: str = "", action: str = "", about: str = "") -> SafeString:
    """A fact whose value is markup: `{% summary_item "Address" %}…{% endsummary_item %}`."""
    value = content if content.strip() else ""
    return component("summary_row", {"label": label, "value": value, "href": href, **_action(action, about or label)})


def _action(action: str, about: str) -> dict[str, str]:
    return {"action": action or pgettext("link beside a fact", "Change"), "about": about}


@register.simple_block_tag
def table(content: SafeString, *, caption: str, hide_caption: bool = False, stacked: bool = True) -> SafeString:
    """The one table: `{% table caption="Cases" %}<thead>…</thead><tbody>…</tbody>{% endtable %}`.

    On a phone its rows become blocks, with the headings before the cells (`data-label` on a `td`, or by script);
    `stacked=False` lets it scroll sideways instead. Numbers: `class="k-number"` on `th` and `td`.
    """
    return component(
        "table", {"content": content, "caption": caption, "hide_caption": hide_caption, "stacked": stacked}
    )


@register.simple_block_tag
def timeline(content: SafeString) -> SafeString:
    """What happened, newest first: `{% timeline %}{% timeline_entry … %}…{% endtimeline %}`."""
    return component("timeline", {"content": content})


@register.simple_block_tag
def timeline_entry(
    content: SafeString, title: str, when: date | datetime | None = None, *, by: str = "", level: int = 3
) -> SafeString:
    """`{% timeline_entry "Contact" entry.at by=entry.author %}text{% endtimeline_entry %}`; `level` of its heading."""
    return component(
        "timeline_entry",
        {
            "content": content if content.strip() else "",
            "title": title,
            "when": when,
            "by": by,
            "level": level,
            "has_time": isinstance(when, datetime),
        },
    )


@register.simple_block_tag
def task_list(content: SafeString) -> SafeString:
    """Steps with their states: `{% task_list %}{% task … %}{% endtask_list %}`."""
    return component("task_list", {"content": content})


@register.simple_tag
def task(text: str, href: str = "", *, id: str, status: str = "", colour: str = "", hint: str = "") -> SafeString:
    """A step: `{% task "Agreement" url id="agreement" status="Missing" colour="blue" %}`; the id unique on the page."""
    return component("task", {"text": text, "href": href, "id": id, "status": status, "colour": colour, "hint": hint})


@register.simple_tag(takes_context=True)
def pagination(context: RequestContext, page: Page[Any], *, name: str = "strona", label: str = "") -> SafeString:
    """Links to pages of a Django paginator, keeping the rest of the query: `{% pagination page %}`.

    Shows first, last and the neighbours, never more than nine. Nothing, if there is one page.
    """
    count, here = page.paginator.num_pages, page.number
    if count <= 1:
        return SafeString("")
    shown = sorted({1, count, *range(max(1, here - 1), min(count, here + 1) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            items.append({"gap": True})
        items.append({"number": number, "url": _page_url(context, name, number), "current": number == here})
    return component(
        "pagination",
        {
            "label": label or _("Pages of the list"),
            "items": items,
            "previous": _page_url(context, name, here - 1) if here > 1 else "",
            "next": _page_url(context, name, here + 1) if here < count else "",
        },
    )


@register.simple_tag
def pagination_simple(
    *, previous: str = "", next: str = "", label: str = "", previous_text: str = "", next_text: str = ""
) -> SafeString:
    """Only backwards and forwards, for long lists paged by key: `{% pagination_simple previous=url next=url %}`.

    Where there are no pages but weeks or years, `previous_text` and `next_text` say so.
    """
    if not previous and not next:
        return SafeString("")
    label = label or _("Pages of the list")
    texts = {"previous_text": previous_text, "next_text": next_text}
    return component("pagination", {"label": label, "items": [], "previous": previous, "next": next, **texts})


def _page_url(context: RequestContext, name: str, number: int) -> str:
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{name}={number}"
    query[name] = str(number)
    return f"?{query.urlencode()}"
