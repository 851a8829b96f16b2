"""What the dates, parties and scan of an agreement can be."""

from datetime import date, timedelta

import pytest

from kooperacja.agreements.rules import (
    LARGEST_SCAN,
    AgreementRefusal,
    Papers,
    agreement_refusals,
    joining_refusals,
    leaving_refusals,
    scan_refusals,
)

R = AgreementRefusal
DAY = timedelta(days=1)
SIGNED, STARTS, ENDS = date(2026, 1, 10), date(2026, 2, 1), date(2026, 12, 31)
TODAY = date(2026, 6, 10)
PAPERS = Papers("Porozumienie", SIGNED, STARTS, ENDS)
OPEN = PAPERS._replace(ends_on=None)


@pytest.mark.parametrize(
    ("papers", "parties", "reasons"),
    [
        (PAPERS, 2, set()),
        (OPEN, 30, set()),
        (PAPERS._replace(title=""), 2, {R.NO_TITLE}),
        (PAPERS._replace(signed_on=TODAY), 2, set()),
        (PAPERS._replace(signed_on=TODAY + DAY), 2, {R.SIGNED_IN_FUTURE}),
        (PAPERS._replace(ends_on=STARTS), 2, set()),
        (PAPERS._replace(ends_on=STARTS - DAY), 2, {R.ENDS_BEFORE_START}),
        (PAPERS, 1, {R.TOO_FEW_PARTIES}),
        (PAPERS._replace(title="", signed_on=TODAY + DAY), 0, {R.NO_TITLE, R.SIGNED_IN_FUTURE, R.TOO_FEW_PARTIES}),
    ],
)
def test_entering(papers, parties, reasons):
    assert agreement_refusals(papers, parties=parties, today=TODAY) == reasons


@pytest.mark.parametrize(
    ("papers", "since", "is_party", "reasons"),
    [
        (PAPERS, STARTS, False, set()),
        (PAPERS, ENDS, False, set()),
        (OPEN, ENDS + DAY, False, set()),
        (PAPERS, STARTS - DAY, False, {R.OUTSIDE}),
        (PAPERS, ENDS + DAY, False, {R.OUTSIDE}),
        (PAPERS, STARTS, True, {R.IS_PARTY}),
    ],
)
def test_joining(papers, since, is_party, reasons):
    assert joining_refusals(papers, since, is_party=is_party) == reasons


@pytest.mark.parametrize(
    ("papers", "last_day", "reasons"),
    [
        (PAPERS, STARTS, set()),
        (PAPERS, ENDS, set()),
        (OPEN, ENDS + DAY, set()),
        (PAPERS, STARTS - DAY, {R.LEAVES_BEFORE_IT_JOINED}),
        (PAPERS, ENDS + DAY, {R.OUTSIDE}),
    ],
)
def test_leaving(papers, last_day, reasons):
    assert leaving_refusals(papers, STARTS, last_day) == reasons


@pytest.mark.parametrize(
    ("size", "kind", "reasons"),
    [
        (1, "application/pdf", set()),
        (LARGEST_SCAN, "image/png", set()),
        (LARGEST_SCAN + 1, "image/jpeg", {R.SCAN_TOO_LARGE}),
        (1, "image/svg+xml", {R.SCAN_OF_OTHER_KIND}),
        (1, "text/html", {R.SCAN_OF_OTHER_KIND}),
        (0, "", {R.SCAN_OF_OTHER_KIND}),
    ],
)
def test_scans(size, kind, reasons):
    assert scan_refusals(size=size, kind=kind) == reasons
