import pytest
from django.test import Client
from django.urls import reverse

from kooperacja.concerns.states import ConcernState
from tests.world import as_

from ..tools import FACTS, last, posted

FORM = "/zgloszenia/nowe/formularz/"


@pytest.fixture
def teacher(office):
    """The browser of the counsellor of the school."""
    return as_(Client(), office.member)


def send(client, **changes):
    """Post the form as the last page does."""
    return client.post(FORM, posted(do="send", **changes))


def errors(response):
    """Return the fields with an error, by their names."""
    return set(response.context["form"].errors)


class TestAbuse:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("facts", "ż" * 601),
            ("who", "x" * 301),
            ("reporter_phone", "1" * 61),
            ("urgency", "purple"),
            ("source", "guess"),
            ("way", "pigeon"),
            ("competence", "nowhere"),
            ("idempotency_key", "not-a-key"),
        ],
    )
    def test_what_does_not_fit_is_an_error_at_its_field_and_nothing_is_lost(self, teacher, field, value):
        page = teacher.post(FORM, posted(do="send", **{"facts": FACTS, field: value}))

        assert page.status_code == 200
        assert field in errors(page)
        if field != "facts":
            assert FACTS in page.content.decode()

    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [("24", "11", "2026"), ("30", "2", "2026"), ("29", "2", "2025"), ("1", "13", "2026"), ("x", "1", "2026")],
    )
    def test_a_day_that_is_not_or_not_yet_is_an_error(self, teacher, day, month, year):
        page = teacher.post(
            FORM, posted(do="send", last_seen_on_day=day, last_seen_on_month=month, last_seen_on_year=year)
        )

        assert errors(page) == {"last_seen_on"}

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("Głodne 🙂 od dawna", "Głodne 🙂 od dawna"),
            ("  dużo   spacji  ", "dużo   spacji"),
            ("İstanbul ıI", "İstanbul ıI"),
            ("zero\u200bszeroki", "zeroszeroki"),
            ("dwie\r\nlinie", "dwie\nlinie"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ],
    )
    def test_odd_signs_are_kept_or_made_clean(self, teacher, written, kept):
        response = send(teacher, facts=written)

        assert last().facts == kept
        page = teacher.get(reverse("concerns:own_concern", args=[last().public_id]))
        assert "<script>alert" not in page.content.decode()
        assert response.status_code == 302

    def test_only_spaces_are_no_facts(self, teacher):
        assert errors(send(teacher, facts=" \n\u200b ")) == {"facts"}

    def test_ten_megabytes_are_refused_plainly(self, teacher):
        response = teacher.post(FORM, posted(do="send", facts="x" * 10_000_000))

        assert response.status_code == 413
        assert "Traceback" not in response.content.decode()

    def test_strangers_fields_change_nothing(self, teacher, office):
        send(teacher, state="linked", centre=str(office.other_ops.public_id), number="Z/0", reporter_user="1")

        concern = last()
        assert (concern.state, concern.centre, concern.reporter_user) == (
            ConcernState.RECEIVED,
            office.ops,
            office.member.user,
        )
