"""How a family's situation is seen, together with the family: the scale, what it shows, and the workshop."""

from .assessment import Assessment, Score, ScoreShare
from .scale import ScaleArea, ScaleEdition, ScaleStep
from .workshop import Contribution, ContributionKind, Workshop

__all__ = [
    "Assessment",
    "Contribution",
    "ContributionKind",
    "ScaleArea",
    "ScaleEdition",
    "ScaleStep",
    "Score",
    "ScoreShare",
    "Workshop",
]
