"""By what the services of browser makers know this installation: keys of its own and a short proof (RFC 8292).

The key pair is derived from the keys of the vault, so there is nothing more to keep or to lose. Each browser asked for
one public key, which stands in its row: after a change of the vault's key what was switched on before is signed with
the old one for as long as that lies in the key file.
"""

import base64
import json
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from kooperacja.vault.keys import KeyRing, ring

PURPOSE: Final = "web push P-256"
LASTS: Final = timedelta(hours=12)
"""How long a proof is good; RFC 8292 allows a day, and clocks differ."""

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points P-256 has (FIPS 186-5): a private key is a number from 1 to one less."""
_SECRET_BYTES: Final = 48
"""So much longer than the order that the remainder prefers no number."""


def server_key() -> str:
    """Return the public key for which browsers ask now, as they take it."""
    return next(iter(_pairs(ring())))


def has_key(public: str) -> bool:
    """Tell whether what was asked for with this public key can still be signed."""
    return public in _pairs(ring())


def authorization(host: str, public: str, *, now: datetime) -> str:
    """Return the header by which the service at `host` knows us.

    Raises:
        KeyError: there is no such key; see `has_key`.
    """
    claims: dict[str, str | int] = {"aud": f"https://{host}", "exp": int((now + LASTS).timestamp()), "sub": _contact()}
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = decode_dss_signature(_pairs(ring())[public].sign(signed.encode(), ECDSA(SHA256())))
    return f"vapid t={signed}.{_base64(r.to_bytes(32) + s.to_bytes(32))}, k={public}"


@lru_cache(maxsize=4)
def _pairs(keys: KeyRing) -> dict[str, EllipticCurvePrivateKey]:
    """Return the private keys by their public ones, that of the active key first."""
    secrets = keys.derived(PURPOSE, length=_SECRET_BYTES)
    pairs = [derive_private_key(int.from_bytes(secret) % (_ORDER - 1) + 1, SECP256R1()) for secret in secrets]
    return {_public(pair): pair for pair in pairs}


def _public(pair: EllipticCurvePrivateKey) -> str:
    return _base64(pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _contact() -> str:
    """Return where the service can turn to: our address, or where that has no `https`, the sender of our e-mails."""
    if settings.BASE_URL.startswith("https://"):
        return str(settings.BASE_URL)
    return f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


def _json(value: dict[str, str | int]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
