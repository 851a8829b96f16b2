"""The demo, loaded once for each file of tests, and what everybody in it reads."""

from functools import cache

import pytest
from django.db import transaction
from django.utils import timezone

from kooperacja.demo.loader import load_demo

from .reading import pages_of


@pytest.fixture(scope="module")
def pages_read(django_db_setup, django_db_blocker):
    """Return a function that gives all pages that a person of the demo can read; each crawled once."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(now=timezone.now())
        yield cache(pages_of)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def everything_read(pages_read):
    """Return a function that gives the text of all those pages."""
    return cache(lambda name: "\n".join(pages_read(name)))


@pytest.fixture
def what_if(everything_read):
    """What this test does to the demo is undone after it."""
    with transaction.atomic():
        yield timezone.now()
        transaction.set_rollback(True)
