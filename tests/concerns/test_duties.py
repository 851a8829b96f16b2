import pytest

from kooperacja.concerns import duties
from kooperacja.institutions.models import DutyProfile

P = DutyProfile


def codes(profile):
    return [row.code for row in duties.reminders(profile)]


@pytest.mark.parametrize("profile", DutyProfile)
def test_danger_comes_first_for_everybody(profile):
    assert codes(profile)[0] == "danger"


@pytest.mark.parametrize(
    ("profile", "starts", "others"),
    [
        (P.POLICE, "form_a", {"form_a_others", "form_a_health"}),
        (P.EDUCATION, "form_a", {"form_a_others", "form_a_health"}),
        (P.WELFARE, "form_a", {"form_a_others", "form_a_health"}),
        (P.HEALTH, "form_a_health", {"form_a_others", "form_a"}),
        (P.JUSTICE, "form_a_others", {"form_a", "form_a_health"}),
        (P.OTHER, "form_a_others", {"form_a", "form_a_health"}),
    ],
)
def test_form_a_is_started_by_those_who_may(profile, starts, others):
    assert starts in codes(profile)
    assert not others & set(codes(profile))


def test_nobody_tells_a_policeman_to_notify_the_police():
    assert not {"crime", "violent_minor"} & set(codes(P.POLICE))
    assert "violent_minor_police" in codes(P.POLICE)


def test_a_counsellor_is_reminded_of_secrecy():
    assert "school_secrecy" in codes(P.EDUCATION)
    assert "school_secrecy" not in codes(P.POLICE)


def test_law_has_its_source_and_belief_is_marked():
    for row in duties.REMINDERS:
        assert row.source or row.belief or row.code == "danger", row.code
    assert next(row for row in duties.REMINDERS if row.code == "court").belief


def test_violence_has_only_what_is_about_it():
    assert {row.about_violence for row in duties.on_violence(P.EDUCATION)} == {True}


def test_one_source_is_named_once():
    groups = duties.grouped(duties.on_violence(P.EDUCATION))

    assert [len(group.texts) for group in groups] == [4]
    assert groups[0].source == duties.FORM_A


def test_every_reminder_has_a_code_of_its_own():
    every = [row.code for row in duties.REMINDERS]

    assert len(every) == len(set(every))
