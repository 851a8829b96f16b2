"""When records become one, when that is taken back, when one becomes two: as tables."""

import pytest

from kooperacja.cases.rules.merging import (
    MergeRefusal,
    Parting,
    SplitRefusal,
    UndoRefusal,
    fuller,
    is_said,
    merge_refusals,
    split_refusals,
    undo_refusals,
)
from kooperacja.persons.rules import Kin, KinshipKind


@pytest.mark.parametrize(
    ("fact", "refusal"),
    [
        ("same", MergeRefusal.SAME_RECORD),
        ("other_centre", MergeRefusal.OTHER_CENTRE),
        ("merged_already", MergeRefusal.MERGED_ALREADY),
        ("related", MergeRefusal.RELATED),
        ("other_death", MergeRefusal.OTHER_DEATH),
    ],
)
def test_each_fact_speaks_against_joining(fact, refusal):
    fine = dict.fromkeys(("same", "other_centre", "merged_already", "related", "other_death"), False)

    assert merge_refusals(**fine) == frozenset()
    assert merge_refusals(**{**fine, fact: True}) == {refusal}


def test_the_fuller_text_is_proposed():
    assert fuller("", "600 100 200")
    assert not fuller("Anna", "Anna")


@pytest.mark.parametrize(
    ("kind", "known", "said"),
    [
        (KinshipKind.PARENT, Kin(1, 2, KinshipKind.PARENT), True),
        (KinshipKind.PARENT, Kin(2, 1, KinshipKind.PARENT), False),
        (KinshipKind.SIBLING, Kin(2, 1, KinshipKind.SIBLING), True),
        (KinshipKind.SIBLING, Kin(1, 2, KinshipKind.SPOUSE), False),
    ],
)
def test_a_kinship_is_said_once(kind, known, said):
    assert is_said(Kin(1, 2, kind), [known]) is said


@pytest.mark.parametrize(
    ("left", "now", "refusals"),
    [
        ({"cases.Goal:1": "a"}, {"cases.Goal:1": "a"}, set()),
        ({"cases.Goal:1": "a"}, {"cases.Goal:1": "b"}, {UndoRefusal.GOALS}),
        ({"persons.Kinship:1": "a"}, {}, {UndoRefusal.KIN}),
        ({}, {"cases.CasePerson:9": "a", "reviews.Attendance:3": "x"}, {UndoRefusal.CASES, UndoRefusal.OTHER}),
    ],
)
def test_whatever_changed_since_prevents_taking_it_back(left, now, refusals):
    assert undo_refusals(left, now) == refusals


def test_what_was_taken_back_is_not_taken_back_again():
    assert undo_refusals({}, {"cases.Goal:1": "b"}, undone_already=True) == {UndoRefusal.UNDONE_ALREADY}


@pytest.mark.parametrize(
    ("parting", "refusals"),
    [
        (Parting(frozenset({1}), frozenset({2}), frozenset({(1, False), (2, True)})), set()),
        (Parting(frozenset({1}), frozenset({1}), frozenset({(1, True)})), set()),
        (Parting(frozenset({1}), frozenset(), frozenset()), {SplitRefusal.SECOND_WITHOUT_CASE}),
        (Parting(frozenset(), frozenset({1}), frozenset()), {SplitRefusal.FIRST_WITHOUT_CASE}),
        (Parting(frozenset({1}), frozenset({2}), frozenset({(1, True)})), {SplitRefusal.NOT_IN_THE_CASE}),
        (Parting(frozenset({1}), frozenset({2}), frozenset({(2, False)})), {SplitRefusal.NOT_IN_THE_CASE}),
    ],
)
def test_each_of_two_has_a_case_and_what_belongs_to_it(parting, refusals):
    assert split_refusals(parting, changed=False) == refusals
    assert split_refusals(parting, changed=True) == refusals | {SplitRefusal.CHANGED}
