"""Cover by another centre: whoever covers meets what the deputy meets, save a few doors, and nothing once it ends.

The neighbours' head covers the village's centre. Everything by which that holds ends here, one by one, and with it all
access on the next request. Below, the rules are weakened, and the ordinary matrix must notice each.
"""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from kooperacja.access import policy as engine
from kooperacja.access.actor import Duty
from kooperacja.agreements.models import Party
from kooperacja.cases.models import Case, Cover, CoverCase
from kooperacja.cases.policies import places
from kooperacja.cases.states import CoverState
from kooperacja.institutions.models import Membership
from tests.transfers.covering import DAY, agree
from tests.world import World, as_, make

from .oracle import DOORS, may_read
from .test_matrix import PAGES, filled, outcome, probe, text_of
from .test_situations import OF_A_CASE, _wear, case_closed, change, faults

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]  # on PostgreSQL each page is opened by test_weight

WHO = "neighbour_head"
NOT_OF_COVER = {
    "cases:close",
    "cases:reopen",
    "reviews:follow_up",
    "transfers:transfer_choose",
    "transfers:transfer_outside",
}
NOT_OF_COVER |= {
    "cases:template_keep",
    "transfers:transfer_offer",
    "transfers:transfer_letter",
    "transfers:transfer_sent",
}
NOT_OF_COVER |= {"transfers:transfer_answered", "transfers:handover_withdraw", "transfers:transfer_withdraw"}
"""What ends a case or passes it on: the deputy may, who covers may not."""
NOT_OF_COVER |= {"reviews:refusal_try"}
UNREAD = {"no_in_case"}
"""A family's no, of which nobody outside the centre learns."""
ROOMS_OF_A_CASE = (
    "agenda:visit",
    "cases:",
    "consultations:",
    "diagnosis:",
    "gate:",
    "matching:",
    "reviews:",
    "transfers:",
)
OWN_DOORS = {name for name, door in DOORS.items() if WHO in door.opens_to}


def today() -> date:
    return timezone.localdate()


def expected_open(name: str) -> bool:
    """Tell whether an address opens to who covers: what is theirs anyway, and what is the deputy's."""
    is_of_cases = name.startswith(ROOMS_OF_A_CASE) and "plan_template" not in PAGES[name].pattern.converters
    return name in OWN_DOORS or (is_of_cases and "deputy" in DOORS[name].opens_to and name not in NOT_OF_COVER)


def words_of_cover(what: str) -> bool:
    return (may_read("deputy", what) and what not in UNREAD) or may_read(WHO, what)


def test_whoever_covers_meets_exactly_what_the_deputy_meets(world):
    agree(world)
    client = as_(Client(), world.neighbour_head)
    wrong = []
    for name in sorted(PAGES):
        if "post" in DOORS[name].methods and "get" not in DOORS[name].methods and name in OWN_DOORS:
            continue
        method = "get" if "get" in DOORS[name].methods else "post"
        response = probe(client, method, filled(name, PAGES[name], world))
        if (outcome(response) == "open") is not expected_open(name):
            wrong.append(f"{name} {method}: {response.status_code}")
        text = text_of(response)
        wrong += [
            f"{name} reads {what}" for what, word in world.canaries.items() if word in text and not words_of_cover(what)
        ]

    assert wrong == [], wrong


@pytest.mark.parametrize("name", sorted(NOT_OF_COVER - {"cases:reopen"}))
def test_what_ends_a_case_or_passes_it_on_stays_shut_for_sending_too(name, world):
    agree(world)

    answer = probe(as_(Client(), world.neighbour_head), "post", filled(name, PAGES[name], world))

    assert answer.status_code in {403, 404, 405}


# What ends, or never was


def ended_early(world: World) -> None:
    agree(world)
    change(world.cover, state=CoverState.ENDED, ended_at=world.now)


def days_passed(world: World) -> None:
    agree(world, starts_on=today() - 9 * DAY, ends_on=today() - DAY)


def days_to_come(world: World) -> None:
    agree(world, starts_on=today() + DAY)


def never_accepted(world: World) -> None:
    agree(world)
    change(world.cover, state=CoverState.OFFERED)


def agreement_ended(world: World) -> None:
    agree(world)
    change(world.cover_paper, ends_on=today() - DAY)


def small_centre_left_the_agreement(world: World) -> None:
    agree(world)
    change(Party.objects.get(agreement=world.cover_paper, institution=world.ops), ends_on=today() - DAY)


def big_centre_left_the_agreement(world: World) -> None:
    agree(world)
    change(Party.objects.get(agreement=world.cover_paper, institution=world.other_ops), ends_on=today() - DAY)


def agreed_the_other_way_round(world: World) -> None:
    agree(world)
    change(Party.objects.get(agreement=world.cover_paper, institution=world.other_ops), covers=False)
    change(Party.objects.get(agreement=world.cover_paper, institution=world.ops), covers=True)


def case_was_closed(world: World) -> None:
    agree(world)
    case_closed(world)


def case_left_out(world: World) -> None:
    agree(world)
    make(CoverCase, cover=world.cover, case=world.case)


def another_case_named(world: World) -> None:
    agree(world, whole_centre=False)
    make(CoverCase, cover=world.cover, case=_another(world))


def somebody_else_covers(world: World) -> None:
    agree(world, worker=world.outsider.membership)


def no_longer_leads_cases(world: World) -> None:
    agree(world)
    change(world.functions["head"], duties=[Duty.INTAKE.value])


