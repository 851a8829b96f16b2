import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.institutions.models import Membership
from tests.world import CAST, as_, make

from .test_home import change


@pytest.mark.parametrize("who", CAST)
def test_the_page_opens_for_everybody_and_nothing_personal(client, world, who):
    answer = as_(client, getattr(world, who)).get("/")

    assert answer.status_code == 200
    assert not Read.objects.exists()


def test_the_page_costs_few_queries(client, world, django_assert_max_num_queries):
    as_(client, world.head)
    client.get("/")
    with django_assert_max_num_queries(32):
        client.get("/")


def test_a_stranger_reads_what_this_is(client, db):
    page = client.get("/").content.decode()

    assert "112" in page
    assert "k-quick-exit" in page or "quick-exit" in page


def test_several_hats_and_none_on_lead_to_the_choice(client, world):
    make(
        Membership,
        user=world.lead.user,
        institution=world.ops,
        function=world.functions["head"],
        starts_on=world.lead.membership.starts_on,
    )
    as_(client, world.lead)
    session = client.session
    del session["hat"]
    session.save()

    assert client.get("/").url == "/instytucje/rola/"


def test_without_a_role_the_page_says_so(client, world):
    change(world.lead.membership, ends_on=world.lead.membership.starts_on)

    answer = as_(client, world.lead).get("/")

    assert answer.status_code == 200
    assert "k-card" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/pomoc/", "/prywatnosc/", "/dostepnosc/"])
@pytest.mark.parametrize("who", ["lead", None])
def test_public_pages_are_open_to_all(client, world, path, who):
    if who:
        as_(client, world.lead)

    assert client.get(path).status_code == 200


def test_helplines_can_be_dialled_and_say_who_runs_them_and_since_when_we_know(client):
    page = client.get("/").content.decode()

    assert 'href="tel:116111">116 111</a>' in page
    assert "Fundacja Dajemy Dzieciom Siłę" in page
    assert "Stan na 22 listopada 2026" in page


def test_a_visit_is_shown_with_its_hour_and_not_as_a_deadline(client, world):
    page = as_(client, world.lead).get("/").content.decode()

    (line,) = [line for line in page.splitlines() if reverse("agenda:visit", args=[world.visit.public_id]) in line]
    assert f"{timezone.localtime(world.visit.starts_at):%H:%M}" in line
    assert "govuk-tag" not in line


def home(client, world, who):
    return as_(client, getattr(world, who)).get("/").content.decode()


def test_who_only_passes_on_finds_that_first_and_who_has_an_office_last(client, world):
    button = reverse("concerns:raise_start")
    reporter = home(client, world, "reporter").partition("<main")[2]
    admin = home(client, world, "admin").partition("<main")[2]

    assert reporter.index(f'href="{button}"') < reporter.index("k-empty")
    assert admin.index("k-empty") < admin.index(f'href="{button}"')


def test_administrators_and_operators_find_what_they_look_after(client, world):
    own = [reverse(f"institutions:{name}", args=[world.ops.public_id]) for name in ("set_own", "settings")]
    admin, operator = home(client, world, "admin"), home(client, world, "operator")

    assert all(f'href="{address}"' in admin for address in [*own, reverse("institutions:own_people")])
    assert f'href="{reverse("institutions:bounds")}"' in operator
    assert "#prowadze-instalacje" in operator
    assert "Czym się opiekujesz" not in home(client, world, "lead")
