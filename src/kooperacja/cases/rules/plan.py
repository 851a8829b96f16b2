"""Goals and actions: what may be planned, who answers, what is late. Pure: values and dates in, refusals out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FURTHEST: Final = timedelta(days=5 * 366)
"""A due date later than this is a slip of the finger."""


class PlanRefusal(TextChoices):
    """Why something can't stand in the plan, or be done with it."""

    GOAL_ENDED = "goal_ended", _("This goal has ended.")
    NOT_IN_THE_CASE = "goal_not_in_the_case", _("This person isn't in the case.")
    PERSON_REFUSED = (
        "goal_person_refused",
        _("This person doesn't take part. A refusal is respected, so there is no goal for them here."),
    )
    DUE_IN_THE_PAST = "action_due_in_the_past", _("The day has passed. Give today or a later day.")
    DUE_TOO_FAR = "action_due_too_far", _("Check the year: that is more than five years away.")
    NOT_IN_THE_TEAM = (
        "action_not_in_the_team",
        _("This institution isn't in the team. Add it to the team first, by account or by letter."),
    )
    NOT_THEIR_PERSON = (
        "action_not_their_person",
        _("This person isn't of that institution, or no longer works on the case."),
    )
    ACTION_ENDED = "action_ended", _("This action has ended; it is no longer changed.")
    NO_REASON = "action_no_reason", _("Say why.")
    NO_RESULT = "action_no_result", _("Say what came of it.")
    ANSWERED_IN_THE_FUTURE = "action_answered_in_the_future", _("The day is in the future.")
    ANSWERED_BEFORE_IT_OPENED = "action_answered_before_it_opened", _("On that day there was no case yet.")
    STARTS_AFTER_ITS_END = "action_starts_after_its_end", _("It begins after the day by which it is to be done.")
    STARTS_TOO_EARLY = (
        "action_starts_too_early",
        _("Check the year: it would begin more than five years before its end."),
    )
    NO_FIRST_DAY = "action_no_first_day", _("Say on which day it is done for the first time.")
    COST_BELOW_ZERO = "action_cost_below_zero", _("A cost can't be below zero.")
    NO_SOURCE = "action_no_source", _("Say who would pay.")
    IN_CIRCLES = "action_in_circles", _("These actions would wait for each other, so none could begin.")
    OF_ANOTHER_CASE = "action_of_another_case", _("This action is of another case.")
    SAME_DAY = "action_same_day", _("That is the day that you were asked for.")
    NOT_ITS_DAY = "action_not_its_day", _("The action isn't repeated on this day, or the day is still to come.")


def goal_refusals(*, has_ended: bool, in_the_case: bool, refuses: bool) -> frozenset[PlanRefusal]:
    """Return every reason against such a goal.

    Args:
        in_the_case: whether the person whose goal it is is in the case now; a household always is.
        refuses: whether that person refused to take part or withdrew.
    """
    checks = {
        PlanRefusal.GOAL_ENDED: has_ended,
        PlanRefusal.NOT_IN_THE_CASE: not in_the_case,
        PlanRefusal.PERSON_REFUSED: refuses,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


@dataclass(frozen=True)
class Proposal:
    """What an action is to say."""

    goal_has_ended: bool
    has_ended: bool
    due_on: date
    due_before: date | None  # the day as it stood until now; a late action may keep its day
    institution: int
    institutions: frozenset[int]  # those of the team, by account or by letter
    member_of: int | None  # the institution of the person who is to do it, if one is named
    member_left: bool
    starts_on: date | None = None
    is_repeated: bool = False
    cost: Decimal | None = None
    has_source: bool = False
    in_circles: bool = False
    of_another_case: bool = False


def action_refusals(told: Proposal, *, today: date) -> frozenset[PlanRefusal]:
    """Return every reason against such an action."""
    moved = told.due_on != told.due_before
    wrong_person = told.member_of is not None and (told.member_of != told.institution or told.member_left)
    checks = {
        PlanRefusal.GOAL_ENDED: told.goal_has_ended,
        PlanRefusal.ACTION_ENDED: told.has_ended,
        PlanRefusal.DUE_IN_THE_PAST: moved and told.due_on < today,
        PlanRefusal.DUE_TOO_FAR: told.due_on > today + FURTHEST,
        PlanRefusal.NOT_IN_THE_TEAM: told.institution not in told.institutions,
        PlanRefusal.NOT_THEIR_PERSON: wrong_person,
        PlanRefusal.STARTS_AFTER_ITS_END: told.starts_on is not None and told.starts_on > told.due_on,
        PlanRefusal.STARTS_TOO_EARLY: told.starts_on is not None and told.due_on - told.starts_on > FURTHEST,
        PlanRefusal.NO_FIRST_DAY: told.is_repeated and told.starts_on is None,
        PlanRefusal.COST_BELOW_ZERO: told.cost is not None and told.cost < 0,
        PlanRefusal.NO_SOURCE: told.cost is not None and not told.has_source,
        PlanRefusal.IN_CIRCLES: told.in_circles,
        PlanRefusal.OF_ANOTHER_CASE: told.of_another_case,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def answer_refusals(
    text: str, *, needs_reason: bool, needs_result: bool, answered_on: date, opened_on: date, today: date
) -> frozenset[PlanRefusal]:
    """Return every reason against such an answer: who declines or cancels says why, who did it says what came of it."""
    checks = {
        PlanRefusal.NO_REASON: needs_reason and not text,
        PlanRefusal.NO_RESULT: needs_result and not text,
        PlanRefusal.ANSWERED_IN_THE_FUTURE: answered_on > today,
        PlanRefusal.ANSWERED_BEFORE_IT_OPENED: answered_on < opened_on,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def day_refusals(day: date, *, asked_for: date, today: date) -> frozenset[PlanRefusal]:
    """Return every reason against such another day for an action."""
    checks = {
        PlanRefusal.SAME_DAY: day == asked_for,
        PlanRefusal.DUE_IN_THE_PAST: day < today,
        PlanRefusal.DUE_TOO_FAR: day > today + FURTHEST,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


@dataclass(frozen=True)
class Answerer:
    """How somebody stands to an action."""

    is_asked: bool  # named in it; or nobody is, and it is their institution's
    leads: bool  # lead or deputy of the case
    by_letter: bool  # whoever is asked has no account, so the lead writes their answers down

    @property
    def speaks(self) -> bool:
        """Whether this person may say yes or no."""
        return self.is_asked or (self.leads and self.by_letter)
