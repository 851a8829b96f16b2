"""Which hats a person has today, and the actor that one of them makes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.accounts.factors import has_proved, only_sends
from kooperacja.accounts.models import OperatorGrant, User

from .models import Membership

SESSION_KEY = "hat"
OPERATOR = "operator"


@dataclass(frozen=True)
class Hat:
    """One of a person's hats: what the session remembers, what the page shows, and the actor it makes."""

    key: str
    function: str
    institution: str
    actor: Actor

    @property
    def label(self) -> str:
        """As the page shows it: function and institution."""
        return f"{self.function}, {self.institution}" if self.institution else self.function


def hats_of(user: User, *, today: date) -> list[Hat]:
    """Return the hats that are valid today, the operator's last; none to whom the account was shut. Two queries."""
    if not user.is_active:
        return []
    memberships = (
        Membership.objects.on(today)
        .filter(
            Q(institution__ends_on=None) | Q(institution__ends_on__gte=today),
            institution__starts_on__lte=today,
            user=user,
        )
        .select_related("function", "institution__kind")
        .order_by("institution__name", "pk")
    )
    hats = [_of(membership) for membership in memberships]
    if OperatorGrant.objects.on(today).filter(user=user).exists():
        operator = Actor(user_id=user.pk, is_operator=True)
        hats.append(Hat(OPERATOR, _("operator of the installation"), "", operator))
    return hats


def actor_of(membership: Membership) -> Actor:
    """Return the actor that a membership makes."""
    return Actor(
        user_id=membership.user_id,
        membership_id=membership.pk,
        institution_id=membership.institution_id,
        duties=membership.function.duty_set,
        of_centre=membership.institution.kind.receives_concerns,
    )


def _of(membership: Membership) -> Hat:
    return Hat(str(membership.public_id), membership.function.label, membership.institution.name, actor_of(membership))


class ChooseHat:
    """Middleware: sets `request.hats` and `request.actor`, afresh for each request.

    Who hasn't shown a second factor has no hat, save on the pages on which information is passed on, and there one
    without its duties. With one hat it is on; with several, the one that the session names. A hat that ended is off
    at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page: Any = request
        user: Any = request.user
        page.hats = []
        if user.is_authenticated:
            if has_proved(request):
                page.hats = hats_of(user, today=timezone.localdate())
            elif only_sends(request):
                page.hats = [_bare(hat) for hat in hats_of(user, today=timezone.localdate()) if hat.actor.is_member]
        page.hat = _chosen(page.hats, request.session.get(SESSION_KEY))
        page.actor = page.hat.actor if page.hat else None
        return self.get_response(request)


def _bare(hat: Hat) -> Hat:
    """Return a hat with which nothing can be read or decided."""
    return replace(hat, actor=replace(hat.actor, duties=frozenset(), of_centre=False))


def find(hats: list[Hat], key: str | None) -> Hat | None:
    """Return the hat with this key, out of those that the person has."""
    return next((hat for hat in hats if hat.key == key), None)


def _chosen(hats: list[Hat], key: str | None) -> Hat | None:
    return hats[0] if len(hats) == 1 else find(hats, key)


def abilities(actor: Actor) -> list[str]:
    """Say in plain words what a hat lets its person do."""
    if actor.is_operator:
        return [_("keep institutions, their kinds and functions, and name operators; you see no case")]
    told = {
        Duty.HEAD: _("see numbers, states and deadlines of your institution's cases, and appoint who leads them"),
        Duty.INTAKE: _("read information that help is needed, and decide what happens next"),
        Duty.CASEWORK: _("open cases and lead them"),
        Duty.ADMINISTRATION: _("invite people to your institution and end their roles; you see no case through it"),
        Duty.ANIMATION: _("convene the local team"),
        Duty.REGION: _("see the teams of your voivodeship"),
        Duty.DATA_PROTECTION: _("see who of your institution read what, by names and numbers; you see no family"),
    }
    always = _("pass on information that help is needed, and work in the cases to whose team you belong")
    return [always, *(text for duty, text in told.items() if actor.has(duty))]


def hat_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: which hat is on, and where it is changed if there are several."""
    hat: Hat | None = getattr(request, "hat", None)
    several = len(getattr(request, "hats", [])) > 1
    return {"hat": hat.label if hat else "", "hat_url": reverse("institutions:hat") if several else ""}
