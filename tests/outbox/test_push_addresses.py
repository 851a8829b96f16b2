"""To which addresses the server turns: those of the services that the installation knows, and nowhere else."""

import pytest

from kooperacja.config.settings import PUSH_HOSTS
from kooperacja.outbox.rules import PUSH_ADDRESS_LENGTH, PushTarget, push_target

REAL = [
    ("https://fcm.googleapis.com/fcm/send/dR2x_k:APA91bH-", "fcm.googleapis.com"),
    ("https://updates.push.services.mozilla.com/wpush/v2/gAAAAABm_x-y=", "updates.push.services.mozilla.com"),
    ("https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2bx%3d", "wns2-par02p.notify.windows.com"),
    ("https://web.push.apple.com/QGxq1", "web.push.apple.com"),
]


@pytest.mark.parametrize(("address", "host"), REAL)
def test_addresses_of_browsers_are_taken(address, host):
    path = address.removeprefix(f"https://{host}")

    assert push_target(address, PUSH_HOSTS) == PushTarget(host, path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "HTTPS://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "ftp://fcm.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:443/x",
        "https://fcm.googleapis.com:22/x",
        "https://fcm.googleapis.com:@10.0.0.1/x",
        "https://user@fcm.googleapis.com/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://fcm.googleapis.com#@evil.example/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "https://evil.example\\.fcm.googleapis.com/x",
        "https://evil.example/.fcm.googleapis.com/x",
        "https://evil.example/https://fcm.googleapis.com/x",
        "https://evil.example?.fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.pl/x",
        "https://evilfcm.googleapis.com/x",
        "https://googleapis.com/x",
        "https://com/x",
        "https://.fcm.googleapis.com/x",
        "https://a..fcm.googleapis.com/x",
        "https://fcm.googleapis.com./x",
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://localhost/x",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: evil.example",
        "https://fcm.googleapis.com/x\n",
        " https://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/\x00",
        "https://fcm.googleapis.com/ą",
        "https://fcm.googleapis\u3002com/x",
        "https://fcm.google\u0430pis.com/x",
        "https://\uff46cm.googleapis.com/x",
        "https://fcm.googleapi\u017f.com/x",
        "https://fcm%2egoogleapis.com/x",
        "https://fcm.googleapis.com%2f@evil.example/x",
        f"https://fcm.googleapis.com/{'x' * PUSH_ADDRESS_LENGTH}",
    ],
)
def test_everything_else_is_refused(address):
    assert push_target(address, PUSH_HOSTS) is None


def test_without_hosts_there_is_no_address():
    assert push_target(REAL[0][0], []) is None


def test_the_longest_address_is_taken():
    address = "https://fcm.googleapis.com/".ljust(PUSH_ADDRESS_LENGTH, "x")

    assert push_target(address, PUSH_HOSTS)
    assert push_target(address + "x", PUSH_HOSTS) is None
