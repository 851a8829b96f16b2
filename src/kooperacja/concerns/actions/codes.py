"""The door without an account: asking for a code, entering it, using it up."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.institutions.models import Institution
from kooperacja.vault.keys import ring

from .. import notifications
from ..events import ConcernEvent
from ..models import CODE_LASTS, ReporterCode, Tries

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that nobody mistakes for each other: no 0 and O, no 1 and I."""

LENGTH: Final = 16
"""80 bits: with the limits below, guessing one of a thousand live codes takes longer than the sun shines."""

CODES_A_DAY: Final = 5
"""To one mailbox, so that nobody can flood it."""

ASKS_AN_HOUR: Final = 20
GUESSES_AN_HOUR: Final = 20
"""From one place."""


class CodeRefused(Exception):
    """There is no such code, it ran out, or it was used. Which of these is nobody's business."""


class TooOften(Exception):
    """Tried too often from one place within an hour."""


def count_try(what: str, place: str, *, limit: int, now: datetime) -> None:
    """Count one try from a place; only its keyed hash is kept, for a day.

    Raises:
        TooOften: it was one too many.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    bucket = _hash(f"{what} {place}", "tries")
    Tries.objects.filter(hour__lt=hour - timedelta(days=1)).delete()
    row, _made = Tries.objects.get_or_create(bucket=bucket, hour=hour)
    Tries.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db()
    if row.count > limit:
        raise TooOften


def send_code(institution: UUID, *, now: datetime) -> None:
    """Send a code to the institution's official mailbox, if there are such an institution and mailbox.

    Silent in every case: whoever asks learns nothing.
    """
    row = Institution.objects.on(timezone.localdate(now)).filter(public_id=institution).first()
    if row is None or not row.official_mailbox:
        return
    if ReporterCode.objects.filter(institution=row, made_at__gt=now - timedelta(days=1)).count() >= CODES_A_DAY:
        return
    text = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    with recording(ConcernEvent.CODE_SENT, actor=SYSTEM) as record:
        code = record.about(
            ReporterCode(
                institution=row, code_hash=_hash(text, "reporter code"), made_at=now, expires_at=now + CODE_LASTS
            ),
        )
        code.save()
        notifications.reporter_code(row, written(text), now=now)


def find_code(text: str, *, now: datetime) -> ReporterCode:
    """Return the code that somebody typed in; spaces, dashes and small letters don't matter.

    Raises:
        CodeRefused: there is none that still works.
    """
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    hashes = [value.hex() for value in ring().indexes(plain, purpose="reporter code")]
    code = working_codes(now=now).filter(code_hash__in=hashes).first()
    if code is None:
        raise CodeRefused
    return code


def working_code(public_id: str, *, now: datetime, also_used: bool = False) -> ReporterCode | None:
    """Return the code that a browser session entered, if it still works.

    `also_used` returns a used one, too: a second click on "send" must find the first one's receipt.
    """
    codes = ReporterCode.objects.select_related("institution__kind") if also_used else working_codes(now=now)
    return codes.filter(public_id=public_id).first()


def working_codes(*, now: datetime) -> QuerySet[ReporterCode]:
    """Return the codes that still work."""
    return ReporterCode.objects.filter(used_at=None, expires_at__gt=now).select_related("institution__kind")


def use_code(code: ReporterCode, *, now: datetime) -> ReporterCode:
    """Use a code up; only inside a recording.

    Raises:
        CodeRefused: somebody was faster, or it ran out meanwhile.
    """
    fresh = code.fresh()
    if fresh.used_at is not None or fresh.expires_at <= now:
        raise CodeRefused
    fresh.used_at = now
    fresh.save()
    return fresh


def written(code: str) -> str:
    """Return a code as it is written: in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _hash(text: str, purpose: str) -> str:
    return ring().index(text, purpose=purpose).hex()
