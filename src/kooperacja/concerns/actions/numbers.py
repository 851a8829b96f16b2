"""The number under which everybody knows a concern."""

from kooperacja.institutions.models import Institution, next_number

from ..models import Concern

SERIES = "concern"


def new_number(centre: Institution, *, year: int) -> str:
    """Return the next number, `Z/12/2026/990101`: the twelfth of 2026 in the gmina of the centre's seat.

    All centres that sit in one gmina count together, in the series of the oldest one, so that no two concerns of the
    country have the same number, and a forwarded one keeps its own. Only inside a recording, which holds the series.
    """
    seated = Institution.objects.filter(seat=centre.seat_id, kind__receives_concerns=True)
    keeper = seated.order_by("pk").first() or centre
    while True:
        number = f"Z/{next_number(keeper, SERIES, year=year)}/{year}/{centre.seat.code}"
        if not Concern.objects.filter(number=number).exists():  # the oldest centre may have moved its seat
            return number
