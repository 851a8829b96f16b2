"""A changed note keeps how it read before; notes of a period are printed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.models import NoteKind, NoteVersion
from tests.cases.changing import again, day, last_event
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def said(note, **changes):
    names = ("kind", "happened_on", "with_family", "participants", "text", "case_mark")
    return NoteText(**{name: getattr(note, name) for name in names} | changes)


def edit(world, **changes):
    note = again(world.note)
    return edit_note(note, said(note, **changes), version=note.version, actor=world.lead.actor, now=world.now)


def test_each_wording_is_kept(world):
    first = world.word("note")
    edit(world, text="Druga wersja", participants="mama i ciocia")
    edit(world, text="Trzecia wersja", kind=NoteKind.OFFICE)

    kept = [(one.text, one.participants, one.kind) for one in NoteVersion.objects.order_by("pk")]
    assert kept == [(first, "", "visit"), ("Druga wersja", "mama i ciocia", "visit")]
    assert again(world.note).text == "Trzecia wersja"
    assert "Druga" not in str(last_event("cases.note_changed").changes)


def test_a_number_replaces_no_wording(world):
    edit(world, case_mark="GOPS.5120.7")

    assert not NoteVersion.objects.exists()


def test_lead_deputy_and_author_read_earlier_wordings(world, client):
    note = write_note(
        world.case, NoteText(NoteKind.OTHER, TODAY(), "Pierwsze słowa"), actor=world.member.actor, now=world.now
    )
    edit_note(note, said(note, text="Nowe słowa"), version=1, actor=world.member.actor, now=world.now)
    address = reverse("cases:note_history", args=[note.public_id])

    readers = [name for name in CAST if as_(client, getattr(world, name)).get(address).status_code == 200]

    assert readers == ["lead", "deputy", "member"]
    page = as_(client, world.lead)
    assert "Pierwsze słowa" in page.get(address).content.decode()
    assert "cases.NoteVersion" in Read.objects.latest("pk").rows
    assert address in page.get(reverse("cases:notes", args=[world.case.public_id])).content.decode()


@pytest.mark.parametrize(
    ("first", "last", "shown"), [(None, None, True), (-1, 1, True), (1, None, False), (None, -1, False), (1, -1, False)]
)
def test_the_notes_of_a_period_are_printed(client, world, first, last, shown):
    asked = {}
    for name, days in (("od", first), ("do", last)):
        asked |= day(name, TODAY() + timedelta(days=days)) if days is not None else {f"{name}_day": ""}

    page = as_(client, world.lead).get(reverse("cases:notes_print", args=[world.case.public_id]), asked)

    assert (world.word("note") in page.content.decode()) is shown


def test_a_member_prints_own_notes_alone(client, world):
    write_note(world.case, NoteText(NoteKind.CALL, TODAY(), "Moja notatka"), actor=world.member.actor, now=world.now)

    page = as_(client, world.member).get(reverse("cases:notes_print", args=[world.case.public_id]), {"od_day": ""})

    assert "Moja notatka" in page.content.decode()
    assert world.word("note") not in page.content.decode()
