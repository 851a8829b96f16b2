"""Who may read what was passed on before the case, and the notes."""

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import CaseConcern, Note
from . import places
from .case import leads_it, leads_it_unclosed, works_on_it_as_partner, works_on_it_for_its_centre, works_on_it_unclosed

# Ways to the concerns that led to the case


def concern_of_case_led(actor: Actor) -> IdSet:
    """The concerns of the cases that the actor leads; whoever works on it must know what was passed on."""
    return CaseConcern.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def facts_told_in_own_centre(actor: Actor) -> IdSet:
    """The concerns whose facts the actor was given to see, in cases of the own institution."""
    return places.told(places.of_centre(actor)).exclude(case_concern=None).values_list("case_concern_id")


def facts_told_to_partner(actor: Actor) -> IdSet:
    """The concerns whose facts the actor was given to see as a partner."""
    return places.told(places.as_partner(actor)).exclude(case_concern=None).values_list("case_concern_id")


CASE_CONCERNS: Policy[CaseConcern] = Policy(
    CaseConcern,
    view=Permission.CASE_CONCERN_VIEW,
    ways_in={
        Permission.CASE_CONCERN_VIEW: [concern_of_case_led],
        Permission.CASE_CONCERN_FACTS: [facts_told_in_own_centre, facts_told_to_partner],
    },
)


# Ways to notes


def note_of_case_led(actor: Actor) -> IdSet:
    """All notes of the cases that the actor leads."""
    return Note.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def wrote_it_for_the_centre(actor: Actor) -> IdSet:
    """The actor's own notes in cases of the own institution."""
    return _own_notes(actor, works_on_it_for_its_centre(actor))


def wrote_it_as_partner(actor: Actor) -> IdSet:
    """The actor's own notes as a partner."""
    return _own_notes(actor, works_on_it_as_partner(actor))


def wrote_it_unclosed(actor: Actor) -> IdSet:
    """The actor's own notes in unclosed cases of the own institution."""
    return _own_notes(actor, works_on_it_unclosed(actor))


def wrote_it_as_cover(actor: Actor) -> IdSet:
    """The actor's own notes in cases that the actor acts in as lead: those that the actor covers are among them."""
    return _own_notes(actor, leads_it_unclosed(actor))


def _own_notes(actor: Actor, cases: IdSet) -> IdSet:
    return Note.objects.filter(author_id=actor.membership_id, case_id__in=cases).values_list("pk")


def note_told_in_own_centre(actor: Actor) -> IdSet:
    """The notes that the actor was given to see, in cases of the own institution."""
    return places.told(places.of_centre(actor)).exclude(note=None).values_list("note_id")


def note_told_to_partner(actor: Actor) -> IdSet:
    """The notes that the actor was given to see as a partner."""
    return places.told(places.as_partner(actor)).exclude(note=None).values_list("note_id")


NOTES: Policy[Note] = Policy(
    Note,
    view=Permission.NOTE_VIEW,
    ways_in={
        Permission.NOTE_VIEW: [
            note_of_case_led,
            wrote_it_for_the_centre,
            wrote_it_as_partner,
            note_told_in_own_centre,
            note_told_to_partner,
        ],
        Permission.NOTE_EDIT: [wrote_it_unclosed, wrote_it_as_partner, wrote_it_as_cover],
    },
)
