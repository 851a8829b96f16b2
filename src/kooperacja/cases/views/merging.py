"""Two records of one person become one, are taken apart again, and one record becomes two."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs
from kooperacja.audit.recording import Stale
from kooperacja.drafts.forms import open_form
from kooperacja.drafts.once import once
from kooperacja.kernel.refused import Refused
from kooperacja.persons.models import Guardianship, HouseholdMember, Kinship, Person

from ..actions.merging import merge_persons, undo_merge, what_prevents_undoing, what_speaks_against
from ..actions.splitting import rows_to_share, split_person
from ..actions.twins import Moves, one_that_stays, what_moves, who_may_be_meant
from ..forms.common import show_refusals
from ..forms.merging import MergeForm, SplitForm, TwinForm, UndoForm
from ..forms.people import AT_FIELD
from ..forms.refusals import show_at
from ..models import Case, CasePerson, Goal, ParticipationBasis
from ..policies import CASES, MERGES, PERSONS
from .people import of_a_family, person_of
from .person_cards import Names
from .shell import Part, render_case


def _person_to_merge(request: ActorRequest, case: UUID, person: UUID) -> tuple[Case, Person]:
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    return found, person_of(request, found, person, Permission.PERSON_MERGE)


@needs(Permission.PERSON_MERGE)
@require_http_methods(["GET", "POST"])
def person_twin(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Choose the other record of a person who is written down twice."""
    found, one = _person_to_merge(request, case, person)
    alike, others = who_may_be_meant(one, actor=request.actor)
    form = open_form(request, TwinForm, others=[*alike, *others])
    if request.method == "POST" and form.is_valid():
        return redirect("cases:person_merge", case, person, form.cleaned_data["twin"])
    context: dict[str, Any] = {"form": form, "person": one, "alike": alike, "others": others}
    return render_case(request, "cases/person_twin.html", found, part=Part.PEOPLE, **context)


@needs(Permission.PERSON_MERGE)
@require_http_methods(["GET", "POST"])
def person_merge(request: ActorRequest, case: UUID, person: UUID, twin: UUID) -> HttpResponse:
    """Show two records side by side, choose what stays, say what follows, and join them."""
    found, kept = _person_to_merge(request, case, person)
    if one_that_stays(twin, actor=request.actor) == kept:  # somebody was faster, be it in another tab
        return redirect("cases:person", case, person)
    gone = PERSONS.get_or_404(request.actor, Permission.PERSON_MERGE, twin)
    form = open_form(request, MergeForm, kept=kept, gone=gone)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        address = reverse("cases:person", args=[case, person])

        def make() -> str:
            versions = (data["version"], data["twin_version"])
            merge_persons(kept, gone, form.details(), versions=versions, actor=request.actor, now=timezone.now())
            return address

        try:
            once(data["idempotency_key"], make)
        except Stale:
            status = 409
            form = MergeForm(kept=kept, gone=gone)
            messages.error(request, _("Somebody has changed one of the records meanwhile. Look at them again."))
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("The two records are one now. You can take it back on this page."))
            return redirect(address)
    context: dict[str, Any] = {
        "form": form,
        "person": kept,
        "twin": gone,
        "against": sorted(str(one.label) for one in what_speaks_against(kept, gone)),
        "consequences": _consequences(what_moves(kept, gone)),
    }
    return render_case(request, "cases/person_merge.html", found, part=Part.PEOPLE, status=status, **context)


def _consequences(moves: Moves) -> list[str]:
    """Return in plain words what follows from joining."""
    words = [_("Case %(number)s will be about the record that stays.") % {"number": number} for number in moves.numbers]
    words += [_counted(name, moves.counts[name]) for name in COUNTED if name in moves.counts]
    for clash in moves.clashes:
        later, earlier = (formats.date_format(day, "j E Y") for day in (clash.later, clash.earlier))
        text = _(
            "In case %(number)s taking part rests on two things. The later one, of %(later)s, stands; the earlier one, "
            "of %(earlier)s, stays to be read."
        )
        words.append(text % {"number": clash.number, "later": later, "earlier": earlier})
    return words


COUNTED = ("Kinship", "Guardianship", "Goal", "ParticipationBasis")


def _counted(name: str, n: int) -> str:
    texts = {
        "Kinship": ngettext("%(n)d kinship moves.", "%(n)d kinships move.", n),
        "Guardianship": ngettext("%(n)d guardianship moves.", "%(n)d guardianships move.", n),
        "Goal": ngettext("%(n)d goal moves.", "%(n)d goals move.", n),
        "ParticipationBasis": ngettext("%(n)d agreement to take part moves.", "%(n)d agreements to take part move.", n),
    }
    return texts[name] % {"n": n}


