"""How a family's situation is seen, together with the family: the scale, what it shows, and the workshop."""

from .assessment import AREA, Assessment, Score
from .scale import ScaleArea, ScaleEdition, ScaleStep
from .workshop import Contribution, ContributionKind, Workshop

__all__ = [
    "AREA",
    "Assessment",
    "Contribution",
    "ContributionKind",
    "ScaleArea",
    "ScaleEdition",
    "ScaleStep",
    "Score",
    "Workshop",
]
