"""What is done with accounts: made, let in by a link, reset. Who may is asked by the rooms that call this.

An account is no row of an institution, so it has no policy of its own: an administrator reaches it through a
membership (`institutions`), an operator through a grant, the command line through the shell of the server.
"""

from datetime import date, datetime

from allauth.mfa.models import Authenticator

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.audit.recording import recording

from .devices import end_devices
from .events import AccountEvent
from .factors import has_factor
from .models import SET_UP_WITHIN, OperatorGrant, SetupLink, User, plain_email
from .tokens import hash_of, new_token


class AlreadyOperated(Exception):
    """There is an operator already; further ones are named by an operator."""


def find_user(email: str) -> User | None:
    """Return the person with this address."""
    return User.objects.filter(email=plain_email(email)).first()


def make_account(*, email: str, name: str) -> User:
    """Make a person without password and second factor. Only inside a recording."""
    return User.objects.create_user(email, name)


def may_begin(user: User) -> bool:
    """Tell whether a link alone may let this person in: they never set up how they sign in."""
    return user.set_up_at is None and not user.has_usable_password() and not has_factor(user)


def make_setup_link(user: User, *, now: datetime) -> str:
    """Make a link by which the person sets up their sign-in; earlier ones die. Only inside a recording.

    Returns its token, which is nowhere else.
    """
    SetupLink.objects.filter(user=user, ended_at=None).update(ended_at=now)
    token = new_token()
    SetupLink(user=user, token_hash=hash_of(token), made_at=now, expires_at=now + SET_UP_WITHIN).save()
    return token


def live_setup_link(token: str, *, now: datetime) -> SetupLink | None:
    """Return the link of a token, if it still works: not ended, not too old, and its person has no second factor yet.

    Where they have a password, it is asked for as well.
    """
    links = SetupLink.objects.filter(token_hash=hash_of(token), ended_at=None, expires_at__gt=now)
    link = links.select_related("user").first()
    return None if link is None or has_factor(link.user) else link


def ask_for_setup_link(user: User, *, now: datetime) -> str:
    """Make a link for somebody who signed in with a password alone; return its token, which goes to their mailbox."""
    with recording(AccountEvent.LINK_ASKED, actor=Actor(user_id=user.pk)):
        return make_setup_link(user, now=now)


def reset_sign_in(user: User, *, now: datetime) -> str:
    """Take password, second factors and own devices from a person and end all their sessions. Only inside a recording.

    Returns the token of a new link. It goes to the person alone: whoever resets never learns a way in.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_devices(user, now=now)
    user.set_unusable_password()  # the sessions hang on it, so they end with the next request
    user.save(update_fields=["password"])
    return make_setup_link(user, now=now)


def name_first_operator(*, email: str, name: str, today: date, now: datetime, again: bool = False) -> str:
    """Name the operator who begins an installation, on the command line; return the token of the link.

    With `again`, an operator who lost every way in gets a new link, and the old ways end.

    Raises:
        AlreadyOperated: there is an operator, and it isn't this person before they set up their sign-in.
    """
    user = find_user(email)
    current = OperatorGrant.objects.on(today)
    is_operator = user is not None and current.filter(user=user).exists()
    unfinished = user is not None and is_operator and (again or may_begin(user))
    if current.exists() and not unfinished:
        raise AlreadyOperated
    with recording(AccountEvent.OPERATOR_NAMED, actor=SYSTEM) as record:
        user = user or make_account(email=email, name=name)
        if not is_operator:
            record.about(OperatorGrant(user=user, starts_on=today)).save()
        return reset_sign_in(user, now=now)


def note_hat(actor: Actor) -> None:
    """Write down that a person took this hat."""
    with recording(AccountEvent.HAT_CHANGED, actor=actor):
        pass


def note_factor_added(user: User, *, now: datetime) -> None:
    """Let the links die by which a person set up a second factor. Only inside a recording."""
    SetupLink.objects.filter(user=user, ended_at=None).update(ended_at=now)
    if user.set_up_at is None:
        user.set_up_at = now
        user.save(update_fields=["set_up_at"])
