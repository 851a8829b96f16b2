"""S-52: no unsafe request without its token, on every address."""

import pytest
from django.test import Client

from kooperacja.access.checks import addresses
from tests.architecture.test_matrix import counts
from tests.world import as_

from .pages import PATTERNS, address, reader


@pytest.mark.parametrize(("name", "pattern"), [(name, pattern) for name, pattern, _route in addresses()])
def test_no_view_goes_without_the_check(name, pattern):
    assert not getattr(pattern.callback, "csrf_exempt", False)


def test_every_address_refuses_a_forged_request(world):
    clients = {
        who: as_(Client(enforce_csrf_checks=True), getattr(world, who))
        for who in {reader(name) for name in PATTERNS} - {None}
    }
    before = counts()
    for name in sorted(PATTERNS):
        client = clients.get(reader(name)) or Client(enforce_csrf_checks=True)
        for method in ("post", "delete"):
            assert getattr(client, method)(address(name, world)).status_code == 403, (name, method)

    assert counts() == before
