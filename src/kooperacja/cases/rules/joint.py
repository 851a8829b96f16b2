"""Decisions that several institutions make together: when one is carried, and what may be asked and answered. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .plan import FURTHEST


class Rule(TextChoices):
    """How many of the institutions that were asked must say yes."""

    ALL = "all", pgettext_lazy("joint decision", "all who are asked")
    ANY = "any", pgettext_lazy("joint decision", "at least one")
    SOME = "some", pgettext_lazy("joint decision", "at least as many as I write")


class Vote(TextChoices):
    """What an institution says."""

    YES = "yes", pgettext_lazy("joint decision", "yes")
    NO = "no", pgettext_lazy("joint decision", "no")
    ABSTAINS = "abstains", pgettext_lazy("joint decision", "we leave it to the others")


class Channel(TextChoices):
    """How the answer of an institution without an account came."""

    LETTER = "letter", pgettext_lazy("joint decision", "by letter")
    PHONE = "phone", pgettext_lazy("joint decision", "by telephone")
    EMAIL = "email", pgettext_lazy("joint decision", "electronically")
    MEETING = "meeting", pgettext_lazy("joint decision", "at a meeting")


class Result(TextChoices):
    """How a joint decision stands."""

    OPEN = "open", pgettext_lazy("joint decision", "open")
    CARRIED = "carried", pgettext_lazy("joint decision", "carried")
    REJECTED = "rejected", pgettext_lazy("joint decision", "not carried")
    LAPSED = "lapsed", pgettext_lazy("joint decision", "ended without an answer in time")


class JointRefusal(TextChoices):
    """Why it can't be asked, answered or ended like this."""

    NOBODY = "joint_nobody", _("Choose which institutions decide.")
    NOT_IN_THE_TEAM = "joint_not_in_the_team", _("An institution that you chose isn't in the team any more.")
    NO_NUMBER = "joint_no_number", _("Write how many of them must say yes.")
    TOO_MANY = "joint_too_many", _("That is more than you ask, so it could never be carried.")
    DAY_PASSED = "joint_day_passed", _("The day has passed. Give today or a later day.")
    DAY_TOO_FAR = "joint_day_too_far", _("Check the year: that is more than five years away.")
    OF_ANOTHER_CASE = "joint_of_another_case", _("This isn't of this case.")
    NOT_ENDED = "joint_not_ended", _("It is asked again only once it has ended without being carried.")
    ASKED_AGAIN = "joint_asked_again", _("This was asked again already.")
    NO_REASON = "joint_no_reason", _("Say why.")
    ENDED = "joint_ended", _("This has been settled meanwhile, so the answer can't be changed any more.")
    NO_CHANNEL = "joint_no_channel", _("Say how the answer came.")
    NO_DAY = "joint_no_day", _("Say on which day the answer came.")
    IN_THE_FUTURE = "joint_in_the_future", _("The day is in the future.")
    TOO_EARLY = "joint_too_early", _("The answer can't have come before the question was asked.")


@dataclass(frozen=True)
class Tally:
    """How many institutions that count said what."""

    yes: int = 0
    no: int = 0
    abstained: int = 0
    silent: int = 0

    @property
    def asked(self) -> int:
        """All that count."""
        return self.yes + self.no + self.abstained + self.silent


def tally(votes: Iterable[str]) -> Tally:
    """Count votes; an empty one is an institution that hasn't answered yet."""
    said = list(votes)
    return Tally(said.count(Vote.YES), said.count(Vote.NO), said.count(Vote.ABSTAINS), said.count(""))


def needed(rule: Rule, number: int | None, told: Tally) -> int:
    """Return how many must say yes. Who abstains leaves it to the others: "all" is then all of these, at least one."""
    if rule is Rule.ALL:
        return max(1, told.asked - told.abstained)
    return number or 1


def result(
    rule: Rule, number: int | None, told: Tally, *, answer_by: date, today: date, is_case_closed: bool = False
) -> Result:
    """Return how a joint decision stands by the votes of those who count.

    The day by which they answer is a day on which they still may. What was carried, or can't be any more, is so at
    once; what nobody settled ends with its day, or with the case.
    """
    enough = needed(rule, number, told)
    if told.yes >= enough:
        return Result.CARRIED
    if told.yes + told.silent < enough:
        return Result.REJECTED
    return Result.LAPSED if is_case_closed or today > answer_by else Result.OPEN


@dataclass(frozen=True)
class Question:
    """What is known when the lead asks."""

    asked: frozenset[int]
    in_the_team: frozenset[int]
    rule: Rule
    number: int | None
    answer_by: date
    of_another_case: bool = False
    is_again: bool = False
    has_ended: bool = True  # what is asked again ended without being carried
    was_asked_again: bool = False
    has_reason: bool = False


def question_refusals(told: Question, *, today: date) -> frozenset[JointRefusal]:
    """Return every reason against asking like this."""
    counts = told.rule is Rule.SOME
    checks = {
        JointRefusal.NOBODY: not told.asked,
        JointRefusal.NOT_IN_THE_TEAM: not told.asked <= told.in_the_team,
        JointRefusal.NO_NUMBER: counts and not told.number,
        JointRefusal.TOO_MANY: counts and (told.number or 0) > len(told.asked),
        JointRefusal.DAY_PASSED: told.answer_by < today,
        JointRefusal.DAY_TOO_FAR: told.answer_by > today + FURTHEST,
        JointRefusal.OF_ANOTHER_CASE: told.of_another_case,
        JointRefusal.NOT_ENDED: told.is_again and not told.has_ended,
        JointRefusal.ASKED_AGAIN: told.is_again and told.was_asked_again,
        JointRefusal.NO_REASON: told.is_again and not told.has_reason,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


@dataclass(frozen=True)
class Said:
    """An answer; the lead writes down one that came otherwise than through an account, with how and when."""

    vote: Vote
    reason: str = ""
    channel: Channel | None = None
    came_on: date | None = None


def vote_refusals(
    said: Said, *, is_open: bool, is_by_letter: bool, asked_on: date, today: date
) -> frozenset[JointRefusal]:
    """Return every reason against such an answer."""
    came_on = said.came_on or today
    checks = {
        JointRefusal.ENDED: not is_open,
        JointRefusal.NO_REASON: said.vote is Vote.NO and not said.reason,
        JointRefusal.NO_CHANNEL: is_by_letter and said.channel is None,
        JointRefusal.NO_DAY: is_by_letter and said.came_on is None,
        JointRefusal.IN_THE_FUTURE: is_by_letter and came_on > today,
        JointRefusal.TOO_EARLY: is_by_letter and came_on < asked_on,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
