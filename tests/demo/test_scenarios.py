"""What the stories of the demo must prove: each person opens every page that they can reach, and we read along."""

import re
from html import unescape

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from kooperacja.accounts.models import User
from kooperacja.cases.models import Case, Disclosure
from kooperacja.concerns.models import Concern
from kooperacja.demo.loader import load_demo
from kooperacja.institutions.hats import actor_of
from kooperacja.institutions.models import Membership
from tests.world import Cast, as_

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.xdist_group("stories")]
"""All on one worker: what everybody reads is read once."""

LEAVE_ALONE = re.compile(r"^/(konto|jezyk|static|style|demo|instytucje|obszary|porozumienia|zespoly)/")
"""The directories hold no families, and are long."""
MOST = 150


@pytest.fixture(scope="module")
def everything_read(django_db_setup, django_db_blocker):
    """Return a function that gives all that a person of the demo can read, page by page; each crawled once."""
    from django.db import transaction  # noqa: PLC0415 - the module's own transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(now=timezone.now())
        known: dict[str, str] = {}

        def read(name: str) -> str:
            if name not in known:
                known[name] = crawl(name)
            return known[name]

        yield read
        transaction.set_rollback(True)


def crawl(name: str) -> str:
    """Sign in as somebody, under each of their hats, and follow every link; return the text of all pages."""
    user = User.objects.get(name=name)
    texts = []
    for membership in Membership.objects.filter(user=user).select_related("function", "institution__kind"):
        client = as_(Client(), Cast(user, membership, actor_of(membership)))
        waiting, seen = ["/"], set()
        while waiting and len(seen) < MOST:
            path = waiting.pop(0)
            if path in seen or LEAVE_ALONE.match(path):
                continue
            seen.add(path)
            response = client.get(path)
            if response.streaming or "html" not in response.headers.get("Content-Type", ""):
                continue
            text = unescape(response.content.decode())
            texts.append(text)
            waiting += [link for link in re.findall(r'href="(/[^"#]*)"', text) if link not in seen]
    return "\n".join(texts)


def test_the_crawl_reads_what_a_lead_reads(everything_read):
    """Else the silence below would prove nothing."""
    pages = everything_read("Lidia Wrzosek")

    assert "Mama jest zmęczona" in pages
    assert "Magda Jałowiec" in pages
    assert "Przychodzi bez śniadania" in pages


def test_1_the_counsellor_sees_contact_and_own_actions_and_never_the_mothers_state(everything_read):
    pages = everything_read("Celina Jarzębska")

    assert "Magda Jałowiec" in pages
    assert "Pilnujemy obecności" in pages
    assert "Przychodzi bez śniadania" in pages, "her own report is hers to read"
    for word in ("zmęczona", "Psycholog", "Asystent rodziny w domu", "Mama ma siłę", "3\xa0600"):
        assert word not in pages, word


def test_1_who_sees_what_is_decided_step_by_step(everything_read):
    counsellor, ppp = everything_read("Celina Jarzębska"), everything_read("Piotr Leszczyna")

    assert "Mama gotuje dwa razy w tygodniu" in counsellor, "shown to the school"
    assert "Mama gotuje dwa razy w tygodniu" not in ppp
    assert "Badanie w poradni" in ppp
    day_centre = everything_read("Dorota Kruk")
    assert "Badanie w poradni" in day_centre, "shown, because the clinic allows it"
    assert "wydana opinia" not in day_centre, "no more than what, who, by when and how it stands"
    assert "Świetlica „Pod Lipą”" in ppp, "the owner sees to whom it was passed on"
    assert "Czyta z kolegą" in counsellor, "an area, by the same kind of decision"
    assert set(Disclosure.objects.filter(answer="shared").values_list("ground", flat=True)) == {"agreement"}
    assert "Jałowiec" not in ppp, "own actions alone"
    assert "Barbara Jałowiec" not in counsellor, "who helps the family is the lead's to know"
    refused = Disclosure.objects.get(answer="refused")
    assert refused.purpose == "Szkole nie jest to potrzebne do jej zadania."


def test_2_advice_is_asked_before_the_family_agrees_and_nobody_learns_whom_it_is_about(everything_read):
    ppp, lead = everything_read("Piotr Leszczyna"), everything_read("Lidia Wrzosek")

    assert "w nocy wychodzi z domu" in ppp
    assert "Najpierw lekarz rodzinny" in lead
    for word in ("Sitarz", "Wierzbowa Góra 71", "S/3/"):
        assert word not in ppp, word
    assert "w nocy wychodzi z domu" not in everything_read("Celina Jarzębska")


