"""Encrypted fields: lazy, sealed for their row, closed to queries."""

import copy
import pickle
import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.drafts.models import Draft
from kooperacja.persons.models import PESEL_INDEX, Person
from kooperacja.vault import keys
from kooperacja.vault.fields import EncryptedField, EncryptedTextField, Sealed, noting_what_is_opened
from tests.world import Made, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(world):
    return make(
        Person,
        centre=world.ops,
        first_name="Ańna",
        surname="Żółć 🦔",
        birth_date=date(1988, 2, 29),
        pesel="88022901234",
    )


def stored(row: models.Model, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608 - a test's own names
        return bytes(cursor.fetchone()[0])


def test_values_come_back_as_they_were(anna):
    again = Person.objects.get(pk=anna.pk)

    assert (again.first_name, again.surname, again.birth_date, again.phone) == (
        "Ańna",
        "Żółć 🦔",
        date(1988, 2, 29),
        "",
    )


def test_the_database_holds_no_plain_text(anna):
    assert "Żółć".encode() not in stored(anna, "surname")
    assert b"1988" not in stored(anna, "birth_date")


def test_opening_is_lazy_and_noted(anna):
    with noting_what_is_opened() as opened:
        again = Person.objects.get(pk=anna.pk)
        assert not opened
        assert again.surname == "Żółć 🦔"
        assert again.surname == "Żółć 🦔"

    assert opened == {"persons.Person": {anna.public_id}}


def test_values_gives_sealed_bytes_that_reveal_opens(anna):
    sealed = Person.objects.filter(pk=anna.pk).values_list("surname", flat=True).get()

    assert isinstance(sealed, Sealed)
    assert Person._meta.get_field("surname").reveal(sealed, anna.public_id) == "Żółć 🦔"


def test_a_value_moved_to_another_row_does_not_open(world, anna):
    ewa = make(Person, centre=world.ops, first_name="Ewa", surname="Inna")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE persons_person SET surname = %s WHERE id = %s", [stored(anna, "surname"), ewa.pk])

    with pytest.raises(keys.Tampered):
        _ = Person.objects.get(pk=ewa.pk).surname


@pytest.mark.parametrize("query", [{"surname": "Żółć 🦔"}, {"surname__contains": "Ż"}, {"surname__in": ["a"]}])
def test_queries_can_not_compare(query):
    with pytest.raises((FieldError, TypeError)):
        list(Person.objects.filter(**query))


def test_queries_can_not_set_plain_values(anna):
    with pytest.raises(TypeError), recording(Made.FOR_TEST, actor=SYSTEM):
        Person.objects.filter(pk=anna.pk).update(surname="Nowak")


@pytest.mark.parametrize("nothing", ["", {}])
def test_a_migration_may_give_nothing_to_the_rows_that_are_there(nothing):
    field = Person._meta.get_field("surname")

    saved = field.get_db_prep_save(nothing, connection)
    assert bytes(getattr(saved, "obj", saved)) == b"", "PostgreSQL's driver wraps it"


def test_a_text_that_is_too_long_is_never_stored(world):
    with pytest.raises(ValueError, match="100"):
        make(Person, centre=world.ops, first_name="x" * 101, surname="y")


def test_saving_again_without_opening_keeps_the_bytes(anna):
    before = stored(anna, "surname")
    again = Person.objects.get(pk=anna.pk)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        again.save()

    assert stored(anna, "surname") == before


def test_saving_again_after_opening_keeps_the_bytes_of_what_did_not_change(anna):
    before = stored(anna, "surname")
    again = Person.objects.get(pk=anna.pk)
    again.first_name, again.surname = "Anna", again.surname + ""
    with recording(Made.FOR_TEST, actor=SYSTEM):
        again.save()

    assert stored(anna, "surname") == before
    assert Person.objects.get(pk=anna.pk).first_name == "Anna"


def test_pesel_is_found_by_its_keyed_index_and_by_nothing_else(anna):
    found = Person.objects.filter(pesel_index__in=keys.ring().indexes("88022901234", purpose=PESEL_INDEX))

    assert list(found) == [anna]


def test_a_person_without_pesel_has_no_index(world):
    assert make(Person, centre=world.ops, first_name="Jan", surname="Nowak").pesel_index is None


def test_the_index_of_a_pesel_is_kept_true_however_the_row_is_saved(anna):
    def found(pesel):
        return list(Person.objects.with_pesel(pesel))

    for again in (Person.objects.defer("pesel").get(pk=anna.pk), Person.objects.get(pk=anna.pk)):
        with recording(Made.FOR_TEST, actor=SYSTEM):
            again.version = Person.objects.get(pk=anna.pk).version
            again.save()
        assert found("88022901234") == [anna]

    again = Person.objects.get(pk=anna.pk)
    with recording(Made.FOR_TEST, actor=SYSTEM):
        again.pesel = "44051401359"
        again.save(update_fields=["pesel"])
    assert (found("88022901234"), found("44051401359")) == ([], [anna])


def test_a_model_without_public_id_or_with_an_index_fails_the_check():
    class Planted(models.Model):
        secret = EncryptedTextField(unique=True)

        class Meta:
            app_label = "tests"

    ids = {problem.id for problem in Planted._meta.get_field("secret").check()}

    assert {"vault.E001", "vault.E002"} <= ids


def test_the_database_is_not_made_to_compare():
    class Ordered(models.Model):
        public_id = models.UUIDField()
        secret = EncryptedTextField()

        class Meta:
            app_label = "tests"
            ordering = ("-secret",)

    class Unique(models.Model):
        public_id = models.UUIDField()
        secret = EncryptedTextField()

        class Meta:
            app_label = "tests"
            constraints = (models.UniqueConstraint(fields=["secret"], name="by_secret"),)

    for model in (Ordered, Unique):
        assert [problem.id for problem in model._meta.get_field("secret").check()] == ["vault.E003"]


def test_a_dict_changed_in_place_is_saved(world):
    draft = Draft.objects.create(owner=world.lead.user, kind="x", data={"text": ["one"]}, saved_at=world.now)
    draft.data["text"].append("two")
    draft.save()
    again = Draft.objects.get(pk=draft.pk)
    again.data["text"].append("three")
    again.save()

    assert Draft.objects.get(pk=draft.pk).data == {"text": ["one", "two", "three"]}


def test_saving_twice_changes_bytes_and_log_once(anna):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        anna.surname = "Nowak"
        anna.save()
    before = stored(anna, "surname")
    with recording(Made.FOR_TEST, actor=SYSTEM) as record:
        anna.save()

    assert stored(anna, "surname") == before
    assert record.changes[0]["fields"] == {}


def test_a_copy_under_a_new_name_never_carries_the_bytes_of_the_first(anna):
    opened, unopened = (Person.objects.get(pk=anna.pk) for _ in range(2))
    assert all((opened.first_name, opened.surname, opened.birth_date, opened.pesel))
    for row in (opened, unopened):
        row.pk, row.public_id, row._state.adding = None, uuid.uuid4(), True

    with recording(Made.FOR_TEST, actor=SYSTEM):
        opened.save()
    assert Person.objects.get(pk=opened.pk).surname == "Żółć 🦔"
    with pytest.raises(keys.Tampered), recording(Made.FOR_TEST, actor=SYSTEM):
        unopened.save()


def test_a_deferred_column_is_opened_lazily_and_never_lost(anna):
    with noting_what_is_opened() as opened:
        again = Person.objects.defer("surname").get(pk=anna.pk)
        assert not opened
        assert again.surname == "Żółć 🦔"
    assert opened == {"persons.Person": {anna.public_id}}

    again = Person.objects.only("public_id", "version").get(pk=anna.pk)
    before = stored(anna, "surname")
    with recording(Made.FOR_TEST, actor=SYSTEM):
        again.save(update_fields=["surname"])
    assert stored(anna, "surname") == before


def test_a_row_that_was_opened_earlier_is_noted_again(anna):
    again = Person.objects.get(pk=anna.pk)
    assert again.surname
    with noting_what_is_opened() as outer, noting_what_is_opened() as inner:
        assert again.surname

    assert inner == outer == {"persons.Person": {anna.public_id}}


def test_a_moment_is_no_date(anna):
    anna.birth_date = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(TypeError), recording(Made.FOR_TEST, actor=SYSTEM):
        anna.save()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda row: pickle.loads(pickle.dumps(row))])  # noqa: S301 - made here
def test_copies_and_pickles_stay_sealed_until_opened(anna, copied):
    row = Person.objects.get(pk=anna.pk)

    assert isinstance(copied(row).__dict__["surname"], Sealed)
    assert copied(row).surname == "Żółć 🦔"


@pytest.mark.parametrize("way", [lambda rows: rows.iterator(), lambda rows: rows.in_bulk().values(), list])
def test_every_way_of_fetching_stays_sealed(anna, way):
    (row,) = way(Person.objects.filter(pk=anna.pk))

    assert isinstance(row.__dict__["surname"], Sealed)


def test_encrypted_fields_are_not_serialised(anna):
    field = Person._meta.get_field("surname")
    assert isinstance(field, EncryptedField)
    with pytest.raises(TypeError):
        field.value_to_string(anna)
