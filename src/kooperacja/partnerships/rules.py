"""What a standing team is founded on, and who may sit in it."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartnershipRefusal(TextChoices):
    """Why a team or a seat can't be so."""

    LOCAL_NEEDS_GMINA = "local_needs_gmina", _("A local team (PZK) works in one gmina.")
    REGIONAL_NEEDS_VOIVODESHIP = "regional_needs_voivodeship", _("A regional team (WZK) works in one voivodeship.")
    NOT_FOUNDING = "not_founding", _("Choose a founding agreement.")
    BEFORE_AGREEMENT = "before_agreement", _("The team can't start before its agreement is in force.")
    ENDS_BEFORE_START = "ends_before_start", _("It can't end before it starts.")
    SITS_ALREADY = "sits_already", _("This institution, or this person, has a seat already.")
    NOT_THEIR_PERSON = "not_their_person", _("The person must work in this institution.")
    ANIMATOR_NEEDS_PERSON = "animator_needs_person", _("Choose who the animator is.")
    OUTSIDE = "outside", _("The day lies outside the time in which the team works.")


class Founding(NamedTuple):
    """What a team is founded on."""

    is_local: bool
    unit_is_gmina: bool
    unit_is_voivodeship: bool
    agreement_founds: bool
    agreement_starts_on: date
    starts_on: date
    ends_on: date | None


def founding_refusals(founding: Founding) -> frozenset[PartnershipRefusal]:
    """Return every reason why a team can't be founded like this."""
    ends = founding.ends_on
    checks = {
        PartnershipRefusal.LOCAL_NEEDS_GMINA: founding.is_local and not founding.unit_is_gmina,
        PartnershipRefusal.REGIONAL_NEEDS_VOIVODESHIP: not founding.is_local and not founding.unit_is_voivodeship,
        PartnershipRefusal.NOT_FOUNDING: not founding.agreement_founds,
        PartnershipRefusal.BEFORE_AGREEMENT: founding.starts_on < founding.agreement_starts_on,
        PartnershipRefusal.ENDS_BEFORE_START: ends is not None and ends < founding.starts_on,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class Sitting(NamedTuple):
    """A seat to be taken: what is known of it and of the team."""

    sits_already: bool
    has_person: bool
    person_works_there: bool
    is_animator: bool
    starts_on: date
    team_starts_on: date
    team_ends_on: date | None


def seat_refusals(sitting: Sitting) -> frozenset[PartnershipRefusal]:
    """Return every reason why a seat can't be taken like this."""
    ends = sitting.team_ends_on
    checks = {
        PartnershipRefusal.SITS_ALREADY: sitting.sits_already,
        PartnershipRefusal.NOT_THEIR_PERSON: sitting.has_person and not sitting.person_works_there,
        PartnershipRefusal.ANIMATOR_NEEDS_PERSON: sitting.is_animator and not sitting.has_person,
        PartnershipRefusal.OUTSIDE: sitting.starts_on < sitting.team_starts_on
        or (ends is not None and sitting.starts_on > ends),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)
