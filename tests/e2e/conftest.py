"""A real Chromium against a real server. A page that logs an error, or fails to load something, fails its test.

`page` is a phone, `desk` a desktop screen, and `open_page(who=world.lead, desk=True)` a browser for one more person.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, expect, sync_playwright

from tests.world import as_

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test

HERE = Path(__file__).parent
RESULTS = HERE.parent.parent / "test-results"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 900}}
FLAGS = [
    "--no-sandbox",  # root and containers have none, and only our own pages are visited
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

expect.set_options(timeout=10_000)

if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One connection to a database in memory would be shared by all threads of the server, transactions included.
    _folder = tempfile.mkdtemp(prefix="kooperacja-e2e-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{_folder}/db.sqlite3"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed_here = report.failed
    return report


class Faults(list):
    """What went wrong in the pages of a test; `expect(text)` says what should."""

    def __init__(self):
        super().__init__()
        self.expected = []

    def expect(self, text):
        """Take faults that contain `text` as meant: `faults.expect("404")`."""
        self.expected.append(text)

    def unexpected(self):
        return [fault for fault in self if not any(text in fault for text in self.expected)]

    def watch(self, page):
        page.on("console", lambda line: line.type == "error" and self.append(f"console: {line.text}"))
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("requestfailed", self._request_failed)
        page.on("response", lambda answer: answer.status >= 500 and self.append(f"{answer.status}: {answer.url}"))

    def _request_failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the person went on to another page, or a download began
            self.append(f"{request.failure}: {request.url}")


@pytest.fixture
def faults():
    """Faults of all pages of this test; any that isn't expected fails it."""
    found = Faults()
    yield found
    assert found.unexpected() == []


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: ./test installs it, or says how."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, live_server, faults, request):
    """Return a function that opens a page for one more person: `open_page(who=world.lead, desk=True)`."""
    contexts = []

    def open_one(*, who=None, desk=False, **options):
        context = browser.new_context(
            base_url=live_server.url,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            reduced_motion="reduce",
            **{**(DESK if desk else PHONE), **options},
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("page", faults.watch)
        if who:
            sign_in(context, who, live_server.url)
        return context.new_page()

    yield open_one
    if getattr(request.node, "failed_here", False):
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        for number, page in enumerate(page for context in contexts for page in context.pages):
            RESULTS.mkdir(exist_ok=True)
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()


def sign_in(context, who, url):
    """Give the browser the session of one of the cast, hat on, without the pages of signing in."""
    cookie = as_(Client(), who).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url, "httpOnly": True, "sameSite": "Lax"}])


@pytest.fixture
def page(open_page):
    """A phone that nobody has signed in on."""
    return open_page()


@pytest.fixture
def context(page):
    """The browser behind `page`: its cookies, `set_offline`."""
    return page.context


@pytest.fixture
def desk(open_page):
    """A desktop screen that nobody has signed in on."""
    return open_page(desk=True)


@pytest.fixture
def as_user(page, live_server):
    """Return a function that signs one of the cast in on `page`: `as_user(world.lead)`."""
    return lambda who: sign_in(page.context, who, live_server.url)


def broken_rules(page):
    """Return the rules of accessibility that a page breaks, each with its place."""
    page.wait_for_load_state()
    try:
        broken = Axe().run(page).response["violations"]
    except Error:  # a click had just led on, and the page that was read is gone
        page.wait_for_load_state()
        broken = Axe().run(page).response["violations"]
    return [
        f"{page.url} {rule['id']} ({rule['impact']}): {rule['help']}: {node['html']}"
        for rule in broken
        for node in rule["nodes"]
    ]


@pytest.fixture
def axe():
    """Return a function that asserts that a page breaks no rule of accessibility: `axe(page)`."""

    def check(page):
        assert not (told := broken_rules(page)), "\n".join(told)

    return check
