"""The compiled styles and scripts belong to their sources, and hold nothing of another house."""

import hashlib
import re
from pathlib import Path

import pytest

import kooperacja.ui

SOURCES = Path(__file__).parents[2] / "assets"
COMPILED = Path(kooperacja.ui.__file__).parent / "static" / "ui"


def hash_of(folder):
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "node_modules" not in path.parts
    )
    digest = hashlib.sha256()
    for name in names:
        digest.update(f"{name}\0".encode() + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()


def test_compiled_files_come_from_these_sources():
    assert (COMPILED / "inputs.sha256").read_text().strip() == hash_of(SOURCES), "run `make assets`"


def test_hash_tells_a_changed_source(tmp_path):
    (tmp_path / "a.scss").write_text("a")
    before = hash_of(tmp_path)

    (tmp_path / "a.scss").write_text("b")

    assert hash_of(tmp_path) != before


@pytest.mark.parametrize("word", ["GDS Transport", "crown", "crest", "sourceMappingURL"])
def test_styles_hold_nothing_foreign(word):
    assert word not in (COMPILED / "app.css").read_text()


def test_styles_load_only_files_that_are_here():
    found = re.findall(r'url\("?([^")]+)"?\)', (COMPILED / "app.css").read_text())

    assert len(found) == 4
    assert all((COMPILED / name).is_file() for name in found)


def test_lock_names_no_address_of_a_package():
    assert '"resolved"' not in (SOURCES / "package-lock.json").read_text()


def test_scripts_keep_nothing_in_the_browser():
    script = (COMPILED / "app.js").read_text()

    assert not re.search(r"localStorage|sessionStorage|indexedDB", script)
