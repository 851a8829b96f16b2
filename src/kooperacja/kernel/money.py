"""Amounts of money in złoty, as people write them."""

from decimal import Decimal

SPACE = "\N{NO-BREAK SPACE}"


def in_zloty(amount: Decimal) -> str:
    """Return the amount with thousands apart, and groszy only where there are some.

    >>> in_zloty(Decimal("12800"))
    '12\\xa0800\\xa0zł'
    """
    whole = amount == amount.to_integral_value()
    digits = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return f"{digits.replace(',', SPACE).replace('.', ',')}{SPACE}zł"
