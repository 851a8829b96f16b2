"""What a review must say, and what is written down when a family is asked how it is going. Pure."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Decision(TextChoices):
    """What those who reviewed a case decided."""

    GO_ON = "go_on", _("go on by the plan")
    CHANGE = "change", _("change the plan")
    ESCALATE = "escalate", _("ask the head of the centre for help")
    CLOSE = "close", _("end the cooperation")


class ReviewRefusal(TextChoices):
    """Why a review can't be written down like this."""

    HELD_IN_THE_FUTURE = "review_held_in_the_future", _("The day of the review is in the future.")
    HELD_BEFORE_IT_OPENED = "review_held_before_it_opened", _("On that day there was no case yet.")
    HELD_ALREADY = "review_held_already", _("A review of that day is written down already.")
    NOBODY = "review_nobody", _("Say who took part.")
    NO_REASON = "review_no_reason", _("Say what help the team needs.")
    NEXT_MISSING = "review_next_missing", _("Say when the next review is.")
    NEXT_PASSED = "review_next_passed", _("The next review must be in the future.")
    NEXT_TOO_LATE = "review_next_too_late", _("That is later than usual. Choose an earlier day, or say why so late.")


def review_refusals(
    *,
    held_on: date,
    opened_on: date,
    today: date,
    held_days: frozenset[date],
    anybody: bool,
    decision: Decision,
    reason: str,
    next_on: date | None,
    next_reason: str,
    last_day: date,
) -> frozenset[ReviewRefusal]:
    """Return every reason against writing this review down; none means go ahead.

    Args:
        held_days: the days of reviews that are written down already.
        anybody: whether it says who took part.
        last_day: the last day for the next review that needs no reason.
    """
    goes_on = decision is not Decision.CLOSE
    checks = {
        ReviewRefusal.HELD_IN_THE_FUTURE: held_on > today,
        ReviewRefusal.HELD_BEFORE_IT_OPENED: held_on < opened_on,
        ReviewRefusal.HELD_ALREADY: held_on in held_days,
        ReviewRefusal.NOBODY: not anybody,
        ReviewRefusal.NO_REASON: decision is Decision.ESCALATE and not reason,
        ReviewRefusal.NEXT_MISSING: goes_on and next_on is None,
        ReviewRefusal.NEXT_PASSED: goes_on and next_on is not None and next_on <= today,
        ReviewRefusal.NEXT_TOO_LATE: goes_on and next_on is not None and next_on > last_day and not next_reason,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class Outcome(TextChoices):
    """What came of asking a family how it is going."""

    DONE = "done", _("we talked")
    REFUSED = "refused", _("the family doesn't want to talk, and that is fine")
    UNREACHABLE = "unreachable", _("nobody could be reached")


class FollowUpRefusal(TextChoices):
    """Why it can't be written down that a family was asked."""

    NOT_AWAITED = "follow_up_not_awaited", _("The family isn't to be asked any more; somebody may have been faster.")
    ASKED_IN_THE_FUTURE = "follow_up_asked_in_the_future", _("The day of the talk is in the future.")
    ASKED_BEFORE_CLOSURE = "follow_up_asked_before_closure", _("On that day the case wasn't closed yet.")
    NOTHING_SAID = "follow_up_nothing_said", _("Say how it is going.")
    NEED_UNKNOWN = "follow_up_need_unknown", _("Say whether the family needs help again.")
    AGAIN_IN_THE_PAST = "follow_up_again_in_the_past", _("The next try must be in the future.")
    AGAIN_MISSING = "follow_up_again_missing", _("Say either when you will try again, or that nobody will.")


def follow_up_refusals(
    *,
    is_awaited: bool,
    asked_on: date,
    closed_on: date | None,
    today: date,
    outcome: Outcome,
    how_it_goes: str,
    needs_help: bool | None,
    again_on: date | None,
    gives_up: bool,
) -> frozenset[FollowUpRefusal]:
    """Return every reason against writing this down; none means go ahead. A closed day of None is never reached.

    Args:
        again_on: when somebody tries again, if nobody could be reached.
        gives_up: whether it was said that nobody tries again; a day left empty doesn't say so.
    """
    talked, unreachable = outcome is Outcome.DONE, outcome is Outcome.UNREACHABLE
    checks = {
        FollowUpRefusal.NOT_AWAITED: not is_awaited,
        FollowUpRefusal.ASKED_IN_THE_FUTURE: asked_on > today,
        FollowUpRefusal.ASKED_BEFORE_CLOSURE: closed_on is not None and asked_on < closed_on,
        FollowUpRefusal.NOTHING_SAID: talked and not how_it_goes,
        FollowUpRefusal.NEED_UNKNOWN: talked and needs_help is None,
        FollowUpRefusal.AGAIN_IN_THE_PAST: again_on is not None and again_on <= today,
        FollowUpRefusal.AGAIN_MISSING: unreachable and (again_on is None) is not gives_up,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def correction_refusals(
    *, anybody: bool, decision: Decision, reason: str, next_reason: str, was_late: bool
) -> frozenset[ReviewRefusal]:
    """Return every reason against these words of a review that is written down; its decision and days stay.

    Args:
        was_late: whether it had to say why the next review is so late.
    """
    checks = {
        ReviewRefusal.NOBODY: not anybody,
        ReviewRefusal.NO_REASON: decision is Decision.ESCALATE and not reason,
        ReviewRefusal.NEXT_TOO_LATE: was_late and not next_reason,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class HowAsked(TextChoices):
    """How a family was asked."""

    VISIT = "visit", _("at home")
    CALL = "call", _("by telephone")
    OFFICE = "office", _("at the centre")
    LETTER = "letter", _("by letter")
    OTHER = "other", _("otherwise")


class NoRefusal(TextChoices):
    """Why a family's no can't be written down like this."""

    ASKED_IN_THE_FUTURE = "no_asked_in_the_future", _("The day on which you asked is in the future.")
    AGAIN_IN_THE_PAST = "no_again_in_the_past", _("Another try must be in the future.")
    AGAIN_TOO_LATE = (
        "no_again_too_late",
        _("By that day the concern may be locked by its age, and the date with it. Choose an earlier one."),
    )


def no_refusals(
    *, asked_on: date, try_again_on: date | None, today: date, last_day: date | None = None
) -> frozenset[NoRefusal]:
    """Return every reason against writing a family's no down like this.

    Args:
        last_day: the last day on which what it was said to still opens; None if it stays.
    """
    checks = {
        NoRefusal.ASKED_IN_THE_FUTURE: asked_on > today,
        NoRefusal.AGAIN_IN_THE_PAST: try_again_on is not None and try_again_on <= today,
        NoRefusal.AGAIN_TOO_LATE: try_again_on is not None and last_day is not None and try_again_on > last_day,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)
