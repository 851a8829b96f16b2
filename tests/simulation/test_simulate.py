"""The invented country is such as the actions would make it: what they leave, and nothing that they couldn't."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Action, Case, CaseMember, ParticipationBasis, Role
from kooperacja.cases.policies import ACTIONS, CASES
from kooperacja.cases.states import ACTION_STATES, ActionState, CaseState
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import LIVE
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import Membership
from kooperacja.kernel.pesel import birth_date, check_pesel, sex
from kooperacja.persons.models import Person
from kooperacja.simulation.actions import SimulationRefused, simulate
from kooperacja.simulation.cases import MODELS
from kooperacja.simulation.country import PARTNER_CASES, shares
from kooperacja.territory.models import Level, Unit
from tests.snapshot import laid_out
from tests.world import Made, as_, make
from tests.world.making import Cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()
CASES_MADE = 40


def gminas():
    region = make(Unit, level=Level.VOIVODESHIP, code="99", name="lipowskie")
    powiat = make(Unit, level=Level.POWIAT, code="9901", name="lipiański", parent=region)
    for number in range(1, 4):
        make(Unit, level=Level.GMINA, code=f"99010{number}", name=f"Gmina {number}", parent=powiat)


def filled():
    gminas()
    return simulate(gminas=2, cases=CASES_MADE, seed=7, light=False, now=NOW)


@pytest.fixture
def register(db):
    return laid_out(gminas)


@pytest.fixture
def country(db):
    return laid_out(filled)


def as_lead_of(case):
    place = case.members.get(role=Role.LEAD, left_on=None)
    return Cast(place.membership.user, place.membership, actor_of(place.membership))


def test_a_full_case_has_about_forty_rows(country):
    assert Case.objects.count() == CASES_MADE
    assert 30 <= country / CASES_MADE <= 50
    assert all(model.objects.exists() for model in MODELS)


def test_one_event_a_batch_says_how_much_there_is(country):
    counts = [row["count"] for row in Event.objects.latest("pk").changes]

    assert "cases.Case created" in counts


def test_the_same_seed_gives_the_same_people(register):
    def told():
        rows = [(one.first_name, one.surname, one.birth_date, one.pesel) for one in Person.objects.order_by("pk")]
        return rows, [(one.number, one.state) for one in Case.objects.order_by("pk")]

    from django.db import transaction  # noqa: PLC0415 - only here

    seen = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            simulate(gminas=2, cases=20, seed=seed, light=False, now=NOW)
            seen.append(told())
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


def test_every_state_is_there_and_leaves_what_the_actions_leave(country):
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState)
    for action in Action.objects.select_related("case"):
        assert action.state in {after.value for after in ACTION_STATES.rows.values()} | {ActionState.PROPOSED}
        assert (action.answered_on is None) == (action.state in {ActionState.PROPOSED, ActionState.CANCELLED})
        assert bool(action.answer) == (action.state in {ActionState.DECLINED, ActionState.CANCELLED})
        assert action.member.case_id == action.case_id
        assert action.member.institution_id == action.institution_id


def test_saving_a_row_anew_works_out_nothing_else(country):
    """What `save()` derives was derived by the model's own functions."""
    for model in (Person, ParticipationBasis):
        for row in model.objects.all():
            before = {name: value for name, value in row._stored().items() if name != "version"}
            with recording(Made.FOR_TEST, actor=SYSTEM):
                row.save()
            after = row._stored()
            for name, value in before.items():
                assert bytes(value or b"") == bytes(after[name] or b"") if isinstance(value, bytes) else True
                if not isinstance(value, bytes | memoryview):
                    assert value == after[name], name


def test_a_pesel_is_of_that_person(country):
    known = [one for one in Person.objects.all() if one.pesel]

    assert known
    for one in known:
        assert birth_date(check_pesel(one.pesel, today=timezone.localdate())) == one.birth_date
        assert sex(one.pesel)
        assert list(Person.objects.with_pesel(one.pesel)) == [one]


def test_work_is_spread_as_offices_spread_it(country):
    teams = Counter(CaseMember.objects.filter(role=Role.MEMBER).values_list("membership", flat=True))

    assert max(teams.values()) <= PARTNER_CASES
    assert CaseMember.objects.filter(role=Role.LEAD, left_on=None).count() == Case.objects.count()


def test_partners_see_their_cases(country):
    seat = CaseMember.objects.filter(role=Role.MEMBER, case__state=CaseState.ACTIVE).first()
    actor = actor_of(seat.membership)

    assert CASES.allows(actor, Permission.CASE_VIEW, seat.case)
    assert all(one.institution_id == actor.institution_id for one in ACTIONS.permitted(actor, Permission.ACTION_VIEW))


@pytest.mark.parametrize("state", list(CaseState))
def test_every_page_of_a_simulated_case_opens(country, state):
    case = Case.objects.filter(state=state).first()
    client = as_(Client(), as_lead_of(case))

    for name in ("view", "people", "plan", "team", "notes", "timeline", "plan_picture"):
        assert client.get(reverse(f"cases:{name}", args=[case.public_id])).status_code == 200, name
    assert client.get(reverse("diagnosis:view", args=[case.public_id])).status_code == 200


def test_fresh_concerns_wait_in_the_inbox(country):
    assert Concern.objects.filter(state__in=LIVE).count() == CASES_MADE // 20


def test_a_light_case_is_a_household_two_persons_and_a_team(register):
    rows = simulate(gminas=3, cases=49, seed=1, light=True, now=NOW)

    assert Case.objects.count() == 49
    assert rows < 49 * 14 + 60
    assert Person.objects.count() < 49 * 2 + 6


def test_gminas_differ_in_size():
    sizes = shares(25, 10_000)

    assert sum(sizes) == 10_000
    assert sizes[0] == max(sizes) <= 2_000
    assert sizes[0] > 3 * sizes[-1] > 0


@pytest.mark.parametrize(("gminas", "cases"), [(1, 1), (3, 2), (7, 1000)])
def test_every_case_has_its_gmina(gminas, cases):
    assert sum(shares(gminas, cases)) == cases
    assert len(shares(gminas, cases)) == gminas


def test_nothing_is_simulated_among_people(world):
    with pytest.raises(SimulationRefused):
        simulate(gminas=1, cases=1, seed=1, light=False, now=NOW)


@pytest.mark.parametrize("gminas", [0, 4])
def test_there_must_be_that_many_gminas(register, gminas):
    with pytest.raises(SimulationRefused):
        simulate(gminas=gminas, cases=1, seed=1, light=False, now=NOW)


def test_the_command_shows_how_far_it_is(register):
    out = StringIO()
    call_command("simulate", gminas=1, cases=3, seed=2, stdout=out)

    assert "3 / 3" in out.getvalue()
    assert Membership.objects.exists()
    with pytest.raises(CommandError):
        call_command("simulate", gminas=1, cases=3, seed=2, stdout=out)


def test_the_command_refuses_a_production(register, settings):
    settings.MODE = "production"

    with pytest.raises(CommandError):
        call_command("simulate", gminas=1, cases=1)
    assert not Case.objects.exists()
