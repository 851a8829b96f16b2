"""What the dates, parties and scan of an agreement can be."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FEWEST_PARTIES = 2
LARGEST_SCAN = 20_000_000
"""Bytes of a scan."""

SCANS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
"""What a scan may be, by its content, and the ending under which it is kept."""

ENDING: Final = timedelta(days=30)
"""How long before its end an agreement is to be renewed, so that no partner loses access overnight."""


class AgreementRefusal(TextChoices):
    """Why an agreement can't be entered like this."""

    NO_TITLE = "no_title", _("Enter the title of the agreement.")
    SIGNED_IN_FUTURE = "signed_in_future", _("It can't be signed in the future.")
    ENDS_BEFORE_START = "ends_before_start", _("It can't end before it is in force.")
    TOO_FEW_PARTIES = "too_few_parties", _("An agreement has at least two parties.")
    IS_PARTY = "is_party", _("This institution is a party already.")
    OUTSIDE = "outside", _("The day lies outside the time in which the agreement is in force.")
    LEAVES_BEFORE_IT_JOINED = "leaves_before_it_joined", _("It can't leave before it joined.")
    NOT_A_CENTRE = "not_a_centre", _("Only welfare centres cover one another.")
    COVERS_NO_PARTY = "covers_no_party", _("Name here only institutions that are parties.")
    SCAN_TOO_LARGE = "scan_too_large", _("The scan is larger than 20 MB. Save it in a lower resolution.")
    SCAN_OF_OTHER_KIND = "scan_of_other_kind", _("A scan is a PDF, PNG or JPEG file. This file holds something else.")


class Papers(NamedTuple):
    """What an agreement says of itself."""

    title: str
    signed_on: date
    starts_on: date
    ends_on: date | None


def agreement_refusals(papers: Papers, *, parties: int, today: date) -> frozenset[AgreementRefusal]:
    """Return every reason not to enter an agreement; none means go ahead."""
    checks = {
        AgreementRefusal.NO_TITLE: not papers.title,
        AgreementRefusal.SIGNED_IN_FUTURE: papers.signed_on > today,
        AgreementRefusal.ENDS_BEFORE_START: papers.ends_on is not None and papers.ends_on < papers.starts_on,
        AgreementRefusal.TOO_FEW_PARTIES: parties < FEWEST_PARTIES,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def cover_refusals(*, centres_alone: bool, covering_are_parties: bool) -> frozenset[AgreementRefusal]:
    """Return every further reason not to enter an agreement on cover."""
    checks = {
        AgreementRefusal.NOT_A_CENTRE: not centres_alone,
        AgreementRefusal.COVERS_NO_PARTY: not covering_are_parties,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def joining_refusals(papers: Papers, since: date, *, is_party: bool) -> frozenset[AgreementRefusal]:
    """Return every reason why an institution can't join on that day."""
    checks = {
        AgreementRefusal.IS_PARTY: is_party,
        AgreementRefusal.OUTSIDE: not _in_force(papers, since),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def leaving_refusals(papers: Papers, joined_on: date, last_day: date) -> frozenset[AgreementRefusal]:
    """Return every reason why an institution can't leave with that last day."""
    checks = {
        AgreementRefusal.LEAVES_BEFORE_IT_JOINED: last_day < joined_on,
        AgreementRefusal.OUTSIDE: papers.ends_on is not None and last_day > papers.ends_on,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def scan_refusals(*, size: int, kind: str) -> frozenset[AgreementRefusal]:
    """Return every reason not to take a file as a scan. `kind` is what its content says, as a media type."""
    checks = {
        AgreementRefusal.SCAN_TOO_LARGE: size > LARGEST_SCAN,
        AgreementRefusal.SCAN_OF_OTHER_KIND: kind not in SCANS,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def _in_force(papers: Papers, day: date) -> bool:
    return papers.starts_on <= day and (papers.ends_on is None or day <= papers.ends_on)
