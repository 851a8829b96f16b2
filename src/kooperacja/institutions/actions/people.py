"""Inviting people, letting them in, ending what they were given."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import require_gate
from kooperacja.accounts.actions import find_user, make_account, may_begin, reset_sign_in
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.models import OperatorGrant, User, plain_email
from kooperacja.accounts.tokens import hash_of, new_token
from kooperacja.audit.recording import recording
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed

from .. import notifications
from ..events import PeopleEvent
from ..models import Function, Institution, Invitation, Membership
from ..models.people import INVITATION_LASTS
from ..policies import INSTITUTIONS, INVITATIONS, MEMBERSHIPS, OPERATORS
from ..rules.people import Ending, Inviting, Refusal, refusals_to_end, refusals_to_invite
from ..states import INVITATION_STATES, InvitationAction, InvitationState


@dataclass(frozen=True)
class Invited:
    """An invitation, with the token of its link: this is the only time that anybody sees it."""

    invitation: Invitation
    token: str


def invite(
    institution: Institution, *, email: str, name: str, function: Function, actor: Actor, now: datetime
) -> Invited:
    """Invite somebody to a function in an institution and send them the link.

    An earlier invitation to the same, which still waits, is replaced: its link dies.

    Raises:
        PermissionDenied: the actor doesn't manage this institution's people.
        Refused: see `Refusal`.
    """
    INSTITUTIONS.require(actor, Permission.MEMBERSHIP_INVITE, institution)
    today = timezone.localdate(now)
    user = find_user(email)
    asked = Inviting(
        by_operator=actor.is_operator,
        duties=function.duty_set,
        function_in_use=function.in_use,
        institution_ends_on=institution.ends_on,
        works_here=user is not None and _works(user, institution, function, today=today),
    )
    if refusals := refusals_to_invite(asked, today=today):
        raise Refused(refusals)
    return _invite(institution=institution, function=function, email=email, name=name, actor=actor, now=now)


def invite_operator(*, email: str, name: str, actor: Actor, now: datetime) -> Invited:
    """Invite somebody to be an operator of the installation.

    Raises:
        PermissionDenied: the actor is no operator.
        Refused: this person is one already.
    """
    require_gate(actor, Permission.OPERATOR_MANAGE)
    user = find_user(email)
    if user is not None and OperatorGrant.objects.on(timezone.localdate(now)).filter(user=user).exists():
        raise Refused([Refusal.WORKS_HERE])
    return _invite(institution=None, function=None, email=email, name=name, actor=actor, now=now)


def _invite(
    *, institution: Institution | None, function: Function | None, email: str, name: str, actor: Actor, now: datetime
) -> Invited:
    token = new_token()
    with recording(PeopleEvent.INVITED, actor=actor) as record:
        waiting = Invitation.objects.filter(
            institution=institution, function=function, email=plain_email(email), state=InvitationState.WAITING
        )
        for earlier in waiting:
            _revoke(earlier.fresh())
        invitation = record.about(
            Invitation(
                institution=institution,
                function=function,
                email=plain_email(email),
                name=name,
                token_hash=hash_of(token),
                made_at=now,
                made_by_id=actor.user_id,
                expires_at=now + INVITATION_LASTS,
            )
        )
        invitation.save()
        notifications.invited(invitation, token, now=now)
    return Invited(invitation, token)


def revoke_invitation(invitation: Invitation, *, actor: Actor) -> Invitation:
    """Withdraw an invitation; its link dies.

    Raises:
        PermissionDenied: the actor may not.
        TransitionNotAllowed: it was accepted or withdrawn before.
    """
    with INVITATIONS.recorded(
        PeopleEvent.INVITATION_REVOKED, Permission.INVITATION_REVOKE, invitation, actor=actor
    ) as invitation:
        _revoke(invitation)
    return invitation


def _revoke(invitation: Invitation) -> None:
    invitation.state = INVITATION_STATES.next(InvitationState(invitation.state), InvitationAction.REVOKE)
    invitation.save()


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of a link, unless it is withdrawn, too old, or accepted by somebody who is set up."""
    rows = Invitation.objects.filter(token_hash=hash_of(token), expires_at__gt=now)
    invitation = rows.select_related("institution", "function", "accepted_by").first()
    if invitation is None or invitation.state == InvitationState.REVOKED:
        return None
    if invitation.accepted_by is not None and not may_begin(invitation.accepted_by):
        return None
    return invitation


def accept_invitation(invitation: Invitation, *, user: User, now: datetime) -> Invitation:
    """Give a person what they were invited to; a second time by the same person changes nothing.

    Raises:
        PermissionDenied: it is for another address.
        TransitionNotAllowed: it was withdrawn, or it is too old.
    """
    if user.email != invitation.email:
        raise PermissionDenied
    with recording(PeopleEvent.INVITATION_ACCEPTED, actor=Actor(user_id=user.pk)) as record:
        invitation = record.about(invitation.fresh())
        if invitation.accepted_by_id != user.pk:
            _accept(invitation, user, now=now)
    return invitation


def enter_by_invitation(invitation: Invitation, *, name: str, now: datetime) -> User:
    """Make the account of somebody who was invited and has none, and accept for them; return the person.

    As long as they didn't set up how they sign in, the same link leads them back here, so that nobody is locked out
    whose telephone rang in between.

    Raises:
        PermissionDenied: the address has an account with a way to sign in: its owner must sign in.
        TransitionNotAllowed: it was withdrawn, or it is too old.
    """
    with recording(AccountEvent.ACCOUNT_MADE, actor=SYSTEM) as record:
        invitation = record.about(invitation.fresh())
        user = find_user(invitation.email)
        if user is None:
            user = make_account(email=invitation.email, name=name)
        elif not may_begin(user):
            raise PermissionDenied
        if invitation.accepted_by_id != user.pk:
            _accept(invitation, user, now=now)
    return user


