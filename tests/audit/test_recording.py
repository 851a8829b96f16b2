"""Nothing is written unrecorded; an event says what changed, and nothing that is sealed."""

import threading
import uuid
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import NotRecorded, PastIsClosed, Stale, back_then, recorded, recording
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
        number = str(row.public_id)
        row.delete()
    assert events()[0].changes == [{"model": "persons.Person", "id": number, "deleted": True}]

    with recording(Made.FOR_TEST, actor=SYSTEM):
        Person.objects.filter(households=None, kin=None, case_persons=None, merged_into=None).delete()
    assert events()[0].changes[0]["count"] == "persons.Person deleted"


@pytest.mark.parametrize(
    "write",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda _event: events().update(name="x"),
        lambda _event: events().delete(),
        lambda event: events().bulk_update([event], ["name"]),
    ],
)
def test_the_log_is_never_changed_nor_deleted(world, write):
    with pytest.raises(NotRecorded):
        write(events()[0])


def test_an_entry_of_the_log_never_overwrites_another(world):
    before = events()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(pk=before.pk, at=world.now, name="x").save()


@pytest.mark.parametrize(
    "write",
    [
        lambda world: world.case.members.add(world.case_member),
        lambda world: world.case.members.set([world.case_member]),
        lambda world: world.case.members.update(left_on=None),
        lambda world: world.case.members.create(role="member"),
        lambda world: Institution.objects.get_or_create(name="x", defaults={"kind": world.kind, "seat": world.gmina}),
        lambda world: Institution.objects.update_or_create(name=world.school.name, defaults={"phone": "1"}),
        lambda _world: async_to_sync(Institution.objects.all().aupdate)(phone="1"),
        lambda _world: Institution._base_manager.update(phone="1"),
    ],
)
def test_no_way_around_the_recording(world, write):
    with pytest.raises(NotRecorded):
        write(world)


def test_a_row_that_was_changed_meanwhile_is_never_overwritten(world):
    mine, theirs = (Institution.objects.get(pk=world.school.pk) for _ in range(2))
    with recording(Made.FOR_TEST, actor=SYSTEM):
        theirs.phone = "1"
        theirs.save()

    with pytest.raises(Stale) as stale, recording(Made.FOR_TEST, actor=SYSTEM):
        mine.notices_by = "x"
        mine.save()

    assert stale.value.fresh.phone == "1"


def test_a_bulk_change_counts_as_a_change_of_each_row(world):
    seen = Institution.objects.get(pk=world.school.pk)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Institution.objects.filter(pk=seen.pk).update(phone="1")
    with pytest.raises(Stale), recorded(Made.FOR_TEST, actor=SYSTEM, subject=seen, version=seen.version):
        pass

    again = Institution.objects.get(pk=seen.pk)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Institution.objects.bulk_update([again], ["phone"])
        again.save()
        Institution.objects.filter(pk=seen.pk).update(phone="2", version=F("version"))

    assert Institution.objects.get(pk=seen.pk).version == again.version == seen.version + 3


def test_the_public_id_of_a_row_never_changes(world):
    world.school.public_id = uuid.uuid4()
    with pytest.raises(ValueError, match="public id"), recording(Made.FOR_TEST, actor=SYSTEM):
        world.school.save()


@pytest.mark.parametrize("value", ["Nowak", Value("Nowak"), F("first_name"), Concat("first_name", "surname")])
def test_an_encrypted_column_is_set_by_no_query(world, value):
    with pytest.raises(TypeError), recording(Made.FOR_TEST, actor=SYSTEM):
        Person.objects.filter(pk=world.person.pk).update(surname=value)


def test_the_log_never_holds_the_index_of_a_pesel(world):
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.person) as person:
        person.pesel = "44051401359"
        person.save()

    assert events()[0].changes[0]["fields"] == {"pesel": "sealed", "pesel_index": "sealed"}


def test_an_action_inside_an_action_leaves_an_event_of_its_own(world):
    before = events().count()
    with recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.school) as school:
        with recorded(Made.FOR_TEST, actor=SYSTEM, subject=world.police) as police:
            police.phone = "2"
            police.save()
        school.phone = "1"
        school.save()

    outer, inner = events()[:2]
    assert events().count() == before + 2
    assert [event.changes[0]["id"] for event in (outer, inner)] == [str(school.public_id), str(police.public_id)]


def test_a_thread_inherits_no_recording(world):
    caught = []

    def write():
        try:
            world.school.save()
        except NotRecorded as error:
            caught.append(error)

    with recording(Made.FOR_TEST, actor=SYSTEM):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()

    assert len(caught) == 1


def test_the_demonstration_tells_of_an_earlier_moment(world, settings):
    settings.MODE = "demo"
    then = timezone.now() - timedelta(days=100)
    with back_then(then):
        make(Institution, name="Dom", kind=world.school.kind, seat=world.school.seat, starts_on=then.date())
    make(Institution, name="Nowy dom", kind=world.school.kind, seat=world.school.seat, starts_on=then.date())

    now, earlier = events()[:2]
    assert earlier.at == then
    assert now.at > then + timedelta(days=99), "after the telling an event bears its own moment again"


@pytest.mark.parametrize("mode", ["production", "development"])
def test_nobody_else_can_tell_of_an_earlier_moment(world, settings, mode):
    settings.MODE = mode
    with pytest.raises(PastIsClosed), back_then(timezone.now() - timedelta(days=1)):
        make(Institution, name="Dom", kind=world.school.kind, seat=world.school.seat, starts_on=world.now.date())

    assert not Institution.objects.filter(name="Dom").exists()


def test_not_even_the_demonstration_tells_of_what_is_to_come(world):
    with pytest.raises(PastIsClosed), back_then(timezone.now() + timedelta(minutes=1)):
        pass


def test_an_error_ends_the_telling(world):
    with pytest.raises(ValueError, match="x"), back_then(timezone.now() - timedelta(days=100)):
        raise ValueError("x")
    make(Institution, name="Dom", kind=world.school.kind, seat=world.school.seat, starts_on=world.now.date())

    assert events()[0].at > timezone.now() - timedelta(days=1)
