"""Notifications are switched on in a browser of one's own device, and end there with its owner."""

import uuid

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from kooperacja.access.actor import Actor
from kooperacja.accounts import devices
from kooperacja.audit.models import Event
from kooperacja.config.settings import KEY_OF_TESTS
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.actions import preferences_of, turn_on_push
from kooperacja.outbox.models import Push, PushSubscription
from kooperacja.outbox.rules import NoticeRefusal, Wishes
from kooperacja.outbox.vapid import server_key
from kooperacja.vault.keys import new_key
from tests.accounts.conftest import Owner
from tests.world import as_

from .test_notices_views import PAGE, POST

ON = "/wiadomosci/powiadomienia/urzadzenie/"
ADDRESS = "https://fcm.googleapis.com/fcm/send/abc:DEF"
SESSIONS, LOGOUT = "/konto/sesje/", "/konto/wyloguj/"

pytestmark = pytest.mark.django_db


def on_own_device(client, who, name="telefon"):
    """Sign somebody in at a device that they put on their list; return the device."""
    as_(client, who)
    device, token = devices.add_device(who.user, name, key=uuid.uuid4(), now=timezone.now())
    client.cookies[devices.COOKIE] = token
    return device


def sign_in(client, who):
    """Sign somebody in by the pages, so that the browser says which device it is."""
    owner = Owner(who.user)
    owner.give_password(client)
    owner.give_code(client, owner.code())
    assert owner.is_in(client)


def switch_on(client, address=ADDRESS):
    return client.post(ON, {"address": address}, follow=True).content.decode()


def off(row):
    return f"{ON}{row.public_id}/wylacz/"


def is_on(device):
    return PushSubscription.objects.filter(device=device).exists()


@pytest.fixture
def phone(client, world):
    return on_own_device(client, world.lead)


def test_it_is_switched_on_here_and_off_again(client, phone):
    assert "Włącz na tym urządzeniu" in client.get(PAGE).content.decode()
    assert "Powiadomienia na tym urządzeniu są włączone." in switch_on(client)
    row = phone.push_subscription
    page = client.get(PAGE).content.decode()
    for words in ("telefon", "to urządzenie", off(row)):
        assert words in page
    assert "Włącz na tym urządzeniu" not in page
    assert (row.address, row.server_key, row.push.asks) == (ADDRESS, server_key(), 0)

    assert "Powiadomienia są wyłączone na urządzeniu: telefon." in client.post(off(row), follow=True).content.decode()
    assert not is_on(phone)
    assert client.post(off(row)).status_code == 404
    assert [event.name for event in Event.objects.order_by("-pk")[:2]] == [
        *("outbox.push_turned_off", "outbox.push_turned_on")
    ]


def test_the_address_lies_sealed_and_stands_on_no_page_nor_in_the_log(client, phone):
    switch_on(client)

    assert "fcm/send" not in client.get(PAGE).content.decode()
    assert "fcm" not in str(list(Event.objects.values_list("changes", flat=True)))
    assert b"fcm" not in bytes(PushSubscription.objects.values_list("address", flat=True).get(device=phone))


def test_on_a_device_that_is_not_on_the_list_it_is_not_offered_and_not_taken(client, world):
    as_(client, world.lead)
    page = client.get(PAGE).content.decode()

    assert "data-push-key" not in page
    assert f"/konto/urzadzenia/dodaj/?potem={PAGE}%23urzadzenia" in page
    assert "Najpierw dodaj to urządzenie do listy" in switch_on(client)
    assert not PushSubscription.objects.exclude(device=world.device).exists()


def test_whoever_puts_the_device_on_the_list_for_it_comes_back_and_to_no_other_site(client, world):
    as_(client, world.lead)
    form = {"name": "telefon", "key": str(uuid.uuid4()), "is_own": "on"}

    answer = client.post(f"/konto/urzadzenia/dodaj/?potem={PAGE}%23urzadzenia", form)
    assert answer["Location"] == f"{PAGE}#urzadzenia"
    client.cookies.pop(devices.COOKIE)
    form["key"] = str(uuid.uuid4())
    assert client.post("/konto/urzadzenia/dodaj/?potem=//evil.example", form)["Location"] == "/konto/wizyta/"


@pytest.mark.parametrize("address", ["", "http://fcm.googleapis.com/x", "https://10.0.0.1/x", "x" * 5000, "😀"])
def test_an_address_of_nobody_we_know_is_refused(client, phone, address):
    assert "przez usługę, z której tu nie korzystamy" in switch_on(client, address)
    assert not is_on(phone)


def test_another_persons_device_is_nobodys(client, phone, world):
    switch_on(client)
    other = Client()
    on_own_device(other, world.deputy, "tablet")

    assert off(phone.push_subscription) not in other.get(PAGE).content.decode()
    assert other.post(off(phone.push_subscription)).status_code == 404
    assert is_on(phone)
    with pytest.raises(PermissionDenied):
        turn_on_push(phone, ADDRESS, actor=Actor(user_id=world.deputy.user.pk), now=timezone.now())


def test_a_device_that_left_the_list_is_not_switched_on_and_not_shown(client, phone, world):
    switch_on(client)
    row = phone.push_subscription
    assert off(row) in client.get(PAGE).content.decode()
    devices.end_device(phone, now=timezone.now())

    assert off(row) not in client.get(PAGE).content.decode()
    with pytest.raises(PermissionDenied):
        turn_on_push(phone, ADDRESS, actor=Actor(user_id=world.lead.user.pk), now=timezone.now())


