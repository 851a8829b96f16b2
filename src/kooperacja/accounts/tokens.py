"""Tokens of links that let somebody in. The database holds their SHA-256 alone."""

import hashlib
import secrets

TOKEN_BYTES = 24  # 192 bits: no salt or slow hash is needed for what nobody can guess


def new_token() -> str:
    """Return a token for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what the database holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
