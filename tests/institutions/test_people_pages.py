"""Pages about people, hats and invitations, as their readers meet them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.accounts.actions import find_user
from kooperacja.accounts.models import User
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.institutions.actions import people as actions
from kooperacja.institutions.models import Invitation, Membership
from tests.world import Made, as_, make

pytestmark = pytest.mark.django_db
EMAIL = "nowa@urzad.example"


def page(answer):
    return answer.content.decode()


def people(institution):
    return reverse("institutions:people", args=[institution.public_id])


# the list


def test_an_administrator_sees_the_own_people_with_buttons(admin, world):
    told = page(admin.get(people(world.ops)))

    assert "Lidia Lewandowska" in told
    assert "Celina Szkolna" not in told
    assert reverse("institutions:end_membership", args=[world.lead.membership.public_id]) in told
    assert reverse("institutions:end_membership", args=[world.admin.membership.public_id]) not in told


def test_an_operator_sees_administrators_alone(operator, world):
    told = page(operator.get(people(world.ops)))

    assert "Adam Administrowicz" in told
    assert "Lidia Lewandowska" not in told


@pytest.mark.parametrize(
    ("who", "where", "status"),
    [
        ("admin", "ops", 200),
        ("admin", "school", 403),
        ("operator", "school", 200),
        ("head", "ops", 403),
        ("lead", "ops", 403),
        ("neighbour", "ops", 403),
        ("region", "ops", 403),
    ],
)
def test_who_opens_the_list(client, world, who, where, status):
    as_(client, getattr(world, who))

    assert client.get(people(getattr(world, where))).status_code == status


def test_a_list_of_an_institution_that_does_not_exist(admin):
    assert admin.get(reverse("institutions:people", args=[uuid.uuid4()])).status_code == 404


def test_the_short_address_leads_to_the_own_people(admin, operator, client, world):
    assert admin.get(reverse("institutions:own_people")).url == people(world.ops)
    assert operator.get(reverse("institutions:own_people")).status_code == 404
    assert as_(client, world.lead).get(reverse("institutions:own_people")).status_code == 404


def test_who_no_longer_works_here_is_shown_on_request(admin, world):
    end = reverse("institutions:end_membership", args=[world.lead.membership.public_id])
    today = timezone.localdate()
    answer = admin.post(end, {"version": 1, "last_day": today.isoformat()})

    assert answer.url == people(world.ops)
    assert "Lidia Lewandowska" not in page(admin.get(people(world.ops)))
    assert "Lidia Lewandowska" in page(admin.get(people(world.ops) + "?dawne=1"))


def test_a_long_list_has_pages(admin, world):
    for number in range(50):
        user = User.objects.create_user(f"kolejna{number}@urzad.example", f"Ąbecka {number:02}")
        make(
            Membership,
            user=user,
            institution=world.ops,
            function=world.functions["intake"],
            starts_on=timezone.localdate(),
        )
    first, second = page(admin.get(people(world.ops))), page(admin.get(people(world.ops) + "?strona=2"))

    assert first.count('<th scope="row">') >= 50
    assert "Ąbecka 07" in first + second
    assert "?strona=2" in first


# inviting


def invite(browser, world, *, key=None, **fields):
    data = {
        "idempotency_key": key or uuid.uuid4(),
        "name": "Nowa Osoba",
        "email": EMAIL,
        "function": world.functions["intake"].pk,
        **fields,
    }
    return browser.post(reverse("institutions:invite", args=[world.ops.public_id]), data)


def link_in(answer):
    return re.search(r"/instytucje/zaproszenie/[\w-]+/", page(answer))[0]


def test_the_link_is_shown_once(admin, world):
    key = uuid.uuid4()
    first = invite(admin, world, key=key)
    again = invite(admin, world, key=key)

    assert "http://localhost:8000" + link_in(first) in page(first)
    assert again.url == people(world.ops), "sent twice, it is one invitation"
    assert Invitation.objects.filter(email=EMAIL).count() == 1
    told = page(admin.get(people(world.ops)))
    assert EMAIL in told
    assert "/zaproszenie/" not in told


def test_what_is_refused_is_said_at_the_form(admin, world):
    answer = invite(admin, world, email=world.lead.user.email, function=world.functions["social_worker"].pk)

    assert answer.status_code == 200
    assert "Ta osoba ma już tę funkcję w instytucji." in page(answer)
    assert 'value="Nowa Osoba"' in page(answer)


def test_an_operator_is_offered_administrators_alone(operator, world):
    told = page(operator.get(reverse("institutions:invite", args=[world.ops.public_id])))

    assert "Administrator instytucji" in told
    assert "Osoba przyjmująca" not in told
    assert invite(operator, world).status_code == 200, "another function isn't among the answers"
    assert not Invitation.objects.filter(email=EMAIL).exists()


def test_an_invitation_is_withdrawn(admin, world):
    link = link_in(invite(admin, world))
    invitation = Invitation.objects.get(email=EMAIL)
    address = reverse("institutions:revoke_invitation", args=[invitation.public_id])

    assert as_(Client(), world.neighbour).post(address).status_code == 404
    assert admin.post(address).url == people(world.ops)
    assert Client().get(link).status_code == 404


def test_operators_invite_operators(operator, world):
    address = reverse("institutions:invite_operator")
    data = {"idempotency_key": uuid.uuid4(), "name": "Druga", "email": EMAIL}
    first, again = (operator.post(address, data) for _ in range(2))
    taken = operator.post(address, {**data, "idempotency_key": uuid.uuid4(), "email": world.operator.user.email})

    assert link_in(first)
    assert again.url == reverse("institutions:operators")
    assert "Ta osoba ma już" in page(taken)
    assert EMAIL in page(operator.get(reverse("institutions:operators")))
    invitation = Invitation.objects.get(email=EMAIL)
    revoke = reverse("institutions:revoke_invitation", args=[invitation.public_id])
    assert operator.post(revoke).url == reverse("institutions:operators")


def test_an_operator_ends_and_helps_another(operator, world):
    made = actions.invite_operator(email=EMAIL, name="Druga", actor=world.operator.actor, now=world.now)
    user = actions.enter_by_invitation(made.invitation, name="Druga", now=world.now)
    grant = user.operator_grants.get()
    reset = reverse("institutions:reset_operator", args=[grant.public_id])
    end = reverse("institutions:end_operator", args=[grant.public_id])
    own = [reverse(f"institutions:{name}_operator", args=[world.operator_grant.public_id]) for name in ("reset", "end")]

    assert operator.post(reset).url == reverse("institutions:operators")
    assert operator.post(end).url == reverse("institutions:operators")
    for address in own:
        assert "z własnym kontem" in page(operator.post(address))


# coming in


def test_somebody_new_comes_in_by_the_link(admin, world):
    link = link_in(invite(admin, world))
    newcomer = Client()
    first = newcomer.get(link)
    second = newcomer.post(link, {"name": "Nowa Ładna"})
    double = Client().post(link, {"name": "Inna"})

    assert "Osoba przyjmująca" in page(first)
    assert 'value="Nowa Osoba"' in page(first)
    assert find_user(EMAIL).name == "Nowa Ładna"
    assert second.status_code == double.status_code == 302
    assert newcomer.get("/instytucje/rola/").url == reverse("accounts:begin")
    assert Membership.objects.filter(user=find_user(EMAIL)).count() == 1


def test_opening_a_link_writes_nothing(admin, world):
    link = link_in(invite(admin, world))
    before = Event.objects.count()
    Client().get(link)

    assert Event.objects.count() == before
    assert find_user(EMAIL) is None


@pytest.fixture
def set_up(world):
    User.objects.filter(pk=world.deputy.user.pk).update(set_up_at=world.now)
    return world.deputy


def test_the_owner_of_an_account_signs_in_and_accepts(admin, world, set_up):
    link = link_in(invite(admin, world, email=set_up.user.email))
    stranger = Client()
    asked, tried = stranger.get(link), stranger.post(link)
    other = page(admin.get(link))
    owner = as_(Client(), set_up)
    accepted = owner.post(link)

    assert f"/konto/logowanie/?next={link}" in page(asked)
    assert tried.status_code == 200
    assert "jako ktoś inny" in other
    assert accepted.url == reverse("institutions:hat")
    assert Membership.objects.filter(user=set_up.user).count() == 2
    assert owner.get(link).status_code == 404


@pytest.mark.parametrize("why", ["old", "wrong"])
def test_a_dead_link_tells_nothing(admin, world, why):
    link = link_in(invite(admin, world))
    if why == "old":
        with_past(Invitation.objects.get(email=EMAIL))
    address = link if why == "old" else "/instytucje/zaproszenie/zmyslony/"

    for answer in (Client().get(address), Client().post(address, {"name": "N"})):
        assert answer.status_code == 404
        assert "Ten link nie działa" in page(answer)
        assert EMAIL not in page(answer)


def with_past(invitation):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        invitation.expires_at = timezone.now() - timedelta(seconds=1)
        invitation.save()


def test_somebody_who_was_faster_is_no_fault_of_the_server(admin, world, monkeypatch):
    link = link_in(invite(admin, world))
    found = Invitation.objects.get(email=EMAIL)
    with_past(found)
    monkeypatch.setattr("kooperacja.institutions.views.hats.find_invitation", lambda _token, **_: found)

    assert Client().post(link, {"name": "N"}).status_code == 404


# ending, changing, beginning anew


def test_a_day_before_the_first_one_is_said_at_the_form(admin, world):
    end = reverse("institutions:end_membership", args=[world.lead.membership.public_id])

    assert "przed pierwszym" in page(admin.post(end, {"version": 1, "last_day": "2020-01-01"}))


def test_another_function(admin, world):
    address = reverse("institutions:change_function", args=[world.lead.membership.public_id])
    same = admin.post(address, {"version": 1, "function": world.functions["social_worker"].pk})
    other = admin.post(address, {"version": 1, "function": world.functions["intake"].pk})

    assert "ma już tę funkcję" in page(same)
    assert other.url == people(world.ops)


@pytest.mark.parametrize("name", ["end_membership", "change_function"])
def test_who_comes_second_sees_both_texts(admin, world, name):
    address = reverse(f"institutions:{name}", args=[world.lead.membership.public_id])
    data = {"version": 0, "last_day": "2030-01-01", "function": world.functions["intake"].pk}

    assert admin.post(address, data).status_code == 409


def test_a_new_start_with_signing_in(admin, world):
    address = reverse("institutions:reset_sign_in", args=[world.lead.membership.public_id])
    own = reverse("institutions:reset_sign_in", args=[world.admin.membership.public_id])

    assert "/konto/ustaw/" not in page(admin.get(address))
    assert admin.post(address).url == people(world.ops)
    assert "z własnym kontem" in page(admin.post(own))


@pytest.mark.parametrize("name", ["end_membership", "change_function", "reset_sign_in"])
@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [("admin", "lead", 200), ("admin", "member", 404), ("head", "lead", 404), ("operator", "lead", 404)],
)
def test_who_opens_these(world, name, who, whose, status):
    address = reverse(f"institutions:{name}", args=[getattr(world, whose).membership.public_id])

    assert as_(Client(), getattr(world, who)).get(address).status_code == status
