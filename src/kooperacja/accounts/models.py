"""People who sign in. What they may do comes from their hats, never from this row."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .granted import GrantedModel, granted


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

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class OperatorGrant(GrantedModel):
    """Makes a person an operator of the installation while it runs: manages institutions, sees no case."""

    user = models.ForeignKey(User, models.PROTECT, related_name="operator_grants")

    class Meta:
        constraints = [
            *granted("operator_grant"),
            models.UniqueConstraint(fields=["user"], condition=Q(ends_on=None), name="operator_grant_once_at_a_time"),
        ]
