"""The matrix shows the village on one day. Here something ends, and whoever came in by it meets nothing any more.

That these zeros count is shown beside it, where the rules are weakened one by one (`test_weakened_rules.py`).
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.agreements.models import Party
from kooperacja.audit.recording import recording
from kooperacja.cases.models import (
    BasisKind,
    CaseMember,
    Disclosure,
    How,
    ParticipationBasis,
    Role,
    SharingAnswer,
)
from kooperacja.cases.states import BasisState, CaseState
from kooperacja.consultations.states import AdviceState
from kooperacja.institutions.models import Membership
from tests.world import SINCE, Made, World, as_, make

from .oracle import DOORS, may_read
from .test_matrix import PAGES, filled, outcome, probe, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]  # on PostgreSQL each page is opened by test_weight

READ_PAGES = sorted(name for name, door in DOORS.items() if "get" in door.methods and name in PAGES)
OF_A_CASE = [
    name
    for name in READ_PAGES
    if name.startswith(("cases:", "consultations:", "diagnosis:", "gate:")) and PAGES[name].pattern.converters
]
NAMED_IN_NO_CANARY = {"adult_pesel": "87031401231", "adult_birth_date": "14 marca 1987"}
"""Facts of the grown-up that only the lead and the deputy read."""


def change(row: Any, **fields: Any) -> None:
    """Change a row as only an action may."""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row = type(row)._base_manager.get(pk=row.pk)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def yesterday() -> Any:
    return timezone.localdate() - timedelta(days=1)


def protocol_ended(world: World) -> None:
    change(world.protocol, ends_on=yesterday())


def cooperation_ended(world: World) -> None:
    change(world.cooperation, ends_on=yesterday())


def school_left_the_protocol(world: World) -> None:
    change(Party.objects.get(agreement=world.protocol, institution=world.school), ends_on=yesterday())


def centre_left_the_protocol(world: World) -> None:
    change(Party.objects.get(agreement=world.protocol, institution=world.ops), ends_on=yesterday())


def adult_withdrew(world: World) -> None:
    change(world.basis, state=BasisState.WITHDRAWN)


def case_closed(world: World) -> None:
    change(
        world.case,
        state=CaseState.CLOSED,
        closed_at=world.now,
        closed_by=world.lead.user,
        closure_reason=world.case._meta.get_field("closure_reason").choices[0][0],
    )


def member_left(world: World) -> None:
    change(world.team["member"], left_on=timezone.localdate())


def member_works_elsewhere(world: World) -> None:
    """The member's hat ended; the same person wears another one, elsewhere."""
    change(world.member.membership, ends_on=yesterday())
    _wear(world, "member", world.police)


def lead_works_elsewhere(world: World) -> None:
    change(world.lead.membership, ends_on=yesterday())
    _wear(world, "lead", world.school)


def reporter_works_elsewhere(world: World) -> None:
    change(world.reporter.membership, ends_on=yesterday())
    _wear(world, "reporter", world.school)


def stranger_in_the_team(world: World) -> None:
    """Somebody of an institution that signed nothing was put into the team."""
    make(CaseMember, case=world.case, institution=world.pcpr, membership=world.outsider.membership, joined_on=SINCE)


def stranger_leads(world: World) -> None:
    """A place as deputy was given to somebody of another institution, by whatever fault."""
    change(world.team["deputy"], left_on=yesterday())
    make(
        CaseMember,
        case=world.case,
        role=Role.DEPUTY,
        institution=world.pcpr,
        membership=world.outsider.membership,
        joined_on=SINCE,
    )


def _wear(world: World, who: str, institution: Any) -> None:
    cast = getattr(world, who)
    function = cast.membership.function
    row = make(Membership, user=cast.user, institution=institution, function=function, starts_on=SINCE)
    setattr(world, who, type(cast)(cast.user, row, None))


def question_is_closed(world: World) -> None:
    change(world.consultation, closed_on=timezone.localdate())


def time_of_the_question_is_over(world: World) -> None:
    change(world.consultation, until=yesterday())


def asked_one_stepped_back(world: World) -> None:
    change(world.advice, state=AdviceState.RECUSED)


def case_of_the_question_is_closed(world: World) -> None:
    case_closed(world)


def school_signs_no_more(world: World) -> None:
    protocol_ended(world)


def asked_one_works_elsewhere(world: World) -> None:
    change(world.former.membership, ends_on=yesterday())
    _wear(world, "former", world.police)


