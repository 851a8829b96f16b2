"""A body with personal data leaves only after its read event is committed."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect

from kooperacja.audit.models import Read
from kooperacja.audit.reads import RecordReads
from kooperacja.persons.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(rf, world):
    """Return a function that serves a page made by a view, through the middleware alone."""

    def serve(view, who=None):
        request = rf.get("/")
        request.resolver_match = None
        request.actor = who.actor if who else None
        return RecordReads(view)(request)

    return serve


def names(_request):
    return HttpResponse(" ".join(person.surname for person in Person.objects.order_by("pk")))


def test_what_a_page_opened_is_recorded_with_its_reader(page, world):
    response = page(names, world.lead)

    read = Read.objects.get()
    assert world.word("adult_surname") in response.content.decode()
    assert read.rows == {"persons.Person": sorted([str(world.person.public_id), str(world.child.public_id)])}
    assert (read.user_id, read.institution_id) == (world.lead.user.pk, world.ops.pk)


def test_a_page_without_personal_data_leaves_no_read(page):
    page(lambda _request: HttpResponse("nothing"))

    assert not Read.objects.exists()


def test_a_redirect_shows_nothing_and_is_not_recorded(page, world):
    def view(request):
        names(request)
        return HttpResponseRedirect("/")

    page(view, world.lead)

    assert not Read.objects.exists()


def test_a_reader_without_hat_is_recorded_by_their_account(rf, world):
    request = rf.get("/")
    request.resolver_match = None
    request.user = world.lead.user
    RecordReads(names)(request)

    assert Read.objects.get().user_id == world.lead.user.pk


def test_when_the_read_can_not_be_recorded_nothing_is_shown(page, world, monkeypatch, caplog):
    def broken(**_fields):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Read.objects, "create", broken)
    response = page(names, world.lead)

    assert response.status_code == 503
    assert world.word("adult_surname") not in response.content.decode()
    assert world.word("adult_surname") not in caplog.text
