"""Free TCP ports."""

from __future__ import annotations

import socket


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on the port and this user may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just closed is free
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def next_free(first: int, host: str = "127.0.0.1", *, tries: int = 50) -> int | None:
    """Return the first free port from `first` on."""
    return next((port for port in range(first, min(first + tries, 65536)) if is_free(port, host)), None)


def any_free() -> int:
    """Return a port that the system itself holds free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lan_address() -> str | None:
    """Return this machine's address in its local network, if it is in one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: only the way to it is looked up
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") or address == "0.0.0.0" else address  # noqa: S104 - compared, not bound
