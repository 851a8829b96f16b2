"""The help of a page: two sentences, and the section of the handbook that says more."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise

SIGNAL: Final = "pierwszy-sygnal"
INTAKE: Final = "przyjmowanie-zgloszen"
CASE: Final = "prowadzenie-sprawy"
WORK: Final = "rozeznanie"
PLAN: Final = "plan"
FAMILY: Final = "rodzina-i-zespol"
HANDOVER: Final = "przekazanie"
MEMBER: Final = "czlonek-zespolu"
LISTS: Final = "listy-i-szukanie"
HEAD: Final = "kierownik"
ADMIN: Final = "administrator-instytucji"
REGION: Final = "osrodek-regionalny"
OFFICER: Final = "inspektor-danych"
OPERATOR: Final = "operator"
OWN: Final = "moje-konto"


@dataclass(frozen=True)
class PageHelp:
    """Two sentences, the section of a page of the handbook, and the URL names of the pages that they are about."""

    text: Promise
    page: str
    section: str
    pages: str
    """With spaces between: the pages of one task explain themselves by the same words."""

    @property
    def url(self) -> str:
        """The address of the section."""
        return f"{reverse('portal:handbook', args=[self.page])}#{self.section}"
