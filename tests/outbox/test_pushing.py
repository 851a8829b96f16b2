"""What leaves the server, seen from the service's side: an empty request, to one host, with TLS that is checked."""

import ssl
from datetime import timedelta

import pytest

from kooperacja.outbox import pushing
from kooperacja.outbox.pushing import NotTaken, push
from kooperacja.outbox.rules import PushTarget
from kooperacja.outbox.vapid import server_key

from .conftest import NOON
from .push_server import HOST, PushServer
from .test_vapid import opened

TARGET = PushTarget(HOST, "/wpush/v2/abc?d=1")


def send(target=TARGET, lasts=timedelta(hours=1)):
    push(target, server_key=server_key(), lasts=lasts, now=NOON)


def test_a_push_has_no_content_and_says_the_same_of_everything(service):
    send()
    ((path, headers, body),) = service.came
    claims, public = opened(headers.pop("Authorization"))

    assert (path, body) == (TARGET.path, b"")
    of_http = {"Host": HOST, "Accept-Encoding": "identity", "Content-Length": "0"}
    assert headers == of_http | {"TTL": "3600", "Topic": "nowe", "Urgency": "normal"}
    assert (claims["aud"], public) == (f"https://{HOST}", server_key())


@pytest.mark.parametrize("status", [301, 307])
def test_no_redirect_is_followed(service, status):
    service.answers = [status]
    with pytest.raises(NotTaken) as said:
        send()

    assert (said.value.status, said.value.is_gone, len(service.came)) == (status, False, 1)


@pytest.mark.parametrize(("status", "is_gone"), [(400, False), (403, False), (404, True), (410, True), (503, False)])
def test_a_no_is_told_by_its_number(service, status, is_gone):
    service.answers = [status]
    with pytest.raises(NotTaken) as said:
        send()

    assert (said.value.status, said.value.is_gone) == (status, is_gone)


def test_somebody_else_s_certificate_is_refused_before_anything_is_said(tmp_path, monkeypatch):
    server = PushServer(tmp_path, host="evil.example")
    monkeypatch.setattr(pushing, "_connection", server.connection)
    with pytest.raises(ssl.SSLCertVerificationError):
        send()
    server.close()

    assert server.came == []


def test_a_connection_leads_to_the_host_at_443_checks_it_and_does_not_wait_long(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    made = pushing._connection(HOST)

    assert (made.host, made.port, made.timeout, made._tunnel_host) == (HOST, 443, 10, None)
    assert made._context.verify_mode == ssl.CERT_REQUIRED
    assert made._context.check_hostname
