"""Loads the demo: the land, the vocabulary, two invented gminas with the ten scenarios, and the pilot.

Everything goes through the actions of the application, like people's work, on days counted back from today.
"""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from kooperacja.access.actor import SYSTEM, Actor
from kooperacja.accounts.actions import make_account
from kooperacja.accounts.demo_mark import mark_as_demo
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.models import OperatorGrant
from kooperacja.audit.recording import back_then, recording
from kooperacja.concerns.jobs import lock_old_concerns
from kooperacja.diagnosis.actions.scale import ensure_scale
from kooperacja.institutions.actions.vocabulary import ensure_vocabulary
from kooperacja.territory.actions.importing import import_terc
from kooperacja.territory.models import Unit

from . import papers, pilot
from .calendar import Calendar
from .people import SB, WG, Cast, enter_bodies
from .stories import (
    after_prison,
    back_to_work,
    covering,
    debts,
    inbox,
    moving,
    neighbour,
    pupil,
    respite,
    safe_home,
    same_house,
    templates,
    village,
    youths,
)
from .telling import Story

LAND = Path(__file__).parent / "data"
YEAR, LOCKING = 400, 7
"""So many days ago the bodies were entered, and what was old in the inbox was last locked."""

OPERATOR = ("operator@pokaz.example", "Oskar Jawor")


@transaction.atomic
def load_demo(*, now: datetime) -> None:
    """Fill an empty database; all or nothing.

    Raises `NotEmpty` if there are people in it.
    """
    mark_as_demo()
    calendar = Calendar(now)
    for file in sorted(LAND.glob("*.csv"), key=lambda path: path.stem.split("_")[-1]):
        import_terc(file.read_bytes(), actor=SYSTEM, now=now)
    ensure_vocabulary(actor=SYSTEM)
    ensure_scale(actor=SYSTEM)
    beginning = calendar.ago(YEAR)
    with back_then(beginning):
        cast = Cast(operator=_operator(now=beginning))
        enter_bodies(cast, now=beginning)
    with back_then(calendar.ago(papers.SIGNED)):
        papers.sign(cast, calendar)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[WG, SB])}
    after_prison.tell(Story(cast, calendar, "sb_lead", units[SB]))
    work = Story(cast, calendar, "sb_lead", units[SB])
    back_to_work.tell(work, templates.write(work, templates.WORK))
    respite.tell(Story(cast, calendar, "sb_lead", units[SB]))
    neighbour.tell(Story(cast, calendar, "sb_lead", units[SB]))
    for name in (templates.SCHOOL, templates.DEBTS):
        templates.write(Story(cast, calendar, "lead", units[WG]), name)
    pupil.tell(Story(cast, calendar, "lead", units[WG]))
    debts.tell(Story(cast, calendar, "deputy", units[WG]))
    safe_home.tell(Story(cast, calendar, "deputy", units[WG]))
    same_house.tell(Story(cast, calendar, "lead", units[WG]))
    moving.tell(Story(cast, calendar, "sb_lead", units[SB]), home=Story(cast, calendar, "lead", units[WG]))
    covering.tell(Story(cast, calendar, "sb_lead", units[SB]))
    village.tell(Story(cast, calendar, "lead", units[WG]))
    youths.tell(Story(cast, calendar, "sb_lead", units[SB]))
    inbox.tell(Story(cast, calendar, "lead", units[WG]))
    with back_then(locking := calendar.ago(LOCKING)):
        lock_old_concerns(now=locking)
    pilot.enter(cast.operator, now=now)


def _operator(*, now: datetime) -> Actor:
    with recording(AccountEvent.OPERATOR_NAMED, actor=SYSTEM) as record:
        user = make_account(email=OPERATOR[0], name=OPERATOR[1])
        record.about(OperatorGrant(user=user, starts_on=now.date())).save()
    return Actor(user_id=user.pk, is_operator=True)
