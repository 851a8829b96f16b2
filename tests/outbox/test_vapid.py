"""The proof by which services know us: signed with a key that is derived, and good for one service and half a day."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from kooperacja.config.settings import KEY_OF_TESTS
from kooperacja.outbox import vapid
from kooperacja.vault.keys import new_key

from .conftest import NOON


def plain(text):
    assert "=" not in text
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(header):
    """Check a header as a service does; return what it says and the public key."""
    scheme, token, key = header.split(" ")
    head, claims, signature = token.removeprefix("t=").removesuffix(",").split(".")
    raw, public = plain(signature), key.removeprefix("k=")
    assert scheme == "vapid"
    assert len(raw) == 64
    assert json.loads(plain(head)) == {"typ": "JWT", "alg": "ES256"}
    both = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), plain(public))
    point.verify(both, f"{head}.{claims}".encode(), ECDSA(SHA256()))
    return json.loads(plain(claims)), public


def test_the_proof_is_signed_with_the_key_for_which_the_browser_asked(settings):
    settings.BASE_URL = "https://kooperacja.example"
    key = vapid.server_key()
    claims, public = opened(vapid.authorization("push.example", key, now=NOON))

    assert public == key
    assert len(plain(key)) == 65
    assert plain(key)[0] == 4
    assert claims == {
        "aud": "https://push.example",
        "exp": int(NOON.timestamp()) + 12 * 3600,
        "sub": "https://kooperacja.example",
    }


def test_many_proofs_are_good_however_short_their_numbers():
    for second in range(300):
        opened(vapid.authorization("push.example", vapid.server_key(), now=NOON.replace(microsecond=second)))


def test_a_forged_proof_is_found_out():
    head, claims, rest = vapid.authorization("push.example", vapid.server_key(), now=NOON).split(".")
    forged = base64.urlsafe_b64encode(plain(claims).replace(b"push.example", b"evil.example")).rstrip(b"=").decode()

    with pytest.raises(InvalidSignature):
        opened(f"{head}.{forged}.{rest}")


def test_where_the_site_has_no_https_the_sender_of_emails_is_named(settings):
    settings.BASE_URL, settings.DEFAULT_FROM_EMAIL = "http://localhost:8000", "Kooperacja <poczta@urzad.example>"
    claims, _public = opened(vapid.authorization("push.example", vapid.server_key(), now=NOON))

    assert claims["sub"] == "mailto:poczta@urzad.example"


def test_after_a_change_of_the_key_the_old_one_still_signs_until_it_goes(settings):
    old = vapid.server_key()
    settings.KOOPERACJA_KEYS = f"{new_key()}\n{KEY_OF_TESTS}"
    new = vapid.server_key()

    assert new != old
    assert opened(vapid.authorization("push.example", old, now=NOON))[1] == old
    assert vapid.has_key(old)
    assert vapid.has_key(new)
    settings.KOOPERACJA_KEYS = settings.KOOPERACJA_KEYS.split()[0]
    assert (vapid.has_key(old), vapid.server_key()) == (False, new)


def test_the_same_key_of_the_vault_gives_the_same_key_after_each_start():
    first = vapid.server_key()
    vapid._pairs.cache_clear()

    assert vapid.server_key() == first
