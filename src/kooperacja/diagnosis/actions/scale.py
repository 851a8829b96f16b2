"""Entering an edition of the scale. What was assessed by an older edition keeps it."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kooperacja.access.actor import Actor
from kooperacja.audit.recording import recording

from ..events import ScaleEvent
from ..models import ScaleArea, ScaleEdition, ScaleStep
from ..scale import FIRST, AreaWords, EditionWords


@transaction.atomic
def ensure_scale(*, actor: Actor) -> bool:
    """Enter the first edition unless there is any; return whether it was entered.

    Called when an installation starts, so no gate is asked.
    """
    if ScaleEdition.objects.exists():
        return False
    enter_edition(FIRST, actor=actor)
    return True


def enter_edition(words: EditionWords, *, actor: Actor) -> ScaleEdition:
    """Enter an edition; one that holds without an end, or beyond that day, ends on the day before.

    Called from the command line of whoever runs the installation, so no gate is asked.

    Raises:
        ValueError: there is an edition of that code, or one that begins on that day or later; it has no areas, two of
            one code, or fewer than two steps; or a name or code can't be so.
    """
    _check(words)
    with recording(ScaleEvent.ENTERED, actor=actor) as record:
        _end_before(words)
        edition = record.about(
            ScaleEdition(code=words.code, name=words.name, name_en=words.name_en, starts_on=words.starts_on)
        )
        _save(edition)
        for position, area in enumerate(words.areas, start=1):
            _save(ScaleArea(edition=edition, position=position, **asdict(area)))
        for value, (name, english) in enumerate(words.steps, start=1):
            _save(ScaleStep(edition=edition, value=value, name=name, name_en=english))
    return edition


def words_of(editions: Collection[int]) -> dict[int, dict[int, str]]:
    """Return what the steps of these editions are called: key of the edition → step → name. One query."""
    found: dict[int, dict[int, str]] = {}
    for step in ScaleStep.objects.filter(edition__in=editions).order_by("value"):
        found.setdefault(step.edition_id, {})[step.value] = step.label
    return found


def edition_words(edition: ScaleEdition) -> EditionWords:
    """Return an edition as a file holds it, for whoever begins the next one from it."""
    return EditionWords(
        code=edition.code,
        name=edition.name,
        name_en=edition.name_en,
        starts_on=edition.starts_on,
        areas=[AreaWords(one.code, one.name, one.name_en, one.hint, one.hint_en) for one in edition.areas_in_order()],
        steps=[(one.name, one.name_en) for one in edition.steps_in_order()],
    )


def _check(words: EditionWords) -> None:
    if ScaleEdition.objects.filter(code=words.code).exists():
        raise ValueError(f"there is an edition {words.code} already: give the new one another code")
    if not words.areas or len(words.steps) < 2:  # noqa: PLR2004 - one step is no scale
        raise ValueError("an edition has areas, and at least two steps")
    codes = [area.code for area in words.areas]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"two areas of the edition have the code {min(twice)}")
    if ScaleEdition.objects.filter(starts_on__gte=words.starts_on).exists():
        raise ValueError("an edition begins on that day or later: the new one must begin after it")


def _save(row: ScaleEdition | ScaleArea | ScaleStep) -> None:
    """Save a row of a file that people wrote: too long a name, or a code with spaces, is told."""
    try:
        row.clean_fields()
    except ValidationError as error:
        told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise ValueError(f"edition {getattr(row, 'code', row.name)[:60]}: {told}") from error
    row.save()


def _end_before(words: EditionWords) -> None:
    last_day = words.starts_on - timedelta(days=1)
    for edition in ScaleEdition.objects.on(words.starts_on).filter(starts_on__lte=last_day):
        edition.ends_on = last_day
        edition.save()
