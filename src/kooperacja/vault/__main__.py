"""`python -m kooperacja.vault` prints a new key for personal fields."""

from .keys import new_key

print(new_key())  # noqa: T201 - printing is all that it does
