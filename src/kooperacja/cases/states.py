"""The states of a case, a goal, an action and a basis of taking part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.kernel.states import StateTable


class CaseState(TextChoices):
    """Where a case is. Active is a case with the smallest plan: agreement, goal, action, review date."""

    OPENED = "opened", _("opened")
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")


class CaseAction(TextChoices):
    """What people do with a case as a whole."""

    START = "start", _("start work by the plan")
    CLOSE = "close", _("close")


CASE_STATES = StateTable(
    {
        (CaseState.OPENED, CaseAction.START): CaseState.ACTIVE,
        (CaseState.OPENED, CaseAction.CLOSE): CaseState.CLOSED,
        (CaseState.ACTIVE, CaseAction.CLOSE): CaseState.CLOSED,
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


ACTION_STATES = StateTable(
    {
        (ActionState.PROPOSED, ActionAction.ACCEPT): ActionState.ACCEPTED,
        (ActionState.PROPOSED, ActionAction.DECLINE): ActionState.DECLINED,
        (ActionState.PROPOSED, ActionAction.CANCEL): ActionState.CANCELLED,
        (ActionState.ACCEPTED, ActionAction.FINISH): ActionState.DONE,
        (ActionState.ACCEPTED, ActionAction.DECLINE): ActionState.DECLINED,
        (ActionState.ACCEPTED, ActionAction.CANCEL): ActionState.CANCELLED,
        (ActionState.ACCEPTED, ActionAction.PROPOSE_AGAIN): ActionState.PROPOSED,
        (ActionState.DECLINED, ActionAction.PROPOSE_AGAIN): ActionState.PROPOSED,
        (ActionState.DECLINED, ActionAction.CANCEL): ActionState.CANCELLED,
    },
)


class BasisState(TextChoices):
    """How an agreement to take part stands. A court's order or a statutory duty is given from the start."""

    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class BasisAction(TextChoices):
    """What a person does with the agreement to take part."""

    ASK = "ask", _("ask again")
    GIVE = "give", _("give")
    REFUSE = "refuse", _("refuse")
    WITHDRAW = "withdraw", _("withdraw")


BASIS_STATES = StateTable(
    {
        (BasisState.ASKED, BasisAction.GIVE): BasisState.GIVEN,
        (BasisState.ASKED, BasisAction.REFUSE): BasisState.REFUSED,
        (BasisState.REFUSED, BasisAction.ASK): BasisState.ASKED,
        (BasisState.REFUSED, BasisAction.GIVE): BasisState.GIVEN,
        (BasisState.GIVEN, BasisAction.WITHDRAW): BasisState.WITHDRAWN,
        (BasisState.WITHDRAWN, BasisAction.ASK): BasisState.ASKED,
        (BasisState.WITHDRAWN, BasisAction.GIVE): BasisState.GIVEN,
    },
)
