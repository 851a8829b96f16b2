"""The workshop: who was there, and contributions that belong to whoever brought them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kooperacja.audit.recording import Stale
from kooperacja.diagnosis.actions.workshops import (
    WorkshopDetails,
    change_contribution,
    change_workshop,
    contribute,
    hold_workshop,
    withdraw_contribution,
)
from kooperacja.diagnosis.models import Contribution, ContributionKind
from kooperacja.diagnosis.rules.attendance import TookPart
from kooperacja.diagnosis.rules.workshops import WorkshopRefusal
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, close

pytestmark = pytest.mark.django_db

K = ContributionKind


def details(world, days=0, **different):
    return WorkshopDetails(timezone.localdate(world.now) + timedelta(days=days), **different)


def test_a_workshop_is_written_down_with_those_who_came(world):
    there = TookPart((str(world.child.public_id),), (str(world.team["lead"].public_id),), "babcia")

    row = hold_workshop(
        world.case, details(world, place="kuchnia", took_part=there), actor=world.lead.actor, now=world.now
    )

    row = again(row)
    assert (row.place, TookPart.of(row.took_part), row.author) == ("kuchnia", there, world.lead.membership)


def test_it_can_be_put_right(world):
    now = {"actor": world.deputy.actor, "now": world.now}
    row = change_workshop(world.workshop, details(world, -1, place="szkoła"), version=world.workshop.version, **now)

    assert again(row).place == "szkoła"
    with pytest.raises(Stale):
        change_workshop(row, details(world), version=world.workshop.version, **now)


def test_it_is_not_to_come(world):
    with pytest.raises(Refused) as refusal:
        hold_workshop(world.case, details(world, 1), actor=world.lead.actor, now=world.now)

    assert refusal.value.refusals == {WorkshopRefusal.IN_FUTURE}


@pytest.mark.parametrize("who", ["member", "colleague", "neighbour", "head"])
def test_only_lead_and_deputy_hold_one(world, who):
    with pytest.raises(PermissionDenied):
        hold_workshop(world.case, details(world), actor=getattr(world, who).actor, now=world.now)


def test_what_was_said_belongs_to_whoever_wrote_it_down(world):
    said = {K.STRENGTHS: "rysuje 🎨", K.CAUSES: "", K.RESOURCES: "klub"}

    made = contribute(world.workshop, said, actor=world.member.actor, now=world.now)

    assert [(again(row).kind, again(row).text) for row in made] == [("strengths", "rysuje 🎨"), ("resources", "klub")]
    assert {(row.institution, row.author) for row in made} == {(world.school, world.member.membership)}


def test_nothing_said_is_nothing_to_keep(world):
    with pytest.raises(Refused) as refusal:
        contribute(world.workshop, {K.CAUSES: ""}, actor=world.lead.actor, now=world.now)

    assert refusal.value.refusals == {WorkshopRefusal.NOTHING_SAID}


@pytest.mark.parametrize("who", ["former", "colleague", "neighbour", "head", "operator"])
def test_whoever_is_not_in_the_team_brings_nothing(world, who):
    with pytest.raises(PermissionDenied):
        contribute(world.workshop, {K.CAUSES: "x"}, actor=getattr(world, who).actor, now=world.now)


def test_words_are_changed_by_the_own_institution(world):
    told = {"version": world.contribution.version, "now": world.now}

    change_contribution(world.contribution, "inaczej", actor=world.member.actor, **told)

    assert again(world.contribution).text == "inaczej"
    with pytest.raises(Stale):
        change_contribution(world.contribution, "znowu", actor=world.member.actor, **told)


def test_not_even_the_lead_changes_what_another_institution_brought(world):
    told = {"actor": world.lead.actor, "now": world.now}

    with pytest.raises(PermissionDenied):
        change_contribution(world.contribution, "po swojemu", version=world.contribution.version, **told)
    with pytest.raises(PermissionDenied):
        withdraw_contribution(world.contribution, **told)


def test_what_is_withdrawn_is_gone_for_everybody(world):
    told = {"actor": world.member.actor, "now": world.now}

    row = withdraw_contribution(world.contribution, **told)

    assert not Contribution.objects.standing().filter(pk=row.pk).exists()
    for act in (
        lambda: withdraw_contribution(row, **told),
        lambda: change_contribution(row, "x", version=again(row).version, **told),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.refusals == {WorkshopRefusal.WITHDRAWN}


def test_a_closed_case_takes_no_more(world):
    close(world)

    for who in (world.lead, world.member):
        with pytest.raises(PermissionDenied):
            contribute(world.workshop, {K.CAUSES: "x"}, actor=who.actor, now=world.now)
