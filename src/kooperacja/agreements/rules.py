"""What the dates and parties of an agreement can be."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FEWEST_PARTIES = 2


class AgreementRefusal(TextChoices):
    """Why an agreement can't be entered like this."""

    SIGNED_IN_FUTURE = "signed_in_future", _("It can't be signed in the future.")
    ENDS_BEFORE_START = "ends_before_start", _("It can't end before it is in force.")
    TOO_FEW_PARTIES = "too_few_parties", _("An agreement has at least two parties.")
    IS_PARTY = "is_party", _("This institution is a party already.")
    OUTSIDE = "outside", _("The day lies outside the time in which the agreement is in force.")


class Papers(NamedTuple):
    """The dates of an agreement."""

    signed_on: date
    starts_on: date
    ends_on: date | None


def agreement_refusals(papers: Papers, *, parties: int, today: date) -> frozenset[AgreementRefusal]:
    """Return every reason not to enter an agreement; none means go ahead."""
    checks = {
        AgreementRefusal.SIGNED_IN_FUTURE: papers.signed_on > today,
        AgreementRefusal.ENDS_BEFORE_START: papers.ends_on is not None and papers.ends_on < papers.starts_on,
        AgreementRefusal.TOO_FEW_PARTIES: parties < FEWEST_PARTIES,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def party_refusals(papers: Papers, day: date, *, is_party: bool) -> frozenset[AgreementRefusal]:
    """Return every reason why an institution can't join, or leave, on that day."""
    checks = {
        AgreementRefusal.IS_PARTY: is_party,
        AgreementRefusal.OUTSIDE: day < papers.starts_on or (papers.ends_on is not None and day > papers.ends_on),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
