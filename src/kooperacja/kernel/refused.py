"""When rules say no: the reasons travel from the action to the page."""

from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """An action was not carried out. `refusals` are the reasons, members of a `TextChoices` with plain messages."""

    def __init__(self, refusals: Iterable[Any]) -> None:
        self.refusals = frozenset(refusals)
        super().__init__(", ".join(sorted(str(refusal.value) for refusal in self.refusals)))

    @property
    def messages(self) -> list[str]:
        """The reasons in plain words, in a constant order."""
        return [str(refusal.label) for refusal in sorted(self.refusals, key=lambda refusal: str(refusal.value))]


def refuse(refusals: Iterable[Any]) -> None:
    """Raise `Refused` if there is any reason, and do nothing otherwise."""
    if reasons := frozenset(refusals):
        raise Refused(reasons)
