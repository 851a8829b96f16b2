"""Nothing is written unrecorded; an event says what changed, and nothing that is sealed."""

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import NotRecorded, Stale, recorded, recording
from kooperacja.institutions.models import Institution
from kooperacja.persons.models import Person
from tests.world import Made, make

pytestmark = pytest.mark.django_db


def events():
    return Event.objects.order_by("-pk")


def test_saving_outside_a_recording_raises(world):
    world.school.name = "Inna"
    with pytest.raises(NotRecorded):
        world.school.save()


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(name="x"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_create([]),
        lambda rows: rows.bulk_update([], ["name"]),
        lambda rows: rows.first().delete(),
    ],
)
def test_bulk_writing_outside_a_recording_raises(world, write):
    with pytest.raises(NotRecorded):
        write(Institution.objects.filter(pk=world.school.pk))


def test_an_event_says_who_what_and_the_change(world):
    actor = world.admin.actor
    with recorded(Made.FOR_TEST, actor=actor, subject=world.school) as school:
        school.phone = "17 100 200"
        school.save()

    event = events()[0]
    assert (event.user_id, event.membership_id, event.institution_id) == (
        actor.user_id,
        actor.membership_id,
        actor.institution_id,
    )
    assert event.subject_id == world.school.public_id
    assert event.changes[0]["fields"] == {"phone": ["", "17 100 200"]}


def test_of_a_sealed_field_the_event_says_only_that_it_changed(world):
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.person) as person:
        person.phone = "600 700 800"
        person.save()

    assert events()[0].changes[0]["fields"] == {"phone": "sealed"}


def test_a_failed_action_leaves_neither_change_nor_event(world):
    before = events().count()
    with pytest.raises(ZeroDivisionError), recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.school) as school:
        school.phone = "1"
        school.save()
        raise ZeroDivisionError

    assert events().count() == before
    assert Institution.objects.get(pk=world.school.pk).phone == ""


def test_the_row_is_read_anew_and_its_version_counted(world):
    mine = Institution.objects.get(pk=world.school.pk)
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=mine) as fresh:
        fresh.phone = "1"
        fresh.save(update_fields=["phone"])

    again = Institution.objects.get(pk=mine.pk)
    assert fresh is not mine
    assert (again.version, again.phone) == (mine.version + 1, "1")


def test_an_edit_of_an_older_version_is_refused_with_the_row_as_it_is(world):
    seen = world.school.version
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.school, version=seen) as school:
        school.phone = "first"
        school.save()

    with pytest.raises(Stale) as stale, recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.school, version=seen):
        pass

    assert stale.value.fresh.phone == "first"


def test_the_check_sees_the_fresh_row(world):
    def refuse(row):
        raise PermissionDenied

    with pytest.raises(PermissionDenied), recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.school, check=refuse):
        pass


def test_a_bulk_write_is_one_event_with_counts(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Institution.objects.all().update(notices_by="dyrektor")

    assert events()[0].changes == [{"count": "institutions.Institution updated", "rows": Institution.objects.count()}]


def test_bulk_creation_is_counted_and_deletion_too(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Person.objects.bulk_create([Person(centre=world.ops, first_name="A", surname="B")])
    assert events()[0].changes == [{"count": "persons.Person created", "rows": 1}]

    row = make(Person, centre=world.ops, first_name="C", surname="D")
    with recording(Made.FOR_TEST, actor=SYSTEM):
        row.delete()
    assert events()[0].changes == [{"count": "persons.Person deleted", "rows": 1}]

    with recording(Made.FOR_TEST, actor=SYSTEM):
        Person.objects.filter(first_name__isnull=False, households=None, kin=None, case_persons=None).delete()
    assert events()[0].changes[0]["count"] == "persons.Person deleted"


def test_the_log_is_never_changed_nor_deleted(world):
    event = events()[0]
    with pytest.raises(NotRecorded):
        event.save()
    with pytest.raises(NotRecorded):
        event.delete()
