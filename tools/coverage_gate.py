"""Rules, states, policies and actions are covered to the last branch; `coverage json` is the witness."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

SHELVES = ("rules", "states", "policies", "actions")


def must_be_covered(path: str) -> bool:
    """Whether a file is an app's `<shelf>.py`, or lies in the folder that the shelf has become."""
    match PurePath(path).parts:
        case [*_, "kooperacja", _, shelf] | [*_, "kooperacja", _, shelf, _]:
            return shelf.removesuffix(".py") in SHELVES
    return False


def gaps(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield `file: …` for each guarded file with a line or a branch that no test has taken."""
    for path, found in sorted(report["files"].items()):
        if not must_be_covered(path):
            continue
        branches = [f"{start}→{'exit' if end < 0 else end}" for start, end in found["missing_branches"]]
        if found["missing_lines"] or branches:
            lines = ", ".join(map(str, found["missing_lines"])) or "none"
            yield f"{path}: lines not run: {lines}; branches not taken: {', '.join(branches) or 'none'}"


def gaps_in(report: Path) -> list[str]:
    """Return the gaps in a report of `coverage json`; no report, or no guarded file in it, is one, too."""
    if not report.exists():
        return ["There is no report: the tests ended before it was written."]
    read = json.loads(report.read_text(encoding="utf-8"))
    if not any(map(must_be_covered, read["files"])):
        return ["The report names no rules, states, policies or actions: was it measured?"]
    return list(gaps(read))
