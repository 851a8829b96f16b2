"""What may be given to a member of the team to see. Pure: facts in, every refusal out."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .participation import BasisKind


class Level(TextChoices):
    """How much of the family an ordinary member sees; lead and deputy see the whole."""

    CONTACT = "contact", _("who the family is, how to reach it, and own actions")
    ACTION = "action", _("own actions alone")


class SharingAnswer(TextChoices):
    """What was decided."""

    SHARED = "shared", _("may see it")
    REFUSED = "refused", _("may not see it")


class SharingRefusal(TextChoices):
    """Why it can't be decided like this."""

    BY_LETTER = "sharing_by_letter", _("They take part by letter and see nothing in the system.")
    ALREADY_SHARED = "sharing_already", _("They see this already.")
    OWN_NOTE = "sharing_own_note", _("They wrote this note themselves.")
    OWNER_KEEPS_IT = (
        "sharing_owner_keeps_it",
        _("This belongs to another institution, which hasn't allowed that it is passed on: ask it."),
    )
    OWN_ACTIONS_ALONE = (
        "sharing_own_actions_alone",
        _("They see their own actions alone. Show them first who the family is."),
    )
    OF_WHO_IS_SILENT = (
        "sharing_of_who_is_silent",
        _("It leads to a goal of somebody who doesn't take part, so it isn't passed on."),
    )
    NOT_OF_THE_CASE = "sharing_not_of_the_case", _("This isn't of this case.")
    NOBODY_AGREED = (
        "sharing_nobody_agreed",
        _("No adult of the family agrees to take part now. Without that it takes an order or a duty."),
    )
    NO_REFERENCE = "sharing_no_reference", _("Give the number of the order, or the provision.")


@dataclass(frozen=True)
class Wish:
    """What is known when somebody decides."""

    answer: SharingAnswer
    ground: BasisKind
    has_reference: bool
    has_account: bool
    of_the_case: bool
    sees_it: bool
    wrote_it: bool
    owner_allows: bool
    family_agreed: bool
    hidden_by_level: bool = False
    """Only those who know the family see such a thing, and this member sees own actions alone."""
    of_who_is_silent: bool = False
    """It speaks of somebody who refused, withdrew or left."""


def sharing_refusals(wish: Wish) -> frozenset[SharingRefusal]:
    """Return every reason against this decision. A refusal is always possible, as long as it is of something real."""
    shares = wish.answer == SharingAnswer.SHARED
    checks = {
        SharingRefusal.NOT_OF_THE_CASE: not wish.of_the_case,
        SharingRefusal.BY_LETTER: not wish.has_account,
        SharingRefusal.ALREADY_SHARED: wish.sees_it,
        SharingRefusal.OWN_NOTE: wish.wrote_it,
        SharingRefusal.OWNER_KEEPS_IT: shares and not wish.owner_allows,
        SharingRefusal.OWN_ACTIONS_ALONE: shares and wish.hidden_by_level,
        SharingRefusal.OF_WHO_IS_SILENT: shares and wish.of_who_is_silent,
        SharingRefusal.NOBODY_AGREED: shares and wish.ground == BasisKind.AGREEMENT and not wish.family_agreed,
        SharingRefusal.NO_REFERENCE: wish.ground != BasisKind.AGREEMENT and not wish.has_reference,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)
