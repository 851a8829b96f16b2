"""Numbers of invented people."""

from datetime import date
from typing import Final

from stdnum.pl import pesel

CENTURIES: Final = {18: 80, 19: 0, 20: 20, 21: 40}
"""What is added to the month for somebody born in that century."""


def pesel_of(born: date, serial: int, *, is_woman: bool) -> str:
    """Return a PESEL with a right check digit; `serial` is below 5,000.

    Source: ustawa z 24 września 2010 r. o ewidencji ludności, art. 15.
    """
    number = 2 * serial + (0 if is_woman else 1)
    digits = f"{born.year % 100:02}{born.month + CENTURIES[born.year // 100]:02}{born.day:02}{number:04}"
    return digits + str(pesel.calc_check_digit(digits))
