import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.signals import user_logged_out
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from kooperacja.drafts.forms import open_form
from kooperacja.drafts.models import HeldPost
from kooperacja.ui.forms import Form
from tests.world import as_

pytestmark = pytest.mark.usefixtures("letters")


class TextForm(Form):
    text = forms.CharField()


LOGIN = reverse("account_login")
TYPED = {"text": "Kanarek", "day_day": "3", "day_month": "5", "day_year": "", "password": "tajne"}


def age(client, *, idle=0, whole=0):
    """Make the session as old as if so many seconds had passed."""
    session = client.session
    now = int(timezone.now().timestamp())
    session["signed_in_at"], session["seen_at"] = now - whole, now - idle
    session.save()


@pytest.fixture
def late(client, world):
    as_(client, world.reporter)
    age(client, idle=31 * 60, whole=31 * 60)
    return client


def sent(late, **fields):
    answer = late.post("/list/?a=1", {**TYPED, **fields})
    return answer, HeldPost.objects.get()


def test_a_late_post_is_held_sealed_and_not_carried_out(late, world):
    answer, held = sent(late)

    assert answer.url == f"{LOGIN}?next=/list/%3Fa%3D1%26wznow%3D{held.public_id}"
    assert (held.owner, held.path) == (world.reporter.user, "/list/")
    assert held.data == {"text": ["Kanarek"], "day_day": ["3"], "day_month": ["5"], "day_year": [""]}
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM drafts_heldpost")
        assert b"Kanarek" not in bytes(cursor.fetchone()[0])


def test_after_signing_in_the_form_is_filled_in_and_sent_by_the_person(late, world):
    _answer, held = sent(late)
    as_(late, world.reporter)
    address = f"/list/?wznow={held.public_id}"

    page = late.get(address).content.decode()

    assert 'value="Kanarek"' in page
    assert "govuk-error-message" not in page
    assert "govuk-notification-banner" in page
    assert late.post(address, TYPED).status_code == 200, "a form with a fault keeps what is held"
    assert HeldPost.objects.exists()
    key = re.search(r'idempotency_key" value="([^"]+)"', page)[1]
    assert late.post(address, {**TYPED, "day_year": "2026", "idempotency_key": key}).status_code == 302
    assert not HeldPost.objects.exists()


@pytest.mark.parametrize("wrong", ["account", "address", "time", "number"])
def test_nobody_else_nowhere_else_and_no_longer(late, world, wrong):
    _answer, held = sent(late)
    as_(late, world.lead if wrong == "account" else world.reporter)
    if wrong == "time":
        HeldPost.objects.update(held_at=timezone.now() - timedelta(minutes=61))
    path = f"/list/{world.case.public_id}/" if wrong == "address" else "/list/"

    page = late.get(path, {"wznow": "zly" if wrong == "number" else held.public_id})

    assert "Kanarek" not in page.content.decode()


def test_nobody_signed_in_sees_nothing_held(late):
    _answer, held = sent(late)

    assert late.get("/publiczna/", {"wznow": held.public_id}).content == b"user None"


def test_a_late_save_of_a_draft_says_signed_out(late):
    answer = late.post(f"/szkice/list-probny/{uuid.uuid4()}/", TYPED)

    assert answer.status_code == 401
    assert not HeldPost.objects.exists()


def test_too_much_is_not_held_but_still_asks_to_sign_in(late):
    answer = late.post("/list/", {"text": "x" * 70_000})

    assert answer.url == f"{LOGIN}?next=/list/"
    assert not HeldPost.objects.exists()


def test_what_was_held_before_is_replaced(late, world):
    answer = late.post(f"/list/?wznow={uuid.uuid4()}", TYPED)

    assert answer.url.count("wznow") == 1
    assert str(HeldPost.objects.get().public_id) in answer.url


def test_a_public_page_answers_as_to_nobody(late):
    assert late.post("/publiczna/", TYPED).content == b"user None"
    assert not HeldPost.objects.exists()


def test_a_button_is_asked_for_once_more(late, world):
    answer = late.post("/zrob/", {})
    as_(late, world.reporter)

    answer = late.get("/zrob/", {"wznow": HeldPost.objects.get().public_id})

    assert (answer.status_code, answer.url) == (302, "/")


