"""The handbook inside the application, and the first day by role."""

import re

import pytest
from django.urls import resolve, reverse

from kooperacja.access.actor import Duty
from kooperacja.institutions.models import Function
from kooperacja.partnerships.models import Seat
from kooperacja.portal.handbook import PAGES, first_day_of
from tests.concerns.tools import change
from tests.world import SINCE, as_, make, person
from tools import handbook

MADE = handbook.made()
FIRST_DAYS = {
    "reporter": "widze-ze-ktos-potrzebuje-pomocy",
    "intake": "przyjmuje-zgloszenia",
    "lead": "prowadze-sprawy",
    "member": "pomagam-w-zespole",
    "head": "kieruje-osrodkiem",
    "admin": "zakladam-konta",
    "operator": "prowadze-instalacje",
    "animator": "zwoluje-zespol-lokalny",
    "region": "pracuje-w-osrodku-regionalnym",
    "officer": "pilnuje-ochrony-danych",
}


@pytest.fixture
def world(world):
    """The village and its animator, who has a seat in the local team."""
    animates = make(Function, code="animator", name="Animator", name_en="Animator", duties=[Duty.ANIMATION])
    world.animator = person("Anna Animatorska", world.ops, animates)
    seat = {"institution": world.ops, "membership": world.animator.membership, "is_animator": True}
    make(Seat, partnership=world.partnership, starts_on=SINCE, **seat)
    return world


def links(text):
    return re.findall(r'<a href="([^"{]+)"', text)


def section(text, anchor):
    return re.search(rf'<h2[^>]*id="{anchor}".*?(?=<h2|\Z)', text, re.DOTALL)[0]


def test_the_pages_are_made_from_what_is_written_now():
    stale = [name for name, text in MADE.items() if (handbook.PAGES / f"{name}.html").read_text("utf-8") != text]

    assert stale == [], "run `make handbook`"
    assert set(MADE) == set(PAGES)


def test_every_link_of_the_handbook_leads_somewhere():
    wrong = []
    for name, text in MADE.items():
        for link in links(text):
            path, _, anchor = link.partition("#")
            target = MADE[resolve(path).kwargs["page"]] if path.startswith("/pomoc/podrecznik/") else None
            if path and not target:
                resolve(path)  # raises, if the application has no such page
            if anchor and f'id="{anchor}"' not in (target or text):
                wrong.append((name, link))

    assert wrong == []


def test_a_link_to_a_paper_outside_becomes_words():
    assert handbook.page("[Wzór](../wdrozenie/x.md), [tu](a-b.md#c)") == (
        '<p class="govuk-body"><em>Wzór</em>, <a href="/pomoc/podrecznik/a-b/#c" class="govuk-link">tu</a></p>\n'
    )


@pytest.mark.parametrize("text", ["{{ x }}", "`{% x %}`"])
def test_no_page_is_taken_for_a_template(text):
    with pytest.raises(ValueError, match="Django"):
        handbook.page(text)


def test_a_table_and_markup_of_others_are_safe():
    made = handbook.page("# Żółć, ąę!\n\n<b>x</b>\n\n| a |\n|--:|\n| b |\n")

    assert 'id="zolc-ae"' in made
    assert "<b>" not in made
    assert "style=" not in made


@pytest.mark.django_db
@pytest.mark.parametrize("who", FIRST_DAYS)
def test_each_step_of_a_first_day_opens_to_whom_it_is_for(client, world, who):
    steps = section(MADE["pierwszy-dzien"], FIRST_DAYS[who])
    as_(client, getattr(world, who))

    assert 4 <= steps.count("<li>") <= 6
    answers = {link: client.get(link, follow=True).status_code for link in links(steps) if link.startswith("/")}
    assert set(answers.values()) == {200}, answers


@pytest.mark.django_db
@pytest.mark.parametrize("who", FIRST_DAYS)
def test_the_first_page_leads_to_the_own_first_day(client, world, who):
    anchor = first_day_of(getattr(world, who).actor)

    assert anchor == FIRST_DAYS[who]
    page = as_(client, getattr(world, who)).get("/").content.decode()
    assert f"{reverse('portal:handbook', args=['pierwszy-dzien'])}#{anchor}" in page


@pytest.mark.django_db
def test_who_has_left_the_team_or_whose_case_is_closed_begins_with_what_they_notice(world):
    assert first_day_of(world.former.actor) == FIRST_DAYS["reporter"]

    ended = {"closed_at": world.now, "closed_by": world.lead.user, "closure_reason": "goals_met"}
    change(world.case, state="closed", review_on=None, **ended)
    assert first_day_of(world.member.actor) == FIRST_DAYS["reporter"]


@pytest.mark.django_db
def test_an_animator_finds_the_teams_they_keep_and_no_other(client, world):
    other = make(
        type(world.partnership),
        level="local",
        name="PZK Stary Brzeg",
        unit=world.other_gmina,
        agreement=world.cooperation,
        starts_on=SINCE,
    )
    page = as_(client, world.animator).get("/").content.decode()

    assert f'href="{reverse("partnerships:view", args=[world.partnership.public_id])}"' in page
    assert str(other.public_id) not in page
    main = page.partition("<main")[2]
    assert main.index("Czym się opiekujesz") < main.index(reverse("concerns:raise_start"))
    change(world.partnership.seats.get(is_animator=True), ends_on=SINCE)
    without = as_(client, world.animator).get("/").content.decode().partition("<main")[2]
    assert str(world.partnership.public_id) not in without
    assert f'href="{reverse("partnerships:list")}"' in without
    assert "Czym się opiekujesz" not in as_(client, world.member).get("/").content.decode()


def test_the_glossary_explains_enough_words():
    assert MADE["slowniczek"].count("<li>") >= 25


@pytest.mark.django_db
def test_the_handbook_opens_to_all_and_says_in_which_language_it_is(client):
    address = reverse("portal:handbook", args=["slowniczek"])

    page = client.get(address)
    english = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert "Słowniczek" in page.content.decode()
    assert "The handbook is written in Polish" in english
    assert "po polsku" not in page.content.decode()
    assert client.get(reverse("portal:handbook", args=["inna"])).status_code == 404
    assert address in client.get(reverse("portal:help")).content.decode()
