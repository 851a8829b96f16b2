"""Who may do what with institutions and with their people.

Institutions themselves are directory data: whoever wears a hat sees them. Operators keep them. An administrator keeps
the hours and telephones of the own institution and its people, and nobody else's.
"""

from django.db import models
from django.db.models import Q

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.accounts.models import OperatorGrant

from .models import Function, Institution, Invitation, Membership


def is_operator(actor: Actor) -> bool:
    """A gate for those who run the installation."""
    return actor.is_operator


def _administered(actor: Actor) -> set[int]:
    return {actor.institution_id} if actor.institution_id and actor.has(Duty.ADMINISTRATION) else set()


def everybody_sees_it(actor: Actor) -> IdSet:  # noqa: ARG001 - a way in takes the actor
    """A way in: every institution."""
    return Institution.objects.values_list("pk")


def operators_keep_it(actor: Actor) -> IdSet:
    """A way in: every institution, for an operator."""
    institutions = Institution.objects.all() if actor.is_operator else Institution.objects.none()
    return institutions.values_list("pk")


def administers_it(actor: Actor) -> IdSet:
    """A way in: the institution whose administrator the actor is."""
    return Institution.objects.filter(pk__in=_administered(actor)).values_list("pk")


INSTITUTIONS: Policy[Institution] = Policy(
    Institution,
    view=Permission.INSTITUTION_VIEW,
    ways_in={
        Permission.INSTITUTION_VIEW: [everybody_sees_it],
        Permission.INSTITUTION_EDIT: [operators_keep_it],
        Permission.INSTITUTION_SET_OWN: [administers_it],
        Permission.MEMBERSHIP_INVITE: [administers_it, operators_keep_it],
    },
)

gate(Permission.INSTITUTION_CREATE, is_operator)
gate(Permission.INSTITUTION_IMPORT, is_operator)
gate(Permission.VOCABULARY_EDIT, is_operator)
gate(Permission.SETTING_BOUND, is_operator)
gate(Permission.OPERATOR_MANAGE, is_operator)


def works_where_the_actor_administers(actor: Actor) -> IdSet:
    """A way in: the people of the institution whose administrator the actor is."""
    return Membership.objects.filter(institution__in=_administered(actor)).values_list("pk")


def is_an_administrator(actor: Actor) -> IdSet:
    """A way in for operators: the administrators of all institutions."""
    if not actor.is_operator:
        return Membership.objects.none().values_list("pk")
    return Membership.objects.filter(function__in=Function.objects.with_duty(Duty.ADMINISTRATION)).values_list("pk")


def functions_to_give(actor: Actor) -> models.QuerySet[Function]:
    """Return the functions that the actor may give to people: operators make administrators, these everything."""
    in_use = Function.objects.filter(in_use=True)
    return in_use.filter(pk__in=Function.objects.with_duty(Duty.ADMINISTRATION)) if actor.is_operator else in_use


MEMBERSHIPS: Policy[Membership] = Policy(
    Membership,
    view=Permission.MEMBERSHIP_VIEW,
    ways_in={
        Permission.MEMBERSHIP_VIEW: [works_where_the_actor_administers, is_an_administrator],
        Permission.MEMBERSHIP_END: [works_where_the_actor_administers, is_an_administrator],
        Permission.MEMBERSHIP_RESET: [works_where_the_actor_administers, is_an_administrator],
    },
)


def leads_into_the_administered_institution(actor: Actor) -> IdSet:
    """A way in: invitations to the institution whose administrator the actor is."""
    return Invitation.objects.filter(institution__in=_administered(actor)).values_list("pk")


def makes_an_administrator_or_operator(actor: Actor) -> IdSet:
    """A way in for operators: invitations of administrators and of operators."""
    if not actor.is_operator:
        return Invitation.objects.none().values_list("pk")
    administrators = Function.objects.with_duty(Duty.ADMINISTRATION)
    return Invitation.objects.filter(Q(institution=None) | Q(function__in=administrators)).values_list("pk")


INVITATIONS: Policy[Invitation] = Policy(
    Invitation,
    view=Permission.INVITATION_VIEW,
    ways_in={
        Permission.INVITATION_VIEW: [
            leads_into_the_administered_institution,
            makes_an_administrator_or_operator,
        ],
        Permission.INVITATION_REVOKE: [
            leads_into_the_administered_institution,
            makes_an_administrator_or_operator,
        ],
    },
)


def operators_see_each_other(actor: Actor) -> IdSet:
    """A way in: grants of operators, for an operator."""
    grants = OperatorGrant.objects.all() if actor.is_operator else OperatorGrant.objects.none()
    return grants.values_list("pk")


OPERATORS: Policy[OperatorGrant] = Policy(
    OperatorGrant,
    view=Permission.OPERATOR_END,
    ways_in={Permission.OPERATOR_END: [operators_see_each_other]},
)
