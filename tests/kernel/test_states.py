from enum import Enum

import pytest

from kooperacja.kernel.states import StateTable


class Door(Enum):
    OPEN = "open"
    SHUT = "shut"


class Push(Enum):
    CLOSE = "close"


TABLE = StateTable({(Door.OPEN, Push.CLOSE): Door.SHUT})


def test_a_table_draws_itself():
    assert TABLE.diagram() == "stateDiagram-v2\n    open --> shut: close"


@pytest.mark.parametrize(("state", "allowed"), [(Door.OPEN, True), (Door.SHUT, False)])
def test_what_is_not_in_the_table_is_not_done(state, allowed):
    assert TABLE.allows(state, Push.CLOSE) is allowed
