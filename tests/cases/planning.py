"""What the tests of the plan's pages have in common."""

import uuid

from django.urls import reverse


def url(name, row):
    return reverse(f"cases:{name}", args=[row.public_id])


def day(value, prefix="due_on"):
    return {f"{prefix}_day": value.day, f"{prefix}_month": value.month, f"{prefix}_year": value.year}


def key():
    return {"idempotency_key": str(uuid.uuid4())}
