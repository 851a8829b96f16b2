"""Papers of other systems that belong to a plan. Pure."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperRefusal(TextChoices):
    """Why the number of a paper isn't written down like this."""

    KNOWN = "paper_known", _("This number is in the plan already.")
    IN_THE_FUTURE = "paper_in_the_future", _("The day is in the future.")


def paper_refusals(*, is_known: bool, dated_on: date, today: date) -> frozenset[PaperRefusal]:
    """Return every reason against it."""
    checks = {PaperRefusal.KNOWN: is_known, PaperRefusal.IN_THE_FUTURE: dated_on > today}
    return frozenset(reason for reason, holds in checks.items() if holds)
