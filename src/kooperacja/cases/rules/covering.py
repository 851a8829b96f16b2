"""When somebody of another centre may cover for one that has nobody there. Pure: values in, every refusal out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoverRefusal(TextChoices):
    """Why cover can't be asked for, or accepted, so."""

    NO_AGREEMENT = (
        "cover_no_agreement",
        _("No agreement on cover between these centres holds from the first day on."),
    )
    CANT_LEAD = "cover_cant_lead", _("Only somebody who works there now and leads cases can cover.")
    ONESELF = "cover_oneself", _("Choose somebody else than yourself.")
    PASSED = "cover_passed", _("The first day has passed.")
    OVER = "cover_over", _("The last day has passed, so there is nothing left to cover.")
    ENDS_BEFORE_START = "cover_ends_before_start", _("The last day is before the first.")
    TOO_LONG = "cover_too_long", _("That is longer than cover may last. Choose an earlier day; it can be renewed.")
    OVERLAPS = "cover_overlaps", _("This person is already asked, or covers, on some of these days.")
    NO_CASES = "cover_no_cases", _("Choose at least one case.")
    NOT_OURS = "cover_not_ours", _("Choose open cases of your centre.")


@dataclass(frozen=True)
class Asked:
    """What is known when a centre asks somebody of another one to cover."""

    starts_on: date
    ends_on: date
    agreement_holds: bool
    can_lead: bool
    oneself: bool
    overlaps: bool
    whole_centre: bool
    names_cases: bool
    cases_are_ours: bool


def cover_refusals(asked: Asked, *, today: date, longest: int) -> frozenset[CoverRefusal]:
    """Return every reason not to ask so; `longest` in days, both ends counted."""
    checks = {
        CoverRefusal.NO_AGREEMENT: not asked.agreement_holds,
        CoverRefusal.CANT_LEAD: not asked.can_lead,
        CoverRefusal.ONESELF: asked.oneself,
        CoverRefusal.PASSED: asked.starts_on < today,
        CoverRefusal.ENDS_BEFORE_START: asked.ends_on < asked.starts_on,
        CoverRefusal.TOO_LONG: (asked.ends_on - asked.starts_on).days >= longest,
        CoverRefusal.OVERLAPS: asked.overlaps,
        CoverRefusal.NO_CASES: not asked.whole_centre and not asked.names_cases,
        CoverRefusal.NOT_OURS: not asked.cases_are_ours,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def accepting_refusals(*, ends_on: date, today: date, agreement_holds: bool, can_lead: bool) -> frozenset[CoverRefusal]:
    """Return every reason not to accept now: what held when it was asked may have ended since."""
    checks = {
        CoverRefusal.OVER: ends_on < today,
        CoverRefusal.NO_AGREEMENT: not agreement_holds,
        CoverRefusal.CANT_LEAD: not can_lead,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)
