"""Worrying events, before there is a case: who raised them, what was said, and what was decided."""

from ..terms import FACTS_MAX, Channel, Competence, DecisionKind, Door, ReporterKind, Source, Urgency
from .code import CODE_LASTS, ReporterCode, Tries
from .concern import Concern
from .decision import Decision
from .filing import FilingClass
from .informing import Informing
from .reader import ReporterReader

__all__ = [
    "CODE_LASTS",
    "FACTS_MAX",
    "Channel",
    "Competence",
    "Concern",
    "Decision",
    "DecisionKind",
    "Door",
    "FilingClass",
    "Informing",
    "ReporterCode",
    "ReporterKind",
    "ReporterReader",
    "Source",
    "Tries",
    "Urgency",
]
