"""A notice of the browser is switched on, comes, and says one sentence. The makers' services can't be reached here:
the address that they would give is made up, and the push is handed to the browser by its own tools for developers.
"""

import uuid
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import expect

from kooperacja.accounts import devices
from kooperacja.outbox.models import PushSubscription

PAGE = "/wiadomosci/powiadomienia/"
GIVE_AN_ADDRESS = """
  PushManager.prototype.subscribe = async function (options) {
    if (!options.userVisibleOnly || options.applicationServerKey.length !== 87) throw new Error('not as it should be')
    return { endpoint: 'https://fcm.googleapis.com/fcm/send/' + location.hostname }
  }
"""
NOTIFICATIONS = "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
SHOWN = f"{NOTIFICATIONS}.then((all) => all.map((one) => [one.title, one.body]))"


@pytest.fixture
def phone(transactional_db, world, open_page, live_server):
    """The lead's own telephone, on their list of devices."""
    device, token = devices.add_device(world.lead.user, "telefon", key=uuid.uuid4(), now=timezone.now())
    page = open_page(who=world.lead)
    page.context.add_cookies([{"name": devices.COOKIE, "value": token, "url": live_server.url}])
    page.add_init_script(GIVE_AN_ADDRESS)
    page.device = device
    return page


def deliver(page):
    """Hand a push without content to the page's service worker, as a maker's service would."""
    devtools, found = page.context.new_cdp_session(page), []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    devtools.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    address = urlsplit(page.url)
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": f"{address.scheme}://{address.netloc}",
            "registrationId": found[-1]["registrationId"],
            "data": "",
        },
    )
    return found[-1]["scopeURL"]


def test_notifications_are_switched_on_come_and_are_switched_off(phone, world, axe):
    phone.context.grant_permissions(["notifications"])
    phone.goto(PAGE)
    axe(phone)
    phone.get_by_role("button", name="Włącz na tym urządzeniu").click()
    expect(phone.get_by_text("Powiadomienia na tym urządzeniu są włączone.")).to_be_visible()
    axe(phone)
    assert PushSubscription.objects.get(device=phone.device).address == "https://fcm.googleapis.com/fcm/send/localhost"

    assert urlsplit(deliver(phone)).path == "/"
    phone.wait_for_function(f"{SHOWN}.then((all) => all.length === 1)")
    assert phone.evaluate(SHOWN) == [["Kooperacja", "Masz nową wiadomość."]]
    deliver(phone)
    phone.wait_for_timeout(300)
    assert len(phone.evaluate(SHOWN)) == 1
    assert phone.evaluate("caches.keys()") == []

    phone.get_by_role("button", name="Wyłącz telefon").click()
    expect(phone.get_by_text("Powiadomienia są wyłączone na urządzeniu: telefon.")).to_be_visible()
    assert not PushSubscription.objects.filter(device=phone.device).exists()


def test_a_browser_that_forbids_it_says_so(phone):
    phone.context.clear_permissions()
    phone.add_init_script("Notification.requestPermission = async () => 'denied'")
    phone.goto(PAGE)
    phone.get_by_role("button", name="Włącz na tym urządzeniu").click()

    expect(phone.get_by_text("Przeglądarka nie pozwala tej stronie pokazywać powiadomień.")).to_be_visible()
    expect(phone.get_by_role("button", name="Włącz na tym urządzeniu")).to_be_enabled()
    assert not PushSubscription.objects.filter(device=phone.device).exists()


def test_signing_out_takes_the_worker_out_of_the_browser(phone):
    phone.context.grant_permissions(["notifications"])
    phone.goto(PAGE)
    phone.get_by_role("button", name="Włącz na tym urządzeniu").click()
    expect(phone.get_by_text("Powiadomienia na tym urządzeniu są włączone.")).to_be_visible()
    phone.get_by_role("banner").get_by_role("button", name="Wyloguj się").click()
    expect(phone.get_by_role("heading", name="Zaloguj się")).to_be_visible()

    assert not PushSubscription.objects.filter(device=phone.device).exists()
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_session_that_ends_by_itself_leaves_the_worker_in_the_browser(phone):
    phone.context.grant_permissions(["notifications"])
    phone.goto(PAGE)
    phone.get_by_role("button", name="Włącz na tym urządzeniu").click()
    expect(phone.get_by_text("Powiadomienia na tym urządzeniu są włączone.")).to_be_visible()
    (cookie,) = [one for one in phone.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(cookie["value"])
    session["seen_at"] = 0
    session.save()
    phone.goto("/sprawy/")
    expect(phone.get_by_role("heading", name="Zaloguj się")).to_be_visible()

    deliver(phone)
    phone.wait_for_function(f"{SHOWN}.then((all) => all.length === 1)")
    assert PushSubscription.objects.filter(device=phone.device).exists()


def test_a_browser_without_them_says_so(phone):
    phone.add_init_script("delete window.PushManager")
    phone.goto(PAGE)

    expect(phone.get_by_text("Ta przeglądarka nie potrafi pokazywać powiadomień ze stron.")).to_be_visible()
    expect(phone.get_by_role("button", name="Włącz na tym urządzeniu")).to_be_hidden()
