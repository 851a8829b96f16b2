"""Makes the pages of the handbook that the application shows from `docs/user/*.md`: `make handbook`.

The application needs no library for Markdown: what is made here is committed, and a test tells when it is stale.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.environment import ROOT
from tools.pictures import STATIC, read_manifest

SOURCES = ROOT / "docs" / "user"
PAGES = ROOT / "src" / "kooperacja" / "portal" / "templates" / "portal" / "handbook"
CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number govuk-list--spaced",
    "a": "govuk-link",
    "blockquote": "govuk-inset-text",
    "table": "k-table",
}
PICTURE = re.compile(r"[./\w-]*/podrecznik/([a-z-]+)\.webp")
"""A picture as Markdown names it: by its place in this repository, so that a forge shows it, too."""
SERVED = "served-picture:"
"""Stands for the beginning of its address until it is sure that the page holds no tag of Django's but ours."""
PLAIN = str.maketrans("ąćęłńóśźż", "acelnoszz")
"""Letters of headings, as they stand in addresses."""


def anchor(heading: str) -> str:
    """Return the anchor of a heading: `Zanim zaprosisz pierwszą osobę` is `zanim-zaprosisz-pierwsza-osobe`."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower().translate(PLAIN)).strip("-")


def page(text: str) -> str:
    """Return the template of a page. A link to a paper that the application doesn't have becomes plain words.

    Raises `ValueError` if a picture has no words for whoever doesn't see it, or was never taken.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for number, token in enumerate(tokens):
        _dress(token)
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[number + 1].content))
        for child in token.children or []:
            _dress(child)
            if child.type == "image":
                _show(child)
        _lead(token.children or [])
    made: str = parser.renderer.render(tokens, parser.options, {})
    if "{{" in made or "{%" in made:
        raise ValueError("a page of the handbook holds what Django would take for its own")
    served = re.sub(f'"{SERVED}([a-z-]+)"', f"\"{{% static '{STATIC}/\\1.webp' %}}\"", made)
    return served if served == made else f"{{% load static %}}{served}"


def _dress(token: Token) -> None:
    token.attrs.pop("style", None)  # a table's alignment, which the policy of the browser blocks
    if token.nesting == 1 and token.tag in CLASSES:
        token.attrSet("class", CLASSES[token.tag])


def _show(token: Token) -> None:
    """Let a picture come from the application, in its own size, when it is scrolled to."""
    found, known = PICTURE.fullmatch(str(token.attrGet("src"))), read_manifest()
    if not found or found[1] not in known:
        raise ValueError(f"{token.attrGet('src')} is no picture that `make handbook` took")
    if not token.content.strip():
        raise ValueError(f"{found[1]} needs words for whoever doesn't see it")
    size = known[found[1]]
    token.attrs = {
        "src": SERVED + found[1],
        "alt": "",  # filled with the words when it is rendered
        "width": size["width"],
        "height": size["height"],
        "loading": "lazy",
        "class": "k-picture",
    }


def _lead(tokens: list[Token]) -> None:
    """Let links lead to pages of the application."""
    dead = False
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            if found := PICTURE.fullmatch(target):
                token.attrSet("href", SERVED + found[1])
                continue
            dead = target.startswith("../")
            token.attrSet("href", re.sub(r"^([a-z-]+)\.md", r"/pomoc/podrecznik/\1/", target))
        if dead and token.type in {"link_open", "link_close"}:
            token.tag, token.attrs = "em", {}


def made() -> dict[str, str]:
    """Return every page by its name."""
    sources = [path for path in sorted(SOURCES.glob("*.md")) if path.stem != "README"]
    return {path.stem: page(path.read_text(encoding="utf-8")) for path in sources}


def main(folder: Path = PAGES) -> None:
    """Write the pages."""
    folder.mkdir(exist_ok=True)
    for name, text in made().items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
