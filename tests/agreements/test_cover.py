"""Agreements on cover: who covers whom, entered, joined, left; and whose cases that lets one cover."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kooperacja.agreements.actions import change_agreement, enter_agreement, join_agreement, leave_agreement
from kooperacja.agreements.models import Agreement, AgreementKind
from kooperacja.agreements.rules import AgreementRefusal, cover_refusals
from kooperacja.agreements.sharing import covered_by, shares_data, who_covers
from kooperacja.kernel.refused import Refused
from tests.world import as_, institution

from .test_actions import SINCE, TODAY, enter
from .test_pages import page, papers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signed(world, parties=None, **how):
    return enter(world, parties or [world.ops, world.other_ops], kind=AgreementKind.COVER, **how)


def covered(body, on=TODAY):
    return set(covered_by(body.pk, on).values_list("institution_id", flat=True))


def covering(body, on=TODAY):
    return set(who_covers(body.pk, on).values_list("institution_id", flat=True))


def enter_with(world, covering):
    row = Agreement(kind=AgreementKind.COVER, title="Zastępstwo", signed_on=SINCE, starts_on=SINCE)
    parties = [world.ops, world.other_ops]
    return enter_agreement(row, parties, covering=covering, actor=world.operator.actor, today=TODAY)


@pytest.mark.parametrize(
    ("centres_alone", "are_parties", "refused"),
    [
        (True, True, set()),
        (False, True, {AgreementRefusal.NOT_A_CENTRE}),
        (True, False, {AgreementRefusal.COVERS_NO_PARTY}),
    ],
)
def test_only_centres_that_signed_cover(centres_alone, are_parties, refused):
    assert cover_refusals(centres_alone=centres_alone, covering_are_parties=are_parties) == refused


def test_each_covers_the_other_unless_it_is_said_who(world):
    assert covered(world.ops) == covering(world.ops) == set()
    signed(world)

    assert covered(world.ops) == covering(world.ops) == {world.other_ops.pk}
    assert covered(world.other_ops) == covering(world.other_ops) == {world.ops.pk}
    assert covered(world.school) == covering(world.school) == set()


def test_one_covers_the_other_and_not_the_other_way_round(world):
    enter_with(world, [world.other_ops])

    assert (covered(world.other_ops), covering(world.ops)) == ({world.ops.pk}, {world.other_ops.pk})
    assert (covered(world.ops), covering(world.other_ops)) == (set(), set())


def test_it_holds_on_its_days_and_shares_no_data_of_partners(world):
    row = signed(world)

    assert covered(world.ops, SINCE - DAY) == set()
    assert not shares_data(world.ops.pk, world.other_ops.pk, TODAY)
    change_agreement(row, {"ends_on": TODAY}, version=row.version, actor=world.operator.actor, today=TODAY)
    assert covered(world.ops) == {world.other_ops.pk}
    assert covered(world.ops, TODAY + DAY) == covering(world.ops, TODAY + DAY) == set()


@pytest.mark.parametrize("who", ["ops", "other_ops"])
def test_it_ends_when_either_leaves(world, who):
    row = signed(world)
    leave_agreement(row.parties.get(institution=getattr(world, who)), on=TODAY, actor=world.operator.actor)

    assert covered(world.ops) == {world.other_ops.pk}
    assert covered(world.ops, TODAY + DAY) == covering(world.ops, TODAY + DAY) == set()


def test_a_third_centre_joins(world):
    row = enter_with(world, [world.other_ops])
    third = institution("GOPS Trzeci", world.kinds["social_welfare_centre"], world.gmina)
    fourth = institution("GOPS Czwarty", world.kinds["social_welfare_centre"], world.gmina)

    join_agreement(row, third, since=TODAY, covers=True, actor=world.operator.actor)
    join_agreement(row, fourth, since=TODAY, actor=world.operator.actor)

    assert covering(world.ops) == {world.other_ops.pk, third.pk}
    assert covered(fourth) == set()
    with pytest.raises(Refused) as refused:
        join_agreement(row, world.school, since=TODAY, covers=True, actor=world.operator.actor)
    assert refused.value.refusals == {AgreementRefusal.NOT_A_CENTRE}


def test_of_another_agreement_nobody_covers(world):
    party = join_agreement(world.cooperation, world.pcpr, since=TODAY, covers=True, actor=world.operator.actor)

    assert not party.covers


def test_the_page_enters_shows_and_refuses(world):
    operator = as_(Client(), world.operator)
    bodies = {"kind": "cover", "parties": "GOPS Wierzbowa\nGOPS Stary", "covering": "GOPS Stary"}
    wrong = operator.post(page("create"), papers(**bodies | {"covering": "PCPR"}))
    assert list(wrong.context["form"].errors) == ["covering"]
    wrong = operator.post(page("create"), papers(**bodies | {"parties": "GOPS Wierzbowa\nPCPR\nGOPS Stary"}))
    assert "tylko ośrodki" in wrong.content.decode()

    answer = operator.post(page("create"), papers(**bodies))

    assert covering(world.ops) == {world.other_ops.pk}
    text = operator.get(answer.url).content.decode()
    assert "Zastępuje pozostałych" in text
    assert "porozumienie ośrodków o zastępstwie" in text
    assert "Zastępuje pozostałych" not in operator.get(page("view", world.protocol)).content.decode()


def test_the_page_lets_a_centre_join_that_covers(world):
    row = enter_with(world, [world.other_ops])
    third = institution("GOPS Trzeci", world.kinds["social_welfare_centre"], world.gmina)
    operator = as_(Client(), world.operator)
    assert "covers" not in operator.get(page("party_join", world.protocol)).context["form"].fields
    day = timezone.localdate()

    operator.post(page("party_join", row), papers(institution="GOPS Trzeci", day=day.isoformat(), covers="on"))

    assert third.pk in covering(world.ops, day)
