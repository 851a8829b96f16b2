"""Where code stands: shelves know only lower shelves, rules are pure, pages don't write by themselves."""

import ast
from pathlib import Path

import pytest

from .house import PURE, ROOMS, SHELVES, SOURCE, imported, shelf_of, sources

LEVEL = {name: number for number, names in enumerate(SHELVES) for name in names}
IMPURE = ("django.db", "django.utils.timezone", "django.contrib", "django.http", "django.conf")
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}
WRITES = {"save", "delete", "update", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
DOORS = {"objects", "_base_manager", "_default_manager"}
ACTING = {"views", "forms", "jobs", "management", "actions"}

OWN_ROWS = {
    "drafts": "drafts and held posts belong to their owner alone and are reached by owner",
    "ui": "shows components only",
}
"""Rooms whose views may touch rows directly, each with the reason."""


def wrong_shelves(module: str, tree: ast.Module) -> list[str]:
    """Return the imports that go up inside a room."""
    room, mine = module.split("/", maxsplit=1)[0], LEVEL.get(shelf_of(Path(module)))
    if mine is None:
        return []
    found = []
    for name in imported(module, tree):
        parts = name.split(".")
        if parts[:2] != ["kooperacja", room] or len(parts) < 3:
            continue
        other = LEVEL.get(parts[2])
        if other is not None and (other < mine or (other == mine != PURE and parts[2] != shelf_of(Path(module)))):
            found.append(f"{module} imports {name}, which lies above it")
    return found


def impure(module: str, tree: ast.Module) -> list[str]:
    """Return what makes a rule impure: the database, settings, a request, the clock."""
    found = [f"{module} imports {name}" for name in imported(module, tree) if name.startswith(IMPURE)]
    words = "django.db.models" if module.endswith("states.py") else "django.db.models.TextChoices"
    return [line for line in found if not line.endswith(f" {words}") and "models.TextChoices" not in line] + [
        f"{module}:{node.lineno} asks the clock"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]


def back_doors(module: str, tree: ast.Module) -> list[str]:
    """Return the places where a page or form reaches rows past the policy, or writes by itself."""
    if module.split("/", maxsplit=1)[0] in OWN_ROWS:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (node.attr in DOORS or node.attr == "raw"):
            found.append(f"{module}:{node.lineno} uses .{node.attr}")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and "session" not in ast.dump(node.func.value)
            and not isinstance(node.func.value, ast.Dict)
            and _is_rows(node.func.value)
        ):
            found.append(f"{module}:{node.lineno} calls .{node.func.attr}()")
    return found


def _is_rows(node: ast.expr) -> bool:
    """Guess whether an expression is a row or a queryset: a plain dict's update is none of ours."""
    text = ast.unparse(node)
    return not any(word in text for word in ("initial", "kwargs", "attrs", "context", "data", "headers", "errors"))


@pytest.mark.parametrize(("module", "tree"), list(sources()), ids=lambda value: value if isinstance(value, str) else "")
def test_shelves_know_only_lower_shelves(module, tree):
    assert wrong_shelves(module, tree) == []


@pytest.mark.parametrize(
    ("module", "tree"),
    [*sources("rules", "states"), *((name, tree) for name, tree in sources() if name.startswith("kernel/"))],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rules_are_pure(module, tree):
    assert impure(module, tree) == []


@pytest.mark.parametrize(
    ("module", "tree"), list(sources("views", "forms")), ids=lambda value: value if isinstance(value, str) else ""
)
def test_pages_and_forms_go_through_policies_and_actions(module, tree):
    assert back_doors(module, tree) == []


def telling_of_the_past(module, tree):
    """Return what outside the demonstration would let events bear another moment than their own."""
    if module.startswith("demo/") or module == "audit/recording.py":
        return []
    used = (getattr(node, "id", "") or getattr(node, "attr", "") for node in ast.walk(tree))
    return [name for name in (*used, *imported(module, tree)) if name.endswith("back_then")]


@pytest.mark.parametrize(("module", "tree"), list(sources()), ids=lambda value: value if isinstance(value, str) else "")
def test_the_demonstration_alone_tells_of_the_past(module, tree):
    assert telling_of_the_past(module, tree) == []


@pytest.mark.parametrize(
    "code",
    [
        "from kooperacja.audit.recording import back_then",
        "from kooperacja.audit import recording\nrecording.back_then(1)",
        "from kooperacja.audit import recording\nrecording._back_then.set(1)",
    ],
)
def test_somebody_else_who_tells_of_the_past_is_found(code):
    assert telling_of_the_past("cases/actions/plan.py", ast.parse(code))
    assert not telling_of_the_past("demo/loader.py", ast.parse(code))


def test_every_room_is_known_to_the_house():
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}

    assert rooms <= set(ROOMS)


@pytest.mark.parametrize(
    ("check", "module", "code"),
    [
        (wrong_shelves, "cases/rules.py", "from kooperacja.cases.models import Case"),
        (wrong_shelves, "cases/models/plan.py", "from ..actions.plan import propose"),
        (wrong_shelves, "cases/actions.py", "from . import views"),
        (impure, "cases/rules.py", "from django.db import connection"),
        (impure, "cases/rules.py", "from datetime import date\ndate.today()"),
        (impure, "kernel/hours.py", "from django.utils.timezone import localdate"),
        (back_doors, "cases/views.py", "Case.objects.all()"),
        (back_doors, "cases/views.py", "case.save()"),
        (back_doors, "cases/forms.py", "Case._base_manager.raw('')"),
    ],
)
def test_planted_faults_are_found(check, module, code):
    assert check(module, ast.parse(code)) != []


@pytest.mark.parametrize(
    ("check", "module", "code"),
    [
        (wrong_shelves, "cases/actions.py", "from .models import Case"),
        (impure, "cases/rules.py", "from datetime import date"),
        (back_doors, "cases/views.py", "CASES.permitted(request.actor, P)"),
    ],
)
def test_what_is_right_is_left_alone(check, module, code):
    assert check(module, ast.parse(code)) == []
