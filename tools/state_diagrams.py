"""Prints the state diagrams into docs/domain/states.md: `make diagrams`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.testing")
django.setup()

from tests.architecture import test_names  # noqa: E402 - the tables need the applications

test_names.DIAGRAMS.write_text(test_names.drawn(), encoding="utf-8")
