"""What waits for who has an office: heads, regions, operators, administrators, privacy officers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.concerns.states import ConcernState
from kooperacja.leaving.models import Erasure, HandOver
from kooperacja.lists.actions import FILE
from kooperacja.outbox.models import JobRun
from kooperacja.transfers.states import HandoverState
from tests.world import as_, make

from .test_home import at_work, change, everything, needs, numbers, titles, world

__all__ = ["at_work", "world"]  # fixtures


def test_a_head_sends_what_a_colleague_wrote(world):
    assert world.waiting_concern.state == ConcernState.WAITING_FOR_RELEASE
    assert "Wyślij to, co napisała osoba z instytucji" in titles(world, "head")
    change(world.waiting_concern, reporter_institution=world.school)
    assert "Wyślij to, co napisała osoba z instytucji" not in titles(world, "head")


def test_a_colleague_and_a_neighbour_answer_whether_they_take_over(world):
    asked = "Odpowiedz, czy przejmujesz sprawę"

    assert asked in titles(world, "colleague")
    assert asked in titles(world, "neighbour_head")
    change(world.handover, state=HandoverState.WITHDRAWN, ended_at=world.now)
    assert titles(world, "colleague") == []


@pytest.mark.parametrize(("who", "sees"), [("neighbour_head", True), ("head", False), ("lead", False)])
def test_a_request_for_cover_is_answered(world, who, sees):
    change(world.cover, state="offered", answered_at=None, answered_by=None)

    assert ("Odpowiedz, czy zastępujesz" in titles(world, who)) is sees


def test_advice_is_given_by_whoever_was_asked(world):
    word = "Doradź bez nazwiska"
    assert word not in titles(world, "former")
    change(world.advice, state="waiting", text="", answered_at=None)

    assert word in titles(world, "former")
    assert word not in titles(world, "member")


@pytest.mark.parametrize(("who", "sees"), [("head", True), ("admin", True), ("operator", True), ("lead", False)])
def test_an_agreement_that_ends_is_told_a_month_before(world, who, sees):
    change(world.protocol, ends_on=timezone.localdate(world.now) + timedelta(days=30))
    assert ("Kończy się porozumienie" in titles(world, who)) is sees

    change(world.protocol, ends_on=timezone.localdate(world.now) + timedelta(days=31))
    assert "Kończy się porozumienie" not in titles(world, who)


@pytest.mark.parametrize(("who", "sees"), [("admin", True), ("operator", False), ("head", False)])
def test_an_invitation_that_runs_out_is_told_to_who_invited(world, who, sees):
    later = world.now + timedelta(days=6)

    assert ("Zaproszenie nie zostało jeszcze użyte" in titles(world, who, now=later)) is sees
    assert "Zaproszenie nie zostało jeszcze użyte" not in titles(world, who)
    assert "Zaproszenie nie zostało jeszcze użyte" not in titles(world, who, now=later + timedelta(days=2))


def test_an_operator_is_told_of_the_invitation_of_an_administrator(world):
    change(world.invitation, function=world.functions["administrator"])

    assert "Zaproszenie nie zostało jeszcze użyte" in titles(world, "operator", now=world.now + timedelta(days=6))


def test_the_head_sees_in_how_many_cases_something_is_late(client, world):
    def found(who):
        tiles = needs(world, who).tiles
        return [(tile.number, tile.urgent) for tile in tiles if "uwaga=po-terminie" in tile.url]

    change(world.case, review_on=timezone.localdate() + timedelta(days=1))
    assert found("head") == []
    change(world.case, review_on=timezone.localdate() - timedelta(days=1))

    assert found("head") == [(1, True)]
    assert found("lead") == found("neighbour_head") == []
    page = as_(client, world.head).get(reverse("cases:oversight"), {"uwaga": "po-terminie"})
    assert [case.pk for case in page.context["page"]] == [world.case.pk]


def test_a_region_sees_how_many_centres_show_their_numbers(world):
    assert numbers(world, "region") == []
    change(world.ops, shares_counts=True)

    assert numbers(world, "region") == [(1, False)]


def test_an_operator_learns_that_the_worker_never_ran(world):
    assert titles(world, "operator") == ["Praca w tle jeszcze nie ruszyła"]
    assert "Praca w tle jeszcze nie ruszyła" not in titles(world, "admin")


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"next_at": timedelta(days=-1)}, "Praca w tle stoi"),
        ({"failed_at": timedelta(seconds=-3)}, "Zadanie w tle się nie udaje"),
        ({"next_at": timedelta(days=-1), "failed_at": timedelta(seconds=-3)}, "Praca w tle stoi"),
        ({"failed_at": timedelta(seconds=-4)}, None),  # it went well since
        ({"failed_at": timedelta(seconds=-3), "began_at": None}, None),
        (None, "Praca w tle stoi"),  # a job that the worker doesn't know yet
    ],
)
@pytest.mark.usefixtures("at_work")
def test_an_operator_learns_of_a_job_that_stands_still_or_fails(client, world, fields, title):
    assert titles(world, "operator") == []
    job = JobRun.objects.filter(job="cases.jobs.tell_of_late_clocks")
    if fields is None:
        job.delete()
    else:
        job.update(**{name: ago and world.now + ago for name, ago in fields.items()})

    assert titles(world, "operator") == [title] * bool(title)
    assert title not in titles(world, "admin")
    page = as_(client, world.operator).get(reverse("portal:worker")).content.decode()
    assert ("nie udaje się" in page) is (title == "Zadanie w tle się nie udaje")


def test_a_data_protection_officer_finds_numbers_and_what_ends(client, world):
    Read.objects.create(
        at=world.now,
        page=FILE,
        user_id=world.lead.user.pk,
        membership_id=world.lead.membership.pk,
        institution_id=world.ops.pk,
        rows={},
    )
    change(world.concern, state="no_action", ended_at=world.now, locked_on=world.now.date())
    change(world.agreement, ends_on=world.now.date() + timedelta(days=20))
    handed = make(HandOver, institution=world.ops, order="OR/7", asked_by="X", done_at=world.now)
    make(HandOver, institution=world.school, order="OR/8", asked_by="X", done_at=world.now)
    page = reverse("protection:log")

    found = needs(world, "officer")

    assert {tile.url: tile.number for tile in found.tiles} == {page: 1, f"{page}#pliki": 1, f"{page}#usuwanie": 1}
    assert [(one.reference, one.url) for one in found.waiting if one.url.startswith(page)] == [
        ("OR/7", f"{page}#usuwanie")
    ]
    assert world.agreement.title in [one.reference for one in everything(found)]
    for tile in found.tiles:
        assert as_(client, world.officer).get(tile.url.partition("#")[0]).status_code == 200

    make(Erasure, institution=world.ops, order="OR/7", hand_over=handed, done_at=world.now)
    assert "OR/7" not in [one.reference for one in everything(needs(world, "officer"))]
    assert page not in [tile.url for tile in needs(world, "head").tiles]
