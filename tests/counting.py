"""How many queries a page costs."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, address: str, data: dict[str, str] | None = None) -> int:
    """Open a page and return how many queries it took; compare it for few rows and for many."""
    with CaptureQueriesContext(connection) as found:
        response = client.get(address, data or {})
    assert response.status_code == 200
    return len(found)
