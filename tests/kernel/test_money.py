"""Amounts as people write them."""

from decimal import Decimal

import pytest

from kooperacja.kernel.money import in_zloty


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "0 zł"), ("900", "900 zł"), ("12800.00", "12 800 zł"), ("1234567.5", "1 234 567,50 zł")],
)
def test_in_zloty(amount, words):
    assert in_zloty(Decimal(amount)) == words.replace(" ", "\N{NO-BREAK SPACE}")