@needs(Permission.MERGE_UNDO)
@require_http_methods(["GET", "POST"])
def merge_undo(request: ActorRequest, case: UUID, merge: UUID) -> HttpResponse:
    """Take two records apart again, or say what prevents it."""
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    row = MERGES.get_or_404(request.actor, Permission.MERGE_UNDO, merge)
    person_of(request, found, row.into.public_id, Permission.PERSON_MERGE)
    form = open_form(request, UndoForm)
    if request.method == "POST" and form.is_valid():
        try:
            undo_merge(row, actor=request.actor, now=timezone.now())
        except Refused as refused:
            show_refusals(form, refused)
        else:
            messages.success(request, _("The two records are as they were before."))
            return redirect("cases:people", case)
    prevents = sorted(str(one.label) for one in what_prevents_undoing(row))
    context: dict[str, Any] = {"form": form, "merge": row, "person": row.into, "twin": row.person, "prevents": prevents}
    return render_case(request, "cases/merge_undo.html", found, part=Part.PEOPLE, **context)


@needs(Permission.PERSON_MERGE)
@require_http_methods(["GET", "POST"])
def person_split(request: ActorRequest, case: UUID, person: UUID) -> HttpResponse:
    """Make two people of one record, and say what is whose."""
    found, one = _person_to_merge(request, case, person)
    shared = rows_to_share(one)
    names = Names(request, [person for row in shared.values() for person in _people_of(row)])
    rows = {key: (row, _of_what(row, one, names)) for key, row in shared.items()}
    form = open_form(request, SplitForm, rows=rows, first=one.name, initial={"version": one.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make() -> str:
            made = split_person(
                one, form.details(), form.given(), version=data["version"], actor=request.actor, now=timezone.now()
            )
            return reverse("cases:people", args=[case]) + f"#{made.public_id}"

        try:
            address = once(data["idempotency_key"], make)
        except Stale:
            status = 409
            form.add_error(None, _("Somebody has changed this record meanwhile. Open the page again."))
        except Refused as refused:
            show_at(form, refused, AT_FIELD)
        else:
            messages.success(request, _("There are two people now. If that was wrong, join their records again."))
            return redirect(address)
    return render_case(
        request, "cases/person_split.html", found, part=Part.PEOPLE, status=status, form=form, person=one
    )


def _people_of(row: Any) -> tuple[Person, ...]:
    """Return whom the words about a row may name."""
    if isinstance(row, Kinship):
        return row.person, row.relative
    if isinstance(row, Guardianship):
        return row.ward, row.guardian
    return (row.person,) if isinstance(row, ParticipationBasis) else ()


def _of_what(row: Any, person: Person, names: Names) -> str:
    """Return in plain words what a row is, that belongs to one of the two."""
    return _WORDS[type(row)](row, person, names)


def _case_words(row: CasePerson, _person: Person, _names: Names) -> str:
    return _("Case %(number)s") % {"number": row.case.number}


def _household_words(row: HouseholdMember, _person: Person, _names: Names) -> str:
    return _("Household: %(address)s") % {"address": row.household.address or row.household.unit.name}


def _kin_words(row: Kinship, person: Person, names: Names) -> str:
    ours = row.person_id == person.pk
    other, kinship = (row.relative, row.reverse_label) if ours else (row.person, row.get_kind_display())
    return _("Relative: %(name)s – %(kinship)s") % {"name": names.of(other), "kinship": kinship}


def _guardian_words(row: Guardianship, person: Person, names: Names) -> str:
    if row.ward_id == person.pk:
        return _("Who decides for this person: %(name)s") % {"name": names.of(row.guardian)}
    return _("For whom this person decides: %(name)s") % {"name": names.of(row.ward)}


def _basis_words(row: ParticipationBasis, person: Person, names: Names) -> str:
    if row.person_id != person.pk:
        return _("Agreed for %(name)s") % {"name": names.of(row.person)}
    what = {
        "number": row.case.number,
        "what": row.get_kind_display(),
        "day": formats.date_format(row.stated_on, "j E Y"),
    }
    return _("Taking part in case %(number)s: %(what)s, %(day)s") % what


def _goal_words(row: Goal, _person: Person, _names: Names) -> str:
    return _("Goal: %(goal)s") % {"goal": row.text}


_WORDS: dict[type[Any], Callable[[Any, Person, Names], str]] = {
    CasePerson: _case_words,
    HouseholdMember: _household_words,
    Kinship: _kin_words,
    Guardianship: _guardian_words,
    ParticipationBasis: _basis_words,
    Goal: _goal_words,
}
