"""The clocks of a centre, as it sets them for itself, and what they say of a concern."""

from datetime import datetime

from kooperacja.institutions.actions.own import numbers_of
from kooperacja.institutions.models import Institution
from kooperacja.institutions.rules.own import SettingName

from .. import clocks
from ..terms import Urgency


def due_at(centre: Institution, urgency: Urgency, *, start: datetime) -> datetime:
    """Return until when the centre has to decide on what reached it at `start`."""
    return clocks.due(
        urgency,
        start,
        clocks.hours_of(centre.opening_hours),
        on_duty=bool(centre.duty_phone),
        clocks=_clocks_of(centre),
    )


def outlook_at(centre: Institution, urgency: Urgency, *, now: datetime) -> clocks.Outlook:
    """Return what happens to a concern of this urgency that is sent to the centre now."""
    return clocks.outlook(
        urgency,
        now,
        clocks.hours_of(centre.opening_hours),
        on_duty=bool(centre.duty_phone),
        clocks=_clocks_of(centre),
    )


def _clocks_of(centre: Institution) -> clocks.Clocks:
    names = (SettingName.RED_HOURS, SettingName.AMBER_DAYS, SettingName.GREEN_DAYS)
    return clocks.Clocks(*numbers_of(centre.pk, *names))