def test_switched_on_again_the_old_address_goes(client, phone):
    switch_on(client)
    switch_on(client, ADDRESS + "2")

    assert [row.address for row in PushSubscription.objects.filter(device=phone)] == [ADDRESS + "2"]
    assert Push.objects.filter(subscription__device=phone).count() == 1


@pytest.mark.parametrize("is_key_new", [False, True])
def test_who_switches_it_on_in_the_same_browser_takes_it_over(client, phone, world, settings, is_key_new):
    switch_on(client)
    other = Client()
    theirs = on_own_device(other, world.deputy)
    if is_key_new:
        settings.KOOPERACJA_KEYS = f"{new_key()}\n{KEY_OF_TESTS}"
    switch_on(other)

    assert (is_on(phone), is_on(theirs)) == (False, True)


def test_whoever_signs_out_is_told_no_longer_in_this_browser_and_further_in_others(client, phone, world):
    switch_on(client)
    other = Client()
    tablet = on_own_device(other, world.lead, "drugi")
    switch_on(other, ADDRESS + "2")
    client.post(LOGOUT)

    assert (is_on(phone), is_on(tablet)) == (False, True)


def ended_by_itself(client):
    session = client.session
    session["signed_in_at"] = session["seen_at"] = 0
    session.save()


def test_a_session_that_ends_by_itself_leaves_it_on_and_the_browser_its_worker(client, phone):
    switch_on(client)
    ended_by_itself(client)
    answer = client.get("/sprawy/")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert is_on(phone)


def test_on_a_strange_device_a_session_that_ends_by_itself_clears_all(client, world):
    as_(client, world.lead)
    ended_by_itself(client)

    assert client.get("/sprawy/").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_whoever_signs_out_too_late_has_signed_out_all_the_same(client, phone):
    switch_on(client)
    ended_by_itself(client)
    client.post(LOGOUT)

    assert not is_on(phone)


def test_whoever_signs_in_at_the_device_of_another_ends_the_others_notifications(client, phone, world):
    switch_on(client)
    ended_by_itself(client)
    client.get("/")
    sign_in(client, world.lead)
    assert is_on(phone)
    ended_by_itself(client)
    client.get("/")
    sign_in(client, world.deputy)

    assert not is_on(phone)


def test_whoever_ends_all_other_sessions_is_told_only_where_they_sit(client, phone, world):
    switch_on(client)
    other = Client()
    tablet = on_own_device(other, world.lead, "drugi")
    switch_on(other, ADDRESS + "2")
    theirs = Client()
    strange = on_own_device(theirs, world.deputy)
    switch_on(theirs, ADDRESS + "3")
    sign_in(client, world.lead)
    UserSession.objects.create(user=world.lead.user, ip="127.0.0.1", session_key=other.session.session_key)
    assert UserSession.objects.filter(user=world.lead.user).count() == 2
    client.post(SESSIONS)

    assert (is_on(phone), is_on(tablet), is_on(strange)) == (True, False, True)


def test_what_is_wanted_is_chosen_by_kind(client, phone, world):
    client.post(PAGE, POST | {"push": ["cases"]})
    wishes = preferences_of(world.lead.user.pk).wishes
    page = client.get(PAGE).content.decode()

    assert (wishes.push_concerns, wishes.push_cases, wishes.push_reviews, wishes.push_teams) == (
        *(False, True, False, False),
    )
    assert page.count('name="push"') == 4
    assert page.count("checked") == 5  # four ways, and one kind
    answer = client.post(PAGE, POST | {"push": ["teams"]})
    assert "Na Twoich urządzeniach: Zespoły i porozumienia: nie" in answer.content.decode()


def test_the_page_says_that_urgent_e_mails_come_at_night_and_devices_stay_silent(client, phone):
    page = client.get(PAGE).content.decode()

    assert "E-mail o czymś pilnym zawsze przychodzi od razu, także w nocy." in page
    assert "W godzinach ciszy urządzenia milczą, także o tym, co pilne." in page


def test_switched_off_for_the_installation_nothing_is_said_and_a_choice_is_kept(client, phone, world, settings):
    client.post(PAGE, POST | {"push": ["cases"]})
    settings.PUSH_HOSTS = []
    page = client.get(PAGE).content.decode()
    client.post(PAGE, POST | {"teams": "in_app", "version": "1"})

    assert "push" not in page
    assert "urządzeni" not in page
    assert "przez usługę" in switch_on(client)
    wishes = preferences_of(world.lead.user.pk).wishes
    assert (wishes.push_cases, wishes.push_teams, wishes.teams) == (True, False, "in_app")


def test_without_a_choice_devices_tell_of_everything():
    assert all(getattr(Wishes(), f"push_{name}") for name in ("concerns", "cases", "reviews", "teams"))


def test_the_refusal_comes_before_the_lock(world):
    with pytest.raises(Refused) as refused:
        turn_on_push(world.device, "https://x/", actor=Actor(user_id=world.lead.user.pk), now=timezone.now())

    assert refused.value.refusals == {NoticeRefusal.PUSH_UNKNOWN}


def test_the_worker_script_is_the_same_for_all_opens_no_session_and_is_never_kept(
    client, phone, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get("/powiadomienia.js")
    body = b"".join(answer.streaming_content).decode()

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Masz nową wiadomość." in body
    for word in ("caches", "fetch", "indexedDB", "event.data", ".data"):
        assert word not in body


def test_pages_may_have_a_worker_of_this_site_alone(client):
    assert "worker-src 'self'" in client.get("/").headers["Content-Security-Policy"]
