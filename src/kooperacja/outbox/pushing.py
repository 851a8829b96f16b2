"""Hands a push in at the service of a browser's maker (RFC 8030). It has no content, so there is nothing to encrypt."""

import ssl
from datetime import datetime, timedelta
from http.client import HTTPSConnection
from typing import Final

from .rules import PushTarget
from .vapid import authorization

TIMEOUT: Final = 10
"""Seconds to wait for the connection and for each part of the answer."""

TOPIC: Final = "nowe"
"""What the service still keeps under this topic is replaced, so that a device that was off is told once."""


class NotTaken(Exception):
    """The service didn't take it; its number says why."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status

    @property
    def is_gone(self) -> bool:
        """Whether the browser no longer wants any, or never did."""
        return self.status in {404, 410}


def push(target: PushTarget, *, server_key: str, lasts: timedelta, now: datetime) -> None:
    """Hand a push in; the service keeps it for `lasts` while the device is off. No other address is followed.

    Raises:
        NotTaken: the service says no.
        OSError, HTTPException: it can't be reached, isn't who it should be, or talks nonsense.
    """
    headers = {
        "TTL": str(int(lasts.total_seconds())),
        "Topic": TOPIC,
        "Urgency": "normal",  # always: what is urgent is nobody else's business
        "Authorization": authorization(target.host, server_key, now=now),
    }
    connection = _connection(target.host)
    try:
        connection.request("POST", target.path, body=b"", headers=headers)
        status = connection.getresponse().status
    finally:
        connection.close()
    if status not in {200, 201, 202}:
        raise NotTaken(status)


def _connection(host: str) -> HTTPSConnection:
    """Return a connection that isn't open yet. No proxy, no redirect: it leads to this host or nowhere."""
    return HTTPSConnection(host, 443, timeout=TIMEOUT, context=ssl.create_default_context())
