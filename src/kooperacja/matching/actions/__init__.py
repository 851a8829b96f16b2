"""What people do with matches."""

from .exchange import Exchanging, exchange_contacts
from .finding import Found, find_matches
from .verdicts import say_different, say_same, undo_verdict

__all__ = [
    "Exchanging",
    "Found",
    "exchange_contacts",
    "find_matches",
    "say_different",
    "say_same",
    "undo_verdict",
]
