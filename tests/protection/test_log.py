"""What the data protection officer sees: people and numbers of the own institution, never a family."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import get_resolver, reverse
from django.utils import timezone

from kooperacja.audit.models import Read
from kooperacja.cases.actions.lookups import who_can_join
from kooperacja.cases.actions.team import add_member
from kooperacja.kernel.refused import Refused
from kooperacja.leaving.models import Erasure, HandOver
from kooperacja.lists.actions import FILE
from kooperacja.protection.actions import files_taken, look, people, reads, waiting_for_disposal
from kooperacja.protection.rules import Period, period
from kooperacja.protection.views import ON_A_PAGE
from kooperacja.protection.words import OTHER, PAGES, ROOMS, words_of
from tests.concerns.tools import change
from tests.counting import queries_of
from tests.world import as_, make

PAGE = "/ochrona-danych/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, world):
    Read.objects.all()._raw_delete("default")  # what building the village read
    return as_(client, world.officer)


def read(who, page="cases:plan", *, days=0, rows=2):
    actor = who.actor
    return Read.objects.create(
        at=timezone.now() - timedelta(days=days),
        page=page,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        institution_id=actor.institution_id,
        rows={"cases.Goal": [str(uuid4()) for _ in range(rows)]},
    )


def shown(answer):
    return [(line.who, line.page, line.number) for line in answer.context["lines"]]


def test_it_says_who_read_what_kind_of_page_and_how_much(officer, world):
    entry = read(world.lead, rows=3)
    read(world.intake, "concerns:inbox", rows=1, days=1)

    answer = officer.get(PAGE)
    text = answer.content.decode()

    assert shown(answer) == [
        (world.lead.user.name, "Plan sprawy", 3),
        (world.intake.user.name, "Skrzynka ośrodka", 1),
    ]
    assert world.functions["social_worker"].label in text
    assert not [one for ids in entry.rows.values() for one in ids if one in text]


def test_another_institution_never_shows(officer, world):
    read(world.member)
    read(world.neighbour)
    user = str(world.member.user.public_id)

    assert shown(officer.get(PAGE)) == []
    answer = officer.get(PAGE, {"osoba": user})

    assert {who for who, _page, _number in shown(answer)} == {world.officer.user.name}
    assert world.member.user.name not in answer.content.decode()
    assert user not in officer.get(PAGE).content.decode()


def test_looking_is_recorded(officer, world):
    officer.get(PAGE)

    (entry,) = Read.objects.all()
    assert (entry.page, entry.membership_id) == ("protection:log", world.officer.membership.pk)
    assert shown(officer.get(PAGE)) == [(world.officer.user.name, "Ten wykaz", 0)]


def test_one_filters_by_person_and_days_in_the_address(officer, world):
    read(world.lead)
    read(world.lead, "cases:notes", days=3)
    read(world.intake, days=3)
    read(world.lead, days=31)
    day = timezone.localdate() - timedelta(days=3)
    parts = {f"{name}_{part}": getattr(day, part) for name in ("od", "do") for part in ("day", "month", "year")}
    person = {"osoba": str(world.lead.user.public_id)}

    assert [page for _who, page, _n in shown(officer.get(PAGE, person))] == ["Plan sprawy", "Notatki sprawy"]
    assert shown(officer.get(PAGE, person | parts)) == [(world.lead.user.name, "Notatki sprawy", 2)]
    long_ago = {"od_day": "1", "od_month": "1", "od_year": str(day.year - 1)}
    assert len(shown(officer.get(PAGE, person | long_ago))) == 3


def test_the_day_is_that_of_warsaw(world):
    entry = read(world.lead)
    today = timezone.localdate(entry.at)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    Read.objects.create(at=midnight, page="", institution_id=world.ops.pk, rows={})
    Read.objects.create(at=midnight - timedelta(seconds=1), page="", institution_id=world.ops.pk, rows={})
    mine = reads(world.officer.actor, Period(today, today)).filter(page="")

    assert [one.at for one in mine] == [midnight]


@pytest.mark.parametrize(
    "asked",
    [
        {"od_day": "31", "od_month": "2", "od_year": "2026"},
        {"do_day": "1", "do_month": "1", "do_year": "9999"},
        {"od_day": "1", "od_month": "1", "od_year": "0001"},
        {"od_day": "x"},
        {"osoba": "nobody"},
        {"osoba": "00000000-0000-0000-0000-000000000000"},
        {"strona": "-7"},
        {"strona": "x"},
    ],
)
def test_what_isnt_understood_is_left_out(officer, world, asked):
    read(world.lead)

    answer = officer.get(PAGE, asked)

    assert answer.status_code == 200
    assert shown(answer)[0] == (world.lead.user.name, "Plan sprawy", 2)


def test_days_in_either_order_are_the_same_days():
    today, first = date(2026, 3, 10), date(2026, 3, 1)

    assert period(first, today, today=today) == period(today, first, today=today) == Period(first, today)
    assert period(None, None, today=today) == Period(date(2026, 2, 9), today)
    assert period(None, first, today=today) == Period(date(2026, 1, 31), first)
    assert period(first, None, today=today) == Period(first, today)


def test_pages_are_bounded_and_keep_the_filter(officer, world):
    for _ in range(ON_A_PAGE + 1):
        read(world.lead)
    person = {"osoba": str(world.lead.user.public_id)}

    first = officer.get(PAGE, person)
    second = officer.get(PAGE, person | {"strona": "2"})

    assert (len(shown(first)), len(shown(second))) == (ON_A_PAGE, 1)
    assert f"osoba={person['osoba']}&amp;strona=2" in first.content.decode()


def test_many_rows_and_people_cost_no_more_queries_than_few(officer, world):
    read(world.lead)
    read(world.lead, FILE)
    few = queries_of(officer, PAGE)
    for who in ("lead", "deputy", "colleague", "intake", "head", "admin"):
        for page in ("cases:plan", FILE):
            read(getattr(world, who), page)
            read(getattr(world, who), page, rows=40)

    assert queries_of(officer, PAGE) == few
    assert few < 25


def test_it_says_who_took_files(officer, world):
    for _ in range(2):
        read(world.lead, FILE)
    read(world.intake, FILE)
    read(world.lead, FILE, days=31)
    read(world.member, FILE)

    taken, number = files_taken(world.officer.actor, now=timezone.now())

    assert [(one.who, one.number) for one in taken] == [(world.lead.user.name, 2), (world.intake.user.name, 1)]
    assert number == 3
    assert "pobrały 3 pliki" in officer.get(PAGE).content.decode()


def test_who_left_is_named_and_can_be_chosen(officer, world):
    read(world.colleague)
    change(world.colleague.membership, ends_on=timezone.localdate() - timedelta(days=1))

    assert shown(officer.get(PAGE, {"osoba": world.colleague.user.public_id})) == [
        (world.colleague.user.name, "Plan sprawy", 2)
    ]
    assert world.member.user not in people(world.officer.actor)


def test_who_isnt_known_any_more_stays_without_a_name(officer, world):
    Read.objects.create(at=timezone.now(), page="x", membership_id=987654, institution_id=world.ops.pk, rows={})

    assert shown(officer.get(PAGE)) == [("osoba, której już nie ma w systemie", str(OTHER), 0)]


def test_a_former_hat_opens_nothing(officer, world):
    change(world.officer.membership, ends_on=timezone.localdate() - timedelta(days=1))

    assert officer.get(PAGE).status_code != 200


@pytest.mark.parametrize("who", ["head", "admin", "lead", "operator", "neighbour_head", "region"])
def test_nobody_else_reads_the_log(client, world, who):
    actor = getattr(world, who).actor
    today = timezone.localdate()

    assert as_(client, getattr(world, who)).get(PAGE).status_code == 403
    for asked in (
        lambda: reads(actor, Period(today, today)),
        lambda: look([], actor=actor),
        lambda: people(actor),
        lambda: waiting_for_disposal(actor),
    ):
        with pytest.raises(PermissionDenied):
            asked()


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("cases:view", "case"),
        ("cases:people", "case"),
        ("cases:plan", "case"),
        ("cases:notes", "case"),
        ("concerns:concern", "concern"),
        ("concerns:inbox", None),
        ("concerns:register", None),
        ("cases:oversight", None),
    ],
)
def test_the_officer_opens_no_page_of_a_family(officer, world, name, argument):
    arguments = [getattr(world, argument).public_id] if argument else []

    assert officer.get(reverse(name, args=arguments)).status_code in {403, 404}


def test_lists_that_open_are_empty_for_the_officer(officer, world):
    for name in ("cases:list", "cases:actions", "agenda:calendar", "portal:home", "protection:log"):
        text = officer.get(reverse(name)).content.decode()
        assert world.case.number not in text, name
        assert world.concern.number not in text, name
    assert world.case.number not in officer.get(reverse("search:search"), {"q": world.case.number}).content.decode()


def test_the_officer_joins_no_team(world):
    assert world.officer.membership not in who_can_join(world.case, world.ops, timezone.localdate())
    with pytest.raises(Refused):
        add_member(world.case, world.officer.membership, actor=world.lead.actor, now=world.now)


def test_the_log_tells_nobody_who_reports():
    reporting = ["own", "own_concern", "raise", "raise_start", "receipt", "release", "releases", "withdraw", "door"]

    assert {words_of(f"concerns:{name}") for name in reporting} == {str(OTHER)}
    assert words_of("nothing:known") == str(OTHER)


def test_names_of_pages_are_of_pages_that_there_are():
    resolver = get_resolver()
    for name in PAGES.keys() - {FILE}:
        space, _, page = name.partition(":")
        assert page in {one for one in resolver.namespace_dict[space][1].reverse_dict if isinstance(one, str)}, name
    assert set(ROOMS) <= set(resolver.namespace_dict)


def test_deletion_is_told_as_numbers_and_days(officer, world):
    empty = officer.get(PAGE).content.decode()
    assert "Nikt nie prosił" in empty
    concern = change(world.concern, state="no_action", ended_at=world.now, locked_on=timezone.localdate())
    handed = make(HandOver, institution=world.ops, order="OR/7", asked_by="X", done_at=timezone.now())

    assert waiting_for_disposal(world.officer.actor) == 1
    page = officer.get(PAGE).content.decode()
    assert "OR/7" in page
    assert "jeszcze nie usunięto" in page
    assert concern.number not in page

    make(Erasure, institution=world.ops, order="OR/7", hand_over=handed, done_at=timezone.now())
    assert "jeszcze nie usunięto" not in officer.get(PAGE).content.decode()
