"""Pages of cover: asking, answering, ending; the banner, the list, the story and the home page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Event, Read
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.actions.opening import open_case
from kooperacja.cases.models import Cover, CoverCase, CoverReason, Note, NoteKind
from kooperacja.cases.states import CoverState
from tests.cases.changing import again, change, close, day, key, told
from tests.cases.test_opening import opening
from tests.counting import queries_of
from tests.world import as_, make

from .covering import DAY, agree, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(world):
    change(world.cover, state=CoverState.WITHDRAWN, ended_at=world.now)
    sign(world)
    return world


def sent(world, **changes):
    today = timezone.localdate(world.now)
    data = {
        "idempotency_key": key(),
        "worker": str(world.neighbour_head.membership.public_id),
        "reason": "absence",
        "scope": "all",
        "message": "Zadzwoń, gdy coś 😀",
        **day("starts_on", today),
        **day("ends_on", today + 6 * DAY),
    }
    return {**data, **changes}


ASK = "/przekazania/zastepstwo/nowe/"


def test_a_head_asks_once_however_often_it_is_sent(client, signed):
    as_(client, signed.head)
    assert "Henryk Sąsiedzki – Kierownik, GOPS Stary Brzeg" in client.get(ASK).content.decode()
    data = sent(signed, left_out=[str(signed.case.public_id)])

    answers = {client.post(ASK, data).url for _ in range(2)}

    row = Cover.objects.exclude(pk=signed.cover.pk).get()
    assert answers == {reverse("transfers:cover", args=[row.public_id])}
    assert (row.whole_centre, row.reason, row.message) == (True, CoverReason.ABSENCE, "Zadzwoń, gdy coś 😀")
    assert [one.case for one in row.named.all()] == [signed.case]
    page = client.get(answers.pop()).content.decode()
    assert signed.case.number in page
    assert "Wycofaj prośbę" in page
    form = client.get(ASK).content.decode()
    assert "Już poproszono lub uzgodniono" in form
    assert str(row.public_id) in form


def test_some_cases_alone(client, signed):
    as_(client, signed.head).post(ASK, sent(signed, scope="some", named=[str(signed.case.public_id)]))

    row = Cover.objects.exclude(pk=signed.cover.pk).get()
    assert not row.whole_centre
    assert CoverCase.objects.filter(cover=row, case=signed.case).exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"scope": "some"}, "named", "co najmniej jedną sprawę"),
        ({"ends_on_year": "2999"}, "ends_on", "dłużej"),
        ({"ends_on_day": "31", "ends_on_month": "2"}, "ends_on", ""),
        ({"worker": "nonsense"}, "worker", ""),
        ({"message": "x" * 601}, "message", ""),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_lost(client, signed, changes, field, words):
    page = as_(client, signed.head).post(ASK, sent(signed, **changes))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert words in page.context["form"].errors[field][0]
    assert page.context["form"]["scope"].value()
    assert Cover.objects.count() == 1


def test_without_an_agreement_the_page_says_what_to_do(client, world):
    page = as_(client, world.head).get(ASK).content.decode()

    assert "porozumienie o zastępstwie" in page
    assert '<form method="post" novalidate' not in page


def test_it_is_renewed_from_the_day_after(client, world):
    agree(world, whole_centre=False)
    make(CoverCase, cover=world.cover, case=world.case)

    form = as_(client, world.head).get(ASK, {"po": str(world.cover.public_id)}).context["form"]

    assert form.initial["starts_on"] == world.cover.ends_on + DAY
    assert form.initial["ends_on"] == world.cover.ends_on + 8 * DAY
    assert (form.initial["worker"], form.initial["named"]) == (world.neighbour_head.membership, [world.case])
    assert client.get(ASK, {"po": "nonsense"}).context["form"].initial == {}
    assert (
        as_(Client(), world.neighbour_head).get(ASK, {"po": str(world.cover.public_id)}).context["form"].initial == {}
    )


def test_renewing_the_whole_centre_keeps_what_is_left_out(client, world):
    agree(world)
    make(CoverCase, cover=world.cover, case=world.case)

    form = as_(client, world.head).get(ASK, {"po": str(world.cover.public_id)}).context["form"]

    assert (form.initial["scope"], form.initial["left_out"], form.initial["named"]) == ("all", [world.case], [])


def test_the_other_side_accepts_and_either_ends(client, world):
    sign(world)
    there, here = as_(client, world.neighbour_head), as_(Client(), world.head)
    page = there.get("/").content.decode()
    assert "Odpowiedz, czy zastępujesz" in page
    view = reverse("transfers:cover", args=[world.cover.public_id])
    assert world.word("cover_message") in there.get(view).content.decode()

    assert there.post(view + "przyjmij/").url == view
    assert again(world.cover).state == "accepted"
    assert "Odpowiedz, czy zastępujesz" not in there.get("/").content.decode()
    assert "Zakończ zastępstwo" in here.get(view).content.decode()
    assert here.post(view + "zakoncz/").url == view
    assert again(world.cover).state == "ended"
    assert there.post(view + "przyjmij/").status_code == 409
    assert there.post(view + "zakoncz/").status_code == 409


def test_it_is_declined_with_a_reason_or_withdrawn(client, world):
    view = reverse("transfers:cover", args=[world.cover.public_id])
    there = as_(client, world.neighbour_head)
    assert there.post(view + "odmow/", {"reason": " "}).context["form"].errors
    assert there.post(view + "odmow/", {"reason": "Brak ludzi"}).url == reverse("transfers:list")
    assert "Brak ludzi" in as_(Client(), world.head).get(view).content.decode()

    change(world.cover, state=CoverState.OFFERED, ended_at=None)
    assert as_(Client(), world.head).post(view + "wycofaj/").url == view
    assert again(world.cover).state == "withdrawn"


def test_a_reason_of_nothing_that_can_be_seen_is_refused(client, world):
    page = as_(client, world.neighbour_head).post(
        reverse("transfers:cover_decline", args=[world.cover.public_id]), {"reason": "\u200b"}
    )

    assert page.status_code == 200
    assert again(world.cover).state == "offered"


def test_whoever_covers_is_told_for_whom_and_the_team_by_whom(client, world):
    agree(world)
    overview = reverse("cases:view", args=[world.case.public_id])

    here = as_(client, world.neighbour_head).get(overview).content.decode()
    assert "Działasz tu w zastępstwie: GOPS Wierzbowa Góra" in here
    assert "Zamknij sprawę" not in here
    assert "Przekaż sprawę" not in here
    lead = as_(Client(), world.lead).get(overview).content.decode()
    assert "Henryk Sąsiedzki, GOPS Stary Brzeg" in lead
    assert "Henryk" not in as_(Client(), world.member).get(overview).content.decode()
    close(world)
    assert "Henryk" not in as_(Client(), world.lead).get(overview).content.decode()


def test_the_banner_is_gone_once_the_hat_or_the_agreement_has_ended(client, world):
    agree(world)
    change(world.cover_paper, ends_on=timezone.localdate() - DAY)

    page = as_(client, world.lead).get(reverse("cases:view", args=[world.case.public_id])).content.decode()

    assert "Henryk" not in page


def test_reads_and_acts_are_recorded_as_theirs(client, world):
    agree(world)
    as_(client, world.neighbour_head)
    client.get(reverse("cases:view", args=[world.case.public_id]))
    read = Read.objects.latest("pk")
    assert (read.membership_id, read.institution_id) == (world.neighbour_head.membership.pk, world.other_ops.pk)

    data = {
        "idempotency_key": key(),
        "kind": "visit",
        "text": "Byłem u rodziny.",
        **day("happened_on", timezone.localdate()),
    }
    answer = client.post(reverse("cases:note_write", args=[world.case.public_id]), data)

    assert answer.status_code == 302
    note = Note.objects.latest("pk")
    assert (note.author, note.institution) == (world.neighbour_head.membership, world.other_ops)
    assert Event.objects.filter(name="cases.note_written").latest("pk").membership_id == note.author_id


def test_what_was_noted_as_cover_is_the_centres_to_show(client, world):
    agree(world)
    actor, now = world.neighbour_head.actor, world.now
    said = NoteText(NoteKind.CALL, timezone.localdate(), "W zastępstwie")
    note = write_note(world.case, said, actor=actor, now=now)
    edit_note(note, said, version=note.version, actor=actor, now=now)
    page = as_(client, world.neighbour_head).get(reverse("cases:note_edit", args=[note.public_id]))

    assert again(note).may_pass_on
    assert "may_pass_on" not in page.context["form"].fields
    change(world.cover, state=CoverState.ENDED, ended_at=now)
    assert client.get(reverse("cases:note_edit", args=[note.public_id])).status_code == 404
    assert (
        "W zastępstwie"
        in as_(Client(), world.lead).get(reverse("cases:notes", args=[world.case.public_id])).content.decode()
    )


def test_the_list_shows_covered_cases_apart(client, world):
    agree(world)

    page = as_(client, world.neighbour_head).get(reverse("cases:list"))

    assert [case.number for case in page.context["covered"]] == [world.case.number]
    assert world.case not in page.context["page"].object_list
    assert "Sprawy w zastępstwie" in page.content.decode()
    assert "Sprawy w zastępstwie" not in as_(Client(), world.lead).get(reverse("cases:list")).content.decode()


def test_lists_cost_the_same_for_many(client, world):
    agree(world)
    as_(client, world.neighbour_head)
    pages = (reverse("cases:list"), reverse("transfers:list"))
    few = [queries_of(client, page) for page in pages]
    for _ in range(4):
        open_case(opening(world), actor=world.intake.actor, now=world.now)
        fields = (
            "centre",
            "worker",
            "whole_centre",
            "reason",
            "message",
            "starts_on",
            "ends_on",
            "offered_by",
            "offered_at",
        )
        make(Cover, **{name: getattr(world.cover, name) for name in fields})

    assert [queries_of(client, page) for page in pages] == few


def test_the_story_of_the_case_tells_it(client, world):
    sign(world)
    as_(Client(), world.neighbour_head).post(reverse("transfers:cover_accept", args=[world.cover.public_id]))

    page = as_(client, world.lead).get(reverse("cases:timeline", args=[world.case.public_id])).content.decode()
    assert "uzgodniono zastępstwo" in page.lower()
    assert "GOPS Stary Brzeg" in page

    make(CoverCase, cover=world.cover, case=world.case)  # left out of it
    page = as_(client, world.lead).get(reverse("cases:timeline", args=[world.case.public_id])).content.decode()
    assert "uzgodniono zastępstwo" not in page.lower()


def test_messages_name_no_family(world):
    view = reverse("transfers:cover_withdraw", args=[world.cover.public_id])
    as_(Client(), world.head).post(view)

    (message,) = told(world)
    assert (message.kind, message.reference) == ("cover_withdrawn", "GOPS Wierzbowa Góra")
