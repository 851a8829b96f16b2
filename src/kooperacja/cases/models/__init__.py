"""The work of one team with one family: the case, its team, who takes part and why, the plan, the notes."""

from ..states import ClosureReason
from .case import Case, CaseConcern, CaseKind, CasePerson, NoPersonsError
from .closure import Closure
from .cover import Cover, CoverCase, CoverReason
from .crisis import Crisis
from .escalation import Escalation, Told
from .household import CaseHousehold
from .joint import JointDecision, JointVoice
from .merge import Merge
from .note import Note, NoteKind, NoteVersion
from .participation import BasisKind, How, ParticipationBasis, SecondGuardian
from .pause import ClockPause
from .plan import Action, ActionLink, Goal, Occurrence
from .sharing import Disclosure, Level, SharingAnswer, Support
from .team import CaseMember, Role
from .templates import PlanTemplate, TemplateAction, TemplateGoal
from .versions import PaperKind, PlanPaper, PlanVersion

__all__ = [
    "Action",
    "ActionLink",
    "BasisKind",
    "Case",
    "CaseConcern",
    "CaseHousehold",
    "CaseKind",
    "CaseMember",
    "CasePerson",
    "ClockPause",
    "Closure",
    "ClosureReason",
    "Cover",
    "CoverCase",
    "CoverReason",
    "Crisis",
    "Disclosure",
    "Escalation",
    "Goal",
    "How",
    "JointDecision",
    "JointVoice",
    "Level",
    "Merge",
    "NoPersonsError",
    "Note",
    "NoteKind",
    "NoteVersion",
    "Occurrence",
    "PaperKind",
    "ParticipationBasis",
    "PlanPaper",
    "PlanTemplate",
    "PlanVersion",
    "Role",
    "SecondGuardian",
    "SharingAnswer",
    "Support",
    "TemplateAction",
    "TemplateGoal",
    "Told",
]
