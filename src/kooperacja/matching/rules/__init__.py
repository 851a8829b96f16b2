"""What may speak for two descriptions being of one person or household. Pure: words in, reasons out."""

from .likeness import Reason, Strength, likeness, strength
from .reading import Description, Home, home_of, known_person, told_of

__all__ = [
    "Description",
    "Home",
    "Reason",
    "Strength",
    "home_of",
    "known_person",
    "likeness",
    "strength",
    "told_of",
]
