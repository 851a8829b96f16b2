"""Inviting, accepting, ending and changing functions, operators, and a new start with signing in."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from kooperacja.accounts.actions import find_user
from kooperacja.accounts.models import OperatorGrant, User
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.institutions.actions import people as actions
from kooperacja.institutions.hats import hats_of
from kooperacja.institutions.models import Invitation, Membership
from kooperacja.institutions.rules.people import Refusal
from kooperacja.institutions.states import InvitationState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.outbox.models import Delivery, Message
from tests.world import make

pytestmark = pytest.mark.django_db
EMAIL = "nowa@urzad.example"


def invite(world, who="admin", *, to=None, function="social_worker", email=EMAIL, now=None):
    return actions.invite(
        to or world.ops,
        email=email,
        name="Nowa Osoba",
        function=world.functions[function],
        actor=getattr(world, who).actor,
        now=now or world.now,
    )


def refusals(call):
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.messages
    return caught.value.refusals


# inviting


@pytest.mark.parametrize(
    ("who", "to", "function"),
    [("admin", "ops", "social_worker"), ("admin", "ops", "administrator"), ("operator", "school", "administrator")],
)
def test_who_may_invite(world, who, to, function):
    made = invite(world, who, to=getattr(world, to), function=function)

    assert made.invitation.state == InvitationState.WAITING
    assert made.invitation.expires_at - made.invitation.made_at == timedelta(days=7)
    assert Event.objects.get(name="institutions.invited").subject_id == made.invitation.public_id


@pytest.mark.parametrize(
    ("who", "to"),
    [
        ("admin", "school"),
        ("admin", "other_ops"),
        ("head", "ops"),
        ("lead", "ops"),
        ("region", "ops"),
        ("member", "ops"),
    ],
)
def test_nobody_invites_into_what_they_do_not_administer(world, who, to):
    with pytest.raises(PermissionDenied):
        invite(world, who, to=getattr(world, to))
    assert not Invitation.objects.filter(email=EMAIL).exists()


def test_an_operator_invites_administrators_only(world):
    assert refusals(lambda: invite(world, "operator", function="intake")) == {Refusal.NOT_FOR_OPERATORS}


def test_nobody_is_invited_to_what_they_have(world):
    asked = lambda: invite(world, email=world.lead.user.email.upper())  # noqa: E731 - asked twice

    assert refusals(asked) == {Refusal.WORKS_HERE}


def test_nobody_is_invited_to_what_has_ended(world, today):
    with_end = world.ops.fresh()
    with_end.ends_on = today - timedelta(days=1)
    function = world.functions["intake"]
    function.in_use = False

    assert refusals(
        lambda: actions.invite(
            with_end, email=EMAIL, name="N", function=function, actor=world.admin.actor, now=world.now
        )
    ) == {Refusal.ENDED, Refusal.OUT_OF_USE}


def test_the_link_is_in_the_e_mail_and_in_no_table(world):
    token = invite(world).token
    message = Message.objects.get(mailbox=EMAIL)

    assert message.kind == "invitation"
    assert message.path == "/instytucje/zaproszenie/{code}/"
    assert message.delivery.code == token, "sealed until it is sent"
    assert len(token) >= 22, "at least 128 bits"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            assert token not in str(cursor.fetchall()), table
    assert Delivery.objects.filter(message=message).count() == 1


def test_a_second_invitation_replaces_the_first(world, now):
    first, second = invite(world), invite(world)

    assert actions.find_invitation(first.token, now=now) is None
    assert actions.find_invitation(second.token, now=now) == second.invitation
    assert Invitation.objects.waiting(now).filter(email=EMAIL).count() == 1


def test_a_withdrawn_invitation_is_dead(world, now):
    made = invite(world)
    actions.revoke_invitation(made.invitation, actor=world.admin.actor)

    assert actions.find_invitation(made.token, now=now) is None
    with pytest.raises(TransitionNotAllowed):
        actions.revoke_invitation(made.invitation, actor=world.admin.actor)
    with pytest.raises(TransitionNotAllowed):
        actions.enter_by_invitation(made.invitation, name="N", now=now)
    assert find_user(EMAIL) is None


@pytest.mark.parametrize("who", ["neighbour", "lead", "head"])
def test_nobody_else_withdraws_it(world, who):
    made = invite(world)

    with pytest.raises(PermissionDenied):
        actions.revoke_invitation(made.invitation, actor=getattr(world, who).actor)


def test_an_operator_withdraws_those_of_administrators_only(world):
    mine, theirs = invite(world, function="administrator"), invite(world, function="intake")

    actions.revoke_invitation(mine.invitation, actor=world.operator.actor)
    with pytest.raises(PermissionDenied):
        actions.revoke_invitation(theirs.invitation, actor=world.operator.actor)


# accepting


def test_somebody_new_gets_an_account_and_the_function(world, now, today):
    made = invite(world)
    user = actions.enter_by_invitation(made.invitation, name="Nowa Ładna", now=now)

    assert (user.email, user.name, user.has_usable_password()) == (EMAIL, "Nowa Ładna", False)
    assert [hat.label for hat in hats_of(user, today=today)] == ["Pracownik socjalny, GOPS Wierzbowa Góra"]
    made.invitation.refresh_from_db()
    assert (made.invitation.state, made.invitation.accepted_by) == (InvitationState.ACCEPTED, user)


def test_twice_makes_nothing_twice_and_leads_back_until_the_sign_in_is_set_up(world, now):
    made = invite(world)
    one, two = (actions.enter_by_invitation(made.invitation, name="N", now=now) for _ in range(2))

    assert one == two
    assert Membership.objects.filter(user=one).count() == 1
    assert actions.find_invitation(made.token, now=now) == made.invitation
    User.objects.filter(pk=one.pk).update(set_up_at=now)
    assert actions.find_invitation(made.token, now=now) is None
    with pytest.raises(PermissionDenied):
        actions.enter_by_invitation(made.invitation, name="N", now=now)


def test_it_expires(world, now):
    made = invite(world)
    late = now + timedelta(days=7)

    assert actions.find_invitation(made.token, now=late) is None
    with pytest.raises(TransitionNotAllowed):
        actions.enter_by_invitation(made.invitation, name="N", now=late)
    assert find_user(EMAIL) is None


@pytest.fixture
def set_up(world, now):
    """The deputy has set up how they sign in."""
    User.objects.filter(pk=world.deputy.user.pk).update(set_up_at=now)
    return User.objects.get(pk=world.deputy.user.pk)


def test_the_owner_of_an_account_accepts_a_second_function(world, now, today, set_up):
    made = invite(world, email=set_up.email, function="intake")
    for _ in range(2):
        actions.accept_invitation(made.invitation, user=set_up, now=now)

    assert len(hats_of(set_up, today=today)) == 2
    assert Membership.objects.filter(user=set_up).count() == 2


def test_nobody_accepts_for_somebody_else(world, now, set_up):
    made = invite(world, email=set_up.email, function="intake")

    with pytest.raises(PermissionDenied):
        actions.accept_invitation(made.invitation, user=world.lead.user, now=now)
    with pytest.raises(PermissionDenied):
        actions.enter_by_invitation(made.invitation, name="N", now=now)


def test_who_got_the_function_meanwhile_gets_no_second_one(world, now, set_up):
    made = invite(world, email=set_up.email, function="intake")
    make(Membership, user=set_up, institution=world.ops, function=world.functions["intake"], starts_on=now.date())

    actions.accept_invitation(made.invitation, user=set_up, now=now)

    assert Membership.objects.filter(user=set_up).count() == 2


# ending and changing


def end(world, who="admin", whose="lead", *, days=0, version=None):
    return actions.end_membership(
        getattr(world, whose).membership,
        last_day=timezone.localdate(world.now) + timedelta(days=days),
        actor=getattr(world, who).actor,
        now=world.now,
        version=version,
    )


@pytest.mark.parametrize(("days", "hats"), [(-3, 0), (0, 0), (1, 1), (30, 1)])
def test_today_ends_it_at_once(world, today, days, hats):
    row = end(world, days=days)

    assert len(hats_of(world.lead.user, today=today)) == hats
    assert Membership.objects.not_ended(today).filter(pk=row.pk).exists() is bool(hats)
    assert row.has_ended(today) is not bool(hats)
    assert len(hats_of(world.lead.user, today=today + timedelta(days=31))) == 0
    assert Message.objects.get(recipient=world.lead.user).kind == "membership_ended"


def test_what_begins_and_ends_on_one_day_never_held(world, today):
    row = make(
        Membership, user=world.lead.user, institution=world.ops, function=world.functions["intake"], starts_on=today
    )
    row = actions.end_membership(row, last_day=today, actor=world.admin.actor, now=world.now)

    assert row.ends_on == today
    assert len(hats_of(world.lead.user, today=today)) == 1


def test_what_lies_ahead_can_be_called_off(world, today):
    later = today + timedelta(days=5)
    row = make(
        Membership, user=world.lead.user, institution=world.ops, function=world.functions["intake"], starts_on=later
    )
    row = actions.end_membership(row, last_day=today, actor=world.admin.actor, now=world.now)

    assert row.has_ended(today)
    assert len(hats_of(world.lead.user, today=later)) == 1
    assert not Membership.objects.not_ended(today).filter(pk=row.pk).exists()


def test_it_ended_before(world):
    end(world)

    assert refusals(lambda: end(world)) == {Refusal.ALREADY_ENDED}


def test_a_day_before_the_first_one_is_refused(world):
    assert refusals(lambda: end(world, days=-3000)) == {Refusal.BEFORE_START}


def test_nobody_ends_the_role_in_which_they_act(world):
    assert refusals(lambda: end(world, whose="admin")) == {Refusal.OWN_ROLE}


def test_an_operator_ends_an_administrator_and_nobody_else(world, today):
    end(world, "operator", "admin")

    assert hats_of(world.admin.user, today=today) == []
    with pytest.raises(PermissionDenied):
        end(world, "operator", "lead")


@pytest.mark.parametrize("who", ["head", "lead", "neighbour", "region"])
def test_nobody_else_ends_anything(world, who):
    with pytest.raises(PermissionDenied):
        end(world, who)


def test_an_administrator_ends_nothing_elsewhere(world):
    with pytest.raises(PermissionDenied):
        end(world, "admin", "member")


def test_two_who_change_it_at_once(world):
    actions.end_membership(
        world.lead.membership,
        last_day=timezone.localdate(world.now) + timedelta(days=9),
        actor=world.admin.actor,
        now=world.now,
        version=1,
    )

    with pytest.raises(Stale):
        end(world, version=1)


def change(world, function, who="admin", whose="lead"):
    return actions.change_function(
        getattr(world, whose).membership,
        function=world.functions[function],
        actor=getattr(world, who).actor,
        now=world.now,
    )


def test_another_function_is_an_end_and_a_beginning(world, today):
    row = change(world, "intake")

    assert [hat.function for hat in hats_of(world.lead.user, today=today)] == ["Osoba przyjmująca"]
    assert (row.starts_on, row.user) == (today, world.lead.user)
    assert Event.objects.get(name="institutions.function_changed").subject_id == world.lead.membership.public_id
    assert len(Event.objects.get(name="institutions.function_changed").changes) == 2


def test_the_same_function_is_no_change(world):
    assert refusals(lambda: change(world, "social_worker")) == {Refusal.SAME_FUNCTION}


def test_a_function_that_the_person_has_already_is_refused(world):
    make(
        Membership,
        user=world.lead.user,
        institution=world.ops,
        function=world.functions["intake"],
        starts_on=world.now.date(),
    )

    assert refusals(lambda: change(world, "intake")) == {Refusal.WORKS_HERE}


def test_an_operator_makes_no_intake_worker_of_an_administrator(world):
    assert refusals(lambda: change(world, "intake", "operator", "admin")) == {Refusal.NOT_FOR_OPERATORS}


# signing in anew


def test_a_person_begins_anew_and_the_administrator_learns_no_way_in(world, now):
    world.lead.user.set_password("kubek-pada-cicho-na-mech")
    world.lead.user.save()

    told = actions.reset_person(world.lead.membership, actor=world.admin.actor, now=now)

    assert told is None
    world.lead.user.refresh_from_db()
    assert not world.lead.user.has_usable_password()
    *_before, link, notice = Message.objects.order_by("pk")
    assert (link.mailbox, link.kind, link.path) == (world.lead.user.email, "sign_in_reset", "/konto/ustaw/{code}/")
    assert re.fullmatch(r"[\w-]{32}", link.delivery.code)
    assert (notice.recipient, notice.kind) == (world.lead.user, "account_changed")
    assert Event.objects.get(name="accounts.sign_in_reset").subject_id == world.lead.membership.public_id


@pytest.mark.parametrize(("who", "whose"), [("admin", "member"), ("head", "lead"), ("operator", "lead")])
def test_nobody_else_resets(world, now, who, whose):
    with pytest.raises(PermissionDenied):
        actions.reset_person(getattr(world, whose).membership, actor=getattr(world, who).actor, now=now)


def test_an_administrator_touches_no_operator(world, now):
    make(OperatorGrant, user=world.lead.user, starts_on=now.date())
    reset = lambda actor: actions.reset_person(world.lead.membership, actor=actor, now=now)  # noqa: E731 - asked twice

    assert refusals(lambda: reset(world.admin.actor)) == {Refusal.IS_OPERATOR}


def test_nobody_resets_themselves(world, now):
    assert refusals(lambda: actions.reset_person(world.admin.membership, actor=world.admin.actor, now=now)) == {
        Refusal.YOURSELF
    }


def test_an_operator_helps_an_administrator(world, now):
    actions.reset_person(world.admin.membership, actor=world.operator.actor, now=now)

    assert Message.objects.filter(mailbox=world.admin.user.email).exists()
