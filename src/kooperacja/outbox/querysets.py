"""Ways to narrow e-mails."""

from typing import Any, Final, Self

from django.db.models import QuerySet

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
