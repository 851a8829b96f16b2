"""Reads the source of the house, so that its rules can be tests.

Each check takes its inputs, so that a fault can be planted.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kooperacja"

ROOMS = [
    "config",
    "demo",
    "simulation",
    "portal",
    "protection",
    "leaving",
    "search",
    "agenda",
    "reviews",
    "matching",
    "transfers",
    "gate",
    "diagnosis",
    "consultations",
    "cases",
    "concerns",
    "lists",
    "persons",
    "partnerships",
    "agreements",
    "institutions",
    "territory",
    "drafts",
    "outbox",
    "accounts",
    "access",
    "audit",
    "vault",
    "ui",
    "kernel",
]
"""From the roof down. A room knows only those below it."""

SHELVES = [
    {"urls"},
    {"views"},
    {"forms"},
    {"jobs", "management"},
    {"actions"},
    {"notifications"},
    {"policies"},
    {"models"},
    {"querysets"},
    {"states", "events", "rules"},
]
"""Inside a room, from the roof down; shelves of one set don't know each other, save the pure ones at the bottom."""

PURE = len(SHELVES) - 1


def sources(*shelves: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path below the source folder, syntax tree) of every module, or of the modules on these shelves."""
    for path in sorted(SOURCE.rglob("*.py")):
        below = path.relative_to(SOURCE)
        if "migrations" in below.parts:
            continue
        if not shelves or shelf_of(below) in shelves:
            yield str(below), ast.parse(path.read_text(encoding="utf-8"))


def shelf_of(below: Path) -> str:
    """Return the shelf of a module: `cases/actions/plan.py` lies on `actions`."""
    return below.parts[1].removesuffix(".py") if len(below.parts) > 1 else ""


def imported(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield the full dotted names that a module imports at run time."""
    package = ("kooperacja", *Path(module).parts[:-1])
    for node in _at_run_time(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            whole = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from _at_run_time(node)
