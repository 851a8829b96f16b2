"""A person decides on a match, changes their mind, and takes it back; who and when stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from kooperacja.matching.actions import find_matches, say_different, say_same, undo_verdict
from kooperacja.matching.models import Match, Verdict
from tests.concerns.tools import events
from tests.world import build

from .tools import concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(world):
    return concern(world, "Z/51/2026/990101", who="Pan Sitarz")


def test_who_and_when_are_kept(world, other):
    match = say_different(other, world.concern, actor=world.intake.actor, now=world.now)

    assert (match.concern, match.other) == (world.concern, other)  # a pair has one order
    assert (match.decided_by, match.decided_at) == (world.intake.membership, world.now)
    assert events() == ["matching.said_different"]


def test_the_same_pair_has_one_verdict_and_it_can_be_changed(world, other):
    first = say_different(other, world.concern, actor=world.intake.actor, now=world.now)
    second = say_same(world.concern, other, actor=world.head.actor, now=world.now)

    assert first.pk == second.pk
    assert second.verdict == Verdict.SAME
    assert second.decided_by == world.head.membership


def test_undone_once_and_then_asked_anew(world, other):
    match = say_same(other, world.concern, actor=world.intake.actor, now=world.now)
    for _twice in range(2):
        match = undo_verdict(match, actor=world.head.actor, now=world.now)

    assert match.undone_by == world.head.membership
    assert not list(find_matches(other, actor=world.intake.actor))
    assert say_same(other, world.concern, actor=world.intake.actor, now=world.now).pk != match.pk
    assert Match.objects.filter(concern__in=(other, world.concern), other=other).count() == 2


def test_a_case_can_only_be_somebody_else(world, other):
    match = say_different(other, world.case, actor=world.intake.actor, now=world.now)

    assert (match.case, match.other) == (world.case, None)


@pytest.mark.parametrize("who", ["lead", "deputy", "reporter", "neighbour", "admin", "operator", "region"])
def test_only_intake_and_head_decide(world, other, who):
    actor = getattr(world, who).actor
    match = say_same(other, world.concern, actor=world.intake.actor, now=world.now)

    for forbidden in (
        lambda: say_same(other, world.concern, actor=actor, now=world.now),
        lambda: say_different(other, world.case, actor=actor, now=world.now),
        lambda: undo_verdict(match, actor=actor, now=world.now),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_nor_about_a_concern_of_another_centre(world, other):
    with pytest.raises(PermissionDenied):
        say_same(other, world.forwarded_concern, actor=world.intake.actor, now=world.now)


@pytest.mark.parametrize("of", ["concern", "case"])
def test_several_clicks_at_once_are_one_verdict(for_threads, transactional_db, of):
    village = build()
    found = village.case if of == "case" else concern(village, "Z/51/2026/990101", who="Pan Sitarz")
    before, people = Match.objects.count(), (village.intake, village.head) * 3
    for_threads()
    start = Barrier(len(people))

    def click(who):
        start.wait(10)
        try:
            match = say_different(village.concern, found, actor=who.actor, now=village.now)
            return match.pk, Match.objects.count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as clicks:
        ((_key, after),) = set(clicks.map(click, people))
    assert after == before + 1


@pytest.mark.postgres  # on SQLite one writes after the other
@pytest.mark.django_db(transaction=True)
def test_what_is_said_while_the_verdict_is_being_undone_is_a_verdict_of_its_own(world, other):
    match = say_different(other, world.concern, actor=world.intake.actor, now=world.now)

    def say():
        try:
            return say_same(other, world.concern, actor=world.intake.actor, now=world.now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            undo_verdict(match, actor=world.head.actor, now=world.now)
            said = thread.submit(say)
            sleep(0.5)  # meanwhile it waits for the row
        again = said.result(10)

    match.refresh_from_db()
    assert (match.verdict, match.undone_at) == (Verdict.DIFFERENT, world.now)
    assert (again.verdict, again.undone_at) == (Verdict.SAME, None)
