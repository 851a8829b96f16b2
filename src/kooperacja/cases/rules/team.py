"""Who may join a team, and who may lead it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Duty


class JoiningRefusal(TextChoices):
    """Why somebody can't join the team now."""

    HAT_ENDED = "hat_ended", _("This person no longer works there.")
    GUARDS_DATA = (
        "guards_data",
        _("The data protection officer works with no family. The person can join in another function."),
    )
    ALREADY_IN = "already_in", _("This person is in the team already.")
    NO_AGREEMENT = (
        "no_agreement",
        _("No adult of the family has agreed to take part yet, and there is no order or duty. Note it first."),
    )
    NO_COOPERATION = (
        "no_cooperation",
        _("Your institutions have no cooperation agreement that is valid today. The institution can join by letter."),
    )
    NO_PROTOCOL = (
        "no_protocol",
        _("Your institutions have no data-sharing protocol that is valid today. The institution can join by letter."),
    )


@dataclass(frozen=True)
class Joining:
    """What is known when somebody is to join: by account, or an institution by letter."""

    of_own_centre: bool
    by_letter: bool
    hat_is_valid: bool
    guards_data: bool
    is_in_team: bool
    family_agreed: bool
    cooperation: bool
    protocol: bool


def joining_refusals(joining: Joining) -> frozenset[JoiningRefusal]:
    """Return every reason why they can't join.

    The centre's own people need no papers. Another institution needs the family's agreement, and with an account
    also the cooperation agreement and the data-sharing protocol: a letter tells nothing of the family.
    """
    partner = not joining.of_own_centre
    by_account = partner and not joining.by_letter
    checks = {
        JoiningRefusal.HAT_ENDED: not joining.hat_is_valid,
        JoiningRefusal.GUARDS_DATA: joining.guards_data,
        JoiningRefusal.ALREADY_IN: joining.is_in_team,
        JoiningRefusal.NO_AGREEMENT: partner and not joining.family_agreed,
        JoiningRefusal.NO_COOPERATION: by_account and not joining.cooperation,
        JoiningRefusal.NO_PROTOCOL: by_account and not joining.protocol,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class AppointingRefusal(TextChoices):
    """Why somebody can't lead the case or be its deputy."""

    NOT_OF_THE_CENTRE = "not_of_the_centre", _("Only people who work in the welfare centre now lead its cases.")
    NO_CASEWORK = "no_casework", _("The lead and the deputy need the function of a case worker or of the head.")
    SAME_PERSON = "same_person", _("The deputy must be somebody else than the lead.")


@dataclass(frozen=True)
class Candidate:
    """Somebody who is to lead or deputise."""

    user_id: int
    works_in_centre: bool
    duties: Collection[Duty]


def appointing_refusals(lead: Candidate, deputy: Candidate | None) -> frozenset[AppointingRefusal]:
    """Return every reason why these two can't lead; a centre of one person has no deputy."""
    both = [candidate for candidate in (lead, deputy) if candidate is not None]
    checks = {
        AppointingRefusal.NOT_OF_THE_CENTRE: not all(candidate.works_in_centre for candidate in both),
        AppointingRefusal.NO_CASEWORK: not all(
            {Duty.CASEWORK, Duty.HEAD}.intersection(candidate.duties) for candidate in both
        ),
        AppointingRefusal.SAME_PERSON: deputy is not None and deputy.user_id == lead.user_id,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)
