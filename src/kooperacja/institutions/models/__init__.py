"""Bodies of every sector, their functions and their people."""

from .bodies import (
    DutyProfile,
    Function,
    Institution,
    InstitutionKind,
    NumberSeries,
    Sector,
    ServiceArea,
    Term,
    next_number,
)
from .own import Setting
from .people import Invitation, Membership

__all__ = [
    "DutyProfile",
    "Function",
    "Institution",
    "InstitutionKind",
    "Invitation",
    "Membership",
    "NumberSeries",
    "Sector",
    "ServiceArea",
    "Setting",
    "Term",
    "next_number",
]
