"""When cover can be asked for and accepted."""

from datetime import date

import pytest

from kooperacja.cases.rules.covering import Asked, CoverRefusal, accepting_refusals, cover_refusals

TODAY = date(2028, 2, 29)
FINE = {
    "starts_on": TODAY,
    "ends_on": date(2028, 4, 28),
    "agreement_holds": True,
    "can_lead": True,
    "oneself": False,
    "overlaps": False,
    "whole_centre": True,
    "names_cases": False,
    "cases_are_ours": True,
}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, set()),
        ({"ends_on": TODAY}, set()),
        ({"whole_centre": False, "names_cases": True}, set()),
        ({"whole_centre": False}, {CoverRefusal.NO_CASES}),
        ({"agreement_holds": False}, {CoverRefusal.NO_AGREEMENT}),
        ({"can_lead": False}, {CoverRefusal.CANT_LEAD}),
        ({"oneself": True}, {CoverRefusal.ONESELF}),
        ({"starts_on": date(2028, 2, 28), "ends_on": TODAY}, {CoverRefusal.PASSED}),
        ({"ends_on": date(2028, 2, 28)}, {CoverRefusal.ENDS_BEFORE_START}),
        ({"ends_on": date(2028, 4, 29)}, {CoverRefusal.TOO_LONG}),
        ({"overlaps": True}, {CoverRefusal.OVERLAPS}),
        ({"cases_are_ours": False}, {CoverRefusal.NOT_OURS}),
    ],
)
def test_cover_is_asked_for_within_its_bounds(change, refused):
    assert cover_refusals(Asked(**{**FINE, **change}), today=TODAY, longest=60) == refused


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, set()),
        ({"ends_on": date(2028, 2, 28)}, {CoverRefusal.OVER}),
        ({"agreement_holds": False}, {CoverRefusal.NO_AGREEMENT}),
        ({"can_lead": False}, {CoverRefusal.CANT_LEAD}),
    ],
)
def test_what_has_ended_since_isnt_accepted(change, refused):
    told = {"ends_on": TODAY, "agreement_holds": True, "can_lead": True, **change}

    assert accepting_refusals(today=TODAY, **told) == refused