def _accept(invitation: Invitation, user: User, *, now: datetime) -> None:
    state = InvitationState(invitation.state)
    if invitation.expires_at <= now:
        raise TransitionNotAllowed(state, InvitationAction.ACCEPT)
    invitation.state = INVITATION_STATES.next(state, InvitationAction.ACCEPT)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save()
    today = timezone.localdate(now)
    if invitation.institution is None or invitation.function is None:
        if not OperatorGrant.objects.on(today).filter(user=user).exists():
            OperatorGrant(user=user, starts_on=today).save()
    elif not _works(user, invitation.institution, invitation.function, today=today):
        Membership(user=user, institution=invitation.institution, function=invitation.function, starts_on=today).save()


def _works(user: User, institution: Institution, function: Function, *, today: date) -> bool:
    """Tell whether the person has the function, today or from a later day."""
    rows = Membership.objects.not_ended(today)
    return rows.filter(user=user, institution=institution, function=function).exists()


def end_membership(
    membership: Membership, *, last_day: date, actor: Actor, now: datetime, version: int | None = None
) -> Membership:
    """End a function on a day; today or earlier means at once, with the next request.

    Raises:
        PermissionDenied: the actor may not.
        Refused: see `Refusal`.
        Stale: somebody changed it meanwhile.
    """
    with MEMBERSHIPS.recorded(
        PeopleEvent.MEMBERSHIP_ENDED, Permission.MEMBERSHIP_END, membership, actor=actor, version=version
    ) as membership:
        _end(membership, last_day=last_day, actor=actor, now=now)
        notifications.membership_ended(membership, now=now)
    return membership


def _end(membership: Membership, *, last_day: date, actor: Actor, now: datetime) -> None:
    today = timezone.localdate(now)
    asked = Ending(
        is_own=membership.pk == actor.membership_id,
        starts_on=membership.starts_on,
        holds_or_will=not membership.has_ended(today),
        last_day=last_day,
    )
    if refusals := refusals_to_end(asked, today=today):
        raise Refused(refusals)
    membership.end(last_day=last_day, today=today, now=now)
    membership.save()


def change_function(
    membership: Membership, *, function: Function, actor: Actor, now: datetime, version: int | None = None
) -> Membership:
    """Give a person another function in the same institution from now on: the old one ends, a new one begins.

    Raises:
        PermissionDenied: the actor may not.
        Refused: see `Refusal`.
        Stale: somebody changed it meanwhile.
    """
    with MEMBERSHIPS.recorded(
        PeopleEvent.FUNCTION_CHANGED, Permission.MEMBERSHIP_END, membership, actor=actor, version=version
    ) as membership:
        today = timezone.localdate(now)
        if function == membership.function:
            raise Refused([Refusal.SAME_FUNCTION])
        asked = Inviting(
            by_operator=actor.is_operator,
            duties=function.duty_set,
            function_in_use=function.in_use,
            institution_ends_on=membership.institution.ends_on,
            works_here=_works(membership.user, membership.institution, function, today=today),
        )
        if refusals := refusals_to_invite(asked, today=today):
            raise Refused(refusals)
        _end(membership, last_day=today, actor=actor, now=now)
        changed = Membership(
            user=membership.user, institution=membership.institution, function=function, starts_on=today
        )
        changed.save()
    return changed


def reset_person(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """Begin anew with a person who lost every way to sign in: password, factors and sessions end, a link is sent.

    The link goes to the person's own address. Whoever resets never learns it.

    Raises:
        PermissionDenied: the actor may not.
        Refused: the person is an operator, or it is the actor.
    """
    with MEMBERSHIPS.recorded(
        AccountEvent.SIGN_IN_RESET, Permission.MEMBERSHIP_RESET, membership, actor=actor
    ) as membership:
        grants = OperatorGrant.objects.not_ended(timezone.localdate(now))
        if not actor.is_operator and grants.filter(user=membership.user).exists():
            raise Refused([Refusal.IS_OPERATOR])
        _reset(membership.user, actor=actor, now=now)


def reset_operator(grant: OperatorGrant, *, actor: Actor, now: datetime) -> None:
    """Do the same for another operator.

    Raises:
        PermissionDenied: the actor is no operator.
        Refused: it is the actor.
    """
    with OPERATORS.recorded(AccountEvent.SIGN_IN_RESET, Permission.OPERATOR_END, grant, actor=actor) as grant:
        _reset(grant.user, actor=actor, now=now)


def _reset(user: User, *, actor: Actor, now: datetime) -> None:
    if user.pk == actor.user_id:
        raise Refused([Refusal.YOURSELF])
    notifications.sign_in_reset(user, reset_sign_in(user, now=now), now=now)
    notifications.sign_in_changed(user, now=now)


def end_operator(grant: OperatorGrant, *, actor: Actor, now: datetime) -> OperatorGrant:
    """End an operator's grant at once. The last operator stays.

    Raises:
        PermissionDenied: the actor is no operator.
        Refused: it ended before, it is the last one, or it is the actor's own.
    """
    with OPERATORS.recorded(AccountEvent.OPERATOR_ENDED, Permission.OPERATOR_END, grant, actor=actor) as grant:
        today = timezone.localdate(now)
        if grant.has_ended(today):
            raise Refused([Refusal.ALREADY_ENDED])
        if grant.user_id == actor.user_id:
            raise Refused([Refusal.YOURSELF])
        grant.end(last_day=today, today=today, now=now)
        grant.save()
    return grant
