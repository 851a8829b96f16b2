"""S-49: one request, one thing."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections

from kooperacja.accounts.models import User
from kooperacja.drafts.models import Once
from kooperacja.drafts.once import once, was_carried_out

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")


def maker(made):
    def make():
        made.append(1)
        return f"/rzecz/{len(made)}/"

    return make


def test_the_same_key_leads_to_the_first_thing(db):
    made = []

    assert [once(KEY, maker(made)), once(KEY, maker(made))] == ["/rzecz/1/", "/rzecz/1/"]
    assert once(uuid.uuid4(), maker(made)) == "/rzecz/2/"
    assert was_carried_out(KEY)


def test_what_failed_can_be_sent_again(db):
    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is our own
        once(KEY, fail)

    assert not was_carried_out(KEY)
    assert once(KEY, maker([])) == "/rzecz/1/"


def test_a_clash_of_the_thing_itself_is_no_second_click(db):
    User.objects.create_user("a@urzad.example", "A")

    def clash():
        User.objects.create_user("a@urzad.example", "B")
        return "/"

    with pytest.raises(IntegrityError):
        once(KEY, clash)
    assert not Once.objects.exists()


def test_ten_clicks_at_once_make_one_thing(for_threads):
    for_threads()

    def make():
        User.objects.create_user(f"{uuid.uuid4()}@urzad.example", "A")
        return f"/rzecz/{User.objects.count()}/"

    def click(_number):
        try:
            return once(KEY, make), User.objects.count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as clicks:
        assert set(clicks.map(click, range(10))) == {("/rzecz/1/", 1)}
