"""Settings of the tests: the real ones in test mode."""

import os

os.environ.setdefault("KOOPERACJA_MODE", "test")

from kooperacja.config.settings import *  # noqa: F403 - the mode must be set before
