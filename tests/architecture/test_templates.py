"""Templates: no script or style in the page, no raw HTML, forms protected, titles neutral."""

import re
from pathlib import Path

import pytest

from .house import SOURCE

TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
FAULTS = {
    r"\sstyle=": "a style attribute, which the policy of the browser blocks",
    r"\son[a-z]+=": "an event handler in the page",
    r"<style": "a style in the page",
    r"<script(?![^>]*\b(src|nonce)=)": "a script without a file",
    r"\|\s*safe\b": "raw HTML",
    r"{%\s*autoescape\s+off": "raw HTML",
    r"https?://(?!www\.w3\.org)": "an address of another host",
}


def wrong(text: str) -> list[str]:
    """Return the faults of one template's text."""
    found = [what for pattern, what in FAULTS.items() if re.search(pattern, text)]
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
        if re.search(r'method="post"', form, re.IGNORECASE) and "csrf_token" not in form:
            found.append("a form without its token")
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_none_of_the_faults(path: Path):
    faults = wrong(path.read_text(encoding="utf-8"))
    if path.suffix == ".txt":  # a plain e-mail escapes nothing, and must not
        faults = [fault for fault in faults if fault != "raw HTML"]

    assert faults == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="x">',
        '<a onclick="x">',
        "<style>",
        "<script>x</script>",
        "{{ x|safe }}",
        "{% autoescape off %}",
        '<img src="https://elsewhere.example/x.png">',
        '<form method="post"></form>',
    ],
)
def test_planted_faults_are_found(text):
    assert wrong(text)


def test_what_is_right_is_left_alone():
    assert wrong('<form method="post">{% csrf_token %}</form><script src="x" nonce="y"></script>') == []
