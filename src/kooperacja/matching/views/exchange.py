"""Telling two reporters of each other; for the lead of the case to which both their concerns are linked."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.cases.forms.common import show_refusals
from kooperacja.cases.models import BasisKind, Case
from kooperacja.cases.policies import BASES, CASE_CONCERNS, CASES
from kooperacja.cases.states import BasisState
from kooperacja.cases.views.shell import Part, render_case
from kooperacja.concerns.models import Concern, ReporterKind
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused

from ..actions import Exchanging, exchange_contacts
from ..actions.exchange import exchanges_of
from ..forms import ExchangeForm
from ..models import Exchange
from ..rules.exchange import Ground


@dataclass(frozen=True)
class Pair:
    """Two concerns of a case whose reporters are different institutions, and whether they know of each other."""

    one: Concern
    other: Concern
    exchange: Exchange | None
    """By which they learned of each other last."""
    is_open: bool
    """Whether it still holds."""

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.one.public_id}+{self.other.public_id}"

    @property
    def label(self) -> str:
        """Both institutions and numbers."""
        return _("%(one)s and %(other)s") % {
            "one": f"{self.one.reported_by} ({self.one.number})",
            "other": f"{self.other.reported_by} ({self.other.number})",
        }


def pairs_of(request: ActorRequest, case: Case) -> list[Pair]:
    """Return every two concerns of a case that came from different institutions."""
    links = CASE_CONCERNS.permitted(request.actor, Permission.CASE_CONCERN_VIEW).filter(case=case)
    rows = [link.concern for link in links.select_related("concern__reporter_institution").order_by("concern_id")]
    speaking = [row for row in rows if row.reporter_institution and row.reporter_kind == ReporterKind.INSTITUTION]
    known = exchanges_of(case)
    return [
        Pair(one, other, *known.get((one.pk, other.pk), (None, False)))
        for one, other in combinations(speaking, 2)
        if one.reporter_institution_id != other.reporter_institution_id
    ]


@needs(Permission.CASE_EDIT)
@require_http_methods(["GET", "POST"])
def exchange(request: ActorRequest, case: UUID) -> HttpResponse:
    """Choose who learns of each other and on what that rests."""
    row = CASES.get_or_404(request.actor, Permission.CASE_EDIT, case)
    pairs = {pair.key: pair for pair in pairs_of(request, row) if not pair.is_open}
    bases = BASES.permitted(request.actor, Permission.BASIS_VIEW).filter(
        case=row, kind=BasisKind.AGREEMENT, state=BasisState.GIVEN
    )
    choices = [(pair.key, pair.label) for pair in pairs.values()]
    form = open_form(request, ExchangeForm, pairs=choices, bases=bases.select_related("person"))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            pair = pairs[data["pair"]]
            said = Exchanging(
                ground=Ground(data["ground"]), **{name: data[name] for name in ("basis", "agreed_on", "provision")}
            )
            exchange_contacts(row, pair.one, pair.other, said, actor=request.actor, now=timezone.now())
            return reverse("cases:view", args=[row.public_id])

        try:
            address = once(data["idempotency_key"], make)
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("Both were told of each other."))
            return redirect(address)
    context: dict[str, Any] = {"form": form, "has_pairs": bool(pairs)}
    return render_case(request, "matching/exchange.html", row, part=Part.OVERVIEW, **context)
