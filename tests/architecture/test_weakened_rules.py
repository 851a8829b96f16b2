"""The rules are weakened one by one, and the matrix or a situation must notice each: only then their zeros count.

Each weakening says what has happened, and who then must be seen to meet too much.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from kooperacja.access import policy as engine
from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.agreements import sharing
from kooperacja.agreements.models import Agreement, AgreementKind, Party
from kooperacja.cases.models import (
    Action,
    CaseHousehold,
    CaseMember,
    CasePerson,
    Disclosure,
    Note,
    Role,
)
from kooperacja.cases.policies import content, households, persons, places, plan
from kooperacja.cases.policies import sharing as shown
from kooperacja.cases.querysets import BasisQuerySet, DisclosureQuerySet, MemberQuerySet
from kooperacja.concerns import policies as concerns
from kooperacja.concerns.models import Concern
from kooperacja.consultations import policies as consultations
from kooperacja.diagnosis import policies as diagnosis
from kooperacja.gate import policies as gate
from kooperacja.institutions import policies as institutions
from kooperacja.institutions.models import Membership
from kooperacja.outbox.models import Message
from kooperacja.outbox.policies import MESSAGES
from tests.world import World

from .test_situations import (
    STILL_IN,
    STILL_THERE,
    adult_withdrew,
    an_owner_takes_back,
    case_closed,
    cooperation_ended,
    everybody_was_shown_something,
    faults,
    lead_works_elsewhere,
    member_left,
    nothing_happened,
    protocol_ended,
    question_is_closed,
    reporter_works_elsewhere,
    school_left_the_protocol,
    school_signs_no_more,
    stranger_in_the_team,
    stranger_leads,
    time_of_the_question_is_over,
)

pytestmark = pytest.mark.django_db


def _any_date(institution_id: int | None, kind: AgreementKind, on: Any) -> Any:
    own = Party.objects.filter(institution_id=institution_id).values_list("agreement_id")
    valid = Agreement.objects.filter(kind=kind, pk__in=own).values_list("pk")
    return Party.objects.filter(agreement_id__in=valid).values_list("institution_id")


def _one_paper(institution_id: int | None, on: Any) -> Any:
    return sharing._together(institution_id, AgreementKind.DATA_SHARING, on)


def _no_paper(institution_id: int | None, on: Any) -> Any:
    return Membership.objects.values_list("institution_id")


def _partner_of_closed(actor: Actor) -> Any:
    shared = places.sharing_with(actor.institution_id, timezone.localdate())
    return places.held(actor).exclude(case__centre_id=actor.institution_id).filter(case__centre_id__in=shared)


def _by_person(actor: Actor) -> Any:
    return CaseMember.objects.current().filter(membership__user_id=actor.user_id)


def _led_from_anywhere(actor: Actor) -> Any:
    return places.held(actor).filter(role__in=(Role.LEAD, Role.DEPUTY))


def _all_actions(actor: Actor, of: Any) -> Any:
    return Action.objects.filter(case_id__in=of)


def _all_notes(actor: Actor, of: Any) -> Any:
    return Note.objects.filter(case_id__in=of).values_list("pk")


def _all_persons(of: Any) -> Any:
    return CasePerson.objects.filter(case_id__in=of).values_list("person_id")


def _all_homes(of: Any) -> Any:
    return CaseHousehold.objects.filter(case_id__in=of, shown_to_team=True).values_list("household_id")


def _all_scores(of: Any) -> Any:
    return diagnosis.Score.objects.filter(assessment__case_id__in=of.values("case_id")).values_list("pk")


def _told_to_anybody(of: Any) -> Any:
    return Disclosure.objects.standing().filter(case_id__in=of.values("case_id"))


def _asked_of_anybody(actor: Actor) -> Any:
    return consultations.Advice.objects.all()


def _asked_for_ever(actor: Actor) -> Any:
    return consultations.Advice.objects.filter(asked_id=actor.membership_id or 0)


def _asked_whatever_holds(actor: Actor) -> Any:
    return consultations._asked(actor).values_list("pk")


def _whoever_allows(rows: Any) -> Any:
    return rows.filter(answer="shared", ended_on=None)


def _passed_on_by_anybody(actor: Actor) -> Any:
    return Disclosure.objects.values_list("pk")


def _all_contributions(actor: Actor, of: Any, *, unclosed: bool = False) -> Any:
    return diagnosis.Contribution.objects.filter(workshop__case_id__in=of).values_list("pk")


def _all_tried(actor: Actor, of: Any) -> Any:
    return gate.Tried.objects.filter(case_id__in=of)


def _every_inbox(actor: Actor) -> Any:
    found = Concern.objects.all() if concerns.reads_the_inbox(actor) else Concern.objects.none()
    return found.values_list("pk")


def _raised_by_person(actor: Actor) -> Any:
    return Concern.objects.filter(reporter_user=actor.user_id).values_list("pk")


def _ways(policy: Any, permission: Permission, *ways: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(policy._ways_in, permission, ways)


def _instead(place: Any, name: str, weak: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(place, name, weak)


def _gate(permission: Permission, weak: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(engine._gates, permission, weak)


WEAKENED: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Callable[[World], None], str]] = {
    "past members stay": (_instead(MemberQuerySet, "current", lambda rows: rows.all()), nothing_happened, "former"),
    "past members stay, too": (_instead(MemberQuerySet, "current", lambda rows: rows.all()), member_left, "member"),
    "no paper is needed": (_instead(places, "sharing_with", _no_paper), stranger_in_the_team, "outsider"),
    "one paper is enough": (_instead(places, "sharing_with", _one_paper), cooperation_ended, "member"),
    "papers never end": (_instead(sharing, "_together", _any_date), protocol_ended, "member"),
    "parties never leave": (_instead(sharing, "_together", _any_date), school_left_the_protocol, "member"),
    "nobody has to agree": (
        _instead(BasisQuerySet, "opening_to_partners", lambda rows: rows.all()),
        adult_withdrew,
        "member",
    ),
    "what was withdrawn counts": (
        _instead(BasisQuerySet, "_holding", lambda rows: rows.all()),
        adult_withdrew,
        "member",
    ),
    "closed cases stay open": (_instead(places, "as_partner", _partner_of_closed), case_closed, "member"),
    "the person counts, not the hat": (_instead(places, "held", _by_person), lead_works_elsewhere, "lead"),
    "anybody may lead": (_instead(places, "leading", _led_from_anywhere), stranger_leads, "outsider"),
    "actions of other institutions": (_instead(plan, "_of_institution", _all_actions), nothing_happened, "member"),
    "notes of others": (_instead(content, "_own_notes", _all_notes), nothing_happened, "member"),
    "areas that weren't shared": (_instead(diagnosis, "_told", _all_scores), nothing_happened, "member"),
    "what others were shown": (_instead(places, "told", _told_to_anybody), everybody_was_shown_something, "member"),
    "actions of who says no": (
        _instead(plan, "of_those_who_take_part", lambda actions: actions),
        everybody_was_shown_something,
        "member",
    ),
    "an owner doesn't matter": (
        _instead(DisclosureQuerySet, "standing", _whoever_allows),
        an_owner_takes_back,
        "member",
    ),
    "what others passed on": (
        _ways(shown.DISCLOSURES, Permission.DISCLOSURE_VIEW_OWN, _passed_on_by_anybody),
        an_owner_takes_back,
        "member",
    ),
    "questions to others": (_instead(consultations, "_asked", _asked_of_anybody), nothing_happened, "member"),
    "questions that are closed": (
        _instead(consultations, "_asked", _asked_for_ever),
        question_is_closed,
        "former",
    ),
    "questions whose time is over": (
        _instead(consultations, "_asked", _asked_for_ever),
        time_of_the_question_is_over,
        "former",
    ),
    "questions without papers": (
        _ways(consultations.ADVICES, Permission.ADVICE_GIVE, _asked_whatever_holds),
        school_signs_no_more,
        "former",
    ),
    "what other institutions brought": (_instead(diagnosis, "_own", _all_contributions), nothing_happened, "member"),
    "what other institutions tried": (_instead(gate, "_own", _all_tried), nothing_happened, "member"),
    "persons who didn't agree": (_instead(persons, "_agreed", _all_persons), nothing_happened, "member"),
    "homes of those who didn't agree": (_instead(households, "_further", _all_homes), nothing_happened, "member"),
    "all fields of a person": (
        lambda patch: patch.setitem(persons.PERSONS._fields, Permission.PERSON_VIEW, frozenset(persons.EVERYTHING)),
        nothing_happened,
        "member",
    ),
    "or for and at the inbox": (
        _gate(Permission.INBOX_VIEW, lambda actor: actor.of_centre or actor.has(Duty.INTAKE)),
        nothing_happened,
        "lead",
    ),
    "other centres' inbox": (
        _ways(concerns.CONCERNS, Permission.CONCERN_VIEW, _every_inbox),
        nothing_happened,
        "neighbour",
    ),
    "a colleague's report": (
        _ways(concerns.OWN_CONCERNS, Permission.CONCERN_VIEW_OWN, _every_inbox, _raised_by_person),
        reporter_works_elsewhere,
        "reporter",
    ),
    "whoever works there administers": (
        _instead(institutions, "_administered", lambda actor: {actor.institution_id} - {None}),
        nothing_happened,
        "lead",
    ),
    "messages of others": (
        _ways(MESSAGES, Permission.MESSAGE_VIEW, lambda _actor: Message.objects.values_list("pk")),
        nothing_happened,
        "operator",
    ),
}


@pytest.fixture
def _forgotten() -> Iterator[None]:
    """Keep nothing of a weakened rule."""
    yield
    engine.forget()


@pytest.mark.one_engine
@pytest.mark.usefixtures("_forgotten")
@pytest.mark.parametrize(("weaken", "happened", "who"), WEAKENED.values(), ids=WEAKENED)
def test_a_weakened_rule_is_noticed(weaken, happened, who, world, monkeypatch):
    happened(world)
    lost = happened not in STILL_IN
    weaken(monkeypatch)
    engine.forget()

    met = (fault for fault in faults(world, who, lost=lost) if fault not in STILL_THERE.get(who, []))
    assert next(met, None) is not None
