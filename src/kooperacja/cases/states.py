"""The states of a case, a goal, an action and a basis of taking part."""

from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.kernel.states import StateTable

from .rules.joint import Result
from .rules.participation import Answer
from .rules.plan import Answerer


class CaseState(TextChoices):
    """Where a case is. Active is a case with the smallest plan: agreement, goal, action, review date."""

    OPENED = "opened", pgettext_lazy("case", "opened")
    ACTIVE = "active", pgettext_lazy("case", "active")
    CLOSED = "closed", pgettext_lazy("case", "closed")


class CaseAction(TextChoices):
    """What people do with a case as a whole."""

    START = "start", _("start work by the plan")
    CLOSE = "close", _("close")
    REOPEN = "reopen", _("open again")


CASE_STATES = StateTable(
    {
        (CaseState.OPENED, CaseAction.START): CaseState.ACTIVE,
        (CaseState.OPENED, CaseAction.CLOSE): CaseState.CLOSED,
        (CaseState.ACTIVE, CaseAction.CLOSE): CaseState.CLOSED,
        (CaseState.CLOSED, CaseAction.REOPEN): CaseState.OPENED,
    },
)


class ClosureReason(TextChoices):
    """Why a case ended."""

    GOALS_MET = "goals_met", _("goals reached")
    PARTIAL = "partial", _("goals partly reached")
    WITHDRAWN = "withdrawn", _("the family ended the cooperation")
    MOVED = "moved", _("the family moved away")
    OTHER_HELP = "other_help", _("other help has taken over")
    OTHERWISE = "otherwise", _("ended otherwise than planned")


class GoalState(TextChoices):
    """How a goal stands, and how it ended."""

    OPEN = "open", _("in progress")
    MET = "met", _("reached")
    PARTLY = "partly", _("partly reached")
    NOT_MET = "not_met", _("not reached")
    DROPPED = "dropped", _("given up")


class GoalAction(TextChoices):
    """What people do with a goal: they say how it ended."""

    MEET = "meet", _("reached")
    MEET_PARTLY = "meet_partly", _("partly reached")
    MISS = "miss", _("not reached")
    DROP = "drop", _("given up")


GOAL_STATES = StateTable(
    {
        (GoalState.OPEN, GoalAction.MEET): GoalState.MET,
        (GoalState.OPEN, GoalAction.MEET_PARTLY): GoalState.PARTLY,
        (GoalState.OPEN, GoalAction.MISS): GoalState.NOT_MET,
        (GoalState.OPEN, GoalAction.DROP): GoalState.DROPPED,
    },
)


class ActionState(TextChoices):
    """Where an action of the plan is."""

    PROPOSED = "proposed", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    OTHER_DAY = "other_day", _("another day proposed")
    DECLINED = "declined", _("declined")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class ActionAction(TextChoices):
    """What people do with an action of the plan."""

    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    FINISH = "finish", _("done")
    CANCEL = "cancel", _("cancel")
    PROPOSE_AGAIN = "propose_again", _("propose again")
    PROPOSE_DAY = "propose_day", _("propose another day")
    TAKE_DAY = "take_day", _("agree to the other day")
    KEEP_DAY = "keep_day", _("keep the day")


