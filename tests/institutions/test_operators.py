"""Operators: who names them, ends them and helps them to sign in anew."""

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import Actor
from kooperacja.accounts.models import OperatorGrant
from kooperacja.institutions.actions import people as actions
from kooperacja.institutions.hats import hats_of
from kooperacja.institutions.rules.people import Refusal
from kooperacja.outbox.models import Message
from tests.world import make

from .test_people import refusals

pytestmark = pytest.mark.django_db
EMAIL = "nowa@urzad.example"


@pytest.fixture
def second(world, now):
    made = actions.invite_operator(email=EMAIL, name="Drugi Operator", actor=world.operator.actor, now=now)
    user = actions.enter_by_invitation(made.invitation, name="Drugi Operator", now=now)
    return OperatorGrant.objects.get(user=user)


def test_an_operator_names_a_second_one(world, today, second):
    assert second.starts_on == today
    assert [hat.actor for hat in hats_of(second.user, today=today)] == [Actor(user_id=second.user_id, is_operator=True)]


@pytest.mark.parametrize("who", ["admin", "head", "region"])
def test_nobody_else_names_operators(world, now, who):
    with pytest.raises(PermissionDenied):
        actions.invite_operator(email=EMAIL, name="N", actor=getattr(world, who).actor, now=now)


def test_an_operator_is_not_named_twice(world, now, second):
    asked = lambda email: actions.invite_operator(  # noqa: E731 - asked twice
        email=email, name="N", actor=world.operator.actor, now=now
    )

    assert refusals(lambda: asked(EMAIL)) == {Refusal.WORKS_HERE}


def test_who_became_operator_meanwhile_gets_no_second_grant(world, now):
    made = actions.invite_operator(email=world.lead.user.email, name="N", actor=world.operator.actor, now=now)
    make(OperatorGrant, user=world.lead.user, starts_on=now.date())
    actions.accept_invitation(made.invitation, user=world.lead.user, now=now)

    assert OperatorGrant.objects.filter(user=world.lead.user).count() == 1


def test_an_operator_ends_another_at_once_but_not_oneself(world, now, today, second):
    actor = world.operator.actor
    assert refusals(lambda: actions.end_operator(world.operator_grant, actor=actor, now=now)) == {Refusal.YOURSELF}
    actions.end_operator(second, actor=actor, now=now)

    assert hats_of(second.user, today=today) == []
    assert refusals(lambda: actions.end_operator(second, actor=actor, now=now)) == {Refusal.ALREADY_ENDED}


def test_an_operator_helps_another(world, now, second):
    actions.reset_operator(world.operator_grant, actor=Actor(user_id=second.user_id, is_operator=True), now=now)

    assert Message.objects.filter(mailbox=world.operator.user.email, kind="sign_in_reset").exists()


def test_only_operators_touch_operators(world, now, second):
    for call in (actions.end_operator, actions.reset_operator):
        with pytest.raises(PermissionDenied):
            call(second, actor=world.admin.actor, now=now)