def _another(world: World) -> Case:
    return make(
        Case,
        number="S/8/2026/990101",
        centre=world.ops,
        household=world.household,
        opened_at=world.now,
        opened_by=world.lead.user,
    )


ENDS: list[Callable[[World], None]] = [
    ended_early,
    days_passed,
    days_to_come,
    never_accepted,
    agreement_ended,
    small_centre_left_the_agreement,
    big_centre_left_the_agreement,
    agreed_the_other_way_round,
    case_was_closed,
    case_left_out,
    another_case_named,
    somebody_else_covers,
]


@pytest.mark.parametrize("happened", ENDS, ids=lambda happened: happened.__name__)
def test_without_cover_the_neighbour_meets_what_a_neighbour_meets(happened, world):
    happened(world)

    found = [fault for fault in faults(world, WHO, lost=False) if not _of_the_cover_itself(fault)]
    assert found == []


def _of_the_cover_itself(fault: str) -> bool:
    return fault.startswith("transfers:cover ") and "case" not in fault


def worker_works_elsewhere(world: World) -> None:
    """The hat at the other centre ended; the same person wears another one."""
    agree(world)
    change(world.neighbour_head.membership, ends_on=today() - DAY)
    _wear(world, WHO, world.pcpr)


def test_whoever_left_the_other_centre_covers_no_more(world):
    worker_works_elsewhere(world)

    assert list(faults(world, WHO, lost=True)) == []


def test_whoever_no_longer_leads_cases_at_home_covers_none(world):
    no_longer_leads_cases(world)
    client = as_(Client(), world.neighbour_head)

    assert [
        name for name in OF_A_CASE if outcome(probe(client, "get", filled(name, PAGES[name], world))) == "open"
    ] == []


def test_a_named_case_opens_and_another_stays_shut(world):
    agree(world, whole_centre=False)
    make(CoverCase, cover=world.cover, case=world.case)
    world.other_case = _another(world)
    client = as_(Client(), world.neighbour_head)

    assert client.get(filled("cases:view", PAGES["cases:view"], world)).status_code == 200
    world.case = world.other_case
    assert client.get(filled("cases:view", PAGES["cases:view"], world)).status_code == 404


def test_it_ends_on_the_next_request(world):
    agree(world)
    client, url = as_(Client(), world.neighbour_head), filled("cases:view", PAGES["cases:view"], world)
    assert client.get(url).status_code == 200

    change(world.cover, state=CoverState.ENDED, ended_at=world.now)

    assert client.get(url).status_code == 404


# Weakened rules


def _covers(*, drop: str = "", **instead: object) -> Callable[[pytest.MonkeyPatch], None]:
    """Return how to weaken what is asked of a cover: one part of it is dropped, or another put in its place."""
    kept = places.covering

    def weak(actor, cover):
        holds = kept(actor, cover)
        if holds is None:
            return None
        parts = [part for part in holds.children if part[0] != f"{cover}{drop}"]
        return places.Q(*parts, **{f"{cover}{name}": value for name, value in instead.items()})

    return lambda patch: patch.setattr(places, "covering", weak)


def _closed_too(actor):
    holds = places.covering(actor, "")
    centres = Cover.objects.filter(holds or places.Q(pk=0), whole_centre=True).values("centre_id")
    return Case.objects.filter(centre_id__in=centres).values_list("pk")


def _by_person(actor, cover):
    return places.Q(**{f"{cover}worker__user_id": actor.user_id, f"{cover}state": CoverState.ACCEPTED})


def _any_agreement(institution_id, on):
    return Membership.objects.values_list("institution_id")


WEAKENED: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Callable[[World], None], bool]] = {
    "ended cover goes on": (_covers(drop="state"), ended_early, False),
    "nobody has to accept": (_covers(drop="state"), never_accepted, False),
    "the last day never comes": (_covers(drop="ends_on__gte"), days_passed, False),
    "it begins when it is accepted": (_covers(drop="starts_on__lte"), days_to_come, False),
    "anybody covers": (_covers(drop="worker_id"), somebody_else_covers, False),
    "no agreement is needed": (
        lambda patch: patch.setattr(places, "covered_by", _any_agreement),
        agreement_ended,
        False,
    ),
    "agreements hold both ways": (
        lambda patch: patch.setattr(places, "covered_by", _any_agreement),
        agreed_the_other_way_round,
        False,
    ),
    "closed cases, too": (
        lambda patch: patch.setattr(places, "covered_with_the_centre", _closed_too),
        case_was_closed,
        False,
    ),
    "what is left out, too": (
        lambda patch: patch.setattr(places, "covered_with_the_centre", _closed_too),
        case_left_out,
        False,
    ),
    "the person counts, not the hat": (
        lambda patch: patch.setattr(places, "covering", _by_person),
        worker_works_elsewhere,
        True,
    ),
}


@pytest.fixture
def _forgotten() -> Iterator[None]:
    yield
    engine.forget()


@pytest.mark.usefixtures("_forgotten")
@pytest.mark.parametrize(("weaken", "happened", "lost"), WEAKENED.values(), ids=WEAKENED)
def test_a_weakened_rule_of_cover_is_noticed(weaken, happened, lost, world, monkeypatch):
    happened(world)
    weaken(monkeypatch)
    engine.forget()

    met = (fault for fault in faults(world, WHO, lost=lost) if not _of_the_cover_itself(fault))
    assert next(met, None) is not None