ACTION_STATES = StateTable(
    {
        (ActionState.PROPOSED, ActionAction.ACCEPT): ActionState.ACCEPTED,
        (ActionState.PROPOSED, ActionAction.DECLINE): ActionState.DECLINED,
        (ActionState.PROPOSED, ActionAction.CANCEL): ActionState.CANCELLED,
        (ActionState.ACCEPTED, ActionAction.FINISH): ActionState.DONE,
        (ActionState.ACCEPTED, ActionAction.DECLINE): ActionState.DECLINED,
        (ActionState.ACCEPTED, ActionAction.CANCEL): ActionState.CANCELLED,
        (ActionState.ACCEPTED, ActionAction.PROPOSE_AGAIN): ActionState.PROPOSED,
        (ActionState.PROPOSED, ActionAction.PROPOSE_DAY): ActionState.OTHER_DAY,
        (ActionState.ACCEPTED, ActionAction.PROPOSE_DAY): ActionState.OTHER_DAY,
        (ActionState.OTHER_DAY, ActionAction.TAKE_DAY): ActionState.ACCEPTED,
        (ActionState.OTHER_DAY, ActionAction.KEEP_DAY): ActionState.PROPOSED,
        (ActionState.OTHER_DAY, ActionAction.DECLINE): ActionState.DECLINED,
        (ActionState.OTHER_DAY, ActionAction.CANCEL): ActionState.CANCELLED,
        (ActionState.OTHER_DAY, ActionAction.PROPOSE_AGAIN): ActionState.PROPOSED,
        (ActionState.DECLINED, ActionAction.PROPOSE_AGAIN): ActionState.PROPOSED,
        (ActionState.DECLINED, ActionAction.CANCEL): ActionState.CANCELLED,
    },
)

WAITING: Final = frozenset({ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.OTHER_DAY})
"""States of an action in which somebody still has something to do."""

ENDED: Final = frozenset({ActionState.DONE, ActionState.CANCELLED})
"""States of an action that is no longer changed."""


def is_overdue(state: ActionState, due_on: date, *, today: date) -> bool:
    """Tell whether the day has passed while the action still waits. Declined, done and cancelled ones aren't late."""
    return state in WAITING and due_on < today


def first_state(*, proposer_is_asked: bool) -> ActionState:
    """Return the state of a new action: what somebody proposes to themselves is accepted at once."""
    return ActionState.ACCEPTED if proposer_is_asked else ActionState.PROPOSED


def answers(state: ActionState, who: Answerer) -> list[ActionAction]:
    """Return what this person may do with an action in this state, in the order of the buttons.

    The lead proposes, cancels and marks as done; a yes or a no comes from whoever is asked, or, where they take part
    by letter, through the lead. An accepted action is proposed again by changing it; so is one whose lead wants
    another day, while anybody else who is asked may propose one.
    """
    allowed = {
        ActionAction.ACCEPT: who.speaks,
        ActionAction.FINISH: who.speaks or who.leads,
        ActionAction.TAKE_DAY: who.leads,
        ActionAction.KEEP_DAY: who.leads,
        ActionAction.PROPOSE_DAY: who.is_asked and not who.leads,
        ActionAction.DECLINE: who.speaks,
        ActionAction.PROPOSE_AGAIN: who.leads and state is ActionState.DECLINED,
        ActionAction.CANCEL: who.leads,
    }
    return [what for what, holds in allowed.items() if holds and ACTION_STATES.allows(state, what)]


