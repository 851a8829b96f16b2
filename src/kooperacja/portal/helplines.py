"""Telephones for whoever needs help themselves. Dated data: each line names who runs it, all were read on `AS_OF`."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AS_OF: Final = date(2026, 11, 22)


@dataclass(frozen=True)
class Helpline:
    """A telephone: what it is for, and who runs it."""

    number: str
    what_for: Promise
    run_by: str

    @property
    def link(self) -> str:
        """The number as a telephone dials it."""
        return f"tel:{self.number.replace(' ', '')}"


HELPLINES: Final = (
    Helpline("112", _("danger to life or health"), "MSWiA"),
    Helpline("800 120 002", _("the “Blue Line”, violence at home, free of charge, day and night"), "IPZ PTP"),
    Helpline(
        "116 111", _("for children and young people, free of charge, day and night"), "Fundacja Dajemy Dzieciom Siłę"
    ),
    Helpline("800 70 2222", _("for adults in a mental crisis, free of charge, day and night"), "Fundacja ITAKA"),
)
