"""When help can't wait for the workshop with the family: what must be said, and until when it takes place."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CrisisRefusal(TextChoices):
    """Why it can't be noted so that help can't wait."""

    NO_REASON = "crisis_no_reason", _("Say why help can't wait.")
    IN_FUTURE = "crisis_in_future", _("The day must be today or in the past.")
    BEFORE_OPENING = "crisis_before_opening", _("On that day there was no case yet.")
    OF_COMMUNITY = "crisis_of_community", _("A case of a community has no workshop with a family.")
    NOTED_ALREADY = "crisis_noted_already", _("It is noted already that help can't wait.")
    NO_REASON_TO_END = "crisis_no_reason_to_end", _("Say why you take it back.")
    ENDED_ALREADY = "crisis_ended_already", _("It has been taken back already.")


def crisis_refusals(
    reason: str, *, since: date, opened_on: date, today: date, is_community: bool, is_running: bool
) -> frozenset[CrisisRefusal]:
    """Return every reason not to note it; none means go ahead."""
    checks = {
        CrisisRefusal.NO_REASON: not reason,
        CrisisRefusal.IN_FUTURE: since > today,
        CrisisRefusal.BEFORE_OPENING: since < opened_on,
        CrisisRefusal.OF_COMMUNITY: is_community,
        CrisisRefusal.NOTED_ALREADY: is_running,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def workshop_day(since: date, *, days: int) -> date:
    """Return the last day for the workshop: `days` calendar days after the day from which help can't wait."""
    return since + timedelta(days)
