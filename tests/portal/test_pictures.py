"""The pictures of the handbook show the pages as they are, say what they show, and weigh little."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from kooperacja.portal.handbook import PAGES
from tools import handbook, pictures
from tools.scenes import PICTURES

MANIFEST = pictures.read_manifest()
NAMES = {picture.name for picture in PICTURES}
SHOWN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)]*)\)")
MOST = 25_000
"""Bytes of one picture; what a page with its pictures may weigh, `tests/e2e/test_weak_network.py` says."""


def shown():
    """Yield (page, words, path) for each picture that the handbook shows."""
    for path in sorted(handbook.SOURCES.glob("*.md")):
        for found in SHOWN.finditer(path.read_text(encoding="utf-8")):
            yield path, found["words"], found["path"]


def size_of(data):
    """Return width and height of a WebP with the header that Chromium writes."""
    assert (data[:4], data[8:16]) == (b"RIFF", b"WEBPVP8X")
    return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1


def test_no_picture_is_stale():
    told = pictures.stale(MANIFEST)

    assert told == [], "\n".join(told)


def test_every_scene_was_taken_and_nothing_else_lies_there():
    assert set(MANIFEST) == NAMES
    assert {path.stem for path in pictures.FOLDER.glob("*") if path.name != pictures.MANIFEST} == NAMES
    assert {picture.name: picture.page for picture in PICTURES} == {
        name: known["page"] for name, known in MANIFEST.items()
    }
    assert [name for name, known in MANIFEST.items() if not known["templates"]] == []


def test_every_picture_is_shown_with_words_and_none_is_an_orphan():
    found = list(shown())

    assert [path for page, _words, path in found if not (page.parent / path).is_file()] == []
    assert {(page.parent / path).stem for page, _words, path in found} == NAMES
    assert [path for _page, words, path in found if len(words) < 20] == [], "say in Polish what is to be seen"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_is_light_and_as_large_as_the_page_says(name):
    data = (pictures.FOLDER / f"{name}.webp").read_bytes()

    assert len(data) <= MOST
    assert size_of(data) == (MANIFEST[name]["width"], MANIFEST[name]["height"])


def test_a_changed_template_makes_a_picture_stale(monkeypatch):
    known = {"sprawa": {"templates": {"portal/help.html": pictures.hash_of("portal/help.html"), "portal/x.html": "1"}}}
    assert pictures.stale(known) == ["sprawa: portal/x.html changed since it was taken, run `make handbook`"]

    monkeypatch.setattr(pictures, "hash_of_text", lambda _text: "another")

    assert "portal/help.html, portal/x.html" in pictures.stale(known)[0]


def test_a_hash_tells_other_markup_and_other_words_in_polish(monkeypatch):
    source = '{% load i18n %}<p>{% translate "Help" %}</p>'
    before = pictures.hash_of_text(source)
    assert pictures.hash_of_text(source.replace("<p>", "<p >")) != before

    monkeypatch.setattr(translation, "gettext", lambda text: f"{text}, nowe słowo")

    assert pictures.hash_of_text(source) != before


def test_words_are_found_in_every_kind_of_tag():
    source = (
        '{% load i18n %}{% translate "Messages" %}{% translate "change" context "role" %}{% button _("Sign in") %}'
        "{% blocktranslate trimmed count count=n %}{{ count }} e-mail will be tried again."
        "{% plural %}{{ count }} e-mails will be tried again.{% endblocktranslate %}"
    )

    said = pictures.words_in(source)

    assert said[:3] == ["Wiadomości", "zmień", "Zaloguj się"]
    assert len(set(said[3:])) == 3, "the plural forms"


@pytest.mark.parametrize(
    ("template", "counted"), [("cases/case_base.html", True), ("ui/base.html", False), ("django/forms/p.html", False)]
)
def test_the_layout_of_the_house_makes_nothing_stale(template, counted):
    assert pictures.counts(template) is counted


def test_a_picture_becomes_a_file_of_the_site():
    made = handbook.page("![Sprawa w skrócie](../../a/podrecznik/sprawa.webp)")

    assert made.startswith("{% load static %}")
    assert "src=\"{% static 'portal/podrecznik/sprawa.webp' %}\"" in made
    assert f'alt="Sprawa w skrócie" width="390" height="{MANIFEST["sprawa"]["height"]}" loading="lazy"' in made


def test_a_wide_picture_opens_in_its_own_size():
    made = handbook.page("[![Sprawy ośrodka](a/podrecznik/nadzor.webp)](a/podrecznik/nadzor.webp)")

    assert made.count("{% static 'portal/podrecznik/nadzor.webp' %}") == 2


@pytest.mark.parametrize(
    "text", ["![](a/podrecznik/sprawa.webp)", "![Słowa](a/podrecznik/nie-ma.webp)", "![Słowa](sprawa.webp)"]
)
def test_a_picture_without_words_or_one_that_nobody_took_is_refused(text):
    with pytest.raises(ValueError, match=r"words|picture"):
        handbook.page(text)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_the_site_serves_the_pictures_of_a_page(client, page):
    text = client.get(reverse("portal:handbook", args=[page])).content.decode()

    for source in re.findall(r'<img src="([^"]*podrecznik[^"]*)"', text):
        name = source.removeprefix(static(""))
        assert finders.find(name), name
    assert text.count('loading="lazy"') == sum(found[0].stem == page for found in shown())
