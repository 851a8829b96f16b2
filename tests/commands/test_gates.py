"""The two gates of `./test` that are our own are shown to fail."""

import json
import sys
from pathlib import Path

import pytest

from tools.coverage_gate import gaps_in, must_be_covered
from tools.environment import ROOT
from tools.lockfiles import addresses
from tools.suite import Suite, counts


@pytest.mark.parametrize(
    ("path", "guarded"),
    [
        ("src/kooperacja/cases/rules.py", True),
        ("src/kooperacja/cases/states.py", True),
        ("src/kooperacja/cases/actions/plan.py", True),
        ("src/kooperacja/cases/policies/case.py", True),
        ("src/kooperacja/cases/views.py", False),
        ("src/kooperacja/ui/rules_of_thumb.py", False),
        ("src/kooperacja/ui/tags/actions.py", False),
    ],
)
def test_guarded_files(path, guarded):
    assert must_be_covered(path) is guarded


def report(tmp_path: Path, lines=(), branches=(), name="src/kooperacja/cases/rules.py"):
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps({"files": {name: {"missing_lines": lines, "missing_branches": branches}}}))
    return path


def test_full_coverage_passes(tmp_path):
    assert gaps_in(report(tmp_path)) == []


def test_a_line_without_a_test_is_named(tmp_path):
    assert gaps_in(report(tmp_path, lines=[7, 9])) == [
        "src/kooperacja/cases/rules.py: lines not run: 7, 9; branches not taken: none"
    ]


def test_a_branch_without_a_test_is_named(tmp_path):
    (gap,) = gaps_in(report(tmp_path, branches=[[12, 15], [20, -3]]))

    assert gap.endswith("branches not taken: 12→15, 20→exit")


def test_gaps_elsewhere_are_not_this_gates_matter(tmp_path):
    path = tmp_path / "coverage.json"
    full = {"missing_lines": [], "missing_branches": []}
    path.write_text(
        json.dumps(
            {
                "files": {
                    "src/kooperacja/a/views.py": {"missing_lines": [1], "missing_branches": []},
                    "src/kooperacja/a/rules.py": full,
                }
            }
        )
    )

    assert gaps_in(path) == []


def test_a_report_that_measured_nothing_fails(tmp_path):
    assert gaps_in(report(tmp_path, name="elsewhere/views.py")) != []


def test_a_missing_report_fails(tmp_path):
    assert gaps_in(tmp_path / "coverage.json") != []


def test_our_lock_files_hold_no_address():
    assert list(addresses(ROOT)) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("requirements/run.txt", "django @ https://files.example/django.whl"),
        ("requirements/test.txt", "--extra-index-url = somewhere"),
        ("assets/package-lock.json", '  "resolved": "somewhere",'),
        ("assets/package-lock.json", '  "url": "https://give.example/"'),
    ],
)
def test_an_address_in_a_lock_file_is_named(tmp_path, path, line):
    target = tmp_path / path
    target.parent.mkdir()
    target.write_text(f"first\n{line}\n")

    assert list(addresses(tmp_path)) == [f"{path}:2: {line.strip()}"]


def test_totals_come_from_pytests_own_report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text('<testsuites><testsuite tests="10" failures="2" errors="1" skipped="1"/></testsuites>')

    assert counts(path) == (6, 3, 1)
    assert counts(tmp_path / "missing.xml") == (0, 0, 0)


def test_one_failed_check_fails_the_whole(tmp_path, capsys):
    suite = Suite(python=Path("python"), scratch=tmp_path)
    suite.check("Good", lambda: True)
    suite.check("Bad", lambda: False)
    suite.check("Good again", lambda: True)

    assert suite.summary() == 1
    assert "These failed: Bad." in capsys.readouterr().out


def test_all_good_ends_with_a_line_of_totals(tmp_path, capsys):
    suite = Suite(python=Path("python"), scratch=tmp_path, passed=12)
    suite.check("Good", lambda: True)

    assert suite.summary() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "12 passed, 0 failed"


@pytest.mark.parametrize(
    ("counted", "good"),
    [
        ('tests="3" failures="0" errors="0" skipped="0"', True),
        ('tests="3" failures="0" errors="0" skipped="1"', False),
        ('tests="0" failures="0" errors="0" skipped="0"', False),
    ],
)
def test_a_run_without_tests_or_with_a_skipped_one_is_no_proof(tmp_path, monkeypatch, counted, good):
    def run(_, report, **__):
        Path(report.removeprefix("--junitxml=")).write_text(f"<testsuite {counted}/>")
        return True

    monkeypatch.setattr(Suite, "command", lambda self, *line, **_: run(self, line[3]))

    assert Suite(python=Path("python"), scratch=tmp_path).pytest() is good


def test_a_check_that_is_killed_is_said_to_be(tmp_path, capfd):
    suite = Suite(python=Path(sys.executable), scratch=tmp_path)
    program = Path(sys.executable).name

    assert suite.command(program, "-c", "raise SystemExit(0)")
    assert not suite.command(program, "-c", "raise SystemExit(1)")
    assert not suite.command(program, "-c", "import os; os.kill(os.getpid(), 9)")
    assert "ended from outside, by signal 9" in capfd.readouterr().out
