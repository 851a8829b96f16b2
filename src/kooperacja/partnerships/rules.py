"""What a standing team is founded on, and who may sit in it.

That a local team lacks a body of its gmina or powiat among the parties, or that somebody sits in it who isn't a party,
is a `Gap`: told on the team's page, refused by nothing. Real teams begin with whoever signs first, take in a parish or
a doctor by resolution, and outlive the institutions that founded them.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartnershipRefusal(TextChoices):
    """Why a team or a seat can't be so."""

    NO_NAME = "no_name", _("Enter the name of the team.")
    ALREADY_FOUNDED = "already_founded", _("There is a team of this level here at that time already.")
    LOCAL_NEEDS_GMINA = "local_needs_gmina", _("A local team (PZK) works in one gmina.")
    REGIONAL_NEEDS_VOIVODESHIP = "regional_needs_voivodeship", _("A regional team (WZK) works in one voivodeship.")
    NOT_FOUNDING = "not_founding", _("Choose a founding agreement.")
    BEFORE_AGREEMENT = "before_agreement", _("The team can't start before its agreement is in force.")
    ENDS_BEFORE_START = "ends_before_start", _("It can't end before it starts.")
    SITS_ALREADY = "sits_already", _("This institution, or this person, has a seat already.")
    NOT_THEIR_PERSON = "not_their_person", _("The person must work in this institution on that day.")
    ANIMATOR_NEEDS_PERSON = "animator_needs_person", _("Choose who the animator is.")
    OUTSIDE = "outside", _("The day lies outside the time in which the team works.")
    BEFORE_SEAT = "before_seat", _("It can't end before the seat was taken.")


class Founding(NamedTuple):
    """What a team is founded on."""

    name: str
    is_founded: bool
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
        PartnershipRefusal.NO_NAME: not founding.name,
        PartnershipRefusal.ALREADY_FOUNDED: founding.is_founded,
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


class Gap(TextChoices):
    """What a team's founding agreement lacks. Told, never refused."""

    NO_GMINA = "no_gmina", _("No institution of the gmina is a party to the founding agreement.")
    NO_POWIAT = "no_powiat", _("No institution of the powiat is a party to the founding agreement.")
    NO_VOIVODESHIP = "no_voivodeship", _("No institution of the voivodeship is a party to the founding agreement.")
    AGREEMENT_ENDED = "agreement_ended", _("The founding agreement is no longer in force.")


def founding_gaps(
    *, unit_code: str, is_local: bool, is_city_with_powiat_rights: bool, party_seats: Collection[str], in_force: bool
) -> frozenset[Gap]:
    """Return what the founding agreement lacks.

    Args:
        party_seats: TERC codes of the seats of its parties. A city with powiat rights is gmina and powiat in one.
    """
    powiat = unit_code[: len("9901")]
    own = {unit_code, powiat} if is_city_with_powiat_rights else {unit_code}
    has_own = not own.isdisjoint(party_seats)
    checks = {
        Gap.NO_GMINA: is_local and not has_own,
        Gap.NO_POWIAT: is_local and not is_city_with_powiat_rights and powiat not in party_seats,
        Gap.NO_VOIVODESHIP: not is_local and not has_own,
        Gap.AGREEMENT_ENDED: not in_force,
    }
    return frozenset(gap for gap, holds in checks.items() if holds)
