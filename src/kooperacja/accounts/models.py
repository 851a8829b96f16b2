"""People who sign in. What they may do comes from their hats, never from this row."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import AuditedModel, AuditedQuerySet

from .granted import GrantedModel, granted

SET_UP_WITHIN = timedelta(days=7)
"""How long a link to set up one's sign-in works."""

DEVICE_KNOWN_FOR = timedelta(days=180)
"""After so long without a visit a device is no longer known as its owner's."""
DEVICE_NAME_LENGTH = 60


class UserManager(BaseUserManager["User"]):
    """Makes people. Addresses are compared without regard to case, in no language's rules."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who can sign in; without a password, only by a passkey."""
        user = self.model(email=plain_email(email), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=plain_email(username or ""))


def plain_email(email: str) -> str:
    """Return the address as it is stored: lower case by ASCII rules, so that a Turkish İ makes no second person."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in email.strip())


class User(AbstractBaseUser):
    """A person of some institution, or an operator. Staff names and log-in addresses are not encrypted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    name = models.CharField(_("first name and surname"), max_length=150)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    set_up_at = models.DateTimeField(null=True, editable=False)  # when the first second factor was added

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


def display(user: User) -> str:
    """Return how allauth calls a person."""
    return user.name


class OperatorGrant(GrantedModel):
    """Makes a person an operator of the installation while it runs: manages institutions, sees no case."""

    user = models.ForeignKey(User, models.PROTECT, related_name="operator_grants")

    class Meta:
        constraints = [
            *granted("operator_grant"),
            models.UniqueConstraint(fields=["user"], condition=Q(ends_on=None), name="operator_grant_once_at_a_time"),
        ]


class SetupLink(AuditedModel):
    """A link by which a person sets up how they sign in, for the first time or anew.

    It dies when a second factor was set up by it, when a newer one is made, or after a week. Only the SHA-256 of its
    token is here: whoever reads the table can't use it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="setup_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class DeviceQuerySet(AuditedQuerySet["Device"]):
    """Ways to narrow devices; whoever asks narrows them to one person first."""

    def known(self, *, now: datetime) -> Self:
        """Those that count: not taken off the list, and not forgotten in a drawer."""
        since = now - DEVICE_KNOWN_FOR
        return self.filter(Q(used_at__gt=since) | Q(used_at=None, known_since__gt=since), ended_at=None)


class Device(AuditedModel):
    """A telephone, tablet or computer that its owner said is used by nobody else; see `devices.py`.

    Its browser holds a token in a cookie; only the SHA-256 of it is here, so whoever reads the table is no device.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="devices")
    name = models.CharField(_("name of this device"), max_length=DEVICE_NAME_LENGTH)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    known_since = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)  # when visit mode was last switched on there
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = DeviceQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at"], name="device_of_user")]


class DemoMark(models.Model):
    """One row that only the demo's loader writes, into an empty database; see `demo_mark.py`."""

    only = models.BooleanField(primary_key=True, default=True)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="demo_mark_once", condition=Q(only=True))]


class CacheEntry(models.Model):
    """The table of Django's database cache: counters of tries to sign in, shared by all processes of the server."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"
