"""The base page, the page of components and the error pages."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

import kooperacja.ui
from kooperacja.ui.library import register

TEMPLATES = Path(kooperacja.ui.__file__).parent / "templates"
ERRORS = sorted(path.name for path in TEMPLATES.glob("*.html"))

pytestmark = pytest.mark.urls("tests.ui.urls")


def shown_on(text, name):
    return bool(re.search(r"{%\s*" + name + r"\b", text) or re.search(r"\|" + name + r"\b", text))


def missing(names, text):
    return [name for name in names if not shown_on(text, name)]


def test_style_page_shows_every_component():
    text = "".join((TEMPLATES / "ui" / name).read_text() for name in ("style.html", "_style_components.html"))

    assert missing([*register.tags, *register.filters], text) == []


def test_a_component_that_is_not_shown_is_found():
    assert missing(["panel", "tag"], "{% tag 'x' %}") == ["panel"]


@pytest.mark.django_db
def test_style_page_answers(client):
    answer = client.get(reverse("ui:style"))

    assert answer.status_code == 200
    assert "<title>Komponenty – Kooperacja</title>" in answer.content.decode()
    assert '<html lang="pl"' in answer.content.decode()


@pytest.mark.django_db
def test_nothing_on_it_breaks_the_content_policy(client):
    html = client.get(reverse("ui:style")).content.decode()

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html)
    assert all(re.search(r"src=", script) for script in re.findall(r"<script[^>]*>", html))
    assert len(re.findall(r"<script[^>]* nonce=", html)) == 2


@pytest.mark.django_db
def test_ids_are_unique(client):
    ids = re.findall(r'\sid="([^"]*)"', client.get(reverse("ui:style")).content.decode())

    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_draft_sample_says_when(client):
    assert re.fullmatch(r"\d\d:\d\d", client.post(reverse("ui:autosave")).json()["saved_at"])


@pytest.mark.django_db
def test_language_can_be_changed(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/style/"}, follow=True)

    assert '<html lang="en"' in answer.content.decode()
    assert "Skip to main content" in answer.content.decode()


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_error_pages_need_no_context(name, language):
    with override(language):
        html = render_to_string(name)

    assert "<h1" in html
    assert f'lang="{language}"' in html
    assert "Kooperacja</title>" in html


def test_there_is_a_page_for_every_refusal():
    assert {"400.html", "403.html", "403_csrf.html", "404.html", "405.html", "409.html", "500.html", "503.html"} <= set(
        ERRORS
    )


@pytest.mark.parametrize(("level", "css"), [("success", "--success"), ("error", "--error"), ("info", 'role="region"')])
def test_messages_become_banners(level, css):
    message = type("Message", (), {"level_tag": level, "__str__": lambda _self: "<b>Zapisano</b>"})()

    html = get_template("ui/base.html").render({"messages": [message]}, RequestFactory().get("/"))

    assert css in html
    assert "&lt;b&gt;Zapisano&lt;/b&gt;" in html


def test_demo_and_hat_are_always_said():
    html = render_to_string("ui/base.html", {"demo": True, "hat": "pracownik socjalny", "hat_url": "/role/"})

    assert "To jest wersja pokazowa. Nie wpisuj danych prawdziwych osób." in html
    assert "Działasz jako: <strong>pracownik socjalny</strong>" in html
    assert 'href="/role/"' in html