def test_a_forged_post_holds_nothing(late, world):
    late.handler.enforce_csrf_checks = True

    assert late.post("/list/", TYPED).status_code == 403
    assert not HeldPost.objects.exists()


@pytest.mark.parametrize(("idle", "whole", "stays"), [(29, 599, True), (31, 31, False), (1, 601, False)])
def test_a_session_ends_after_a_while_and_after_a_day(client, world, idle, whole, stays):
    as_(client, world.reporter)
    age(client, idle=idle * 60, whole=whole * 60)

    assert (client.get("/list/").status_code == 200) is stays
    assert (client.get("/publiczna/").content == b"user None") is not stays


def test_work_goes_on_and_the_session_with_it(client, world):
    as_(client, world.reporter)
    age(client, idle=20 * 60, whole=20 * 60)
    client.get("/list/")

    assert timezone.now().timestamp() - client.session["seen_at"] < 60


def test_the_same_hat_is_on_after_signing_in_again(late, world):
    hat = late.session["hat"]
    sent(late)

    assert late.session["hat"] == hat


def test_an_account_that_was_closed_is_out_at_once(client, world):
    as_(client, world.reporter)
    world.reporter.user.is_active = False
    world.reporter.user.save()

    assert client.get("/list/").url.startswith(LOGIN)


def test_a_changed_password_ends_the_sessions(client, world):
    world.reporter.user.set_password("jeden dwa trzy cztery")
    world.reporter.user.save()
    as_(client, world.reporter)
    world.reporter.user.set_password("piec szesc siedem osiem")
    world.reporter.user.save()

    assert client.get("/list/").url.startswith(LOGIN)


def test_signing_in_gives_the_session_a_new_key(client, world):
    client.get("/publiczna/")
    session = client.session
    session["hat"] = "x"
    session.save()
    before = client.session.session_key
    as_(client, world.reporter)

    assert client.session.session_key != before


def test_the_page_of_signing_in_says_why_one_meets_it(late, world):
    kept = late.post("/list/", TYPED, follow=True).content.decode()
    again = late.get("/list/", follow=True).content.decode()
    as_(late, world.reporter)
    age(late, idle=31 * 60)
    left = late.get("/list/", follow=True).content.decode()

    assert "W ciągu godziny" in kept
    assert "govuk-notification-banner" not in again
    assert "po dłuższej przerwie" in left


def test_without_a_hat_a_late_session_ends_as_well(late):
    session = late.session
    del session["hat"]
    session.save()

    sent(late)

    assert "hat" not in late.session


def test_signing_out_without_a_request_marks_nothing(world):
    user_logged_out.send(sender=type(world.lead.user), request=None, user=world.lead.user)


def test_the_choice_between_two_texts_reaches_the_view(client, world):
    as_(client, world.reporter)
    choice = {"keep:text": "now", "part:text": "text", "now:text:text": "Theirs"}

    page = client.post("/list/", {**TYPED, **choice}).content.decode()

    assert 'value="Theirs"' in page
    assert "Kanarek" not in page


def test_a_page_with_two_forms_says_once_why_they_are_filled_in(world, rf):
    request = rf.get("/")
    request.held, request.user = QueryDict("one-text=a&two-text=b"), world.reporter.user
    request._messages = SimpleNamespace(add=lambda *said: told.append(said))
    told = []

    opened = [open_form(request, TextForm, prefix=prefix) for prefix in ("one", "two")]

    assert [form.initial["text"] for form in opened] == ["a", "b"]
    assert len(told) == 1


def test_a_form_with_a_file_says_that_the_file_is_to_be_attached_again(world, rf):
    class WithFile(TextForm):
        scan = forms.FileField(required=False)

    told = {}
    for form_class in (TextForm, WithFile):
        request = rf.get("/")
        request.held, request.user = QueryDict("text=a"), world.reporter.user
        said = told[form_class] = []
        request._messages = SimpleNamespace(add=lambda _level, text, *_more, said=said: said.append(str(text)))
        open_form(request, form_class)

    assert len(told[TextForm]) == 1
    assert "Załącz plik jeszcze raz" in told[WithFile][1]
