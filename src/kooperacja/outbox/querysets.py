"""Ways to narrow e-mails, and the devices that are told."""

from datetime import datetime
from typing import Any, Final, Self

from django.db.models import QuerySet

from kooperacja.accounts.models import Device
from kooperacja.audit.models import AuditedQuerySet

from .kinds import CARRY_A_CODE

ACCOUNT_CLOSED: Final = "account closed"


class DeliveryQuerySet(QuerySet[Any]):
    """The e-mails of messages."""

    def waiting(self) -> Self:
        """Those that the worker still has to send."""
        return self.filter(state="waiting")

    def given_up(self) -> Self:
        """Those that are no longer tried."""
        return self.filter(state="given_up")

    def to_try_again(self) -> Self:
        """Those of the given-up that can still arrive: somebody is there, and no code was wiped with the last try."""
        return self.given_up().exclude(error=ACCOUNT_CLOSED).exclude(message__kind__in=CARRY_A_CODE)


class PushSubscriptionQuerySet(AuditedQuerySet[Any]):
    """Devices that show that a message waits."""

    def live(self, *, now: datetime) -> Self:
        """Those that count: still on the list of their owner, who may still sign in."""
        return self.filter(device__in=Device.objects.known(now=now), device__user__is_active=True)
