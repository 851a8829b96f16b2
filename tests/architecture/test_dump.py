"""A thief with a dump of the database reads no name, date, address, contact, PESEL, fact or note of anybody."""

import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from kooperacja.drafts.models import Draft, HeldPost, Once
from tests.world import as_

pytestmark = pytest.mark.django_db


def dump() -> list[tuple[str, bytes]]:
    """Return every value of every table, as bytes, with the place where it lies."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    place = f"{table}.{column}"
                    found.append(
                        (place, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
                    )
    # a session is packed, so that its words don't show; a thief unpacks it
    return found + [("django_session, unpacked", repr(one.get_decoded()).encode()) for one in Session.objects.all()]


def places_of(words: dict[str, str]) -> list[str]:
    """Return where in the dump any of these words can be read."""
    return sorted(
        {f"{place}: {what}" for place, value in dump() for what, word in words.items() if word.encode() in value}
    )


def test_a_dump_shows_nothing_of_anybody(world):
    words = {**world.canaries, "birth date": "1987-03-14", "pesel": world.person.pesel}

    assert places_of(words) == []


def test_what_people_type_is_sealed_from_the_first_letter(world, client):
    """Drafts, concerns on their way, receipts, messages, sessions and one-time keys."""
    word = world.word("concern_facts")
    as_(client, world.reporter)
    address = reverse("drafts:save", kwargs={"kind": "zgloszenie", "draft": uuid.uuid4()})
    assert client.post(address, {"facts": f"Szkic {word}"}).status_code == 200

    key = uuid.uuid4()
    page = client.get(reverse("concerns:raise"))
    assert page.status_code == 200
    client.post(reverse("concerns:raise"), {"facts": f"Zdanie {word}", "idempotency_key": key, "reporter_phone": word})

    assert Draft.objects.count() == 2
    assert places_of({"typed": word}) == []


def test_a_word_in_a_session_would_be_found(world, client):
    as_(client, world.reporter)
    session = client.session
    session["note"] = world.word("note") * 10
    session.save()

    assert places_of({"kept": world.word("note")}) == ["django_session, unpacked: kept"]


def test_a_post_held_for_later_is_sealed(world):
    HeldPost.objects.create(
        owner=world.lead.user, path="/sprawy/", data={"text": [world.word("note")]}, held_at=world.now
    )

    assert places_of({"held": world.word("note")}) == []


def test_one_time_keys_keep_an_address_and_nothing_else():
    assert {field.name for field in Once._meta.get_fields()} == {"id", "key", "answer", "made_at"}


def test_a_planted_plain_word_is_found(world):
    """The empty lists above are believed only because this one isn't empty."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE institutions_institution SET address = %s", [world.word("note")])

    assert places_of({"note": world.word("note")}) == ["institutions_institution.address: note"]
