"""What a centre prints of a concern: the note for the paper file, the letter to who reported."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions.protection import may_read_reporter
from ..policies import CONCERNS, FORWARDED
from ..rules import answer
from ..shown import rows_of
from ..terms import ConcernState, ReporterKind


@needs(Permission.CONCERN_VIEW)
@require_safe
def concern_note(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Print the note for the file: what was written and decided, with both numbers and a line to sign."""
    row = CONCERNS.get_or_404(request.actor, Permission.CONCERN_VIEW, concern)
    decisions = row.decisions.select_related("centre", "to_centre", "decided_by__user").order_by("decided_at", "pk")
    context = {"concern": row, "decisions": decisions, "now": timezone.now()}
    names_reporter = may_read_reporter(request.actor, row)
    context |= {"names_reporter": names_reporter, "rows": rows_of(row, with_reporter=names_reporter)}
    return render(request, "concerns/concern_note.html", context)


@needs(Permission.CONCERN_VIEW)
@require_safe
def concern_letter(request: ActorRequest, concern: UUID) -> HttpResponse:
    """Print the answer as a letter; a private person's says that it was accepted, and nothing else."""
    row = CONCERNS.get_or_404(request.actor, Permission.CONCERN_VIEW, concern)
    # The letter is of the centre that has it now: that another one forwarded it here, that one wrote.
    said = answer(ConcernState(row.state), forwarded=False, kind=ReporterKind(row.reporter_kind))
    context = {"concern": row, "said": said, "today": timezone.localdate()}
    context["names_reporter"] = may_read_reporter(request.actor, row)
    return render(request, "concerns/concern_letter.html", context)


@needs(Permission.CONCERN_VIEW_FORWARDED)
@require_safe
def forward_letter(request: ActorRequest, decision: UUID) -> HttpResponse:
    """Print the letter that tells the reporting institution where its information went; no names, no content."""
    row = FORWARDED.get_or_404(request.actor, Permission.CONCERN_VIEW_FORWARDED, decision)
    names_reporter = may_read_reporter(request.actor, row.concern)
    context = {"decision": row, "concern": row.concern, "names_reporter": names_reporter}
    return render(request, "concerns/forward_letter.html", context)
