"""Progress notes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db.models import F
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Membership

from ..events import NoteEvent
from ..models import Action, Case, Note, NoteKind, NoteVersion
from ..policies import ACTIONS, CASES, NOTES
from .showing import end_all


@dataclass(frozen=True)
class NoteText:
    """What a note says."""

    kind: NoteKind
    happened_on: date
    text: str
    with_family: bool = False
    action: Action | None = None
    case_mark: str = ""
    domain_number: str = ""
    participants: str = ""
    may_pass_on: bool = False


def write_note(case: Case, said: NoteText, *, actor: Actor, now: datetime) -> Note:
    """Write a note; a contact with the family moves the case's last contact.

    Raises:
        PermissionDenied: the actor isn't in the team, or can't see the action that the note is about.
    """
    with CASES.recorded(NoteEvent.WRITTEN, Permission.CASE_NOTE, case, actor=actor) as case:
        author = Membership.objects.get(pk=cast(int, actor.membership_id))
        note = Note(case=case, author=author, institution_id=author.institution_id, written_at=now)
        _say(note, said, actor=actor, now=now)
    return note


def edit_note(note: Note, said: NoteText, *, version: int, actor: Actor, now: datetime) -> Note:
    """Change an own note. How it read before is kept, and whoever reads the note can read that.

    Raises:
        PermissionDenied: it isn't the actor's note, or the case is closed.
        Stale: it was changed meanwhile, in another tab.
    """
    with NOTES.recorded(NoteEvent.CHANGED, Permission.NOTE_EDIT, note, actor=actor, version=version) as note:
        _keep_wording(note, said, now=now)
        _say(note, said, actor=actor, now=now)
    return note


_WORDING = ("kind", "happened_on", "with_family", "participants", "text")


def _keep_wording(note: Note, said: NoteText, *, now: datetime) -> None:
    """Keep what the change replaces; other numbers or another action replace nothing that was said."""
    if any(getattr(note, name) != getattr(said, name) for name in _WORDING):
        NoteVersion(note=note, replaced_at=now, **{name: getattr(note, name) for name in _WORDING}).save()


def _say(note: Note, said: NoteText, *, actor: Actor, now: datetime) -> None:
    if said.action is not None and said.action.pk != note.action_id:
        ACTIONS.require(actor, Permission.ACTION_VIEW, said.action)
    moves_contact = note.with_family or said.with_family
    note.action, note.kind, note.happened_on = said.action, said.kind, said.happened_on
    note.text, note.with_family = said.text, said.with_family
    note.participants = said.participants
    note.case_mark, note.domain_number = said.case_mark, said.domain_number
    for_the_centre = note.institution_id != note.case.centre_id and CASES.allows(
        actor, Permission.CASE_VIEW_WHOLE, note.case
    )
    may_pass_on = said.may_pass_on or for_the_centre  # what was noted as cover is the centre's to show
    is_taken_back = note.may_pass_on and not may_pass_on
    note.may_pass_on = may_pass_on
    note.save()
    if is_taken_back:
        end_all(note, today=timezone.localdate(now))
    if moves_contact:
        _count_contact(note.case_id)


def _count_contact(case_id: int) -> None:
    """Keep the day of the last contact true to the notes.

    At the same version: a note doesn't count as a change of the case, which would disturb whoever edits it just now.
    """
    last = Note.objects.filter(case_id=case_id, with_family=True).order_by("-happened_on").first()
    Case.objects.filter(pk=case_id).update(last_contact_on=last and last.happened_on, version=F("version"))
