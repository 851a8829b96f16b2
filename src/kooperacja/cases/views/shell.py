"""What all pages of one case have in common: its bar, its parts, and what the person may do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest

from ..actions.covered import covers_now
from ..models import Case, Role
from ..policies import CASES, TEAM
from ..states import CaseState


class Part(StrEnum):
    """The parts of a case that this room has; each is the name of its address."""

    OVERVIEW = "cases:view"
    PEOPLE = "cases:people"
    PLAN = "cases:plan"
    TEAM = "cases:team"
    NOTES = "cases:notes"
    TIMELINE = "cases:timeline"


@dataclass(frozen=True)
class Tab:
    """A part as the bar of a case shows it: `name` is that of its address, which takes the case alone."""

    name: str
    label: Promise
    for_members: bool = False
    """Whether a member who isn't lead or deputy sees it, too."""
    for_communities: bool = True
    """Whether a case without any person has it, too."""


TABS: list[Tab] = [
    Tab(Part.OVERVIEW, _("Overview"), for_members=True),
    Tab(Part.PEOPLE, _("Family"), for_members=True, for_communities=False),
    Tab(Part.PLAN, _("Plan")),
    Tab(Part.TEAM, _("Team")),
    Tab(Part.NOTES, _("Notes"), for_members=True),
    Tab(Part.TIMELINE, _("Step by step"), for_members=True),
]


def add_tab(tab: Tab, *, before: str) -> Tab:
    """Let a room above this one put a part of its own into the bar of a case."""
    TABS.insert([one.name for one in TABS].index(before), tab)
    return tab


CARDS: list[Callable[[ActorRequest, Case], str]] = []
"""What rooms above this one show on the overview of a case to lead and deputy, as safe HTML; "" shows nothing."""


class Place(IntEnum):
    """How far up a card stands: the overview is read on a telephone, from the top."""

    NEXT = 1
    """What comes next in the case: with what is to be done, above the family and the notes."""
    AROUND = 2
    """How the case came here and how it is understood; a card that doesn't say otherwise."""
    ASIDE = 3
    """What somebody rarely does."""


PLACES: dict[Callable[[ActorRequest, Case], str], Place] = {}
"""Where cards stand that don't stand around."""


def add_card(card: Callable[[ActorRequest, Case], str], place: Place) -> None:
    """Let a room above this one show a card to lead and deputy at this place."""
    CARDS.append(card)
    PLACES[card] = place


ALERTS: list[Callable[[ActorRequest, Case], str]] = []
"""The same above everything else, to whoever may view the case: what can't wait. Each asks by itself who sees it."""

MEMBER_CARDS: list[Callable[[ActorRequest, Case], str]] = []
"""The same for a member who isn't lead or deputy."""

FILE_NOTE_CARDS: list[Callable[[ActorRequest, Case], str]] = []
"""The same on the note for the paper file, without links."""

REVIEW_CARDS: list[Callable[[ActorRequest, Case], str]] = []
"""The same, shown where a case is reviewed: how the situation was and is, so that people talk about it."""

CLOSING_CARDS: list[Callable[[ActorRequest, Case], str]] = []
"""The same, shown where a case is closed: what is still open in those rooms."""


def in_order(cards: list[Callable[[ActorRequest, Case], str]]) -> list[Callable[[ActorRequest, Case], str]]:
    """Return cards by their places, then by their rooms' names: it doesn't hang on which room was loaded first."""
    return sorted(cards, key=lambda card: (PLACES.get(card, Place.AROUND), card.__module__))


def comes_next(card: Callable[[ActorRequest, Case], str]) -> bool:
    """Tell whether a card stands with what is to be done."""
    return PLACES.get(card) is Place.NEXT


SIGHTS: list[Callable[[Actor, Case], str]] = []
"""What rooms above this one show to a member: the page that tells the lead what a member sees shows it, too."""

MAY = {
    "whole": Permission.CASE_VIEW_WHOLE,
    "edit": Permission.CASE_EDIT,
    "close": Permission.CASE_CLOSE,
    "reopen": Permission.CASE_REOPEN,
    "follow_up": Permission.CASE_FOLLOW_UP,
    "note": Permission.CASE_NOTE,
    "appoint": Permission.CASE_APPOINT,
    "hand_over": Permission.CASE_HAND_OVER,
}


@dataclass(frozen=True)
class Entry:
    """A link of the sub-navigation."""

    label: Promise
    url: str
    current: bool


def render_case(
    request: ActorRequest, template: str, case: Case, *, part: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of a case. Its template extends `cases/case_base.html` and fills `{% block case %}`.

    The template gets `case`, `lead` (a `CaseMember` or None) and `may`, a set of names: `whole` (lead or deputy),
    `edit` (the same, while the case isn't closed), `close`, `note`, `appoint`, `hand_over` (the lead alone).
    `edit` (the same, while the case isn't closed), `close`, `reopen`, `follow_up`, `note`, `appoint`; `covers`, who of
    other centres covers it today, and `covering`, by which of them the reader is here.
    """
    allowed = CASES.allowed(request.actor, case)
    may = {name for name, permission in MAY.items() if permission in allowed}
    lead = (
        TEAM.permitted(request.actor, Permission.TEAM_VIEW)
        .filter(case=case, role=Role.LEAD, left_on=None)
        .select_related("membership__user", "institution")
        .first()
    )
    parts = [
        Entry(tab.label, reverse(tab.name, args=[case.public_id]), tab.name == part)
        for tab in TABS
        if ("whole" in may or tab.for_members) and (tab.for_communities or not case.is_community)
    ]
    covers = covers_now(case, actor=request.actor, today=timezone.localdate())
    covering = next((one for one in covers if one.worker_id == request.actor.membership_id), None)
    open_review = None if case.state == CaseState.CLOSED else case.review_on
    page: dict[str, Any] = {"open_review": open_review, "case": case, "parts": parts, "may": may, "lead": lead}
    page |= {"covers": covers, "covering": covering if "whole" in may else None, **context}
    return render(request, template, page, status=status)
