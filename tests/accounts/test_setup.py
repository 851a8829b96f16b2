"""The links that let somebody begin, and the first operator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.accounts.actions import (
    find_user,
    live_setup_link,
    make_account,
    make_setup_link,
    note_factor_added,
    note_hat,
    reset_sign_in,
)
from kooperacja.accounts.adapters import AccountAdapter
from kooperacja.accounts.events import AccountEvent
from kooperacja.accounts.models import OperatorGrant, SetupLink, User, display
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from tests.world import as_

from .conftest import Owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap")]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def newcomer():
    return make_account(email="nowa@urzad.example", name="Nowa Osoba")


def link_for(user, now):
    with recording(AccountEvent.SIGN_IN_RESET, actor=SYSTEM):
        return make_setup_link(user, now=now)


def test_a_link_lets_in_to_the_one_page_where_the_sign_in_is_set_up(client, newcomer, now):
    address = reverse("accounts:set_up", args=[link_for(newcomer, now)])

    assert client.get(address).status_code == 200
    assert "_auth_user_id" not in client.session, "opening it signs nobody in: mail scanners open links"
    assert client.post(address).status_code == 302
    assert client.get("/instytucje/rola/").url == reverse("accounts:begin")


def test_the_token_is_nowhere_in_the_database(newcomer, now):
    token = link_for(newcomer, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_hash FROM accounts_setuplink")
        stored = cursor.fetchall()

    assert token not in str(stored)
    assert len(token) >= 22, "at least 128 bits"


@pytest.mark.parametrize("why", ["old", "replaced", "factor", "other"])
def test_a_dead_link_says_the_same_whatever_it_died_of(client, newcomer, now, why):
    token = link_for(newcomer, now)
    if why == "old":
        later = now + timedelta(days=7)
        assert live_setup_link(token, now=later) is None
        assert live_setup_link(token, now=later - timedelta(seconds=1)) is not None
        return
    if why == "replaced":
        link_for(newcomer, now)
    if why == "factor":
        Owner(newcomer)
        newcomer.set_unusable_password()
        newcomer.save()
    address = reverse("accounts:set_up", args=["nie-ma" if why == "other" else token])

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 404
        assert "Ten link nie działa" in answer.content.decode()
        assert "Nowa" not in answer.content.decode()


ADDING = ("mfa_activate_totp", "mfa_add_webauthn", "account_set_password")


@pytest.fixture
def half_in(client, world):
    """Somebody who signed in with a password and has no second factor."""
    owner = Owner(world.colleague.user, codes=False)
    owner.give_password(client)
    return owner


def test_a_password_alone_adds_no_second_factor(client, half_in):
    begin = reverse("accounts:begin")

    assert [client.get(reverse(name)).headers.get("Location") for name in ADDING] == [begin] * 3
    assert [client.post(reverse(name)).headers.get("Location") for name in ADDING] == [begin] * 3
    page = client.get(begin).content.decode()
    assert "Wyślij mi link" in page
    assert reverse("mfa_add_webauthn") not in page


def test_a_link_to_the_mailbox_and_the_password_together_let_one_add_it(client, half_in, mailoutbox):
    answer = client.post(reverse("accounts:begin"), follow=True)
    [mail] = mailoutbox
    link = re.search(r"http://testserver(/\S+)", mail.body).group(1)

    assert "Wysłaliśmy link" in answer.content.decode()
    assert mail.to == [half_in.user.email]
    assert half_in.user.name not in mail.body
    assert Event.objects.latest("pk").name == AccountEvent.LINK_ASKED

    stranger = Client()
    assert stranger.get(link).url.startswith(reverse("account_login"))
    assert stranger.post(link).url.startswith(reverse("account_login"))

    assert client.get(link).status_code == 200
    assert client.post(link).url == reverse("accounts:begin")
    assert reverse("mfa_activate_totp") in client.get(reverse("accounts:begin")).content.decode()
    assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("account_reauthenticate"))


def test_the_link_of_somebody_else_is_dead(client, half_in, world, now):
    other = Owner(world.intake.user, codes=False)
    token = link_for(other.user, now)

    assert client.get(reverse("accounts:set_up", args=[token])).status_code == 404
    assert client.post(reverse("accounts:set_up", args=[token])).status_code == 404


def test_links_are_not_sent_without_end(client, half_in, mailoutbox):
    told = [client.post(reverse("accounts:begin"), follow=True).content.decode() for _ in range(5)]

    assert len(mailoutbox) == 3
    assert "Spróbuj ponownie za godzinę" in told[-1]


def test_a_reset_takes_everything_by_which_a_person_signs_in(client, world, now, still_clock):
    owner = Owner(world.lead.user)
    owner.give_password(client)
    owner.give_code(client, owner.code())
    assert owner.is_in(client)
    with recording(AccountEvent.SIGN_IN_RESET, actor=SYSTEM):
        token = reset_sign_in(User.objects.get(pk=owner.user.pk), now=now)

    assert not owner.is_in(client), "open sessions end with the next request"
    assert owner.give_password(Client()).status_code == 200, "the old password is gone"
    assert live_setup_link(token, now=now).user == owner.user


def first_operator(*args):
    out = StringIO()
    call_command("first_operator", *args, stdout=out)
    return out.getvalue()


def test_the_first_operator_gets_a_link(client):
    told = first_operator("Szef@Urzad.example", "--name", "Oskar Operator")

    user = find_user("szef@urzad.example")
    grant = OperatorGrant.objects.get(user=user)
    assert (user.name, grant.starts_on, grant.ends_on) == ("Oskar Operator", timezone.localdate(), None)
    assert Event.objects.get(name="accounts.operator_named").subject_id == grant.public_id
    link = told.strip().splitlines()[-1]
    assert link.startswith("http://localhost:8000/konto/ustaw/")
    assert client.post(link.removeprefix("http://localhost:8000")).status_code == 302


def test_an_unfinished_first_operator_gets_a_new_link_and_the_old_one_dies(client):
    one, two = (first_operator("szef@urzad.example").strip().splitlines()[-1] for _ in range(2))

    assert one != two
    assert client.get(one.removeprefix("http://localhost:8000")).status_code == 404
    assert client.get(two.removeprefix("http://localhost:8000")).status_code == 200
    assert OperatorGrant.objects.count() == 1


@pytest.mark.parametrize("email", ["inna@urzad.example", "operator@urzad.example"])
def test_where_there_is_an_operator_the_command_refuses(world, email):
    Owner(world.operator.user)

    with pytest.raises(CommandError, match="Operator już jest"):
        first_operator(email)
    assert OperatorGrant.objects.count() == 1


def test_an_operator_who_lost_every_way_begins_again(world):
    owner = Owner(world.operator.user)

    assert "/konto/ustaw/" in first_operator(owner.user.email, "--again")
    owner.user.refresh_from_db()
    assert not owner.user.has_usable_password()
    assert OperatorGrant.objects.count() == 1


def test_again_makes_no_operator_of_somebody_else(world):
    with pytest.raises(CommandError):
        first_operator(world.lead.user.email, "--again")


def test_after_the_last_grant_ended_there_is_a_first_operator_again(world):
    with recording(AccountEvent.OPERATOR_ENDED, actor=SYSTEM):
        grant = world.operator_grant.fresh()
        grant.end(last_day=timezone.localdate(), today=timezone.localdate(), now=timezone.now())
        grant.save()

    assert "/konto/ustaw/" in first_operator("szef@urzad.example")


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="to nie jest adres"):
        first_operator("szef")


def test_addresses_differ_by_ascii_case_alone():
    make_account(email=" Anna.Ż@Urzad.Example ", name="Anna")

    assert find_user("anna.Ż@urzad.example").name == "Anna"
    assert User.objects.get_by_natural_key("ANNA.Ż@urzad.example").get_short_name() == "Anna"
    assert find_user("anna.ż@urzad.example") is None
    assert SetupLink.objects.count() == 0


def test_a_second_factor_more_leaves_the_day_of_the_first(world, now):
    user = world.lead.user
    with recording(AccountEvent.FACTOR_ADDED, actor=SYSTEM):
        note_factor_added(user, now=now)
        note_factor_added(user, now=now + timedelta(days=3))
    user.refresh_from_db()

    assert user.set_up_at == now


def test_who_has_no_invitation_learns_how_to_get_one(client):
    told = client.get(reverse("account_signup")).content.decode()

    assert "Konta powstają na zaproszenie" in told
    assert client.post(reverse("account_signup"), {"email": "ja@urzad.example"}).status_code == 405


def test_whoever_is_set_up_needs_no_beginning(client, world):
    assert as_(client, world.lead).get(reverse("accounts:begin")).url == reverse("mfa_index")


def test_nobody_is_open_for_sign_up(rf):
    assert AccountAdapter().is_open_for_signup(rf.get("/")) is False
    assert display(User(name="Anna Nowa")) == "Anna Nowa"


def test_a_change_of_hat_is_written_down(world):
    note_hat(world.lead.actor)

    event = Event.objects.latest("pk")
    assert (event.name, event.membership_id) == (AccountEvent.HAT_CHANGED, world.lead.membership.pk)
