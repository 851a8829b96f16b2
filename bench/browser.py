"""Asks for pages as one signed-in person: over HTTP, or in this process to count queries."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlencode

COOKIE = "sessionid"
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    leads_to: str = ""


@dataclass(frozen=True)
class Ask:
    """One request, and the status that is right for it."""

    url: str
    data: Fields | None = None
    expects: int = HTTPStatus.OK

    def check(self, answer: Answer) -> Answer:
        """Return the answer. Raise RuntimeError if it isn't what was asked for: a sign-in, an error, a form anew."""
        if answer.status == self.expects and (answer.status != HTTPStatus.OK or "<main" in answer.text):
            return answer
        faults = re.findall(r'class="govuk-error-message">(.*?)</p>', answer.text, re.DOTALL)
        said = " ".join(re.sub(r"<[^>]+>", " ", " ".join(faults)).split())
        raise RuntimeError(f"{self.url}: {answer.status} {answer.leads_to or said or answer.text[:300]}")


class Browser(Protocol):
    """Whatever takes an ask and gives the answer, whether it is right or not."""

    def ask(self, ask: Ask) -> Answer: ...


Steps = Callable[[Browser], Ask]
"""Does what comes before (opens the form), and returns the one request that counts."""


@dataclass
class OverHttp:
    """A browser of one person on one connection."""

    port: int
    session: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("localhost", self.port, timeout=120)
        self.cookies[COOKIE] = self.session

    def ask(self, ask: Ask) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip"}  # what it costs to compress a page belongs to the page
        body = None
        if ask.data is not None:
            body = urlencode(ask.data, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("GET" if body is None else "POST", ask.url, body=body, headers=headers)
        answer = self.connection.getresponse()
        sent = answer.read()
        text = (gzip.decompress(sent) if answer.getheader("Content-Encoding") == "gzip" else sent).decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and (found := re.match(r"(\w+)=([^;]+)", value)):
                self.cookies[found[1]] = found[2]
        return Answer(answer.status, text, answer.getheader("Location", ""))


class InProcess:
    """A browser whose server is this process, through Django's test client."""

    def __init__(self, session: str) -> None:
        from django.test import Client  # noqa: PLC0415 - the other browser needs no Django

        self.client: Any = Client(HTTP_HOST="localhost")
        self.client.cookies[COOKIE] = session

    def ask(self, ask: Ask) -> Answer:
        answer = self.client.get(ask.url) if ask.data is None else self.client.post(ask.url, ask.data)
        return Answer(answer.status_code, answer.content.decode(), answer.headers.get("Location", ""))


def filled(browser: Browser, url: str, **over: str | list[str]) -> Fields:
    """Open a page and return what its form would send, with `over` written over it."""
    page = _Form()
    page.feed(Ask(url).check(browser.ask(Ask(url))).text)
    if "csrfmiddlewaretoken" not in page.fields:
        raise RuntimeError(f"{url} has no form to send")
    return page.fields | {name: value if isinstance(value, list) else [value] for name, value in over.items()}


class _Form(HTMLParser):
    """Reads the fields within `<main>` as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._in_main = False
        self._name = self._typed = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name, value = has.get("name", ""), has.get("value", "")
        if tag == "main":
            self._in_main = True
        elif not self._in_main:
            return
        elif tag in {"textarea", "select"}:
            self._name, self._typed = name, ""
        elif tag == "option" and self._name and ("selected" in has or self._name not in self.fields):
            self.fields[self._name] = [value]
        elif tag == "input" and name:
            self._input(name, value, has)

    def _input(self, name: str, value: str, has: dict[str, str]) -> None:
        if has.get("type") not in {"radio", "checkbox"}:
            self.fields[name] = [value]
        elif "checked" in has:
            self.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        self._typed += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._name:
            self.fields[self._name] = [self._typed.strip()]
        if tag in {"textarea", "select"}:
            self._name = ""
        if tag == "main":
            self._in_main = False
