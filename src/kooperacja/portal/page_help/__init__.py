"""What a page is for, in two sentences, and where the handbook says more: help in place, for every page."""

from typing import Final

from . import bodies, cases, concerns, own, together
from .entry import PageHelp

HELP: Final[dict[str, PageHelp]] = {
    name: help_
    for room in (concerns, cases, together, bodies, own)
    for help_ in room.HELPS
    for name in help_.pages.split()
}
"""By the name of the page's address."""
