"""Sets Django up, then measures: `python -m bench REQUESTS`, in the environment of a filled database."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kooperacja.config.settings")
django.setup()

from .one import main  # noqa: E402 - its models need Django to be set up

main(int(sys.argv[1]))
