"""How many views one keeps, and what may leave as a file. Pure."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_VIEWS: Final = 20
"""Views of one hat, of all lists together: more is no longer a row of links that one takes in at a glance."""

MOST_ROWS: Final = 5000
"""Rows of one file."""


class ListRefusal(TextChoices):
    """Why a view isn't kept, or a file isn't made."""

    TOO_MANY_VIEWS = "too_many_views", _("You keep 20 views already. Delete one that you no longer use.")
    TOO_MANY_ROWS = "too_many_rows", _("There are more than 5,000 rows. Narrow the list, then take the file.")
    TOO_MANY_FILES = "too_many_files", _("You have taken as many files today as is allowed. Try again tomorrow.")


def view_refusals(*, kept: int) -> frozenset[ListRefusal]:
    """Return every reason not to keep another view; `kept` is how many there are."""
    return frozenset({ListRefusal.TOO_MANY_VIEWS} if kept >= MOST_VIEWS else ())


def file_refusals(*, rows: int, taken: int, allowed: int) -> frozenset[ListRefusal]:
    """Return every reason not to make a file.

    Args:
        rows: of the list; counting beyond `MOST_ROWS` isn't needed.
        taken: files that the person took today.
        allowed: files a day.
    """
    checks = {ListRefusal.TOO_MANY_ROWS: rows > MOST_ROWS, ListRefusal.TOO_MANY_FILES: taken >= allowed}
    return frozenset(reason for reason, holds in checks.items() if holds)
