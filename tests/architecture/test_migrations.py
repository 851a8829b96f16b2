"""Migrations: named, complete, and free of the application's code."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

from .house import SOURCE

ALLOWED = ("kooperacja.vault.fields",)
MIGRATIONS = sorted(path for path in SOURCE.rglob("migrations/0*.py"))


def wrong(name: str, tree: ast.Module) -> list[str]:
    """Return what a migration may not do: carry a made-up name, import our code."""
    found = [f"{name} has no name of its own"] if "_auto_" in name else []
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        found += [f"{name} imports {n}" for n in names if n.startswith("kooperacja.") and n not in ALLOWED]
    return found


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_migration_is_named_and_imports_nothing_of_ours(path: Path):
    assert wrong(path.stem, ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("0002_auto_20261122", ""),
        ("0002_x", "import kooperacja.cases.states"),
        ("0002_x", "from kooperacja.cases import rules"),
    ],
)
def test_planted_faults_are_found(name, code):
    assert wrong(name, ast.parse(code))
