"""When a case may be offered, and what of it goes to another centre. Pure: values in, every refusal out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandoverRefusal(TextChoices):
    """Why a case can't be handed to a colleague."""

    WAITS_ALREADY = "handover_waits_already", _("This case is already offered to somebody. Withdraw that offer first.")
    CASE_CLOSED = "handover_case_closed", _("The case is closed.")
    TO_ONESELF = "handover_to_oneself", _("Choose somebody else.")
    LEAD_CHANGED = "handover_lead_changed", _("Somebody else leads the case now, so this offer has lapsed.")


def handover_refusals(
    *, waits_already: bool, is_closed: bool, to_oneself: bool, lead_changed: bool
) -> frozenset[HandoverRefusal]:
    """Return every reason why a case can't be handed over so."""
    checks = {
        HandoverRefusal.WAITS_ALREADY: waits_already,
        HandoverRefusal.CASE_CLOSED: is_closed,
        HandoverRefusal.TO_ONESELF: to_oneself,
        HandoverRefusal.LEAD_CHANGED: lead_changed,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class TransferRefusal(TextChoices):
    """Why a case can't be passed to another centre so."""

    WAITS_ALREADY = (
        "transfer_waits_already",
        _("This case is already offered to another centre. Withdraw that offer first."),
    )
    SAME_CENTRE = "transfer_same_centre", _("This is your own centre. Hand the case to a colleague instead.")
    NOBODY_THERE = (
        "transfer_nobody_there",
        _("Nobody in this institution takes over cases in the system. Pass the case on by letter."),
    )
    NO_BODY = "transfer_no_body", _("Say to whom the letter goes.")
    NO_PERSONS = "transfer_no_persons", _("Choose at least one person.")
    NOT_IN_THE_CASE = "transfer_not_in_the_case", _("Choose people whom the case is about.")
    NOT_ADULT = "transfer_not_adult", _("An adult agrees; for a child, their guardian.")
    TAKES_NO_PART = (
        "transfer_takes_no_part",
        _("This person refused to take part or withdrew, so only their name and contact go."),
    )
    NO_DAY = "transfer_no_day", _("Say on what day they agreed.")
    IN_THE_FUTURE = "transfer_in_the_future", _("The day is in the future.")
    BEFORE_IT_OPENED = "transfer_before_it_opened", _("On that day there was no case yet.")
    NOT_ADULT_THEN = "transfer_not_adult_then", _("On that day this person wasn't of age yet.")
    NO_HOW = "transfer_no_how", _("Say how they agreed.")
    NO_AGREEMENT = (
        "transfer_no_agreement",
        _("Without the family's agreement only names and contact go. Leave out the plan and the summary."),
    )
    NO_MESSAGE = (
        "transfer_no_message",
        _("Without the family's agreement no message goes. Your name and the telephone of your centre go instead."),
    )
    FAMILY_CHANGED = (
        "transfer_family_changed",
        _("The family has changed since this offer, so it no longer holds. A new one is needed."),
    )


@dataclass(frozen=True)
class Passing:
    """What is known when a case is to be passed to another centre; people by their keys."""

    waits_already: bool
    same_centre: bool
    by_letter: bool
    somebody_receives: bool
    body: str
    persons: Collection[int]
    agreed: Collection[int]
    in_the_case: Collection[int]
    children: Collection[int]
    silent: Collection[int]  # who refused to take part, or withdrew
    agreed_on: date | None
    of_age_on: date | None  # the last day on which one of those who agreed came of age, as far as known
    opened_on: date
    how: str
    with_plan: bool
    summary: str
    message: str


def transfer_refusals(told: Passing, *, today: date) -> frozenset[TransferRefusal]:
    """Return every reason why the case can't be passed on so."""
    agreed, day, of_age = bool(told.agreed), told.agreed_on, told.of_age_on
    checks = {
        TransferRefusal.WAITS_ALREADY: told.waits_already,
        TransferRefusal.SAME_CENTRE: told.same_centre,
        TransferRefusal.NOBODY_THERE: not told.by_letter and not told.same_centre and not told.somebody_receives,
        TransferRefusal.NO_BODY: told.by_letter and not told.body,
        TransferRefusal.NO_PERSONS: not told.persons,
        TransferRefusal.NOT_IN_THE_CASE: not {*told.persons, *told.agreed} <= set(told.in_the_case),
        TransferRefusal.NOT_ADULT: not set(told.agreed).isdisjoint(told.children),
        TransferRefusal.TAKES_NO_PART: not set(told.agreed).isdisjoint(told.silent),
        TransferRefusal.NO_DAY: agreed and day is None,
        TransferRefusal.IN_THE_FUTURE: day is not None and day > today,
        TransferRefusal.BEFORE_IT_OPENED: day is not None and day < told.opened_on,
        TransferRefusal.NOT_ADULT_THEN: day is not None and of_age is not None and day < of_age <= today,
        TransferRefusal.NO_HOW: agreed and not told.how,
        TransferRefusal.NO_AGREEMENT: not agreed and (told.with_plan or bool(told.summary)),
        TransferRefusal.NO_MESSAGE: not agreed and bool(told.message),  # nobody can promise what a free text says
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class LetterRefusal(TextChoices):
    """Why it can't be noted so that a letter was sent or answered."""

    NO_NUMBER = "letter_no_number", _("Give the number of the letter.")
    IN_THE_FUTURE = "letter_in_the_future", _("The day is in the future.")
    NO_REASON = "letter_no_reason", _("Say why you decline.")


def letter_refusals(*, number: str, sent_on: date, today: date) -> frozenset[LetterRefusal]:
    """Return every reason against noting that the letter was sent."""
    checks = {LetterRefusal.NO_NUMBER: not number, LetterRefusal.IN_THE_FUTURE: sent_on > today}
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def reason_refusals(reason: str) -> frozenset[LetterRefusal]:
    """Return why an offer can't be declined so: whoever offered must learn the reason."""
    return frozenset() if reason else frozenset({LetterRefusal.NO_REASON})


@dataclass(frozen=True)
class Known:
    """One person of the case, as it may go to another centre."""

    contact: Mapping[str, Any]  # identity and contact
    birth_date: date | None
    is_child: bool
    guardians: Collection[int]  # who may agree on their behalf
    is_silent: bool = False  # refused to take part, or withdrew


@dataclass(frozen=True)
class Aim:
    """One goal, whose (None: the household's), and the steps towards it as plain values."""

    text: str
    person: int | None
    steps: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Going:
    """What the lead chose to pass on."""

    persons: Sequence[int]
    agreed: Collection[int]
    with_plan: bool
    summary: str
    address: str


def of_whom_more_goes(persons: Collection[int], agreed: Collection[int], known: Mapping[int, Known]) -> set[int]:
    """Return those of whom more than a contact goes: who agreed, and the wards of who agreed."""
    return {
        key
        for key in persons
        if not known[key].is_silent
        and (key in agreed or (known[key].is_child and not set(known[key].guardians).isdisjoint(agreed)))
    }


@dataclass(frozen=True)
class Whom:
    """The people of an offer, by whatever names them: who moves, who agreed, and of whom more than a contact goes."""

    persons: frozenset[Any]
    agreed: frozenset[Any]
    more: frozenset[Any]


def is_still_true(then: Whom, now: Whom) -> bool:
    """Tell whether an offer may still be read and carried out.

    It may if everybody who was to move lives and is in the case, everybody who agreed still may and does, and nobody
    of whom more went has lost the word that it rests on. An offer that doesn't say of whom it speaks isn't true.

    Args:
        now: the same people as the case knows them today, without those of whom it no longer holds.
    """
    return bool(then.persons) and then.persons <= now.persons and then.agreed <= now.agreed and then.more <= now.more


def what_goes(going: Going, known: Mapping[int, Known], aims: Sequence[Aim]) -> dict[str, Any]:
    """Return exactly what the other centre will read, as plain values: the preview, the offer and the letter show it.

    Without anybody's agreement that is identity and contact alone. That somebody is a child is part of who they are:
    a centre that didn't know would ask the child for what only a guardian can give. With an agreement: the day of
    birth of who agreed and of their wards, and of the plan the household's goals and those of these people; never
    those of somebody who wasn't asked.
    """
    spoken_for = of_whom_more_goes(going.persons, going.agreed, known)
    place = {key: index for index, key in enumerate(going.persons)}
    content: dict[str, Any] = {
        "persons": [_person(known[key], whole=key in spoken_for) for key in going.persons],
        "address": going.address,
    }
    if going.agreed:
        content["summary"] = going.summary
    if going.agreed and going.with_plan:
        content["goals"] = [
            {"text": aim.text, "person": place.get(aim.person) if aim.person else None, "steps": list(aim.steps)}
            for aim in aims
            if aim.person is None or aim.person in spoken_for
        ]
    return content


def _person(known: Known, *, whole: bool) -> dict[str, Any]:
    told = {**known.contact, "is_minor": known.is_child}
    return {**told, "birth_date": known.birth_date.isoformat()} if whole and known.birth_date else told
