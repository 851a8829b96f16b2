"""The keys that seal personal fields. They come from a file or the environment, never from the database."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings  # read in `ring` alone: keys can be made before there are settings

FORMAT = b"\x01"
ID_BYTES = 4
NONCE_BYTES = 12
KEY_BYTES = 32
HEAD_BYTES = len(FORMAT) + ID_BYTES
REST_FROM = HEAD_BYTES + NONCE_BYTES


class KeyProblem(Exception):
    """There is no usable key, or a value was sealed with a key that this installation doesn't have."""


class Tampered(Exception):
    """A sealed value doesn't belong where it was found, or its bytes were changed."""


@dataclass(frozen=True)
class Key:
    """One master key of 32 bytes; its id is derived from it, so that it needs no name."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise KeyProblem(f"a key has {KEY_BYTES} bytes, this one has {len(self.secret)}")

    @property
    def id(self) -> bytes:
        return hashlib.sha256(b"kooperacja key id" + self.secret).digest()[:ID_BYTES]

    def derived(self, purpose: str, *, length: int = KEY_BYTES) -> bytes:
        """Return the key for one purpose, so that no two purposes share a key."""
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose.encode()).derive(self.secret)


class KeyRing:
    """The keys of an installation: the first one seals, all of them open."""

    def __init__(self, keys: Sequence[Key]) -> None:
        if not keys:
            raise KeyProblem("no key is set")
        self._active = keys[0]
        self._head = FORMAT + keys[0].id
        self._ciphers = {FORMAT + key.id: AESGCM(key.derived("fields")) for key in keys}
        self._indexes = {key.id: key for key in keys}

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read keys from text: one base64 key of 32 bytes a line, the active one first.

        Raises:
            KeyProblem: a line is not such a key, or there is none. The message never holds the key.
        """
        keys = []
        for number, line in enumerate(text.split(), start=1):
            try:
                keys.append(Key(base64.b64decode(line, validate=True)))
            except (binascii.Error, KeyProblem) as error:
                raise KeyProblem(f"key {number} is not 32 bytes in base64") from error
        return cls(keys)

    def seal(self, plain: bytes, *, context: str) -> bytes:
        """Seal bytes for one place: `context` is `table.column:public_id`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = self._ciphers[self._head]
        return self._head + nonce + cipher.encrypt(nonce, plain, self._head + context.encode())

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """Open what `seal` made for the same place.

        Raises:
            KeyProblem: its key is not on this ring.
            Tampered: it was changed, or moved from another place.
        """
        head, nonce, rest = sealed[:HEAD_BYTES], sealed[HEAD_BYTES:REST_FROM], sealed[REST_FROM:]
        cipher = self._ciphers.get(head)
        if cipher is None:
            raise KeyProblem("a value was sealed with a key that this installation doesn't have")
        try:
            return cipher.decrypt(nonce, rest, head + context.encode())
        except InvalidTag as error:
            raise Tampered(context) from error

    def derived(self, purpose: str, *, length: int) -> list[bytes]:
        """Return what each key gives for one purpose, the active one's first; see `Key.derived`."""
        return [key.derived(purpose, length=length) for key in self._indexes.values()]

    def index(self, value: str, *, purpose: str) -> bytes:
        """Return the keyed index of a value, by which alone it can be found (HMAC-SHA-256)."""
        return self._index(self._active, value, purpose)

    def indexes(self, value: str, *, purpose: str) -> list[bytes]:
        """Return the index of a value under each key, to find rows written before a key was changed."""
        return [self._index(key, value, purpose) for key in self._indexes.values()]

    @staticmethod
    def _index(key: Key, value: str, purpose: str) -> bytes:
        return key.id + hmac.digest(key.derived(f"index {purpose}"), value.encode(), "sha256")


def new_key() -> str:
    """Return a new key in base64, as the key file holds it."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


@cache
def _ring(text: str) -> KeyRing:
    return KeyRing.parse(text)


def ring() -> KeyRing:
    """Return the key ring of this installation (`KOOPERACJA_KEYS` or the file `KOOPERACJA_KEY_FILE`)."""
    return _ring(settings.KOOPERACJA_KEYS)


def read_key_file(path: Path) -> str:
    """Return the text of a key file.

    Raises:
        KeyProblem: it can't be read; the message says so in a plain sentence.
    """
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyProblem(f"The key file {path} can't be read: {type(error).__name__}.") from error
