"""What may be sent, and what the reporter hears. Pure: values and dates in, reasons out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .terms import FACTS_MAX, Competence, ConcernState, NotInformed, ReporterKind, Urgency

TYPED_IN_WITHIN: Final = timedelta(days=366)
"""What reached a centre longer ago is taken for a slip of the pen in the year."""


class Refusal(TextChoices):
    """Why a concern can't be sent as it is."""

    NO_FACTS = "no_facts", _("Describe what can be seen, or choose “please call me”.")
    FACTS_TOO_LONG = "facts_too_long", _("Shorten the description to 600 characters.")
    NO_SOURCE = "no_source", _("Choose how you know about it.")
    NO_PHONE = "no_phone", _("Give a telephone number at which we can reach you.")
    NOT_THEIR_GMINA = "not_their_gmina", _("This centre doesn't serve that gmina. Choose the gmina again.")
    STAY_NOT_URGENT = "stay_not_urgent", _("The place of stay decides only in urgent need. Choose red or amber.")
    NOT_CALLED = "not_called", _("Call first, then tick that you have called.")
    SEEN_IN_FUTURE = "seen_in_future", _("The date must be today or in the past.")


def refusals(
    *,
    urgency: Urgency,
    competence: Competence,
    call_me: bool,
    facts: str,
    source: str,
    phone: str,
    last_seen_on: date | None,
    is_their_gmina: bool,
    must_call: bool,
    has_called: bool,
    today: date,
) -> frozenset[Refusal]:
    """Return every reason not to send a concern; none means go ahead.

    Args:
        call_me: level L0, no word about the family, only how to reach the reporter.
        is_their_gmina: the addressee serves the gmina.
        must_call, has_called: see `clocks.Outlook`; a centre that types in what it has heard needs no call.
    """
    checks = {
        Refusal.NO_FACTS: not call_me and not facts,
        Refusal.FACTS_TOO_LONG: len(facts) > FACTS_MAX,
        Refusal.NO_SOURCE: not call_me and not source,
        Refusal.NO_PHONE: call_me and not phone,
        Refusal.NOT_THEIR_GMINA: not is_their_gmina,
        Refusal.STAY_NOT_URGENT: competence == Competence.STAY and urgency == Urgency.GREEN,
        Refusal.NOT_CALLED: must_call and not has_called,
        Refusal.SEEN_IN_FUTURE: last_seen_on is not None and last_seen_on > today,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class ArrivalRefusal(TextChoices):
    """Why a concern can't be typed in as having arrived then and so."""

    IN_FUTURE = "in_future", _("This moment has not come yet. Check the day and the hour.")
    LONG_AGO = "long_ago", _("This is more than a year ago. Check the year.")
    PRIVATE_IN_INSTITUTION = "private_in_institution", _("A private person reports for no institution.")


def arrival_refusals(
    *, received_at: datetime, now: datetime, kind: ReporterKind, names_institution: bool
) -> frozenset[ArrivalRefusal]:
    """Return every reason not to believe how a concern is said to have reached the centre."""
    checks = {
        ArrivalRefusal.IN_FUTURE: received_at > now,
        ArrivalRefusal.LONG_AGO: received_at < now - TYPED_IN_WITHIN,
        ArrivalRefusal.PRIVATE_IN_INSTITUTION: names_institution and kind != ReporterKind.INSTITUTION,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class ForwardRefusal(TextChoices):
    """Why a concern can't be forwarded there."""

    TO_ITSELF = "to_itself", _("The concern is at this centre already.")
    NOT_COMPETENT = "not_competent", _("This centre doesn't serve that gmina.")
    NO_REASON = "no_reason", _("Give the reason.")


def forward_refusals(*, to_itself: bool, is_their_gmina: bool, reason: str) -> frozenset[ForwardRefusal]:
    """Return every reason not to forward a concern to that centre."""
    checks = {
        ForwardRefusal.TO_ITSELF: to_itself,
        ForwardRefusal.NOT_COMPETENT: not is_their_gmina,
        ForwardRefusal.NO_REASON: not reason,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


class DecisionRefusal(TextChoices):
    """Why a decision can't be taken so."""

    NO_REASON = "decision_no_reason", _("Give the reason of the decision.")
    NO_BODY = "decision_no_body", _("Say which body was told.")
    NO_WAY = "decision_no_way", _("Say how it was told.")
    NO_TELLER = "decision_no_teller", _("Say who told it.")


def decision_refusals(
    *, reason: str, tells: bool, body: str = "", how: str = "", by: str = ""
) -> frozenset[DecisionRefusal]:
    """Return every reason not to take a decision; telling another body needs that it was told, how and by whom."""
    checks = {
        DecisionRefusal.NO_REASON: not reason,
        DecisionRefusal.NO_BODY: tells and not body,
        DecisionRefusal.NO_WAY: tells and not how,
        DecisionRefusal.NO_TELLER: tells and not by,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class InformingRefusal(TextChoices):
    """Why the duty to inform can't be recorded so."""

    NO_DAY = "no_day", _("Say on which day the person was informed.")
    IN_FUTURE = "informed_in_future", _("The day is in the future.")
    NO_WAY = "informed_no_way", _("Say how the person was informed.")
    NO_GROUND = "informed_no_ground", _("Choose the ground of the exception.")
    NO_DETAILS = "informed_no_details", _("Say in particular why, or which provision.")


def informing_refusals(
    *, informed: bool, on: date | None, how: str, ground: str, details: str, today: date
) -> frozenset[InformingRefusal]:
    """Return every reason not to record that somebody was informed, or needn't be."""
    explains_itself = ground in {NotInformed.NOBODY, NotInformed.KNOWS}
    checks = {
        InformingRefusal.NO_DAY: informed and on is None,
        InformingRefusal.IN_FUTURE: informed and on is not None and on > today,
        InformingRefusal.NO_WAY: informed and not how,
        InformingRefusal.NO_GROUND: not informed and not ground,
        InformingRefusal.NO_DETAILS: not informed and bool(ground) and not explains_itself and not details,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class ProtectionRefusal(TextChoices):
    """Why the name of a reporter can't be kept apart so."""

    NO_READER = "no_reader", _("Choose at least one person who may read the name.")
    NOT_OF_THE_CENTRE = "reader_not_of_the_centre", _("Only people of the centre may read the name.")
    NOT_YOURS = "protection_not_yours", _("Only those who may read the name, and the head, change this.")


def protection_refusals(*, readers: int, of_the_centre: bool, may_change: bool) -> frozenset[ProtectionRefusal]:
    """Return every reason against these readers of a reporter's name."""
    checks = {
        ProtectionRefusal.NO_READER: not readers,
        ProtectionRefusal.NOT_OF_THE_CENTRE: not of_the_centre,
        ProtectionRefusal.NOT_YOURS: not may_change,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class DisposalRefusal(TextChoices):
    """Why records can't be disposed of so."""

    NOTHING_CHOSEN = "nothing_chosen", _("Choose what is disposed of.")
    NO_PROTOCOL = "no_protocol", _("Give the number of the protocol.")
    IN_FUTURE = "disposal_in_future", _("The day of the protocol is in the future.")
    BEFORE_LOCKED = "before_locked", _("On that day some of it wasn't locked yet.")


def disposal_refusals(
    *, locked_on: Collection[date], protocol: str, on: date, today: date
) -> frozenset[DisposalRefusal]:
    """Return every reason not to dispose of records that were locked on these days.

    Source: ustawa o narodowym zasobie archiwalnym i archiwach, art. 5: by protocol, usually with the state archive's
    consent, which the centre gets outside the system.
    """
    checks = {
        DisposalRefusal.NOTHING_CHOSEN: not locked_on,
        DisposalRefusal.NO_PROTOCOL: not protocol,
        DisposalRefusal.IN_FUTURE: on > today,
        DisposalRefusal.BEFORE_LOCKED: any(day > on for day in locked_on),
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


SMALL: Final = range(1, 6)
"""Counts that could point at a family."""


@dataclass(frozen=True)
class Yearly:
    """What came in a year, and what of it led to help. None is a number from 1 to 5, or one that would betray it."""

    year: int
    came: int | None
    led_to_help: int | None

    @property
    def percent(self) -> int | None:
        """The share that led to help; None where a number is hidden, or nothing came."""
        if not self.came or self.led_to_help is None:
            return None
        return round(100 * self.led_to_help / self.came)


def yearly(year: int, *, came: int, led_to_help: int) -> Yearly:
    """Hide small counts: also those that are small by subtraction."""
    if came in SMALL:
        return Yearly(year, None, None)
    hidden = led_to_help in SMALL or came - led_to_help in SMALL
    return Yearly(year, came, None if hidden else led_to_help)


class Answer(TextChoices):
    """All that a reporter ever hears. Never whether the person is known, never what was found.

    Source: ustawa o pomocy społecznej, art. 100; the three sentences are those of the cooperation model.
    """

    WAITS = "waits", _("waits for the head of your institution")
    NOT_SENT = "not_sent", _("not sent")
    ACCEPTED = "accepted", _("accepted, we will look into it")
    FORWARDED = "forwarded", _("forwarded to the competent centre")
    FINISHED = "finished", _("we have finished looking into it")


def answer(state: ConcernState, *, forwarded: bool, kind: ReporterKind) -> Answer:
    """Return what the reporter hears. Whoever doesn't speak for an institution gets the receipt and nothing more."""
    if state == ConcernState.WAITING_FOR_RELEASE:
        return Answer.WAITS
    if state == ConcernState.WITHDRAWN:
        return Answer.NOT_SENT
    if kind != ReporterKind.INSTITUTION:
        return Answer.ACCEPTED
    if state not in {ConcernState.RECEIVED, ConcernState.IN_TRIAGE}:
        return Answer.FINISHED
    return Answer.FORWARDED if forwarded else Answer.ACCEPTED
