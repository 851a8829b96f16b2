"""One request, one thing: double click, Back and a retry after a time-out lead to what the first one made."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Once


def once(key: uuid.UUID, make: Callable[[], str]) -> str:
    """Run `make` unless this key was used before; return the address that it led to, now or then.

    The key is taken in the same transaction in which `make` writes, so either both stand or neither.
    """
    try:
        with transaction.atomic():
            entry = Once.objects.create(key=key, answer="", made_at=timezone.now())
            entry.answer = make()
            entry.save(update_fields=["answer"])
            return entry.answer
    except IntegrityError:
        entry_before = Once.objects.filter(key=key).exclude(answer="").first()
        if entry_before is None:
            raise
        return entry_before.answer


def was_carried_out(key: uuid.UUID) -> bool:
    """Tell whether a request with this key was carried out, so that its own effect isn't taken for a fault."""
    return Once.objects.filter(key=key).exists()
