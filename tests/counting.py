"""How many queries a page costs."""

from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kooperacja.config import sessions


def queries_of(client: Client, address: str, data: dict[str, str] | None = None) -> int:
    """Open a page and return how many queries it took; compare it for few rows and for many.

    Once a minute a session notes that its owner is here. On a slow machine that would fall into any page, so it
    isn't counted.
    """
    with (
        mock.patch.object(sessions, "NOTED_EVERY", sessions.NOTED_EVERY * 60),
        CaptureQueriesContext(connection) as found,
    ):
        response = client.get(address, data or {})
    assert response.status_code == 200
    return len(found)
