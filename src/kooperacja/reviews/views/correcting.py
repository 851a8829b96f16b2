"""Correcting the words of a review, and how it read before."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.cases.forms.refusals import show_at
from kooperacja.cases.views.shell import render_case
from kooperacja.drafts.editing import conflict
from kooperacja.drafts.forms import open_form
from kooperacja.kernel.refused import Refused

from ..actions.correcting import WORDS, Correction, correct_review
from ..actions.reviewing import Measured
from ..forms import AT_FIELD, ReviewCorrectForm, as_corrected
from ..policies import REVIEWS
from .reviewing import PART


@needs(Permission.REVIEW_EDIT)
@require_http_methods(["GET", "POST"])
def review_correct(request: ActorRequest, review: UUID) -> HttpResponse:
    """Correct words and measures; who decided what, and for when, stays."""
    found = REVIEWS.get_or_404(request.actor, Permission.REVIEW_EDIT, review)
    form = open_form(request, ReviewCorrectForm, review=found, initial=as_corrected(found))
    if request.method == "POST" and form.is_valid():
        measures = {key: Measured(*told) for key, told in form.measured().items()}
        said = Correction(**{name: form.cleaned_data[name] for name in WORDS}, measures=measures)
        version = form.cleaned_data["version"]
        try:
            correct_review(found, said, version=version, actor=request.actor, now=timezone.now())
        except Stale as stale:
            for name, value in as_corrected(found).items():
                if name.startswith(("was_", "now_")):
                    setattr(stale.fresh, name, value)  # the page of both compares the form with these
            return conflict(request, form, stale)
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The review is corrected. How it read before is kept."))
            return redirect("reviews:view", review)
    return render_case(request, "reviews/review_correct.html", found.case, part=PART, review=found, form=form)


@needs(Permission.REVIEW_VIEW)
@require_safe
def review_history(request: ActorRequest, review: UUID) -> HttpResponse:
    """How a review read before its words were corrected, the latest first."""
    found = REVIEWS.get_or_404(request.actor, Permission.REVIEW_VIEW, review)
    versions = found.versions.select_related("replaced_by__user").order_by("-replaced_at", "-pk")
    return render_case(request, "reviews/review_history.html", found.case, part=PART, review=found, versions=versions)
