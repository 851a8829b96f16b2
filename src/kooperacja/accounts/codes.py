"""A code of an application works once."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction


def counter_of(secret: str, code: str) -> int | None:
    """Return the time step whose code this is, out of those that count now."""
    digits = "".join(sign for sign in code if sign.isdigit())
    steps = [step for step in yield_hotp_counters_from_time() if format_hotp_value(hotp_value(secret, step)) == digits]
    return max(steps, default=None)


def use_up(authenticator: Authenticator, code: str) -> bool:
    """Note the step of a code of an application; False if that step, or a later one, was used before.

    allauth forgets a used code after 30 seconds, while with a clock that is off by one step it is good for 90.
    """
    with transaction.atomic():
        fresh = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        step = counter_of(decrypt(fresh.data["secret"]), code)
        if step is None or step <= fresh.data.get("last_step", -1):
            return False
        fresh.data["last_step"] = step
        fresh.save(update_fields=["data"])
    return True
