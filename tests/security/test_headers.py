"""S-08, S-51: what every answer of production carries, on every address and on the pages of errors."""

import gzip
import re
import time

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client
from django.urls import path

from kooperacja.access.views import open_to_all
from kooperacja.config import urls
from tests.world import as_

from .pages import PATTERNS, address, body_of, reader


@open_to_all
def fail(request):
    raise ValueError("broken")


handler500 = urls.handler500
urlpatterns = [*urls.urlpatterns, path("zepsute/", fail)]

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
EXACT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|<style|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"<(?:script|link|img|iframe|form)\b[^>]*\b(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)


def faults(response):
    """Return what is wrong with the headers and the markup of an answer."""
    sent = response.headers
    found = [f"{name}: {sent.get(name)}" for name, value in EXACT.items() if sent.get(name) != value]
    policy = dict(part.strip().partition(" ")[::2] for part in sent.get("Content-Security-Policy", "").split(";"))
    found += [f"{name} {policy.get(name)}" for name, value in POLICY.items() if policy.get(name) != value]
    scripts = policy.get("script-src", "")
    if "unsafe" in str(policy) or "*" in str(policy) or not re.fullmatch(r"'self'( 'nonce-[^']+')?", scripts):
        found.append(f"script-src {scripts}")
    body = body_of(response).decode(errors="replace")
    if sent["Content-Type"].startswith("text/html"):
        found += [f"inline: {match[0]}" for match in INLINE.finditer(body)]
        found += [f"from elsewhere: {match[0]}" for match in ELSEWHERE.finditer(body)]
    return found


def cookie_faults(response):
    """Return what is wrong with the cookies that an answer sets."""
    return [
        f"{name}: {cookie.OutputString()}"
        for name, cookie in response.cookies.items()
        if not (name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"])
        or not (cookie["httponly"] or not cookie.value)  # one that only takes the session away holds nothing
        or cookie["samesite"] not in {"Lax", "Strict"}
    ]


def browser():
    return Client(raise_request_exception=False, headers={"host": "kooperacja.example"})


@pytest.mark.one_engine
@pytest.mark.usefixtures("as_in_production")
def test_every_address_answers_safely(world):
    clients = {who: as_(browser(), getattr(world, who)) for who in {reader(name) for name in PATTERNS} - {None}}
    wrong = []
    for name in sorted(PATTERNS):
        somebody = clients.get(reader(name)) or browser()
        for client, method in ((browser(), "get"), (somebody, "get"), (somebody, "post")):
            response = getattr(client, method)(address(name, world), secure=True)
            wrong += [(name, method, fault) for fault in faults(response) + cookie_faults(response)]

    assert wrong == []


@pytest.mark.usefixtures("as_in_production")
@pytest.mark.parametrize(
    ("status", "path"),
    [(404, "/nie-ma/"), (400, "/?a=%00"), (405, "/pomoc/"), (500, "/zepsute/"), (403, "/jezyk/setlang/")],
)
def test_pages_of_errors_answer_safely(db, settings, status, path):
    settings.ROOT_URLCONF = __name__
    client = browser()
    client.handler.enforce_csrf_checks = status == 403
    response = client.post(path, secure=True) if status in {403, 405} else client.get(path, secure=True)

    assert response.status_code == status
    assert faults(response) == []


@pytest.mark.usefixtures("as_in_production")
def test_the_session_and_the_token_lie_in_cookies_of_this_host_alone(world):
    client = as_(browser(), world.lead)
    session = client.session
    session["signed_in_at"] = session["seen_at"] = int(time.time()) - 120
    session.save()

    response = client.get("/", secure=True)

    assert set(response.cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    assert cookie_faults(response) == []


@pytest.mark.usefixtures("as_in_production")
def test_without_encryption_nothing_is_answered(db):
    response = browser().get("/?q=1")

    assert (response.status_code, response.url) == (301, "https://kooperacja.example/?q=1")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("as_in_production")
def test_another_host_is_refused(db):
    response = Client(headers={"host": "zly.example"}).get("/", secure=True)

    assert response.status_code == 400
    assert "zly.example" not in response.content.decode()


@pytest.mark.usefixtures("as_in_production")
def test_signing_out_clears_the_browser(world):
    client = as_(browser(), world.lead)

    response = client.post("/konto/wyloguj/", secure=True)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get("/sprawy/", secure=True).status_code == 302


@pytest.mark.usefixtures("as_in_production")
def test_what_is_the_same_for_all_may_be_kept_by_the_browser(db):
    response = browser().get("/static/ui/app.css", secure=True)

    assert (response.status_code, body_of(response)[:1] != b"") == (200, True)
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_static_file_is_sent_compressed_and_kept_for_years_under_the_name_of_its_hash(settings, tmp_path):
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = tmp_path, False
    kept = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}  # as production has it
    settings.STORAGES = settings.STORAGES | {"staticfiles": kept}
    call_command("collectstatic", interactive=False, verbosity=0)

    response = browser().get(static("ui/app.css"), secure=True, headers={"accept-encoding": "gzip"})

    age = int(re.search(r"max-age=(\d+)", response.headers["Cache-Control"])[1])
    assert age >= 365 * 24 * 3600
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(body_of(response)) < 20_000


@pytest.mark.usefixtures("as_in_production")
def test_a_page_is_sent_compressed_and_each_time_in_another_length(world):
    """Whoever measures the length of what is sent (BREACH) must not learn what stands in it."""
    client = as_(browser(), world.lead)
    sent = [client.get("/sprawy/", secure=True, headers={"accept-encoding": "gzip"}) for _ in range(6)]

    assert {one.headers["Content-Encoding"] for one in sent} == {"gzip"}
    assert {one.headers["Cache-Control"] for one in sent} == {"no-store"}
    assert len({len(one.content) for one in sent}) > 1
    assert "Moje sprawy" in gzip.decompress(sent[0].content).decode()
