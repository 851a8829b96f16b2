from datetime import date

import pytest

from kooperacja.cases.rules import limits
from kooperacja.cases.rules.limits import answer_day, contact_day
from kooperacja.concerns.terms import Urgency


@pytest.mark.parametrize(
    ("urgency", "learned_on", "last"),
    [
        (Urgency.RED, date(2026, 11, 27), date(2026, 12, 1)),
        (Urgency.AMBER, date(2026, 11, 9), date(2026, 11, 30)),
        (Urgency.GREEN, date(2026, 11, 9), date(2026, 11, 30)),
        (Urgency.RED, date(2028, 2, 28), date(2028, 3, 1)),
    ],
)
def test_the_first_contact_has_its_day(urgency, learned_on, last):
    assert contact_day(urgency, learned_on) == last


def test_an_answer_has_so_many_working_days():
    assert answer_day(date(2026, 11, 27), days=5) == date(2026, 12, 4)
    assert answer_day(date(2026, 11, 27), days=1) == date(2026, 11, 30)


def test_every_limit_names_its_source():
    tables = [table for name, table in vars(limits).items() if name.isupper()]

    assert len(tables) == 9
    assert all(limit.source and limit.valid_from for table in tables for limit in table)
    assert "Dz.U. 2021 poz. 893" in limits.INTERVIEW[0].source
