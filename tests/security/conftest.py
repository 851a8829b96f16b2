"""Production's own settings, read from the settings module as production starts it."""

import base64
import json
import os
import subprocess
import sys
from functools import cache

import pytest

PRODUCTION = {
    "KOOPERACJA_MODE": "production",
    "SECRET_KEY": "this-is-long-enough-for-production-and-known-to-nobody-1234567890",
    "ALLOWED_HOSTS": "kooperacja.example",
    "BASE_URL": "https://kooperacja.example",
    "KOOPERACJA_KEYS": base64.b64encode(b"some other key of 32 bytes, too.").decode(),
}
OF_INTEREST = ("SECURE_", "SESSION_COOKIE_", "CSRF_", "LANGUAGE_COOKIE_", "X_FRAME", "ALLOWED_")
DUMP = """
import json
from kooperacja.config import settings
print(json.dumps({n: v for n, v in vars(settings).items() if n.startswith(%r)}))
"""


def production_environment(data):
    """Return the environment of a production server whose files lie in `data`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, **PRODUCTION, "KOOPERACJA_DATA": str(data), "PYTHONPATH": "src"}


@cache
def production_settings(data):
    """Return what production sets for headers and cookies."""
    told = subprocess.run(
        [sys.executable, "-c", DUMP % (OF_INTEREST,)],
        env=production_environment(data),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


@pytest.fixture
def as_in_production(settings, tmp_path_factory):
    """Headers and cookies as production has them."""
    for name, value in production_settings(tmp_path_factory.getbasetemp() / "production").items():
        setattr(settings, name, value)
    settings.DEBUG = False
    return settings