def test_the_plans_stand_with_the_amounts_of_their_scenarios(everything_read):
    of_families = Case.objects.filter(kind="family")
    package = of_families.filter(actions__cost_source="package").annotate(whole=Sum("actions__cost"))
    by_street = {case.home.address: int(case.whole) for case in package}

    assert by_street == {
        "Zapłocie 14": 7400,
        "Wierzbowa Góra 71": 6200,
        "Wierzbowa Góra 33": 12800,
        "Stary Brzeg, ul. Polna 5": 6800,
    }


def test_7_and_10_a_community_has_a_plan_and_no_person(everything_read):
    village, youths = Case.objects.filter(kind="community").annotate(whole=Sum("actions__cost")).order_by("pk")

    assert (int(village.whole), int(youths.whole)) == (14000, 6000)
    for case in (village, youths):
        assert not case.case_persons.exists()
        assert case.household is None
        assert case.state == "active"
    assert "Centrum wolontariatu" in everything_read("Lidia Wrzosek")
    assert "Szkolenie kierowców" in everything_read("Olga Topola")
    assert "Centrum wolontariatu" not in everything_read("Olga Topola")


def test_1_the_police_is_told_nothing(everything_read):
    assert "Jałowiec" not in everything_read("Robert Malinowski")


def test_2_neither_reporter_reads_the_others_words(everything_read):
    policeman, nurse = everything_read("Robert Malinowski"), everything_read("Natalia Bluszcz")

    assert "stał lekko ubrany" in policeman
    assert "dawki leków" in nurse
    assert "dawki leków" not in policeman
    assert "stał lekko ubrany" not in nurse


def test_2_no_reporter_learns_that_there_is_a_case(everything_read):
    numbers = list(Case.objects.filter(case_concerns__concern__who__isnull=False).values_list("number", flat=True))
    for name in ("Robert Malinowski", "Natalia Bluszcz"):
        assert not [number for number in numbers if number in everything_read(name)]


def test_3_partners_see_their_own_step_and_the_fire_brigade_has_no_account(everything_read):
    pcpr = everything_read("Olga Topola")

    assert "Wniosek o podjazd" in pcpr
    assert "Przegląd i naprawa komina" not in pcpr
    assert "zajęcie komornicze" not in pcpr
    assert (
        not Membership.objects.filter(institution__name="OSP Zapłocie").exclude(function__code="administrator").exists()
    )


def test_4_a_closed_case_is_gone_from_the_partners_and_read_only_to_its_lead(everything_read):
    case = Case.objects.get(state="closed")

    assert case.number in everything_read("Paweł Modrzew")
    for name in ("Karolina Wiąz", "Patrycja Jesion"):
        assert "Wolski" not in everything_read(name)
    assert "Wynajęty pokój" not in everything_read("Konrad Grab"), "he reads what he told, and nothing that came of it"


def test_4_nothing_is_written_of_a_sentence(everything_read):
    concern = Concern.objects.filter(number__endswith="990102").earliest("pk")

    assert not re.search("wyrok|skazan|zakład karn|więzien", concern.facts + concern.who, re.IGNORECASE)


def test_the_region_and_the_administrators_see_no_family(everything_read):
    for name in ("Regina Klonowska", "Adam Jodła", "Iwona Sosna"):
        pages = everything_read(name)
        for word in ("Jałowiec", "Sitarz", "Cichosz", "Wolski", "S/1/2026/990101"):
            assert word not in pages, (name, word)


def test_the_other_gmina_sees_nothing(everything_read):
    pages = everything_read("Henryk Trzcina")

    for word in ("Jałowiec", "Sitarz", "Cichosz", "990101/"):
        assert word not in pages, word


def test_2_intake_is_shown_that_it_may_be_the_same_house(everything_read):
    pages = everything_read("Irena Przyborska")

    assert "Może chodzić o te same osoby" in pages
    assert "ten sam adres" in pages


def test_9_the_anonymous_letter_is_locked_and_her_own_request_stands_alone(everything_read):
    letter = Concern.objects.get(register_number="114/2026")
    pages = everything_read("Henryk Trzcina")

    assert letter.locked_on
    assert letter.number in pages, "the register names it"
    assert "brudne i głodne" not in pages
    assert "potrzebuje prawnika" in everything_read("Paweł Modrzew")
