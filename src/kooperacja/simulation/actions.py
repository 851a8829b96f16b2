"""Filling a database with an invented country."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Final

from django.db import connection
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.accounts.demo_mark import is_marked
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case
from kooperacja.diagnosis.actions.scale import ensure_scale
from kooperacja.diagnosis.models import ScaleEdition
from kooperacja.institutions.actions.vocabulary import ensure_vocabulary
from kooperacja.institutions.models import Membership
from kooperacja.territory.models import Unit

from . import country
from .cases import Life
from .events import SimulationEvent

AT_ONCE: Final = 500
"""Cases that are written together."""
WAITING: Final = 20
"""One in so many cases has a fresh concern beside it, on which nobody has decided."""


class SimulationRefused(Exception):
    """The country can't be simulated here; the message says why in one sentence."""


def simulate(
    *, gminas: int, cases: int, seed: int, light: bool, now: datetime, told: Callable[[int], None] = lambda _done: None
) -> int:
    """Fill the database with that many cases in that many gminas; return how many rows were written.

    The same seed on the same day gives the same names and words. `told` is called with the number of cases made.

    Raises:
        SimulationRefused: there are people already, or the register has fewer gminas.
    """
    if is_marked() or Membership.objects.exists() or Case.objects.exists():
        raise SimulationRefused("This database holds people already. Simulate into an empty one.")
    units = list(Unit.objects.gminas().current().order_by("code"))
    if not 1 <= gminas <= len(units):
        raise SimulationRefused(f"The register holds {len(units)} gminas. Import it first, or ask for fewer.")
    rng = Random(seed)  # noqa: S311 - an invented country, the same for the same seed
    ensure_vocabulary(actor=SYSTEM)
    ensure_scale(actor=SYSTEM)
    with recording(SimulationEvent.FILLED, actor=SYSTEM):
        chosen = rng.sample(units, gminas)
        offices = country.build(chosen, country.shares(gminas, cases), rng=rng, today=timezone.localdate(now))
    life = Life(seed=seed, now=now, edition=ScaleEdition.objects.latest("pk"))
    done = written = 0
    going = life.live(offices, light=light)
    with _collecting_by_hand() as collect:
        while done < cases:
            with recording(SimulationEvent.FILLED, actor=SYSTEM):
                for _case in zip(range(AT_ONCE), going, strict=False):
                    done += 1
                    if done % WAITING == 0:
                        life.fresh_concern(offices[done % len(offices)])
                written += life.batch.write()
            collect()
            told(done)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the database has been empty until now, and plans as if it were
    return written


@contextmanager
def _collecting_by_hand() -> Iterator[Callable[[], object]]:
    """Keep Python from looking for garbage among the thousands of rows of a batch: that took a third of the time."""
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()
