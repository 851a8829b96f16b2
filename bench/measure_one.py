"""Measures one filled database; started by `bench.measure`, in the environment of that database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up before
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 - as above
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from django.db.models import Count  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above
from django.urls import reverse  # noqa: E402 - as above

from bench.measure import COOKIE, Browser, Measured, family_of, measure, postgres_processes  # noqa: E402 - as above
from kooperacja.accounts.factors import DEMO_KEY  # noqa: E402 - as above
from kooperacja.cases.models import Case, CaseMember, Role  # noqa: E402 - as above
from kooperacja.cases.states import CaseState  # noqa: E402 - as above
from kooperacja.concerns.models import Concern  # noqa: E402 - as above
from kooperacja.concerns.states import LIVE  # noqa: E402 - as above
from kooperacja.institutions.hats import SESSION_KEY as HAT  # noqa: E402 - as above
from kooperacja.institutions.models import Membership  # noqa: E402 - as above

Once = Callable[[Browser], tuple[str, str, dict[str, Any] | None]]
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*?name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>')


def main(requests: int) -> None:
    """Start the server, walk the pages as each role, print a line each."""
    port = int(os.environ["BENCH_PORT"])
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "kooperacja.config.wsgi:application", "--interface", "wsgi"),
            *("--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        for role, membership, pages in roles():
            session = _session(membership)
            for page, once in pages.items():
                measured = Measured(role, page)
                _inside(measured, session, once)
                measure(Browser(port, session), measured, once, pids=lambda: _pids(server.pid), requests=requests)
                print(measured.row(), flush=True)
    finally:
        server.terminate()
        server.wait()


def roles() -> list[tuple[str, Membership, dict[str, Once]]]:
    """Return who walks which pages: the busiest partner and worker, the head and the intake of the largest gmina."""
    seats = CaseMember.objects.filter(left_on=None, case__state=CaseState.ACTIVE)
    busiest = seats.values("membership").annotate(cases=Count("pk")).order_by("-cases")
    partner = _hat(busiest.filter(role=Role.MEMBER).first())
    worker = _hat(busiest.filter(role=Role.LEAD).first())
    largest = Case.objects.values("centre").annotate(cases=Count("pk")).order_by("-cases").first()
    if largest is None:
        raise RuntimeError("the simulated country has no case")
    of_largest = Membership.objects.filter(institution=largest["centre"])
    head, intake = (of_largest.get(function__code=code) for code in ("head", "intake"))
    own, led = _case_of(seats, partner), _case_of(seats, worker)
    concern = (
        Concern.objects.filter(centre=largest["centre"], state__in=LIVE).first()
        or Concern.objects.filter(state__in=LIVE).first()
    )
    pages = {"home": _get("/"), "list": _get(reverse("cases:list"))}
    looks = {"search": _post("/szukaj/", {"sought": "Kowal"})}
    return [
        ("restricted", partner, {**pages, "open case": _case(own), **looks, "save a note": _note(own)}),
        (
            "worker",
            worker,
            {
                **pages,
                "filtered list": _get(reverse("cases:list") + "?stan=active"),
                "open case": _case(led),
                **looks,
                "save a note": _note(led),
                "begin a score": _get(reverse("diagnosis:begin", args=[led.public_id])),
                "raise a concern": _get(reverse("concerns:raise_start")),
            },
        ),
        ("head", head, {"home": _get("/"), "list": _get(reverse("cases:oversight")), **looks}),
        *([("intake", intake, {"match a concern": _get(reverse("matching:matches", args=[concern.public_id]))})]
          if concern and concern.centre_id == largest["centre"] else []),
    ]  # fmt: skip


def _case_of(seats: Any, membership: Membership) -> Case:
    return Case.objects.get(pk=seats.filter(membership=membership).order_by("case").values("case")[:1])


def _hat(row: Any) -> Membership:
    return Membership.objects.select_related("user").get(pk=row["membership"])


def _get(url: str) -> Once:
    return lambda _browser: ("GET", url, None)


def _case(case: Any) -> Once:
    return _get(reverse("cases:view", args=[case.public_id]))


def _post(url: str, data: dict[str, Any]) -> Once:
    """Open the form first, and send what stands in it with `data` over it."""

    def once(browser: Browser) -> tuple[str, str, dict[str, Any] | None]:
        _status, text = browser.ask("GET", url)
        main = text[text.index("<main") :]
        hidden = {name: value for name, value in FIELD.findall(main) if 'name="' + name in main and value}
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        if token is None:
            raise RuntimeError("the page has no form to send")
        return "POST", url, {**hidden, "csrfmiddlewaretoken": token[1], **data}

    return once


def _note(case: Any) -> Once:
    day = {"happened_on_day": "1", "happened_on_month": "9", "happened_on_year": "2026"}
    return _post(
        reverse("cases:note_write", args=[case.public_id]), {"kind": "call", "text": "Rozmowa o szkole.", **day}
    )


def _session(membership: Membership) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(membership.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = membership.user.get_session_auth_hash()
    session[HAT] = str(membership.public_id)
    session[DEMO_KEY] = True
    session.save()
    return str(session.session_key)


def _inside(measured: Measured, session: str, once: Once) -> None:
    """Count queries and bytes in this process, once caches are warm."""

    class Inner(Browser):
        def __init__(self) -> None:
            self.client = Client(enforce_csrf_checks=False, HTTP_HOST="localhost")
            self.client.cookies[COOKIE] = session

        def ask(self, method: str, url: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
            answer = self.client.get(url) if method == "GET" else self.client.post(url, body)
            return answer.status_code, answer.content.decode()

    inner = Inner()
    for _warm in range(2):
        method, url, body = once(inner)
        with CaptureQueriesContext(connection) as asked:
            _status, text = inner.ask(method, url, body)
    measured.queries, measured.size = len(asked), len(text.encode())


def _pids(server: int) -> list[int]:
    return [*family_of(server), *(postgres_processes() if connection.vendor == "postgresql" else [])]


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            Browser(port, "").ask("GET", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server gave no answer")


if __name__ == "__main__":
    main(int(sys.argv[1]))
