"""Which pages are measured, and who opens them: the most restricted, a worker, the busiest head, the intake."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, QuerySet
from django.urls import reverse

from kooperacja.cases.models import Case, CaseMember, Role
from kooperacja.cases.states import CaseState
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import LIVE
from kooperacja.diagnosis.models import ScaleArea
from kooperacja.institutions.hats import SESSION_KEY as HAT
from kooperacja.institutions.models import Membership
from kooperacja.simulation.words import SURNAMES

from .browser import Ask, Browser, Steps, filled


@dataclass(frozen=True)
class Seat:
    """Somebody who works, with how much there is to work on."""

    name: str
    caseload: int
    """Cases, or concerns that wait; of the cases about half are closed, as in any year."""
    session: str
    pages: dict[str, Steps]


def roles() -> Iterator[Seat]:
    """Yield who opens which pages in this database.

    Raises:
        RuntimeError: the simulated country lacks one of them.
    """
    held = CaseMember.objects.filter(left_on=None)
    seats = held.filter(case__state=CaseState.ACTIVE)
    partner, worker = (_busiest(seats.filter(role=role)) for role in (Role.MEMBER, Role.LEAD))
    centre = _found(Case.objects.values("centre").annotate(cases=Count("pk")).order_by("-cases", "centre").first())
    of_centre = Membership.objects.select_related("user").filter(institution=centre["centre"])
    head, intake = (of_centre.get(function__code=code) for code in ("head", "intake"))
    fresh = Concern.objects.filter(centre=centre["centre"], state__in=LIVE)
    theirs, led = _fullest(seats.filter(membership=partner)), _fullest(seats.filter(membership=worker))
    home, cases = {"home": _open("/")}, _open(reverse("cases:list"))
    search = {"search": _sent(reverse("search:search"), HTTPStatus.OK, sought=SURNAMES[0])}
    raising = {"raise a concern": _raise}
    yield Seat(
        "restricted", held.filter(membership=partner).count(), _session(partner),
        {**home, "list": cases, **_case(theirs), **search, **raising},
    )  # fmt: skip
    filtered = {"filtered list": _open(f"{reverse('cases:list')}?stan=active")}
    scale = {"record a score": _score(led)}
    yield Seat(
        "worker", held.filter(membership=worker).count(), _session(worker),
        {**home, "list": cases, **filtered, **_case(led), **search, **scale},
    )  # fmt: skip
    oversight = reverse("cases:oversight")
    yield Seat(
        "head", centre["cases"], _session(head),
        {**home, "list": _open(oversight), "filtered list": _open(f"{oversight}?stan=active"), **search},
    )  # fmt: skip
    matches = reverse("matching:matches", args=[_found(fresh.order_by("pk").first()).public_id])
    yield Seat("intake", fresh.count(), _session(intake), {**home, "match a concern": _open(matches), **search})


def _found(row: Any) -> Any:
    if row is None:
        raise RuntimeError("the simulated country is too small: it lacks somebody whose work is measured")
    return row


def _busiest(seats: QuerySet[CaseMember]) -> Membership:
    counted = seats.values("membership").annotate(cases=Count("pk")).order_by("-cases", "membership")
    return Membership.objects.select_related("user").get(pk=_found(counted.first())["membership"])


def _fullest(seats: QuerySet[CaseMember]) -> Case:
    """Return the case of these seats on which most was written."""
    cases = Case.objects.filter(pk__in=seats.values("case"))
    return _found(cases.annotate(written=Count("notes")).order_by("-written", "pk").first())  # type: ignore[no-any-return] # a case


def _open(url: str) -> Steps:
    return lambda _browser: Ask(url)


def _sent(url: str, expects: int = HTTPStatus.FOUND, **typed: str | list[str]) -> Steps:
    """Open the form, then send it with this typed in."""
    return lambda browser: Ask(url, filled(browser, url, **typed), expects)


def _case(case: Case) -> dict[str, Steps]:
    note = _sent(reverse("cases:note_write", args=[case.public_id]), kind="call", text="Rozmowa o szkole.")
    return {"open case": _open(reverse("cases:view", args=[case.public_id])), "save a note": note}


def _raise(browser: Browser) -> Ask:
    """Fill the form in and look at it once more; what counts is the sending."""
    url = reverse("concerns:raise")
    told = {"urgency": "amber", "way": "describe", "facts": "Dziecko od tygodnia nie przychodzi.", "source": "seen"}
    check = Ask(url, filled(browser, url, **told, who="Jan Zmyślony, lat 10", do="check"))
    check.check(browser.ask(check))
    assert check.data is not None  # noqa: S101 - a form was filled in
    return Ask(url, check.data | {"do": ["send"]}, HTTPStatus.FOUND)


def _score(case: Case) -> Steps:
    """Begin a talk once, then record its scores anew each time."""
    begun: list[str] = []
    code = _found(ScaleArea.objects.order_by("-edition", "pk").first()).code

    def steps(browser: Browser) -> Ask:
        if not begun:
            begin = _sent(reverse("diagnosis:begin", args=[case.public_id]), areas=[code], occasion="review")
            ask = begin(browser)
            begun.append(ask.check(browser.ask(ask)).leads_to)
        return _sent(begun[0])(browser)

    return steps


def _session(membership: Membership) -> str:
    """Sign in, with a second factor shown and the hat on."""
    session = SessionStore()
    user, now = membership.user, time.time()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "at": now, "type": "totp", "id": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session[HAT] = str(membership.public_id)
    session.save()
    return str(session.session_key)
