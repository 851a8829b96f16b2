"""What pages are called in the log of reads.

Where something is passed on, or one's own concerns are read, no page has a name of its own: the log mustn't tell who
in the institution reports. The same name stands for every page that nobody has named.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER: Final = _("Another page with personal data")

ROOMS: Final[dict[str, Promise]] = {
    "cases": _("A page of a case"),
    "consultations": _("Advice without a name"),
    "diagnosis": _("Getting to know the family's situation"),
    "gate": _("What was tried, and help that can't wait"),
    "matching": _("Whether it may be about the same people"),
    "reviews": _("Reviews of a case"),
    "transfers": _("Handing a case over, and cover"),
    "agenda": _("Calendar and visits"),
}
"""By room, for pages without a name of their own."""

PAGES: Final[dict[str, Promise]] = {
    "cases:list": _("List of cases"),
    "cases:oversight": _("Cases of the centre, for its head"),
    "cases:actions": _("List of actions"),
    "cases:action": _("An action of a plan"),
    "cases:view": _("A case at a glance"),
    "cases:people": _("The family in a case"),
    "cases:person": _("A person of a family"),
    "cases:plan": _("Plan of a case"),
    "cases:notes": _("Notes of a case"),
    "cases:team": _("Team of a case"),
    "cases:timeline": _("Story of a case"),
    "cases:concern": _("Information in a case"),
    "cases:plan_print": _("Print from a case"),
    "cases:plan_picture": _("Print from a case"),
    "cases:notes_print": _("Print from a case"),
    "cases:file_note": _("Print from a case"),
    "cases:note_file_note": _("Print from a case"),
    "reviews:file_note": _("Print from a case"),
    "diagnosis:workshop_print": _("Print from a case"),
    "concerns:inbox": _("Inbox of the centre"),
    "concerns:inbox_answered": _("Inbox of the centre"),
    "concerns:inbox_forwarded": _("Inbox of the centre"),
    "concerns:concern": _("Information that reached the centre"),
    "concerns:type_in": _("Information that was typed in"),
    "concerns:inform": _("Informing people named in a concern"),
    "search:search": _("What somebody looked for"),
    "lists:file": _("List taken as a file"),
    "protection:log": _("This log"),
}


def words_of(page: str) -> str:
    """Say in plain words what a page is."""
    return str(PAGES.get(page) or ROOMS.get(page.partition(":")[0]) or OTHER)
