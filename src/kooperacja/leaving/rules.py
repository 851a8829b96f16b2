"""When the host's copy of an institution's data may be erased."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ErasureRefusal(TextChoices):
    """Why nothing is erased."""

    NOT_ENDED = "not_ended", _("The institution still works. An operator writes its last day first.")
    NOT_HANDED_OVER = "not_handed_over", _("All its data were not handed over on that day or later.")
    CHANGED_SINCE = "changed_since", _("Something has changed since its data were handed over. Hand them over again.")
    CASES_OPEN = "cases_open", _("It has cases that are not closed.")
    TRANSFERS_WAIT = "transfers_wait", _("A case waits to be passed to it or by it.")
    CONCERNS_WAIT = "concerns_wait", _("It has concerns that are not answered.")


@dataclass(frozen=True)
class Standing:
    """How an institution stands that wants its data erased."""

    ends_on: date | None
    is_handed_over: bool
    is_unchanged: bool
    open_cases: int = 0
    waiting_transfers: int = 0
    waiting_concerns: int = 0


def erasure_refusals(standing: Standing, *, today: date) -> frozenset[ErasureRefusal]:
    """Return every reason not to erase; none means go ahead."""
    checks = {
        ErasureRefusal.NOT_ENDED: standing.ends_on is None or standing.ends_on >= today,
        ErasureRefusal.NOT_HANDED_OVER: not standing.is_handed_over,
        ErasureRefusal.CHANGED_SINCE: standing.is_handed_over and not standing.is_unchanged,
        ErasureRefusal.CASES_OPEN: standing.open_cases > 0,
        ErasureRefusal.TRANSFERS_WAIT: standing.waiting_transfers > 0,
        ErasureRefusal.CONCERNS_WAIT: standing.waiting_concerns > 0,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
