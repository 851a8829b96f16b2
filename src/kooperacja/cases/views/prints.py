"""Notatka do akt: A4 sheets with a line to sign, for the paper file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..forms.notes import PeriodForm
from ..policies import ACTIONS, BASES, CASES, CLOSURES, GOALS, NOTES, PERSONS, TEAM
from .homes import homes_of
from .shell import FILE_NOTE_CARDS, Part, in_order, render_case


@needs(Permission.NOTE_VIEW)
@require_safe
def note_file_note(request: ActorRequest, note: UUID) -> HttpResponse:
    """One note on paper."""
    found = NOTES.get_or_404(request.actor, Permission.NOTE_VIEW, note)
    # a note that was shown doesn't show the action that it is about
    action = ACTIONS.permitted(request.actor, Permission.ACTION_VIEW).filter(notes=found).first()
    context: dict[str, Any] = {"note": found, "action": action, "today": timezone.localdate()}
    return render_case(request, "cases/file_note_note.html", found.case, part=Part.NOTES, **context)


@needs(Permission.NOTE_VIEW)
@require_safe
def notes_print(request: ActorRequest, case: UUID) -> HttpResponse:
    """The notes of a period on paper, the oldest first: those that the person may read."""
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW, case)
    form = PeriodForm(request.GET or None)
    notes = NOTES.permitted(request.actor, Permission.NOTE_VIEW).filter(case=found)
    period = form.cleaned_data if form.is_valid() else {}
    if first := period.get("od"):
        notes = notes.filter(happened_on__gte=first)
    if last := period.get("do"):
        notes = notes.filter(happened_on__lte=last)
    return render_case(
        request,
        "cases/file_note_notes.html",
        found,
        part=Part.NOTES,
        form=form,
        first=first,
        last=last,
        notes=notes.select_related("author__user", "institution", "action").order_by("happened_on", "pk")
        if form.is_valid()
        else [],
        today=timezone.localdate(),
    )


@needs(Permission.CASE_VIEW_WHOLE)
@require_safe
def case_file_note(request: ActorRequest, case: UUID) -> HttpResponse:
    """The case on paper: who, on what basis, who works on it, the plan with its papers, and how it ended, each time.

    Where letters to the home aren't safe for somebody, it bears no address that one could copy to an envelope.
    """
    found = CASES.get_or_404(request.actor, Permission.CASE_VIEW_WHOLE, case)
    actor = request.actor
    present = PERSONS.permitted(actor, Permission.PERSON_VIEW).filter(
        case_persons__case=found, case_persons__left_on=None
    )
    persons = list(present.order_by("pk"))
    bases = BASES.permitted(actor, Permission.BASIS_VIEW).filter(case=found).select_related("person")
    of_person = {basis.person_id: basis for basis in bases}
    team: Any = TEAM.permitted(actor, Permission.TEAM_VIEW).filter(case=found, left_on=None)
    actions = ACTIONS.permitted(actor, Permission.ACTION_VIEW).filter(case=found).order_by("due_on", "pk")
    by_goal: dict[int, list[object]] = {}
    for action in actions.select_related("institution", "member__membership__user"):
        by_goal.setdefault(action.goal_id, []).append(action)
    goals = GOALS.permitted(actor, Permission.GOAL_VIEW).filter(case=found).select_related("person").order_by("pk")
    return render_case(
        request,
        "cases/file_note_case.html",
        found,
        part=Part.OVERVIEW,
        persons=[(person, of_person.get(person.pk)) for person in persons],
        letters_are_safe=all(person.letters_are_safe for person in persons),
        address="" if found.is_community else found.home.address,
        # one that the team may not know stays out of the paper file, too, which a party may ask to read
        homes=[one for one in homes_of(actor, found) if one.shown_to_team and not one.has_ended],
        places=team.with_people().in_order(),
        goals=[(goal, by_goal.get(goal.pk, [])) for goal in goals],
        papers=found.plan_papers.order_by("dated_on", "pk"),
        closures=CLOSURES.permitted(actor, Permission.CLOSURE_VIEW).filter(case=found).order_by("closed_at"),
        cards=[card(request, found) for card in in_order(FILE_NOTE_CARDS)],
        today=timezone.localdate(),
    )
