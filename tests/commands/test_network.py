"""Tests talk to this machine only."""

import socket

import pytest


@pytest.mark.parametrize("connect", ["connect", "connect_ex"])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_no_test_reaches_another_machine(connect, kind):
    with socket.socket(socket.AF_INET, kind) as sock, pytest.raises(RuntimeError, match="may not talk to"):
        getattr(sock, connect)(("192.0.2.1", 80))


def test_this_machine_is_within_reach():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