class BasisState(TextChoices):
    """How an agreement to take part stands. A court's order or a statutory duty is given from the start."""

    ASKED = "asked", pgettext_lazy("taking part", "asked")
    GIVEN = "given", pgettext_lazy("taking part", "given")
    REFUSED = "refused", pgettext_lazy("taking part", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("taking part", "withdrawn")


class BasisAction(TextChoices):
    """What a person does with the agreement to take part."""

    ASK = "ask", _("ask again")
    GIVE = "give", _("give")
    REFUSE = "refuse", _("refuse")
    WITHDRAW = "withdraw", _("withdraw")
    LAPSE = "lapse", _("lapse when the case is opened again")
    COME_OF_AGE = "come_of_age", _("come of age and be asked themselves")


BASIS_STATES = StateTable(
    {
        (BasisState.ASKED, BasisAction.GIVE): BasisState.GIVEN,
        (BasisState.ASKED, BasisAction.REFUSE): BasisState.REFUSED,
        (BasisState.REFUSED, BasisAction.ASK): BasisState.ASKED,
        (BasisState.REFUSED, BasisAction.GIVE): BasisState.GIVEN,
        (BasisState.GIVEN, BasisAction.WITHDRAW): BasisState.WITHDRAWN,
        (BasisState.GIVEN, BasisAction.COME_OF_AGE): BasisState.ASKED,
        (BasisState.GIVEN, BasisAction.LAPSE): BasisState.ASKED,
        (BasisState.WITHDRAWN, BasisAction.ASK): BasisState.ASKED,
        (BasisState.WITHDRAWN, BasisAction.GIVE): BasisState.GIVEN,
    },
)

_BY_ANSWER: Final = {
    Answer.GIVEN: (BasisState.GIVEN, BasisAction.GIVE),
    Answer.ASKED: (BasisState.ASKED, BasisAction.ASK),
    Answer.REFUSED: (BasisState.REFUSED, BasisAction.REFUSE),
}


def basis_after(state: BasisState | None, answer: Answer) -> BasisState:
    """Return the state of a basis once this answer is written down.

    None is nothing written yet; the answer that stands already is a correction of the rest.

    Raises:
        TransitionNotAllowed: it can't follow; what was given is withdrawn, never refused afterwards.
    """
    wanted, action = _BY_ANSWER[answer]
    return wanted if state in {None, wanted} else BASIS_STATES.next(BasisState(state), action)


def answers_after(state: BasisState | None) -> list[Answer]:
    """Return the answers that can follow; a withdrawal is no answer."""
    return [
        answer
        for answer, (wanted, action) in _BY_ANSWER.items()
        if state in {None, wanted} or BASIS_STATES.allows(BasisState(state), action)
    ]


class CoverState(TextChoices):
    """Where it is that somebody of another centre covers. That its days have passed is said by the days alone."""

    OFFERED = "offered", pgettext_lazy("cover", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("cover", "accepted")
    DECLINED = "declined", pgettext_lazy("cover", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("cover", "withdrawn")
    ENDED = "ended", pgettext_lazy("cover", "ended early")


class CoverAction(TextChoices):
    """What the two centres do with it."""

    ACCEPT = "accept", pgettext_lazy("cover", "accept")
    DECLINE = "decline", pgettext_lazy("cover", "decline")
    WITHDRAW = "withdraw", pgettext_lazy("cover", "withdraw")
    END = "end", pgettext_lazy("cover", "end early")


COVER_STATES = StateTable(
    {
        (CoverState.OFFERED, CoverAction.ACCEPT): CoverState.ACCEPTED,
        (CoverState.OFFERED, CoverAction.DECLINE): CoverState.DECLINED,
        (CoverState.OFFERED, CoverAction.WITHDRAW): CoverState.WITHDRAWN,
        (CoverState.ACCEPTED, CoverAction.END): CoverState.ENDED,
    },
)

COVER_LIVE: Final = (CoverState.OFFERED, CoverState.ACCEPTED)


class JointState(TextChoices):
    """How a joint decision of institutions stands, as it was settled."""

    OPEN = Result.OPEN.value, Result.OPEN.label
    CARRIED = Result.CARRIED.value, Result.CARRIED.label
    REJECTED = Result.REJECTED.value, Result.REJECTED.label
    LAPSED = Result.LAPSED.value, Result.LAPSED.label
    WITHDRAWN = "withdrawn", pgettext_lazy("joint decision", "taken back")


class JointAction(TextChoices):
    """What ends a joint decision."""

    CARRY = "carry", pgettext_lazy("joint decision", "carry")
    REJECT = "reject", pgettext_lazy("joint decision", "reject")
    LAPSE = "lapse", pgettext_lazy("joint decision", "let it lapse")
    WITHDRAW = "withdraw", pgettext_lazy("joint decision", "take it back")


JOINT_STATES = StateTable(
    {
        (JointState.OPEN, JointAction.CARRY): JointState.CARRIED,
        (JointState.OPEN, JointAction.REJECT): JointState.REJECTED,
        (JointState.OPEN, JointAction.LAPSE): JointState.LAPSED,
        (JointState.OPEN, JointAction.WITHDRAW): JointState.WITHDRAWN,
    },
)
"""What is asked again is a new decision; an old one keeps its answers."""

MAY_BE_ASKED_AGAIN: Final = frozenset({JointState.REJECTED, JointState.LAPSED, JointState.WITHDRAWN})
