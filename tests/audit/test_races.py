"""Several people change the same row at the same moment: no change gets lost, none is overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale, recorded, recording
from kooperacja.institutions.models import Institution
from tests.world import Made

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]  # SQLite's test database has one connection

PEOPLE = 8


def at_once(change):
    """Let everybody do the same at once; return what each met."""
    start = Barrier(PEOPLE)

    def one(number):
        start.wait(10)
        try:
            return change(number)
        except Stale:
            return "stale"
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        return sorted(map(str, people.map(one, range(PEOPLE))))


def test_of_edits_of_one_version_one_stands_and_the_others_are_told(world):
    row, before = world.school, Event.objects.count()

    def change(number):
        with recorded(Made.FOR_TEST, actor=SYSTEM, subject=row, version=row.version) as school:
            school.phone = str(number)
            school.save()
        return "saved"

    assert at_once(change) == ["saved"] + ["stale"] * (PEOPLE - 1)
    assert Institution.objects.get(pk=row.pk).version == row.version + 1
    assert Event.objects.count() == before + 1


def test_a_row_that_was_read_without_a_lock_is_never_overwritten(world):
    row = world.school
    start = Barrier(PEOPLE)

    def change(number):
        mine = Institution.objects.get(pk=row.pk)
        start.wait(10)
        with recording(Made.FOR_TEST, actor=SYSTEM):
            mine.phone = str(number)
            mine.save()
        return "saved"

    assert at_once(change) == ["saved"] + ["stale"] * (PEOPLE - 1)


def test_changes_that_build_on_the_row_all_count(world):
    row, before = world.school, Event.objects.count()

    def change(_number):
        with recorded(Made.FOR_TEST, actor=SYSTEM, subject=row) as school:
            school.phone += "1"
            school.save()
        return "saved"

    assert at_once(change) == ["saved"] * PEOPLE
    again = Institution.objects.get(pk=row.pk)
    assert (again.phone, again.version) == ("1" * PEOPLE, row.version + PEOPLE)
    assert Event.objects.count() == before + PEOPLE
