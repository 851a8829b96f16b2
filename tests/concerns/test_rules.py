from datetime import UTC, date, datetime, timedelta

import pytest

from kooperacja.concerns import rules
from kooperacja.concerns.rules import Answer, ArrivalRefusal, DecisionRefusal, ForwardRefusal, Refusal, answer, yearly
from kooperacja.concerns.terms import Competence, ConcernState, ReporterKind, Urgency

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FINE = {
    "urgency": Urgency.AMBER,
    "competence": Competence.RESIDENCE,
    "call_me": False,
    "facts": "Dziecko przychodzi głodne.",
    "source": "seen",
    "phone": "",
    "last_seen_on": None,
    "is_their_gmina": True,
    "must_call": False,
    "has_called": False,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, set()),
        ({"facts": ""}, {Refusal.NO_FACTS}),
        ({"source": ""}, {Refusal.NO_SOURCE}),
        ({"facts": "", "source": ""}, {Refusal.NO_FACTS, Refusal.NO_SOURCE}),
        ({"facts": "ż" * 600}, set()),
        ({"facts": "ż" * 601}, {Refusal.FACTS_TOO_LONG}),
        ({"call_me": True, "facts": "", "source": "", "phone": "100 200 300"}, set()),
        ({"call_me": True, "facts": "", "source": ""}, {Refusal.NO_PHONE}),
        ({"is_their_gmina": False}, {Refusal.NOT_THEIR_GMINA}),
        ({"competence": Competence.STAY, "urgency": Urgency.GREEN}, {Refusal.STAY_NOT_URGENT}),
        ({"competence": Competence.STAY, "urgency": Urgency.AMBER}, set()),
        ({"competence": Competence.STAY, "urgency": Urgency.RED}, set()),
        ({"competence": Competence.LAST_REGISTRATION, "urgency": Urgency.GREEN}, set()),
        ({"must_call": True}, {Refusal.NOT_CALLED}),
        ({"must_call": True, "has_called": True}, set()),
        ({"last_seen_on": TODAY}, set()),
        ({"last_seen_on": date(2024, 2, 29)}, set()),
        ({"last_seen_on": TODAY + timedelta(1)}, {Refusal.SEEN_IN_FUTURE}),
    ],
)
def test_what_may_be_sent(changes, found):
    assert rules.refusals(**FINE | changes) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, set()),
        ({"received_at": NOW}, set()),
        ({"received_at": NOW + timedelta(seconds=1)}, {ArrivalRefusal.IN_FUTURE}),
        ({"received_at": NOW - timedelta(days=366)}, set()),
        ({"received_at": NOW - timedelta(days=367)}, {ArrivalRefusal.LONG_AGO}),
        ({"names_institution": True}, set()),
        ({"names_institution": True, "kind": ReporterKind.PRIVATE}, {ArrivalRefusal.PRIVATE_IN_INSTITUTION}),
        ({"names_institution": True, "kind": ReporterKind.UNKNOWN}, {ArrivalRefusal.PRIVATE_IN_INSTITUTION}),
        ({"kind": ReporterKind.PRIVATE}, set()),
    ],
)
def test_when_and_from_whom_something_may_have_come(changes, found):
    fine = {
        "received_at": NOW - timedelta(hours=1),
        "now": NOW,
        "kind": ReporterKind.INSTITUTION,
        "names_institution": False,
    }
    assert rules.arrival_refusals(**fine | changes) == found


@pytest.mark.parametrize(
    ("to_itself", "is_their_gmina", "reason", "found"),
    [
        (False, True, "mieszka tam", set()),
        (True, True, "mieszka tam", {ForwardRefusal.TO_ITSELF}),
        (False, False, "mieszka tam", {ForwardRefusal.NOT_COMPETENT}),
        (False, True, "", {ForwardRefusal.NO_REASON}),
    ],
)
def test_where_a_concern_may_be_forwarded(to_itself, is_their_gmina, reason, found):
    assert rules.forward_refusals(to_itself=to_itself, is_their_gmina=is_their_gmina, reason=reason) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"reason": "wizyta", "tells": False}, set()),
        ({"reason": "", "tells": False}, {DecisionRefusal.NO_REASON}),
        ({"reason": "x", "tells": True, "body": "sąd", "how": "pismem", "by": "A. B."}, set()),
        ({"reason": "x", "tells": True, "how": "pismem", "by": "A. B."}, {DecisionRefusal.NO_BODY}),
        ({"reason": "x", "tells": True, "body": "sąd", "by": "A. B."}, {DecisionRefusal.NO_WAY}),
        ({"reason": "x", "tells": True, "body": "sąd", "how": "pismem"}, {DecisionRefusal.NO_TELLER}),
    ],
)
def test_what_a_decision_needs(given, found):
    assert rules.decision_refusals(**given) == found


INSTITUTION, PRIVATE, UNKNOWN = ReporterKind
S = ConcernState


@pytest.mark.parametrize(
    ("state", "forwarded", "kind", "said"),
    [
        (S.WAITING_FOR_RELEASE, False, INSTITUTION, Answer.WAITS),
        (S.WITHDRAWN, False, INSTITUTION, Answer.NOT_SENT),
        (S.RECEIVED, False, INSTITUTION, Answer.ACCEPTED),
        (S.IN_TRIAGE, False, INSTITUTION, Answer.ACCEPTED),
        (S.RECEIVED, True, INSTITUTION, Answer.FORWARDED),
        (S.IN_TRIAGE, True, INSTITUTION, Answer.FORWARDED),
        *(
            (state, moved, INSTITUTION, Answer.FINISHED)
            for state in (S.LINKED, S.CASE_OPENED, S.TOLD_OTHER, S.NO_ACTION, S.NOT_CONFIRMED)
            for moved in (True, False)
        ),
        *(
            (state, moved, kind, Answer.ACCEPTED)
            for state in (S.RECEIVED, S.IN_TRIAGE, S.LINKED, S.CASE_OPENED, S.NO_ACTION)
            for moved in (True, False)
            for kind in (PRIVATE, UNKNOWN)
        ),
    ],
)
def test_the_reporter_hears_one_of_three_sentences_and_a_private_person_only_the_first(state, forwarded, kind, said):
    assert answer(state, forwarded=forwarded, kind=kind) == said


def test_every_decision_sounds_the_same_to_the_reporter():
    """Nobody can read from the answer whether the person is known or a case was opened."""
    ended = {
        answer(state, forwarded=False, kind=INSTITUTION)
        for state in (S.LINKED, S.CASE_OPENED, S.NO_ACTION, S.NOT_CONFIRMED)
    }

    assert ended == {Answer.FINISHED}


@pytest.mark.parametrize(
    ("came", "led", "shown"),
    [
        (0, 0, (0, 0, None)),
        (5, 5, (None, None, None)),
        (6, 0, (6, 0, 0)),
        (6, 6, (6, 6, 100)),
        (20, 3, (20, None, None)),
        (20, 17, (20, None, None)),  # three by subtraction
        (20, 10, (20, 10, 50)),
    ],
)
def test_a_small_count_is_hidden_also_where_it_could_be_reckoned(came, led, shown):
    row = yearly(2026, came=came, led_to_help=led)

    assert (row.came, row.led_to_help, row.percent) == shown
