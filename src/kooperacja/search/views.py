"""The page on which one finds a case again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.accounts.factors import proved_lately

from .actions import Found, look_for
from .forms import SearchForm
from .rules import Kind, sought_in


@needs(Permission.ROW_FIND)
@require_http_methods(["GET", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """Look for a case, a person or a concern; a PESEL asks first for a fresh proof of who one is."""
    form = SearchForm(request.POST or None)
    found: Found | None = None
    must_prove = False
    if request.method == "POST" and form.is_valid():
        sought = sought_in(form.cleaned_data["sought"])
        if sought is None:
            form.add_error("sought", _("Write at least two letters of a name, or a whole number."))
        elif sought.kind is Kind.PESEL and not proved_lately(request):
            must_prove = True
        else:
            found = look_for(sought, actor=request.actor)
    return render(request, "search/search.html", {"form": form, "found": found, "must_prove": must_prove})
