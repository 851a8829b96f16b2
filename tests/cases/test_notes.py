"""Progress notes: who writes, who reads, what they move, and that no text gets lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.audit.recording import Stale
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.models import Note, NoteKind
from kooperacja.drafts.models import Draft
from tests.cases.changing import again, change, close, day, key, last_event
from tests.world import as_

TODAY = timezone.localdate


def said(**changes):
    return NoteText(**{"kind": NoteKind.CALL, "happened_on": TODAY(), "text": "Kanarek notatki", **changes})


@pytest.mark.parametrize("name", ["lead", "deputy", "member"])
def test_everybody_in_the_team_writes(world, name):
    cast = getattr(world, name)

    note = write_note(world.case, said(), actor=cast.actor, now=world.now)

    assert (note.author, note.institution) == (cast.membership, cast.membership.institution)
    event = last_event("cases.note_written")
    assert event.subject_id == world.case.public_id
    assert "Kanarek notatki" not in str(event.changes)


@pytest.mark.parametrize("name", ["former", "head", "intake", "colleague", "neighbour", "region", "admin", "operator"])
def test_nobody_else_writes(world, name):
    with pytest.raises(PermissionDenied):
        write_note(world.case, said(), actor=getattr(world, name).actor, now=world.now)


def test_nobody_writes_in_a_closed_case(world):
    close(world)
    with pytest.raises(PermissionDenied):
        write_note(world.case, said(), actor=world.lead.actor, now=world.now)
    with pytest.raises(PermissionDenied):
        edit_note(world.note, said(), version=1, actor=world.lead.actor, now=world.now)


def test_contact_with_the_family_moves_the_last_contact_and_not_the_version(world):
    before = again(world.case)

    write_note(world.case, said(), actor=world.member.actor, now=world.now)
    assert again(world.case).last_contact_on == before.last_contact_on
    write_note(world.case, said(with_family=True), actor=world.member.actor, now=world.now)

    after = again(world.case)
    assert after.last_contact_on == TODAY()
    assert after.version == before.version


def test_an_older_contact_doesnt_move_it_back(world):
    write_note(world.case, said(with_family=True), actor=world.lead.actor, now=world.now)
    write_note(
        world.case,
        said(with_family=True, happened_on=TODAY() - timedelta(days=20)),
        actor=world.lead.actor,
        now=world.now,
    )

    assert again(world.case).last_contact_on == TODAY()


def test_a_note_may_be_about_an_own_action_alone(world):
    note = write_note(world.case, said(action=world.action), actor=world.member.actor, now=world.now)
    assert note.action == world.action

    with pytest.raises(PermissionDenied):
        write_note(world.case, said(action=world.other_action), actor=world.member.actor, now=world.now)


def test_only_the_author_changes_a_note_and_keeps_its_action(world):
    note = write_note(world.case, said(action=world.action), actor=world.member.actor, now=world.now)
    change(world.action, institution=world.ops, member=None)

    edit_note(note, said(text="Nowe", action=world.action), version=1, actor=world.member.actor, now=world.now)

    assert again(note).text == "Nowe"
    for name in ("lead", "deputy", "head", "former", "neighbour"):
        with pytest.raises(PermissionDenied):
            edit_note(note, said(), version=2, actor=getattr(world, name).actor, now=world.now)


def test_a_note_changed_in_another_tab_is_stale(world):
    edit_note(world.note, said(text="Pierwsza karta"), version=1, actor=world.lead.actor, now=world.now)

    with pytest.raises(Stale):
        edit_note(world.note, said(text="Druga karta"), version=1, actor=world.lead.actor, now=world.now)

    assert again(world.note).text == "Pierwsza karta"


# Pages


def form(**changes):
    return {
        "idempotency_key": key(),
        "kind": "visit",
        **day("happened_on", TODAY()),
        "text": "Kanarek strony",
        **changes,
    }


def test_a_double_submit_writes_one_note_and_ends_the_draft(client, world):
    as_(client, world.member)
    url = reverse("cases:note_write", args=[world.case.public_id])
    draft = client.get(url).context["draft"]
    sent = form(szkic=draft.number, with_family="on")
    assert client.post(draft.url, {"text": "Kanarek szkicu"}).status_code == 200
    assert Draft.objects.filter(owner=world.member.user, kind="notatka").count() == 1

    answers = [client.post(url, sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("cases:notes", args=[world.case.public_id])}
    assert Note.objects.filter(author=world.member.membership).count() == 1
    assert not Draft.objects.filter(owner=world.member.user, kind="notatka").exists()


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "\u200b"}, {"happened_on_year": "2999"}, {"kind": "gossip"}])
def test_a_wrong_note_isnt_saved(client, world, wrong):
    answer = as_(client, world.lead).post(reverse("cases:note_write", args=[world.case.public_id]), form(**wrong))

    assert answer.status_code == 200
    assert not Note.objects.exclude(pk__in=[world.note.pk, world.told_note.pk]).exists()


def test_two_tabs_get_both_texts(client, world):
    as_(client, world.lead)
    url = reverse("cases:note_edit", args=[world.note.public_id])
    first, second = (form(version=1, text=text) for text in ("Pierwsza karta", "Druga karta"))

    assert client.post(url, first).status_code == 302
    answer = client.post(url, second)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Pierwsza karta" in html
    assert "Druga karta" in html
    assert again(world.note).text == "Pierwsza karta"


def test_a_member_reads_own_notes_alone(client, world):
    write_note(world.case, said(text="Notatka pedagoga"), actor=world.member.actor, now=world.now)
    url = reverse("cases:notes", args=[world.case.public_id])

    html = as_(client, world.member).get(url).content.decode()
    assert "Notatka pedagoga" in html
    assert world.word("note") not in html

    html = as_(client, world.deputy).get(url).content.decode()
    assert "Notatka pedagoga" in html
    assert world.word("note") in html


def test_reading_notes_is_recorded(client, world):
    as_(client, world.deputy).get(reverse("cases:notes", args=[world.case.public_id]))

    read = Read.objects.latest("pk")
    assert read.page == "cases:notes"
    assert read.user_id == world.deputy.user.pk
    assert str(world.note.public_id) in read.rows["cases.Note"]


def test_the_note_for_the_file_has_numbers_and_a_place_to_sign(client, world):
    change(world.case, case_mark="OPS.5123.7.2026")
    html = as_(client, world.lead).get(reverse("cases:note_file_note", args=[world.note.public_id])).content.decode()

    assert world.word("note") in html
    assert "OPS.5123.7.2026" in html
    assert world.case.number in html
