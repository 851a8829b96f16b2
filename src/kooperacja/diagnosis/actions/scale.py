"""Entering an edition of the scale. What was assessed by an older edition keeps it."""

from datetime import timedelta

from django.db import transaction

from kooperacja.access.actor import Actor
from kooperacja.audit.recording import recording

from ..events import ScaleEvent
from ..models import ScaleArea, ScaleEdition, ScaleStep
from ..scale import FIRST, EditionWords


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
        ValueError: there is an edition of that code, or it has no areas or fewer than two steps.
    """
    if ScaleEdition.objects.filter(code=words.code).exists():
        raise ValueError(f"there is an edition {words.code} already: give the new one another code")
    if not words.areas or len(words.steps) < 2:  # noqa: PLR2004 - one step is no scale
        raise ValueError("an edition has areas, and at least two steps")
    with recording(ScaleEvent.ENTERED, actor=actor) as record:
        _end_before(words)
        edition = record.about(
            ScaleEdition(code=words.code, name=words.name, name_en=words.name_en, starts_on=words.starts_on)
        )
        edition.save()
        for position, area in enumerate(words.areas, start=1):
            ScaleArea(
                edition=edition,
                position=position,
                code=area.code,
                name=area.name,
                name_en=area.name_en,
                hint=area.hint,
                hint_en=area.hint_en,
            ).save()
        for value, (name, english) in enumerate(words.steps, start=1):
            ScaleStep(edition=edition, value=value, name=name, name_en=english).save()
    return edition


def _end_before(words: EditionWords) -> None:
    last_day = words.starts_on - timedelta(days=1)
    for edition in ScaleEdition.objects.on(words.starts_on).filter(starts_on__lte=last_day):
        edition.ends_on = last_day
        edition.save()
