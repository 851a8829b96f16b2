"""Keeping views of lists: own per hat, twenty at most, one as the usual one."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kooperacja.access.permissions import Permission
from kooperacja.audit.models import Event
from kooperacja.audit.recording import Stale
from kooperacja.kernel.refused import Refused
from kooperacja.lists.actions import drop_list, keep_list, rename_list, set_default
from kooperacja.lists.events import ListEvent
from kooperacja.lists.models import SavedList
from kooperacja.lists.policies import SAVED_LISTS
from kooperacja.lists.rules import MOST_ROWS, MOST_VIEWS, ListRefusal, file_refusals, view_refusals
from tests.world import CAST, as_, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kept", "refused"), [(0, False), (MOST_VIEWS - 1, False), (MOST_VIEWS, True)])
def test_so_many_views_and_no_more(kept, refused):
    assert (ListRefusal.TOO_MANY_VIEWS in view_refusals(kept=kept)) is refused


@pytest.mark.parametrize(
    ("rows", "taken", "reasons"),
    [
        (0, 0, set()),
        (MOST_ROWS, 1, set()),
        (MOST_ROWS + 1, 1, {ListRefusal.TOO_MANY_ROWS}),
        (1, 2, {ListRefusal.TOO_MANY_FILES}),
        (MOST_ROWS + 1, 3, {ListRefusal.TOO_MANY_ROWS, ListRefusal.TOO_MANY_FILES}),
    ],
)
def test_what_may_leave_as_a_file(rows, taken, reasons):
    assert file_refusals(rows=rows, taken=taken, allowed=2) == reasons


def keep(world, who="lead", *, is_default=False, name="Pilne"):
    actor = getattr(world, who).actor
    return keep_list("cases", name, "stan=active", is_default=is_default, actor=actor, now=world.now)


def test_everybody_of_an_institution_keeps_views_and_sees_no_others(world):
    for who in set(CAST) - {"operator"}:
        saved = keep(world, who)

        seen = SAVED_LISTS.permitted(getattr(world, who).actor, Permission.LIST_VIEW)
        assert set(seen) == ({saved, world.saved_list} if who == "lead" else {saved})
        assert Event.objects.latest("pk").name == ListEvent.KEPT

    with pytest.raises(PermissionDenied):
        keep(world, "operator")


def test_whoever_wears_no_hat_sees_none(world):
    assert not SAVED_LISTS.permitted(world.operator.actor, Permission.LIST_VIEW).exists()


def test_the_twenty_first_is_refused(world):
    for number in range(MOST_VIEWS - 1):  # with the one of the village
        make(SavedList, membership=world.lead.membership, of="cases", name=str(number), kept_at=world.now)

    with pytest.raises(Refused) as refused:
        keep(world)

    assert refused.value.refusals == {ListRefusal.TOO_MANY_VIEWS}


def test_one_is_the_usual_one(world):
    first, other_list = keep(world, is_default=True), keep(world, is_default=False)
    second = keep(world, is_default=True)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)

    set_default(first, is_default=True, actor=world.lead.actor)
    set_default(first, is_default=False, actor=world.lead.actor)

    assert not SavedList.objects.filter(is_default=True).exists()
    assert Event.objects.latest("pk").name == ListEvent.DEFAULT_SET
    assert SavedList.objects.filter(pk=other_list.pk).exists()


def test_it_is_renamed_and_deleted_by_its_hat_alone(world):
    saved = keep(world)
    for act in (
        lambda actor: rename_list(saved, "Inne", version=saved.version, actor=actor),
        lambda actor: set_default(saved, is_default=True, actor=actor),
        lambda actor: drop_list(saved, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act(world.deputy.actor)

    assert rename_list(saved, "Inne", version=saved.version, actor=world.lead.actor).name == "Inne"
    with pytest.raises(Stale):
        rename_list(saved, "Stare", version=saved.version, actor=world.lead.actor)
    drop_list(saved, actor=world.lead.actor)

    assert not SavedList.objects.filter(pk=saved.pk).exists()


# Pages


def posted(**other):
    return {"of": "cases", "query": "stan=closed&kolejnosc=-numer&obce=1", "name": "Zamknięte 😀"} | {
        "idempotency_key": str(uuid.uuid4()),
        **other,
    }


def test_a_view_is_kept_from_the_list_and_opens_it(client, world):
    as_(client, world.lead)
    data = posted(is_default="on")

    answers = [client.post(reverse("lists:keep"), data) for _double in range(2)]

    (saved,) = SavedList.objects.exclude(pk=world.saved_list.pk)
    assert saved.query == "stan=closed&kolejnosc=-numer"  # what isn't of the filter is left out
    assert {answer.url for answer in answers} == {f"{reverse('cases:list')}?{saved.query}"}
    assert client.get(reverse("cases:list")).url == answers[0].url
    shown = client.get(reverse("cases:list"), {"kolejnosc": ""}).content.decode()
    assert "Zamknięte 😀" in shown
    assert world.case.number in shown


def test_what_cannot_be_kept_comes_back(client, world):
    as_(client, world.lead)
    for wrong in ({"name": " "}, {"name": "\u200b"}, {"name": "a" * 61}, {"of": "wszystko"}, {"query": "a" * 501}):
        answer = client.post(reverse("lists:keep"), posted(**wrong))

        assert answer.context["form"].errors.keys() == wrong.keys()
    assert SavedList.objects.count() == 1


def test_too_many_are_said_at_the_field(client, world):
    for number in range(MOST_VIEWS - 1):
        make(SavedList, membership=world.lead.membership, of="cases", name=str(number), kept_at=world.now)

    page = as_(client, world.lead).post(reverse("lists:keep"), posted())

    assert page.context["form"].errors["name"] == [str(ListRefusal.TOO_MANY_VIEWS.label)]


def test_views_are_renamed_made_usual_and_deleted(client, world):
    as_(client, world.lead)
    one = world.saved_list

    def address(name):
        return reverse(f"lists:{name}", args=[one.public_id])

    client.post(address("rename"), {"name": "Moje", "version": one.version})
    client.post(address("default"), {"on": "1"})
    page = client.get(reverse("lists:saved"))
    assert [(row["saved"].name, row["saved"].is_default) for row in page.context["rows"]] == [("Moje", True)]
    assert client.post(address("rename"), {"name": "Inne", "version": one.version}).status_code == 409

    client.post(address("default"))
    assert client.get(reverse("cases:list")).status_code == 200
    client.post(address("drop"))
    assert client.get(reverse("lists:saved")).context["rows"] == []
