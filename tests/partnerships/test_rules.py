"""What a standing team is founded on, who may sit in it, and what its agreement lacks."""

from datetime import date, timedelta

import pytest

from kooperacja.partnerships.rules import (
    Founding,
    Gap,
    PartnershipRefusal,
    Sitting,
    founding_gaps,
    founding_refusals,
    seat_refusals,
)

R = PartnershipRefusal
DAY = timedelta(days=1)
STARTS, ENDS = date(2026, 2, 1), date(2026, 12, 31)
LOCAL = Founding(
    name="PZK",
    is_founded=False,
    is_local=True,
    unit_is_gmina=True,
    unit_is_voivodeship=False,
    agreement_founds=True,
    agreement_starts_on=STARTS,
    starts_on=STARTS,
    ends_on=None,
)
REGIONAL = LOCAL._replace(is_local=False, unit_is_gmina=False, unit_is_voivodeship=True)


@pytest.mark.parametrize(
    ("founding", "reasons"),
    [
        (LOCAL, set()),
        (REGIONAL, set()),
        (LOCAL._replace(name=""), {R.NO_NAME}),
        (LOCAL._replace(is_founded=True), {R.ALREADY_FOUNDED}),
        (LOCAL._replace(unit_is_gmina=False), {R.LOCAL_NEEDS_GMINA}),
        (REGIONAL._replace(unit_is_voivodeship=False), {R.REGIONAL_NEEDS_VOIVODESHIP}),
        (LOCAL._replace(agreement_founds=False), {R.NOT_FOUNDING}),
        (LOCAL._replace(starts_on=STARTS - DAY), {R.BEFORE_AGREEMENT}),
        (LOCAL._replace(ends_on=STARTS), set()),
        (LOCAL._replace(ends_on=STARTS - DAY), {R.ENDS_BEFORE_START}),
    ],
)
def test_founding(founding, reasons):
    assert founding_refusals(founding) == reasons


SEAT = Sitting(
    sits_already=False,
    has_person=True,
    person_works_there=True,
    is_animator=False,
    starts_on=STARTS,
    team_starts_on=STARTS,
    team_ends_on=ENDS,
)


@pytest.mark.parametrize(
    ("sitting", "reasons"),
    [
        (SEAT, set()),
        (SEAT._replace(is_animator=True, starts_on=ENDS), set()),
        (SEAT._replace(team_ends_on=None, starts_on=ENDS + DAY), set()),
        (SEAT._replace(has_person=False, person_works_there=False), set()),
        (SEAT._replace(sits_already=True), {R.SITS_ALREADY}),
        (SEAT._replace(person_works_there=False), {R.NOT_THEIR_PERSON}),
        (SEAT._replace(has_person=False, is_animator=True), {R.ANIMATOR_NEEDS_PERSON}),
        (SEAT._replace(starts_on=STARTS - DAY), {R.OUTSIDE}),
        (SEAT._replace(starts_on=ENDS + DAY), {R.OUTSIDE}),
    ],
)
def test_sitting(sitting, reasons):
    assert seat_refusals(sitting) == reasons


@pytest.mark.parametrize(
    ("said", "gaps"),
    [
        ({"party_seats": {"990101", "9901"}}, set()),
        ({"party_seats": {"990101"}}, {Gap.NO_POWIAT}),
        ({"party_seats": {"9901"}}, {Gap.NO_GMINA}),
        ({"party_seats": {"990102", "99"}}, {Gap.NO_GMINA, Gap.NO_POWIAT}),
        ({"party_seats": {"990101", "9901"}, "in_force": False}, {Gap.AGREEMENT_ENDED}),
        ({"party_seats": {"9901"}, "is_city_with_powiat_rights": True}, set()),
        ({"party_seats": {"990101"}, "is_city_with_powiat_rights": True}, set()),
        ({"party_seats": {"99"}, "is_city_with_powiat_rights": True}, {Gap.NO_GMINA}),
        ({"party_seats": {"99"}, "is_local": False, "unit_code": "99"}, set()),
        ({"party_seats": {"9901"}, "is_local": False, "unit_code": "99"}, {Gap.NO_VOIVODESHIP}),
    ],
)
def test_what_the_agreement_lacks(said, gaps):
    usual = {"unit_code": "990101", "is_local": True, "is_city_with_powiat_rights": False, "in_force": True}

    assert founding_gaps(**{**usual, **said}) == gaps
