"""These tests read Polish; a test that changes the language changes it for itself only."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _polish():
    with translation.override("pl"):
        yield
