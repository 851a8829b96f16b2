"""Takes the pictures of the handbook: `make handbook`, or `python -m tools.camera` with the names of some.

The demonstration is loaded into a folder that is thrown away, on a day and at an hour that stand still, and served from
this very process, so that the pages know no other time. Chromium opens each page as the person who works with it.

Taken twice on one machine, the pictures are the same byte for byte. Another version of Chromium may draw other bytes:
`tools/pictures.py` says why that makes no picture stale.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command
from django.utils import timezone

from tools.environment import clean_environment, say

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=ZoneInfo("Europe/Warsaw"))
"""A Tuesday morning, at which the demonstration stands still."""
KEY = base64.b64encode(b"a key for invented people only!!").decode()


def main(arguments: Sequence[str]) -> int:
    """Take every picture, or those that are named, and write what is known of them into the manifest."""
    parser = argparse.ArgumentParser(prog="python -m tools.camera", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="PICTURE", help="take these alone (all)")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="where to leave them (in the sources)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kooperacja-pictures-", ignore_cleanup_errors=True) as folder:
        _set_up(Path(folder))
        import_module("tools.studio").take(options.names, options.into, now=NOW)  # its models need what was set up
    return 0


def _set_up(folder: Path) -> None:
    """Load the demonstration into the folder, at the hour that stands still."""
    environment = clean_environment(os.environ)
    os.environ.clear()
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="kooperacja.config.settings", KOOPERACJA_MODE="demo")
    os.environ.update(KOOPERACJA_DATA=str(folder), KOOPERACJA_KEYS=KEY)
    timezone.now = lambda: NOW  # before anything of ours is imported, which might keep the real one
    django.setup()
    say("Loading the demonstration …")
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
