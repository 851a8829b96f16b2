"""How a page is opened, cut and kept as a picture. Imported by `tools/camera.py` once the clock stands still."""

from __future__ import annotations

import base64
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.template.base import Template
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from kooperacja.accounts.models import User
from kooperacja.cases.models import Case
from kooperacja.concerns.models import Concern
from kooperacja.config.schedule import SCHEDULE
from kooperacja.config.wsgi import application
from kooperacja.institutions.hats import OPERATOR
from kooperacja.institutions.models import Institution, Membership
from kooperacja.outbox.models import JobRun
from kooperacja.outbox.worker import run_job
from tools.environment import say
from tools.pictures import FOLDER, Picture, counts, hash_of, read_manifest, write_manifest
from tools.scenes import PICTURES

QUALITY = 22
"""Of WebP, from 0 to 100: letters stay sharp, and two pictures fit a page for a weak network."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
]
CUT = """([start, least, most]) => {
  const main = document.querySelector(start || '#main-content');
  const top = Math.max(0, Math.floor(main.getBoundingClientRect().top + scrollY) - (start ? 12 : 0));
  const lines = [];
  const walk = document.createTreeWalker(document.querySelector('#main-content'), NodeFilter.SHOW_ALL);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const range = document.createRange();
    const element = node.nodeType === Node.ELEMENT_NODE;
    if (!(node.parentElement.checkVisibility() && (!element || node.checkVisibility()))) continue;
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) range.selectNodeContents(node);
    else if (element && node.matches('input,select,textarea,button,svg,img,a,label')) range.selectNode(node);
    else continue;
    for (const box of range.getClientRects())
      if (box.height) lines.push([box.top + scrollY - 3, box.bottom + scrollY + 3]);
  }
  const end = Math.max(...lines.map(([, bottom]) => bottom)) + 9;
  if (end <= top + most) return [top, Math.ceil(end - top)];
  for (let y = Math.floor(top + most); y > top + least; y--)
    if (!lines.some(([from, to]) => from < y && y < to)) return [top, y - top];
  return [top, most];
}"""
"""Where the picture begins and how tall it is: it ends between two lines, never through one."""


def take(names: Sequence[str], into: Path | None, *, now: datetime) -> None:
    """Take the pictures of these names, or all of them, and write what is known of them into the manifest."""

    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    folder = into or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rows = _prepare(now)
    sessions = [_session_of(picture) for picture in wanted]  # before Playwright's loop, in which Django asks nothing
    taken = read_manifest(folder) if names else {}
    with _served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for picture, session in zip(wanted, sessions, strict=True):
            say(f"  {picture.name}")
            with _opened(browser, picture, url, session, now=now) as page:
                known = _look(page, picture, rows.get(picture.row, ()))
                taken[picture.name] = {**known, **_shoot(page, picture, folder / f"{picture.name}.webp")}
        browser.close()
    for file in folder.glob("*.webp"):
        if file.stem not in taken:
            file.unlink()
    write_manifest(taken, folder)


def _prepare(now: datetime) -> dict[str, tuple[str, ...]]:
    """Let the worker have done its jobs once; return the rows that stand in addresses, by their names here."""

    centre = Institution.objects.get(name="GOPS Wierzbowa Góra")
    case = Case.objects.filter(centre=centre).earliest("pk")
    own = Concern.objects.filter(centre=centre).earliest("pk")
    for scheduled in SCHEDULE:
        run_job(scheduled, clock=lambda: now)
    JobRun.objects.update(took_ms=100)  # measured by a clock that doesn't stand still
    return {"case": (str(case.public_id),), "own": (str(own.public_id),), "centre": (str(centre.public_id),)}


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        sys.exit("Chromium is missing: `./test` installs it, or says how.")
    return found


def _session_of(picture: Picture) -> str:
    """Sign the person in by the demonstration's own page, under the right hat; return the cookie."""

    client = Client(SERVER_NAME="localhost")
    if not picture.who:
        return ""
    user = next(user for user in User.objects.all() if user.name == picture.who)
    client.post("/demo/", {"person": str(user.public_id)})
    if picture.function:
        places = Membership.objects.filter(user=user, function__code=picture.function).order_by("pk")
        hat = OPERATOR if picture.function == OPERATOR else str(places[0].public_id)
        client.post("/instytucje/rola/", {"hat": hat})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _served() -> Iterator[str]:
    """Serve the site from this process, so that its clock stands still, too."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of a request."""


@contextmanager
def _opened(browser: Browser, picture: Picture, url: str, session: str, *, now: datetime) -> Iterator[Page]:
    """Open a browser of its own, in which the person is signed in and the clock stands still."""

    context = browser.new_context(
        base_url=url,
        viewport={"width": picture.width, "height": 900},
        locale="pl-PL",
        timezone_id="Europe/Warsaw",
        reduced_motion="reduce",
    )
    if session:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    page.clock.set_fixed_time(now)
    yield page
    context.close()


def _look(page: Page, picture: Picture, row: tuple[str, ...]) -> dict[str, Any]:
    """Open the page, type what there is to type, and return the page and the templates that made it."""

    names: set[str] = set()
    with _rendered(names):
        answer = page.goto(reverse(picture.page, args=row) + picture.query, wait_until="networkidle")
        if answer is None or not answer.ok:
            raise SystemExit(f"{picture.name}: the page answers {answer and answer.status}")
        _type(page, picture)
    return {"page": picture.page, "templates": {name: hash_of(name) for name in sorted(names) if counts(name)}}


def _type(page: Page, picture: Picture) -> None:
    for label, text in picture.typed:
        field = page.get_by_label(label, exact=True).first
        if text:
            field.fill(text)
        else:
            field.check(force=True)
    if picture.press:
        page.locator("#main-content").get_by_role("button", name=picture.press, exact=True).first.click()
        page.wait_for_load_state("networkidle")


def _shoot(page: Page, picture: Picture, path: Path) -> Mapping[str, int]:
    page.evaluate("() => { document.activeElement?.blur(); return document.fonts.ready.then(() => true) }")
    top, height = page.evaluate(CUT, [picture.start, picture.height // 2, picture.height])
    camera = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": top, "width": picture.width, "height": height, "scale": 1}
    shot = camera.send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    path.write_bytes(base64.b64decode(shot["data"]))
    return {"width": picture.width, "height": height}


@contextmanager
def _rendered(names: set[str]) -> Iterator[None]:
    """Gather the names of the templates that are rendered meanwhile, also of what they extend and include."""

    def note(template: Template, **_more: Any) -> None:
        if template.name:
            names.add(template.name)

    setup_test_environment(debug=False)  # which lets every template say that it is rendered
    template_rendered.connect(note)
    try:
        yield
    finally:
        template_rendered.disconnect(note)
        teardown_test_environment()
