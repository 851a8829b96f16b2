"""What all pages of one case have in common: its bar, its parts, and what the person may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest

from ..models import Case, Role
from ..policies import CASES, TEAM
from ..states import CaseState


class Part(StrEnum):
    """The parts of a case; each is the name of its address."""

    OVERVIEW = "cases:view"
    PEOPLE = "cases:people"
    PLAN = "cases:plan"
    TEAM = "cases:team"
    NOTES = "cases:notes"


LABELS: dict[Part, Promise] = {
    Part.OVERVIEW: _("Overview"),
    Part.PEOPLE: _("Family"),
    Part.PLAN: _("Plan"),
    Part.TEAM: _("Team"),
    Part.NOTES: _("Notes"),
}
FOR_EVERY_MEMBER = (Part.OVERVIEW, Part.PEOPLE, Part.NOTES)

MAY = {
    "whole": Permission.CASE_VIEW_WHOLE,
    "edit": Permission.CASE_EDIT,
    "close": Permission.CASE_CLOSE,
    "note": Permission.CASE_NOTE,
    "appoint": Permission.CASE_APPOINT,
}


@dataclass(frozen=True)
class Entry:
    """A link of the sub-navigation."""

    label: Promise
    url: str
    current: bool


def render_case(
    request: ActorRequest, template: str, case: Case, *, part: Part, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of a case. Its template extends `cases/case_base.html` and fills `{% block case %}`.

    The template gets `case`, `lead` (a `CaseMember` or None) and `may`, a set of names: `whole` (lead or deputy),
    `edit` (the same, while the case isn't closed), `close`, `note`, `appoint`.
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
        Entry(label, reverse(name, args=[case.public_id]), name == part)
        for name, label in LABELS.items()
        if "whole" in may or name in FOR_EVERY_MEMBER
    ]
    open_review = None if case.state == CaseState.CLOSED else case.review_on
    page = {"open_review": open_review, "case": case, "parts": parts, "may": may, "lead": lead, **context}
    return render(request, template, page, status=status)
