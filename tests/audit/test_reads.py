"""A body with personal data leaves only after its read event is committed."""

import pytest
from django.db import DatabaseError, InterfaceError
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import path

from kooperacja.access.views import open_to_all
from kooperacja.audit.models import Read
from kooperacja.audit.reads import RecordReads
from kooperacja.drafts.models import HeldPost
from kooperacja.persons.models import Person
from tests.world import as_

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
    people = (world.person, world.child, world.alias)
    assert read.rows == {"persons.Person": sorted(str(one.public_id) for one in people)}
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


def test_a_redirect_with_a_body_is_recorded(page, world):
    response = page(lambda request: HttpResponse(names(request).content, status=302), world.lead)

    assert response.content
    assert Read.objects.count() == 1


def test_a_body_made_while_it_is_sent_is_recorded_before_each_part_leaves(page, world):
    people = [world.person, world.child, world.person]

    def view(_request):
        return StreamingHttpResponse(Person.objects.get(pk=row.pk).surname for row in people)

    response = page(view, world.lead)
    assert not Read.objects.exists()
    for part, number in zip(response.streaming_content, [1, 2, 2], strict=True):
        assert part
        assert Read.objects.count() == number

    assert [read.rows for read in Read.objects.order_by("pk")] == [
        {"persons.Person": [str(row.public_id)]} for row in people[:2]
    ]


def test_a_part_that_can_not_be_recorded_does_not_leave(page, world, monkeypatch):
    def broken(**_fields):
        raise InterfaceError("gone")

    response = page(lambda _request: StreamingHttpResponse(iter([world.child.surname])))
    assert list(response.streaming_content)

    response = page(lambda _request: StreamingHttpResponse(p.surname for p in Person.objects.all()))
    monkeypatch.setattr(Read.objects, "create", broken)
    with pytest.raises(InterfaceError):
        next(iter(response.streaming_content))


def test_a_file_is_sent_as_it_is(page, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"scan")
    response = page(lambda _request: FileResponse((tmp_path / "scan.pdf").open("rb")))

    assert response.file_to_stream is not None
    assert b"".join(response.streaming_content) == b"scan"
    response.close()


@pytest.mark.parametrize("late", [TemplateResponse, SimpleTemplateResponse])
def test_a_page_rendered_late_is_recorded(client, world, late, monkeypatch, settings):
    """Django renders such a response after the view and before the middleware goes on."""
    settings.ROOT_URLCONF = "tests.audit.test_reads"
    monkeypatch.setitem(LATE, "view", late)

    response = as_(client, world.lead).get("/")

    assert world.word("adult_surname") in response.content.decode()
    assert Read.objects.get().user_id == world.lead.user.pk


LATE = {}


def shown_late(request):
    template = engines["django"].from_string("{% for one in people %}{{ one.surname }}{% endfor %}")
    context = {"people": Person.objects.order_by("pk")}
    kind = LATE["view"]
    return kind(request, template, context) if kind is TemplateResponse else kind(template, context)


urlpatterns = [path("", open_to_all(shown_late))]


def test_what_runs_outside_the_recorder_opens_nothing_that_is_recorded(settings):
    """Whatever opens a value further out does so unnoticed: whoever adds a line says here that it opens none."""
    outside = settings.MIDDLEWARE[: settings.MIDDLEWARE.index("kooperacja.audit.reads.RecordReads")]

    assert {name.rsplit(".", 1)[-1] for name in outside if name.startswith("kooperacja.")} == {
        "NumberRequests",
        "Headers",
        "RefuseNonsense",
        "EndSessions",
        "SecondFactor",
        "KeepForms",  # a person's own held post
        "ChooseHat",
    }
    assert not HeldPost._meta.get_field("data").reads_are_recorded


def test_a_reader_without_hat_is_recorded_by_their_account(rf, world):
    request = rf.get("/")
    request.resolver_match = None
    request.user = world.lead.user
    RecordReads(names)(request)

    assert Read.objects.get().user_id == world.lead.user.pk


@pytest.mark.parametrize("fault", [DatabaseError, InterfaceError])
def test_when_the_read_can_not_be_recorded_nothing_is_shown(page, world, monkeypatch, caplog, fault):
    def broken(**_fields):
        raise fault("disk full")

    monkeypatch.setattr(Read.objects, "create", broken)
    response = page(names, world.lead)

    assert response.status_code == 503
    assert world.word("adult_surname") not in response.content.decode()
    assert world.word("adult_surname") not in caplog.text
