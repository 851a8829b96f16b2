"""Every page of cases, by everybody of the cast: 200 or 302 for those who may, 404 for all others, never a leak."""

import pytest
from django.urls import reverse

from tests.world import CAST, as_

TEAM = {"lead", "deputy"}
PAGES = {
    "cases:view": ("case", TEAM | {"member"}),
    "cases:notes": ("case", TEAM | {"member"}),
    "cases:note_write": ("case", TEAM | {"member"}),
    "cases:team": ("case", TEAM),
    "cases:member_choose": ("case", TEAM),
    "cases:review": ("case", TEAM),
    "cases:numbers": ("case", TEAM),
    "cases:close": ("case", TEAM),
    "cases:file_note": ("case", TEAM),
    "cases:concern": ("case_concern", TEAM),
    "cases:appoint": ("case", {"head"}),
    "cases:member_remove": ("case_member", TEAM),
    "cases:member_letter": ("case_member", TEAM),
    "cases:member_leave": ("case_member", {"member"}),
    "cases:note_edit": ("note", {"lead"}),
    "cases:note_file_note": ("note", TEAM),
    "cases:open_from_concern": ("concern", {"intake", "head"}),
    "cases:link_concern": ("concern", {"intake", "head"}),
}
VIEWERS = {
    "case_concern": TEAM,
    "case": TEAM | {"member"},
    "case_member": TEAM | {"member"},
    "note": TEAM,
    "concern": set(),
}
"""Who may see the row at all: they get 403, not 404, where they may not act."""
GATED = {"cases:open_from_concern", "cases:link_concern"}
WELFARE = {"lead", "deputy", "colleague", "neighbour", "neighbour_head"}


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_a_page(client, world, page):
    attribute, permitted = PAGES[page]
    url = reverse(page, args=[getattr(world, attribute).public_id])

    answers = {name: as_(client, getattr(world, name)).get(url).status_code for name in CAST}

    refused = {name: 403 if name in VIEWERS[attribute] else 404 for name in CAST}
    if page in GATED:
        refused = {name: 404 if name in WELFARE else 403 for name in CAST}
    assert answers == {name: 200 if name in permitted else refused[name] for name in CAST}


@pytest.mark.parametrize("page", ["cases:member_add", "cases:member_add_by_letter"])
def test_who_adds_members(client, world, page):
    url = reverse(page, args=[world.case.public_id, world.school.public_id])

    answers = {name: as_(client, getattr(world, name)).get(url).status_code for name in CAST}

    assert answers == {name: 200 if name in TEAM else 403 if name == "member" else 404 for name in CAST}


@pytest.mark.parametrize(
    ("page", "permitted"),
    [
        ("cases:list", set(CAST) - {"operator"}),
        ("cases:oversight", {"head", "neighbour_head"}),
        ("cases:open", {"lead", "deputy", "colleague", "intake", "head", "neighbour", "neighbour_head"}),
    ],
)
def test_who_opens_a_list(client, world, page, permitted):
    answers = {name: as_(client, getattr(world, name)).get(reverse(page)).status_code for name in CAST}

    assert answers == {name: 200 if name in permitted else 403 for name in CAST}


def test_a_stranger_signs_in_first(client, world):
    for page, (attribute, _permitted) in PAGES.items():
        answer = client.get(reverse(page, args=[getattr(world, attribute).public_id]))

        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


def leaks(world, html):
    return {what for what, word in world.canaries.items() if word in html}


def test_a_member_sees_their_part_and_nothing_else(client, world):
    as_(client, world.member)
    html = (
        "".join(
            client.get(reverse(page, args=[world.case.public_id])).content.decode()
            for page in ("cases:view", "cases:notes", "cases:note_write")
        )
        + client.get(reverse("cases:list")).content.decode()
    )

    assert leaks(world, html) == {
        "address",
        "adult_first_name",
        "adult_surname",
        "adult_phone",
        "safe_contact",
        "member_action",
        "measure",
        "told_note",
        "question",
    }
    assert world.lead.user.name in html
    assert world.deputy.user.name not in html
    assert "87031401231" not in html


def test_the_head_sees_numbers_and_no_content(client, world):
    as_(client, world.head)
    html = "".join(
        client.get(address).content.decode()
        for address in (reverse("cases:oversight"), reverse("cases:appoint", args=[world.case.public_id]))
    )

    assert world.case.number in html
    assert world.lead.user.name in html
    assert leaks(world, html) == set()


def test_intake_sees_the_concern_and_no_case(client, world):
    as_(client, world.intake)
    html = client.get(reverse("cases:link_concern", args=[world.concern.public_id])).content.decode()

    assert {what for what in leaks(world, html) if not what.startswith("concern_")} == set()


@pytest.mark.parametrize("name", sorted(set(CAST) - {"lead", "deputy", "member", "operator"}))
def test_nobody_elses_list_shows_the_case(client, world, name):
    html = as_(client, getattr(world, name)).get(reverse("cases:list")).content.decode()

    assert world.case.number not in html
    assert leaks(world, html) == set()
