"""What was told, in the order in which people read it; nothing that was left empty."""

from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Concern
from .telling import Telling
from .terms import Competence, Source

ORDER: Final = (
    *("facts", "source", "who", "address", "whereabouts", "event_place", "last_seen_on", "children", "dependants"),
    *("visit_risks", "safe_contact", "already_done", "notices_sent"),
)
OF_THE_REPORTER: Final = ("reporter_name", "reporter_phone", "reporter_hours", "reporter_reference")


def rows_of(told: Concern | Telling, *, with_reporter: bool = True) -> list[tuple[str, Any]]:
    """Return label and value of everything that was told; of a call-me concern only what is about the reporter.

    Args:
        with_reporter: whether who reads may know who reported (`policies.may_read_reporter`).
    """
    reporter = OF_THE_REPORTER if with_reporter else ()
    names = reporter if told.call_me else (*ORDER, *reporter)
    rows = [(_label(name), _value(name, getattr(told, name))) for name in names]
    if told.competence != Competence.RESIDENCE:
        rows.insert(0, (_("Why this gmina"), Competence(told.competence).label))
    return [(label, value) for label, value in rows if value]


def _label(name: str) -> str:
    field: Any = Concern._meta.get_field(name)
    return str(capfirst(str(field.verbose_name)))


def _value(name: str, value: Any) -> Any:
    return Source(value).label if name == "source" and value else value
