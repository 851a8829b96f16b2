import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kooperacja.drafts.actions import DRAFTS_MAX, purge
from kooperacja.drafts.kinds import draft_kind
from kooperacja.drafts.models import Draft, HeldPost, Once
from kooperacja.drafts.typed import FIELDS_MAX, SIGNS_MAX
from tests.world import as_

pytestmark = pytest.mark.usefixtures("letters")
NUMBER = uuid.UUID("11111111-2222-4333-8444-555555555555")
SAVE = f"/szkice/list-probny/{NUMBER}/"
TYPED = {"text": "Kanarek", "day_day": "3", "day_month": "x", "csrfmiddlewaretoken": "t", "password": "tajne"}


@pytest.fixture
def owner(client, world):
    return as_(client, world.reporter)


def test_opening_a_form_writes_nothing_and_names_a_draft(owner):
    page = owner.get("/list/").content.decode()

    assert "/szkice/list-probny/" in page
    assert not Draft.objects.exists()


def test_a_draft_is_kept_sealed_and_without_secrets(owner, world):
    answer = owner.post(SAVE, TYPED)

    draft = Draft.objects.get()
    assert answer.json() == {"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M")}
    assert (draft.public_id, draft.owner, draft.about) == (NUMBER, world.reporter.user, None)
    assert draft.data == {"text": ["Kanarek"], "day_day": ["3"], "day_month": ["x"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM drafts_draft")
        assert b"Kanarek" not in bytes(cursor.fetchone()[0])


def test_the_last_save_counts(owner):
    owner.post(SAVE, TYPED)
    owner.post(SAVE, {"text": "anew"})

    assert Draft.objects.get().data == {"text": ["anew"]}


def test_a_draft_comes_back_without_faults_found(owner):
    owner.post(SAVE, {**TYPED, "urgent": "on"})

    page = owner.get("/list/", {"szkic": NUMBER}).content.decode()

    assert 'value="Kanarek"' in page
    assert 'value="x"' in page
    assert "checked" in page
    assert "govuk-error-message" not in page
    assert SAVE in page
    assert "It hasn&#x27;t been sent yet." in page or "wcześniej" in page


def test_a_sent_form_takes_its_draft_along(owner):
    key = str(uuid.uuid4())
    typed = {"text": "a", "day_day": "3", "day_month": "5", "day_year": "2026", "idempotency_key": key}
    owner.post(SAVE, typed)

    answer = owner.post("/list/", {**typed, "szkic": NUMBER})

    assert answer.url == "/wyslano/"
    assert not Draft.objects.exists()
    owner.post(SAVE, typed)
    assert not Draft.objects.exists(), "a late save must not bring it back"


def test_a_late_save_removes_a_draft_of_what_was_sent(owner):
    owner.post(SAVE, TYPED)
    Once.objects.create(key=NUMBER, answer="/", made_at=timezone.now())
    owner.post(SAVE, {**TYPED, "idempotency_key": str(NUMBER)})

    assert not Draft.objects.exists()


def test_a_stranger_meets_nothing(owner, world):
    owner.post(SAVE, TYPED)
    as_(owner, world.lead)

    assert owner.post(SAVE, {"text": "mine"}).status_code == 404
    assert owner.post(f"/szkice/{NUMBER}/usun/").status_code == 404
    assert "Kanarek" not in owner.get("/list/", {"szkic": NUMBER}).content.decode()
    assert SAVE not in owner.get("/list/", {"szkic": NUMBER}).content.decode()
    assert str(NUMBER) not in owner.get("/szkice/").content.decode()
    assert Draft.objects.get().data["text"] == ["Kanarek"]


def test_a_draft_stays_with_its_form_and_thing(owner, world):
    owner.post(f"{SAVE}?o={world.case.public_id}", TYPED)

    assert Draft.objects.get().about == world.case.public_id
    assert owner.post(SAVE, TYPED).status_code == 404
    assert "Kanarek" in owner.get(f"/list/{world.case.public_id}/", {"szkic": NUMBER}).content.decode()
    assert "Kanarek" not in owner.get("/list/", {"szkic": NUMBER}).content.decode()


def test_only_named_forms_are_kept_and_only_so_much(owner, world):
    many = {f"f{number}": "" for number in range(FIELDS_MAX + 1)}

    assert owner.post(f"/szkice/nieznany/{NUMBER}/", TYPED).status_code == 404
    assert owner.post(f"{SAVE}?o=zle", TYPED).status_code == 404
    assert owner.post(SAVE, {"text": "x" * (SIGNS_MAX + 1)}).status_code == 413
    assert owner.post(SAVE, many).status_code == 413
    assert not Draft.objects.exists()
    for _number in range(DRAFTS_MAX):
        Draft(owner=world.reporter.user, kind="list-probny", saved_at=world.now).save()
    assert owner.post(SAVE, TYPED).status_code == 413


def test_the_list_leads_on_and_throws_away(owner):
    owner.post(SAVE, TYPED)
    Draft(owner=Draft.objects.get().owner, kind="dawny", saved_at=timezone.now()).save()

    page = owner.get("/szkice/").content.decode()

    assert f"/list/?szkic={NUMBER}" in page
    assert "Trial letter" in page
    assert "Kanarek" not in page
    assert owner.post(f"/szkice/{NUMBER}/usun/").status_code == 302
    assert "Trial letter" not in owner.get("/szkice/").content.decode()


def test_a_nonsense_number_opens_an_empty_form(owner):
    assert "govuk-notification-banner" not in owner.get("/list/", {"szkic": "zle"}).content.decode()


def test_two_forms_can_not_share_a_kind():
    with pytest.raises(ValueError, match="list-probny"):
        draft_kind("list-probny", title="Another", page="letter")


def test_nothing_is_kept_for_ever(world, settings):
    now, owner = world.now, world.reporter.user
    for age in (timedelta(minutes=59), timedelta(minutes=61)):
        HeldPost(owner=owner, path="/", held_at=now - age).save()
    for age in (timedelta(days=6), timedelta(days=8)):
        Once(key=uuid.uuid4(), answer="/", made_at=now - age).save()
    for age in (timedelta(days=29), timedelta(days=31)):
        Draft(owner=owner, kind="list-probny", saved_at=now - age).save()

    purge(now=now)
    purge(now=now)

    assert (HeldPost.objects.count(), Once.objects.count(), Draft.objects.count()) == (1, 1, 1)
