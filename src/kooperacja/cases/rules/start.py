"""When work by the plan can start: the smallest valid case."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Missing(TextChoices):
    """What the smallest valid case still lacks, in the order in which people usually get it."""

    AGREEMENT = "agreement", _("The agreement of somebody in the family to take part, or an order or duty")
    GOAL = "goal", _("One goal")
    ACTION = "action", _("One action that leads to a goal")
    REVIEW = "review", _("The date of the next review")


def missing_to_start(*, bases: int, goals: int, actions: int, review_on: date | None) -> frozenset[Missing]:
    """Return what is missing before work by the plan can start; nothing means go ahead.

    Args:
        bases: how many bases of taking part hold.
        goals: how many goals are open.
        actions: how many actions are proposed, accepted or done.
    """
    checks = {
        Missing.AGREEMENT: not bases,
        Missing.GOAL: not goals,
        Missing.ACTION: not actions,
        Missing.REVIEW: review_on is None,
    }
    return frozenset(what for what, is_missing in checks.items() if is_missing)
