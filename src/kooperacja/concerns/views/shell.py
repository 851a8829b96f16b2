"""Where rooms above this one put their parts into the pages of a concern."""

from collections.abc import Callable

from kooperacja.access.views import ActorRequest

from ..models import Concern

Card = Callable[[ActorRequest, Concern], str]
"""Makes safe HTML for a page of a concern; "" shows nothing."""

CENTRE_CARDS: list[Card] = []
"""What stands below what was told, on the page of the centre's intake and head."""

REPORTER_CARDS: list[Card] = []
"""What stands above what they wrote, on the reporter's own page."""


def shown(cards: list[Card], request: ActorRequest, concern: Concern) -> list[str]:
    """Return what these cards show of a concern."""
    return [card(request, concern) for card in cards]
