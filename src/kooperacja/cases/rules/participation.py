"""On what taking part may rest, and what an agreement must say. Pure: values and dates in, every refusal out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BasisKind(TextChoices):
    """On what taking part rests."""

    AGREEMENT = "agreement", _("agreement of the person")
    COURT_ORDER = "court_order", _("court order")
    STATUTORY_DUTY = "statutory_duty", _("statutory duty")


class How(TextChoices):
    """How the person said it."""

    WRITING = "writing", _("in writing")
    ORALLY = "orally", _("orally, noted by the worker")
    ELECTRONIC = "electronic", _("electronically")


class Answer(TextChoices):
    """What a person says to the question whether they take part. That they no longer do is a withdrawal."""

    GIVEN = "given", _("agrees")
    ASKED = "asked", _("asked, no answer yet")
    REFUSED = "refused", _("doesn't agree")


class SecondGuardian(TextChoices):
    """What is known of the other guardian of a child."""

    NOT_APPLICABLE = "none", _("there is no other guardian, or the person is an adult")
    ASKED = "asked", _("asked, no answer yet")
    GIVEN = "given", _("asked, agrees")
    REFUSED = "refused", _("asked, doesn't agree")
    NOT_ASKED = "not_asked", _("not asked, for the reason given")


class BasisRefusal(TextChoices):
    """Why a basis of taking part can't be written down like this."""

    IN_THE_FUTURE = "basis_in_the_future", _("The day is in the future.")
    BEFORE_IT_BEGAN = "basis_before_it_began", _("The day is before the one on which it was given.")
    NOT_IN_THE_CASE = "basis_not_in_the_case", _("This person isn't in the case.")
    HAS_DIED = "basis_has_died", _("This person has died. Nobody is asked for anything more.")
    NO_HOW = "basis_no_how", _("Say how the person said it.")
    NO_ORDER_NUMBER = "basis_no_order_number", _("Give the number of the court's order.")
    NO_PROVISION = "basis_no_provision", _("Give the provision that makes it a duty.")
    ORDER_IS_NOT_ASKED = "basis_order_is_not_asked", _("A court's order and a statutory duty aren't asked for.")
    NO_GUARDIAN = "basis_no_guardian", _("For a child a guardian agrees. Say who.")
    NOT_THEIR_GUARDIAN = (
        "basis_not_their_guardian",
        _("This person isn't written down as a guardian who may decide. Add the guardian first."),
    )
    OTHER_GUARDIAN_UNTOLD = (
        "basis_other_guardian_untold",
        _("There is another guardian. Say whether they were asked, or why not."),
    )
    OTHER_GUARDIAN_REFUSES = (
        "basis_other_guardian_refuses",
        _("The guardians differ, so the child's agreement isn't given. A court may decide; then enter its order."),
    )
    NO_REASON = "basis_no_reason", _("Say why the other guardian wasn't asked.")


@dataclass(frozen=True)
class Statement:
    """What somebody says about one person's taking part."""

    kind: BasisKind
    answer: Answer
    stated_on: date
    how: str
    reference: str
    in_the_case: bool
    for_child: bool
    guardian: int | None  # who agreed on the person's behalf, by key
    guardians: Collection[int]  # those who may agree on the person's behalf that day, by key
    second_guardian: SecondGuardian
    second_guardian_reason: str
    has_died: bool = False


def basis_refusals(told: Statement, *, today: date) -> frozenset[BasisRefusal]:
    """Return every reason against writing this down; none means go ahead."""
    agreement = told.kind is BasisKind.AGREEMENT
    given = agreement and told.answer is Answer.GIVEN
    for_child = agreement and told.for_child
    others = set(told.guardians) - {told.guardian}
    checks = {
        BasisRefusal.IN_THE_FUTURE: told.stated_on > today,
        BasisRefusal.NOT_IN_THE_CASE: not told.in_the_case,
        BasisRefusal.HAS_DIED: told.has_died,
        BasisRefusal.NO_HOW: agreement and told.answer is not Answer.ASKED and not told.how,
        BasisRefusal.NO_ORDER_NUMBER: told.kind is BasisKind.COURT_ORDER and not told.reference,
        BasisRefusal.NO_PROVISION: told.kind is BasisKind.STATUTORY_DUTY and not told.reference,
        BasisRefusal.ORDER_IS_NOT_ASKED: not agreement and told.answer is not Answer.GIVEN,
        BasisRefusal.NO_GUARDIAN: for_child and given and told.guardian is None,
        BasisRefusal.NOT_THEIR_GUARDIAN: (
            agreement and told.guardian is not None and told.guardian not in told.guardians
        ),
        BasisRefusal.OTHER_GUARDIAN_UNTOLD: (
            for_child
            and given
            and told.guardian in told.guardians
            and bool(others)
            and told.second_guardian is SecondGuardian.NOT_APPLICABLE
        ),
        BasisRefusal.OTHER_GUARDIAN_REFUSES: (for_child and given and told.second_guardian is SecondGuardian.REFUSED),
        BasisRefusal.NO_REASON: (
            for_child and told.second_guardian is SecondGuardian.NOT_ASKED and not told.second_guardian_reason
        ),
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def withdrawal_refusals(
    kind: BasisKind, how: str, *, ended_on: date, since: date, today: date
) -> frozenset[BasisRefusal]:
    """Return every reason against writing down that taking part ended; `since` is the day it was stated."""
    checks = {
        BasisRefusal.IN_THE_FUTURE: ended_on > today,
        BasisRefusal.BEFORE_IT_BEGAN: ended_on < since,
        BasisRefusal.NO_HOW: kind is BasisKind.AGREEMENT and not how,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class Doubt(TextChoices):
    """Why an agreement that holds should be asked for anew."""

    GUARDIAN_MUST_AGREE = "guardian_must_agree", _("a guardian must agree")
    CAME_OF_AGE = "came_of_age", _("has come of age: ask them themselves")


def doubt(*, agreed: bool, is_child: bool, of_adult: bool, guardian_may_agree: bool) -> Doubt | None:
    """Return what speaks against relying on what was agreed, today.

    Args:
        agreed: whether taking part rests on an agreement that holds.
        is_child: whether the person is a child today.
        of_adult: whether it was an adult's agreement.
        guardian_may_agree: whether whoever agreed on the person's behalf is still their guardian today.
    """
    if not agreed:
        return None
    if is_child:
        return None if guardian_may_agree else Doubt.GUARDIAN_MUST_AGREE
    return None if of_adult else Doubt.CAME_OF_AGE


@dataclass(frozen=True)
class Holding:
    """One basis that holds: what it rests on, and whether it is an adult's."""

    basis: int
    kind: BasisKind
    of_adult: bool


def opens_to_partners(holding: Collection[Holding]) -> bool:
    """Tell whether people of other institutions may work on a case in which these bases hold."""
    return any(one.of_adult or one.kind is not BasisKind.AGREEMENT for one in holding)


class Consequence(Enum):
    """What a withdrawal brings with it."""

    PERSON_CLOSED = auto()  # people of other institutions no longer see this person's data
    CASE_CLOSED_TO_PARTNERS = auto()  # people of other institutions lose the whole case


def consequences(holding: Collection[Holding], withdrawn: int) -> frozenset[Consequence]:
    """Return what happens when the basis with the key `withdrawn` stops holding."""
    left = [one for one in holding if one.basis != withdrawn]
    closes = opens_to_partners(holding) and not opens_to_partners(left)
    return frozenset({Consequence.PERSON_CLOSED} | ({Consequence.CASE_CLOSED_TO_PARTNERS} if closes else set()))
