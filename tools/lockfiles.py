"""Lock files name no address of a package: they work behind any mirror, and tell nobody where they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.environment import ROOT

FORBIDDEN = {
    "requirements/*.txt": re.compile(r"https?://|^\s*--(extra-)?index-url|^\s*--find-links"),
    "assets/package-lock.json": re.compile(r'"resolved"|https?://'),
}


def addresses(root: Path = ROOT) -> Iterator[str]:
    """Yield `file:line: text` for each address in a lock file; a missing requirements file is a fault, too."""
    for pattern, forbidden in FORBIDDEN.items():
        for path in sorted(root.glob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if forbidden.search(line):
                    yield f"{path.relative_to(root)}:{number}: {line.strip()}"
