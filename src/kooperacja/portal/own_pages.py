"""What operators, administrators and animators look after: the ways to it from their first page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.institutions.models import Institution
from kooperacja.partnerships.policies import PARTNERSHIPS


def looks_after(actor: Actor) -> list[tuple[str, str]]:
    """Return the pages by which this hat keeps the installation, an institution or teams: text and address."""
    if actor.is_operator:
        return [
            (_("Institutions and their administrators"), reverse("institutions:list")),
            (_("Agreements and protocols"), reverse("agreements:list")),
            (_("Kinds, functions and sectors"), reverse("institutions:vocabulary", args=["rodzaje"])),
            (_("Bounds of settings"), reverse("institutions:bounds")),
            (_("Work in the background: jobs and e-mails"), reverse("portal:worker")),
        ]
    agreements = (_("Agreements of our institution"), reverse("agreements:list"))
    found = [*_of_the_institution(actor), *_of_teams(actor)]
    return [*found, agreements] if found else []


def _of_the_institution(actor: Actor) -> list[tuple[str, str]]:
    if actor.institution_id is None or not actor.has(Duty.ADMINISTRATION):
        return []
    own = Institution.objects.only("public_id").get(pk=actor.institution_id)
    return [
        (_("Our people: invite, change, end"), reverse("institutions:own_people")),
        (_("Hours, telephones and duty"), reverse("institutions:set_own", args=[own.public_id])),
        (_("Settings: clocks and texts"), reverse("institutions:settings", args=[own.public_id])),
    ]


def _of_teams(actor: Actor) -> list[tuple[str, str]]:
    """Return the teams whose seats an animator keeps, and the list; whoever has no team yet sees by it who has."""
    if not actor.has(Duty.ANIMATION):
        return []
    kept = PARTNERSHIPS.permitted(actor, Permission.SEAT_EDIT).order_by("name", "pk")
    own = [
        (_("Who sits in: %(team)s") % {"team": row.name}, reverse("partnerships:view", args=[row.public_id]))
        for row in kept
    ]
    return [*own, (_("All teams of our institution and gmina"), reverse("partnerships:list"))]
