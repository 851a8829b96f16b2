"""What can happen to a case and its parts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseEvent(TextChoices):
    """Events of the case as a whole."""

    OPENED = "cases.opened", _("case opened")
    CONCERN_LINKED = "cases.concern_linked", _("information linked to the case")
    STARTED = "cases.started", _("work by the plan started")
    REVIEW_SET = "cases.review_set", _("date of the next review set")
    NUMBERS_SET = "cases.numbers_set", _("numbers of other registers noted")
    APPOINTED = "cases.appointed", _("lead or deputy appointed")
    CLOSED = "cases.closed", _("case closed")


class TeamEvent(TextChoices):
    """Events of the team."""

    MEMBER_ADDED = "cases.member_added", _("member added")
    MEMBER_ADDED_BY_LETTER = "cases.member_added_by_letter", _("institution added by letter")
    MEMBER_REMOVED = "cases.member_removed", _("member removed")
    MEMBER_LEFT = "cases.member_left", _("member left")


class NoteEvent(TextChoices):
    """Events of notes."""

    WRITTEN = "cases.note_written", _("note written")
    CHANGED = "cases.note_changed", _("note changed")
