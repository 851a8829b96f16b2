"""What was shared with an institution before is a decision on its members now: nothing is lost, nothing is widened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from kooperacja.cases.models import CaseMember, Disclosure
from tests.cases.changing import change, join
from tests.world import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]

BEFORE = [("diagnosis", "0001_initial")]


def migrate(target=None):
    """Go to these migrations, or, without any, to the last ones of all rooms: one that goes back takes others along."""
    executor = MigrationExecutor(connection)
    target = target or executor.loader.graph.leaf_nodes()
    executor.migrate(target)
    return executor.loader.project_state(target).apps


def test_shares_become_decisions():
    world, today = build(), timezone.localdate()
    late, gone = join(world, world.colleague), world.team["former"]
    change(late, institution=world.school, joined_on=today)
    known = set(Disclosure.objects.values_list("pk", flat=True))
    apps = migrate([*BEFORE, ("cases", "0015_one_kind_of_decision")])
    shares = apps.get_model("diagnosis", "ScoreShare").objects
    by = {"decided_by_id": world.lead.membership.pk, "shared_on": today}
    try:
        shares.create(score_id=world.score.pk, institution_id=world.school.pk, purpose="do zajęć", **by)
        ended = {**by, "shared_on": today - timedelta(days=9), "ended_on": today - timedelta(days=5)}
        shares.create(score_id=world.draft_score.pk, institution_id=world.school.pk, purpose="dawniej", **ended)
        shares.create(score_id=world.shared_score.pk, institution_id=world.pcpr.pk, purpose="listem", **by)
    finally:
        migrate()

    made = Disclosure.objects.exclude(pk__in=known).order_by("pk")
    found = {(one.purpose, one.member_id, one.shown_id, one.ended_on, one.ground, one.answer) for one in made}
    member, letter = world.team["member"].pk, world.letter_member.pk
    then = today - timedelta(days=5)
    assert found == {
        ("do zajęć", member, world.score.public_id, None, "agreement", "shared"),
        ("do zajęć", late.pk, world.score.public_id, None, "agreement", "shared"),
        ("dawniej", member, world.draft_score.public_id, then, "agreement", "shared"),
        ("dawniej", gone.pk, world.draft_score.public_id, then, "agreement", "shared"),
        ("listem", letter, world.shared_score.public_id, None, "agreement", "shared"),
    }
    assert CaseMember.objects.get(pk=gone.pk).left_on < today


def test_without_an_adults_agreement_it_rests_on_the_order():
    world, today = build(), timezone.localdate()
    change(world.basis, kind="court_order", reference="III Nsm 4/26")
    apps = migrate([*BEFORE, ("cases", "0015_one_kind_of_decision")])
    try:
        apps.get_model("diagnosis", "ScoreShare").objects.create(
            score_id=world.score.pk,
            institution_id=world.school.pk,
            purpose="x",
            decided_by_id=world.lead.membership.pk,
            shared_on=today,
        )
    finally:
        migrate()

    made = Disclosure.objects.latest("pk")
    assert (made.ground, made.reference) == ("court_order", "III Nsm 4/26")
