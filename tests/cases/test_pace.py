"""From a concern to the first contact and to the plan: median and count, small numbers hidden."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.opening import open_case_from_concern
from kooperacja.cases.actions.pace import pace, paces
from kooperacja.cases.actions.progress import start_case
from kooperacja.cases.models import Note, NoteKind
from tests.cases.changing import again, change
from tests.cases.test_opening import opening
from tests.world import as_, make

DAY = date(2028, 2, 28)


def steps(*days):
    return [(DAY, None if number is None else DAY + timedelta(days=number)) for number in days]


@pytest.mark.parametrize(
    ("days", "count", "median"),
    [
        ((), 0, None),
        ((1, 2, 3, 4, 5), 5, None),
        ((1, 1, 2, 4, 9, 30), 6, 3),
        ((1, 1, 2, 4, 9, 30, 30), 7, 4),
        ((1, 1, 2, 4, 9, 30, None), 6, 3),
        ((0, 0, 0, 0, 0, 0, -4), 6, 0),
    ],
)
def test_the_median_is_told_of_six_or_more(days, count, median):
    measured = pace(steps(*days))

    assert (measured.count.number, measured.days) == (count, median)
    assert ("6" in measured.words) or count == 7


@pytest.mark.django_db
def test_the_first_concern_of_a_case_and_the_first_contact_count(world):
    concern = change(world.concern, received_at=world.now - timedelta(days=9))
    before = paces(world.head.actor, now=world.now)
    case = open_case_from_concern(concern, opening(world), reason="Tak.", actor=world.intake.actor, now=world.now)
    assert paces(world.head.actor, now=world.now) == before  # nothing was done yet

    today = timezone.localdate()
    for ago in (20, 4, 1):
        make(
            Note,
            case=case,
            author=world.lead.membership,
            institution=world.ops,
            kind=NoteKind.VISIT,
            happened_on=today - timedelta(days=ago),
            with_family=True,
            text="Wizyta",
            written_at=world.now,
        )
    change(case, started_on=today)
    after = paces(world.head.actor, now=world.now)

    assert after.to_contact.count.number == before.to_contact.count.number + 1
    assert after.to_plan.count.number == before.to_plan.count.number + 1
    assert paces(world.head.actor, now=world.now + timedelta(days=365)).to_plan.count.number == 0
    assert paces(world.neighbour_head.actor, now=world.now).to_plan.count.number == 0
    assert paces(world.lead.actor, now=world.now).to_plan.count.number == 0


@pytest.mark.django_db
def test_the_day_on_which_work_starts_is_kept(world):
    case = change(world.case, state="opened", started_on=None)
    start_case(case, actor=world.lead.actor, now=world.now)
    assert again(case).started_on == timezone.localdate(world.now)


@pytest.mark.django_db
def test_the_head_reads_it(client, world):
    page = as_(client, world.head).get(reverse("cases:oversight")).content.decode()

    assert "Jak długo to trwa" in page
    assert "mniej niż 6" in page
