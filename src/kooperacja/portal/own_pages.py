"""What administrators and operators look after: the ways to it from their first page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor, Duty
from kooperacja.institutions.models import Institution


def looks_after(actor: Actor) -> list[tuple[str, str]]:
    """Return the pages by which this hat keeps an institution or the installation: text and address."""
    if actor.is_operator:
        return [
            (_("Institutions and their administrators"), reverse("institutions:list")),
            (_("Agreements and protocols"), reverse("agreements:list")),
            (_("Kinds, functions and sectors"), reverse("institutions:vocabulary", args=["rodzaje"])),
            (_("Bounds of settings"), reverse("institutions:bounds")),
            (_("Work in the background: jobs and e-mails"), reverse("portal:worker")),
        ]
    if actor.institution_id is None or not actor.has(Duty.ADMINISTRATION):
        return []
    own = Institution.objects.only("public_id").get(pk=actor.institution_id)
    return [
        (_("Our people: invite, change, end"), reverse("institutions:own_people")),
        (_("Hours, telephones and duty"), reverse("institutions:set_own", args=[own.public_id])),
        (_("Settings: clocks and texts"), reverse("institutions:settings", args=[own.public_id])),
        (_("Agreements of our institution"), reverse("agreements:list")),
    ]
