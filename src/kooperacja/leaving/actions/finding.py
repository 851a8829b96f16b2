"""Which institution a command means."""

from uuid import UUID

from django.db.models import Q

from kooperacja.institutions.models import Institution
from kooperacja.kernel.text import fold


class NotFound(Exception):
    """No institution is called so, or several are."""


def find_institution(text: str) -> Institution:
    """Return the institution of that name, or with that number.

    Raises `NotFound`.
    """
    try:
        meant = Q(public_id=UUID(text))
    except ValueError:
        meant = Q(folded=fold(text))
    found = list(Institution.objects.filter(meant)[:2])
    if len(found) != 1:
        raise NotFound(text)
    return found[0]
