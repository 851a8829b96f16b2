"""The work of one team with one family: the case, its team, who takes part and why, the plan, the notes."""

from ..states import ClosureReason
from .case import Case, CaseConcern, CaseKind, CasePerson, NoPersonsError
from .closure import Closure
from .joint import JointDecision, JointVoice
from .note import Note, NoteKind, NoteVersion
from .participation import BasisKind, How, ParticipationBasis, SecondGuardian
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
    "CaseKind",
    "CaseMember",
    "CasePerson",
    "Closure",
    "ClosureReason",
    "Disclosure",
    "Goal",
    "How",
    "JointDecision",
    "JointVoice",
    "Level",
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
]
