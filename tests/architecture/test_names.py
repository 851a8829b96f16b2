"""Permissions, events and states: declared once, used, named in both languages, drawn as they are."""

import importlib
import re
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils.translation import override

from kooperacja.access.checks import addresses
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import declared
from kooperacja.kernel.states import StateTable

from .house import ROOMS, ROOT, SOURCE, sources

DIAGRAMS = ROOT / "docs" / "domain" / "states.md"


assert list(addresses()), "the pages load the policies in which permissions are declared"


def uses(name: str, text: str) -> int:
    """Count where a text speaks of `Class.NAME`."""
    return len(re.findall(rf"\b{re.escape(name)}\b", text))


CODE = {module: (SOURCE / module).read_text(encoding="utf-8") for module, _tree in sources()}


def events() -> list[type[TextChoices]]:
    """Return the event classes of all rooms."""
    found = []
    for module in CODE:
        if Path(module).stem == "events" or "events" in Path(module).parts:
            loaded = importlib.import_module("kooperacja." + module.removesuffix(".py").replace("/", "."))
            found += [
                value
                for value in vars(loaded).values()
                if isinstance(value, type) and issubclass(value, TextChoices) and value is not TextChoices
            ]
    return found


def tables() -> dict[str, StateTable]:
    """Return the state tables of all rooms by name."""
    found = {}
    for module in CODE:
        if Path(module).stem == "states" and not module.startswith("kernel"):
            loaded = importlib.import_module("kooperacja." + module.removesuffix(".py").replace("/", "."))
            found.update({name: value for name, value in vars(loaded).items() if isinstance(value, StateTable)})
    return dict(sorted(found.items()))


def drawn() -> str:
    """Return the page of state diagrams as the tables have it."""
    parts = ["# States\n\nPrinted from the tables in each room's `states.py`; a test compares them.\n"]
    for name, table in tables().items():
        title = name.removesuffix("_STATES").replace("_", " ").capitalize()
        parts.append(f"\n## {title}\n\n```mermaid\n{table.diagram()}\n```\n")
    return "".join(parts)


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_declared_and_used(permission):
    assert permission in declared, f"{permission} has no policy and no gate"
    text = "\n".join(code for module, code in CODE.items() if not module.endswith(("policies.py", "permissions.py")))
    assert uses(f"Permission.{permission.name}", text), f"{permission} is declared and nobody asks for it"


def test_permissions_are_named_by_room_thing_and_action():
    shape = re.compile(rf"({'|'.join(ROOMS)})\.[a-z_]+\.[a-z_]+")

    assert [permission for permission in Permission if not shape.fullmatch(permission)] == []


@pytest.mark.parametrize("event", [event for kind in events() for event in kind], ids=str)
def test_an_event_is_named_by_its_room_used_and_translated(event):
    room = type(event).__module__.split(".")[1]
    text = "\n".join(code for module, code in CODE.items() if not module.endswith("events.py"))

    assert event.value.startswith(f"{room}.")
    assert uses(f"{type(event).__name__}.{event.name}", text), f"{event} is never recorded"
    with override("pl"):
        polish = str(event.label)
    with override("en"):
        assert polish != str(event.label), f"{event} has no Polish name"


def test_event_names_are_unique():
    names = [event.value for kind in events() for event in kind]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", tables())
def test_every_state_can_be_reached_and_every_action_done(name):
    table = tables()[name]
    states = {type(state) for state, _action in table.rows}.pop()
    actions = {type(action) for _state, action in table.rows}.pop()
    first = next(iter(states))

    assert {action for _state, action in table.rows} == set(actions)
    assert set(states) - set(table.rows.values()) - {state for state, _ in table.rows} == set()
    assert first in {state for state, _action in table.rows}


def test_the_diagrams_are_printed_from_the_tables():
    assert DIAGRAMS.read_text(encoding="utf-8") == drawn(), "print them anew with `make diagrams`"


def test_planted_faults_are_found():
    assert uses("Permission.CASE_VIEW", "Permission.CASE_VIEW_WHOLE") == 0
    assert uses("Permission.CASE_VIEW", "x = Permission.CASE_VIEW)") == 1
