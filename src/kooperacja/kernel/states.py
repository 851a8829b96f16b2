"""State machines as tables: `(state, action) → state`. Pure: no clock, no database, no user."""

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

S = TypeVar("S", bound=Enum)
A = TypeVar("A", bound=Enum)


class TransitionNotAllowed(Exception):
    """The thing isn't in a state from which this can be done; somebody may have been faster."""

    def __init__(self, state: Enum, action: Enum) -> None:
        super().__init__(f"{action.value} is not possible in state {state.value}")
        self.state = state
        self.action = action


class StateTable(Generic[S, A]):
    """A table of what may follow what.

    >>> STATES.next(CaseState.OPEN, CaseAction.CLOSE)
    CaseState.CLOSED
    """

    def __init__(self, rows: Mapping[tuple[S, A], S]) -> None:
        self.rows = dict(rows)

    def next(self, state: S, action: A) -> S:
        """Return the state after `action`.

        Raises:
            TransitionNotAllowed: the table has no such row.
        """
        try:
            return self.rows[state, action]
        except KeyError:
            raise TransitionNotAllowed(state, action) from None

    def allows(self, state: S, action: A) -> bool:
        """Tell whether `action` can be done in `state`."""
        return (state, action) in self.rows

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram."""
        lines = [f"    {state.value} --> {after.value}: {action.value}" for (state, action), after in self.rows.items()]
        return "\n".join(["stateDiagram-v2", *lines])
