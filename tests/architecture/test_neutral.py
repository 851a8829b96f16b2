"""What lies on a table for others to see says nothing of the matter: messages, window titles, headings of prints."""

import re

import pytest
from django.utils import translation

from kooperacja.outbox.kinds import MessageKind

from .house import SOURCE

MATTERS = re.compile(
    r"przemoc|alkohol|uzależn|narkot|zaniedb|chor[oy]b|niepełnospr|zadłuż|bezdomn|więzien|karalno|przestęp|ubóst|"
    r"bezroboc|depres|niebiesk|ofiar|sprawc|patolog|dziec|rodzin|"
    r"violence|alcohol|addict|drug|neglect|illness|disab|debt|homeless|prison|crime|poverty|unemploy|child|famil",
    re.IGNORECASE,
)
TITLE = re.compile(r"{% block title %}(.*?){% endblock")
PRINT_TITLE = re.compile(r"{% file_note title=(\S+(?:\([^)]*\))?)")
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))


def said_in(text: str) -> list[str]:
    """Return the words of a text that say what a matter is about."""
    return MATTERS.findall(text)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", MessageKind)
def test_a_message_says_that_something_waits_and_never_what_it_is_about(kind, language):
    with translation.override(language):
        texts = [str(kind.label), str(kind.subject), str(kind.text)]

    assert [word for text in texts for word in said_in(text)] == []
    assert not re.search(r"%\(|\{|\d", "".join(texts)), "a message carries nothing that is filled in"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_titles_of_windows_and_prints_name_nothing_and_nobody(path):
    source = path.read_text(encoding="utf-8")
    titles = [*TITLE.findall(source), *PRINT_TITLE.findall(source)]

    for title in titles:
        if path.name == "handbook.html":
            continue  # the heading of a page of docs/user, the same for everybody
        assert "{{" not in title, "a title is the same for everybody"
        words = " ".join(re.findall(r"""["']([^"']+)["']""", title))
        with translation.override("pl"):
            assert said_in(translation.gettext(words) if words else "") == [], title


def test_no_page_promises_anonymity():
    promises = re.compile(
        r"anonimow(?:o|ość|ości) (?:gwarant|zapewn)|gwarantujemy anonim|zapewniamy anonim|pełn\w+ anonim"
    )
    catalogues = [path.read_text(encoding="utf-8") for path in SOURCE.glob("*/locale/pl/LC_MESSAGES/django.po")]

    assert [found for text in catalogues for found in promises.findall(text)] == []
    assert any("nie możemy obiecać" in text for text in catalogues)


def test_a_planted_word_is_found():
    assert said_in("Nowa informacja o przemocy") == ["przemoc"]
