"""Half-written forms, posts held for an expired session, and the keys that make one request one thing."""

import uuid

from django.conf import settings
from django.db import models

from kooperacja.vault.fields import EncryptedJSONField


class Draft(models.Model):
    """A half-written form of one person. Only its owner ever reads it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True)
    data = EncryptedJSONField(reads_are_recorded=False)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "kind"], name="draft_of_owner")]


class HeldPost(models.Model):
    """What a person sent after their session had ended; kept an hour, for the same account alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    data = EncryptedJSONField(reads_are_recorded=False)
    held_at = models.DateTimeField(db_index=True)


class Once(models.Model):
    """A request that was carried out, and where it led; the same key again leads there and does nothing."""

    key = models.UUIDField(unique=True)
    answer = models.CharField(max_length=300)
    made_at = models.DateTimeField(db_index=True)
