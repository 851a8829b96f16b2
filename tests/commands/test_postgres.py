"""The throw-away PostgreSQL: it is new enough, it serves, and nothing of it is left."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tools import ports, postgres
from tools.environment import StuckError


def installed(debian, *versions):
    for version in versions:
        (debian / version / "bin").mkdir(parents=True)
        (debian / version / "bin" / "initdb").touch()


def test_the_newest_is_taken(tmp_path, monkeypatch):
    installed(tmp_path, "9.6", "15", "17")

    assert postgres.programs(tmp_path) == tmp_path / "17" / "bin"


def test_one_too_old_is_as_none(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    installed(tmp_path, "14")

    assert postgres.programs(tmp_path) is None


def test_without_postgresql_it_says_so(monkeypatch):
    monkeypatch.setattr(postgres, "programs", lambda: None)

    with pytest.raises(StuckError, match="missing"), postgres.throwaway():
        pass


@pytest.mark.postgres
def test_it_serves_and_leaves_nothing_behind_even_after_a_failure(monkeypatch):
    folders = []
    make = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **options: folders.append(make(**options)) or folders[-1])
    cluster = postgres.throwaway()
    address = cluster.__enter__()
    left_open = psycopg.connect(address)
    collation = left_open.execute("SELECT current_setting('lc_collate')").fetchone()

    assert not cluster.__exit__(ZeroDivisionError, ZeroDivisionError(), None)

    assert collation == ("C.UTF-8",)
    assert len(folders) == 1
    assert not Path(folders[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()
    assert ports.is_free(urlsplit(address).port)
