"""When somebody may be invited, and when a function may end."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Duty


class Refusal(TextChoices):
    """Why something about people wasn't done."""

    WORKS_HERE = "works_here", _("This person already has this function in the institution.")
    ENDED = "ended", _("The institution has ended, so nobody can be invited to it.")
    OUT_OF_USE = "out_of_use", _("This function is no longer in use.")
    NOT_FOR_OPERATORS = "not_for_operators", _("Operators invite administrators only; they invite everybody else.")
    OWN_ROLE = "own_role", _("You act in this role, so somebody else must end it: an administrator or an operator.")
    SAME_FUNCTION = "same_function", _("The person has this function already.")
    ALREADY_ENDED = "already_ended", _("This has ended before.")
    BEFORE_START = "before_start", _("The last day can't be before the first one.")
    IS_OPERATOR = "is_operator", _("This person is an operator of the installation, too: an operator has to do it.")
    YOURSELF = "yourself", _("You can't do this to your own account. Use the page about how you sign in.")


@dataclass(frozen=True)
class Inviting:
    """What is known when somebody is invited."""

    by_operator: bool
    duties: frozenset[Duty]
    function_in_use: bool
    institution_ends_on: date | None
    works_here: bool


def refusals_to_invite(asked: Inviting, *, today: date) -> frozenset[Refusal]:
    """Every reason not to invite; none means go ahead."""
    checks = {
        Refusal.NOT_FOR_OPERATORS: asked.by_operator and Duty.ADMINISTRATION not in asked.duties,
        Refusal.OUT_OF_USE: not asked.function_in_use,
        Refusal.ENDED: asked.institution_ends_on is not None and asked.institution_ends_on < today,
        Refusal.WORKS_HERE: asked.works_here,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


@dataclass(frozen=True)
class Ending:
    """What is known when a function in an institution ends or changes."""

    is_own: bool
    starts_on: date
    holds_or_will: bool
    last_day: date


def refusals_to_end(asked: Ending, *, today: date) -> frozenset[Refusal]:
    """Every reason not to end it. A last day of today, or before, ends it at once."""
    checks = {
        Refusal.OWN_ROLE: asked.is_own,
        Refusal.ALREADY_ENDED: not asked.holds_or_will,
        Refusal.BEFORE_START: asked.last_day < asked.starts_on and asked.last_day < today,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