def everybody_was_shown_something(world: World) -> None:
    """A colleague and the member were each shown what the other wasn't; the child, whose goal it is, says no."""
    colleague = make(
        CaseMember, case=world.case, institution=world.ops, membership=world.colleague.membership, joined_on=SINCE
    )
    by = {"case": world.case, "answer": SharingAnswer.SHARED, "purpose": "x", "ground": BasisKind.AGREEMENT}
    by |= {"decided_on": timezone.localdate(), "decided_by": world.lead.membership}
    make(Disclosure, member=world.team["member"], action=world.other_action, **by)
    make(Disclosure, member=colleague, note=world.note, **by)
    make(Disclosure, member=colleague, shown_kind="area", shown_id=world.score.public_id, **by)
    of_child = {"kind": BasisKind.AGREEMENT, "state": BasisState.REFUSED, "how": How.ORALLY, "stated_on": SINCE}
    make(ParticipationBasis, case=world.case, person=world.child, **of_child)


def an_owner_takes_back(world: World) -> None:
    """Another institution no longer allows that its note and its action, which the member was shown, are passed on."""
    change(world.note, institution=world.pcpr)
    change(world.other_action, institution=world.pcpr, member=world.letter_member)
    by = {"case": world.case, "answer": SharingAnswer.SHARED, "purpose": "x", "ground": BasisKind.AGREEMENT}
    by |= {"decided_on": timezone.localdate(), "decided_by": world.lead.membership, "member": world.team["member"]}
    make(Disclosure, note=world.note, **by)
    make(Disclosure, action=world.other_action, **by)


SITUATIONS: dict[Callable[[World], None], str] = {
    protocol_ended: "member",
    cooperation_ended: "member",
    school_left_the_protocol: "member",
    centre_left_the_protocol: "member",
    adult_withdrew: "member",
    case_closed: "member",
    member_left: "member",
    member_works_elsewhere: "member",
    lead_works_elsewhere: "lead",
    reporter_works_elsewhere: "reporter",
    stranger_in_the_team: "outsider",
    stranger_leads: "outsider",
    question_is_closed: "former",
    time_of_the_question_is_over: "former",
    asked_one_stepped_back: "former",
    case_of_the_question_is_closed: "former",
    school_signs_no_more: "former",
    asked_one_works_elsewhere: "former",
}
"""What happened → who meets nothing of the case, nor of an own concern under another hat."""

STILL_THERE = {"member": ["cases:member_leave opens to member"]}
"""One may always leave a team in which one still is; that page shows the case's number alone."""
LEFT_BEHIND = {member_left, member_works_elsewhere}


def nothing_happened(world: World) -> None:
    """The village as the matrix knows it."""


def faults(world: World, who: str, *, lost: bool) -> Iterator[str]:
    """Yield what is wrong with what somebody meets: open doors, and words that aren't for them."""
    client = as_(Client(), getattr(world, who))
    words = {**world.canaries, **NAMED_IN_NO_CANARY}
    for name in READ_PAGES:
        shut = name in [*OF_A_CASE, "concerns:own_concern"] if lost else DOORS[name].expected(who) != "open"
        response = probe(client, "get", filled(name, PAGES[name], world))
        if outcome(response) == "open" and shut:
            yield f"{name} opens to {who}"
        text = text_of(response)
        for what, word in words.items():
            if word in text and (lost or not _may_read(who, what)):
                yield f"{name} shows {what} to {who}"


def _may_read(who: str, what: str) -> bool:
    return who in {"lead", "deputy"} if what in NAMED_IN_NO_CANARY else may_read(who, what)


def test_the_facts_that_only_leads_read_are_looked_for_as_pages_write_them(world):
    """Otherwise their absence would prove nothing."""
    client = as_(Client(), world.lead)
    text = text_of(client.get(filled("cases:person", PAGES["cases:person"], world)))

    assert [what for what, word in NAMED_IN_NO_CANARY.items() if word not in text] == []


STILL_IN = {nothing_happened, everybody_was_shown_something, an_owner_takes_back}
"""What happened without anybody losing the way in: the same people meet what they met before, or less."""


@pytest.mark.parametrize("who", ["member", "head", "operator"])
def test_on_an_ordinary_day_nothing_is_wrong(who, world):
    assert list(faults(world, who, lost=False)) == []


@pytest.mark.parametrize("happened", sorted(STILL_IN - {nothing_happened}, key=str), ids=lambda one: one.__name__)
def test_what_others_were_shown_or_an_owner_keeps_is_met_by_nobody_else(happened, world):
    happened(world)

    assert list(faults(world, "member", lost=False)) == []


@pytest.mark.parametrize(("happened", "who"), SITUATIONS.items(), ids=lambda value: getattr(value, "__name__", value))
def test_whoever_lost_the_way_in_meets_nothing(happened, who, world):
    happened(world)

    assert list(faults(world, who, lost=True)) == ([] if happened in LEFT_BEHIND else STILL_THERE.get(who, []))


def test_a_closed_case_is_read_by_its_lead(world):
    """The opposite of the above: what is lost is lost to partners alone."""
    case_closed(world)

    assert as_(Client(), world.lead).get(filled("cases:view", PAGES["cases:view"], world)).status_code == 200
