import pytest
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import Message
from kooperacja.outbox.policies import unread_count
from tests.world import Made, as_


def tell(world, kind=MessageKind.ACTION_ASKED, path="/sprawy/"):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        return tell_person(world.lead.user.pk, kind, reference="S/7/2026", path=path, now=timezone.now())


@pytest.fixture
def lead(client, world):
    return as_(client, world.lead)


def test_messages_are_listed_unread_first(lead, world):
    first, second = tell(world), tell(world, MessageKind.CASE_CLOSED)
    lead.post(f"/wiadomosci/{second.public_id}/otworz/")

    page = lead.get("/wiadomosci/").content.decode()

    assert page.index(str(first.public_id)) < page.index(str(second.public_id))
    assert "S/7/2026" in page
    assert page.count(str(MessageKind.ACTION_ASKED.label)) == 1


def test_without_messages_the_page_says_so(lead):
    assert "govuk-heading" in lead.get("/wiadomosci/").content.decode()


def test_opening_notes_it_once_and_leads_on(lead, world):
    message = tell(world)
    assert unread_count(world.lead.actor) == 1

    answer = lead.post(f"/wiadomosci/{message.public_id}/otworz/")
    message.refresh_from_db()
    read_at = message.read_at
    lead.post(f"/wiadomosci/{message.public_id}/otworz/")
    message.refresh_from_db()

    assert answer.url == "/sprawy/"
    assert read_at is not None
    assert message.read_at == read_at
    assert unread_count(world.lead.actor) == 0
    assert Event.objects.filter(name="outbox.message_read", subject_id=message.public_id).exists()


def test_looking_at_a_message_notes_nothing(lead, world):
    message = tell(world)

    page = lead.get(f"/wiadomosci/{message.public_id}/").content.decode()

    assert str(MessageKind.ACTION_ASKED.text) in page
    assert str(MessageKind.ACTION_ASKED.label) in page
    assert Message.objects.get().read_at is None


def test_all_are_read_at_once(lead, world):
    tell(world)
    tell(world)

    assert lead.post("/wiadomosci/przeczytane/").url == "/wiadomosci/"
    assert unread_count(world.lead.actor) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_message_is_not_there(client, world, method):
    message = tell(world)
    as_(client, world.deputy)
    path = f"/wiadomosci/{message.public_id}/" if method == "get" else f"/wiadomosci/{message.public_id}/otworz/"

    assert getattr(client, method)(path).status_code == 404
    assert str(message.public_id) not in client.get("/wiadomosci/").content.decode()
    client.post("/wiadomosci/przeczytane/")
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize("path", ["https://zly.example/", "//zly.example/", "sprawy/"])
def test_a_message_leads_nowhere_outside(world, path):
    with pytest.raises(ValueError, match="inside the application"):
        tell(world, path=path)
