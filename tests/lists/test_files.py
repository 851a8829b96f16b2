"""A list as a file: the rows and columns of the page, nothing that runs, proved, counted, recorded, marked."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kooperacja.audit.models import Read
from kooperacja.kernel.refused import Refused
from kooperacja.lists.actions import FILE, record_file
from kooperacja.lists.files import Table, as_csv, as_text
from kooperacja.lists.rules import MOST_ROWS, ListRefusal
from tests.concerns.tools import change
from tests.world import CAST, as_

pytestmark = pytest.mark.django_db


def test_cells_are_texts_in_polish_time(world):
    moment = world.now.replace(year=2028, month=2, day=29, hour=23, minute=30)

    assert as_text(moment) == "2028-03-01 00:30"
    assert (as_text(date(2028, 2, 29)), as_text(None), as_text(3)) == ("2028-02-29", "", "3")


def test_a_csv_opens_in_a_polish_spreadsheet():
    file = as_csv(Table("Sprawy", ["Numer"], [["=1;2"]], "Znak"))

    assert file.startswith(b"\xef\xbb\xbf")
    assert file.decode("utf-8-sig").splitlines() == ['"Numer"', '"\'=1;2"', "", '"Znak"']


def test_a_cell_stays_one_cell_whatever_sign_a_program_takes_for_its_end():
    file = as_csv(Table("Sprawy", ["Numer"], [["a,=1+1"], ['b";=2'], ["c\t=3"]], "Znak")).decode("utf-8-sig")

    for sign in (",", ";", "\t"):
        cells = [cell for line in csv.reader(io.StringIO(file), delimiter=sign) for cell in line]
        assert not [cell for cell in cells if cell.startswith("=")], sign


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def take(client, page="cases:actions", **data):
    return client.post(reverse(f"{page}_file"), data)


def test_a_file_has_the_rows_of_the_page_a_mark_and_its_record(client, world):
    as_(client, world.lead)

    answer = take(client, query="stan=wszystkie&kolejnosc=-termin", kind="csv")

    shown = client.get(reverse("cases:actions"), {"stan": "wszystkie", "kolejnosc": "-termin"}).context["page"]
    head, *rows, empty, mark = lines_of(answer)
    assert [row[0] for row in rows] == [action.text for action in shown]
    assert len(head) == len(rows[0]) == 5
    assert empty == []
    assert world.lead.user.name in mark[0]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="dzialania-')
    read = Read.objects.get(page=FILE)
    assert read.rows == {"cases.Action": sorted(str(action.public_id) for action in shown)}
    assert (read.user_id, read.membership_id) == (world.lead.user.pk, world.lead.membership.pk)


def test_a_workbook_says_the_same(client, world):
    as_(client, world.lead)
    change(world.action, text="=HYPERLINK(1)")

    answer = take(client, query="stan=wszystkie", kind="xlsx")

    cells = [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    texts = [[cell.value or "" for cell in row] for row in cells]
    assert "'=HYPERLINK(1)" in [row[0] for row in texts]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}  # an empty cell is of the kind "n"
    assert world.lead.user.name in texts[-1][0]


def test_nobody_takes_what_they_may_not_read(client, world):
    leads = {"member_action", "lead_action"}
    allowed = {"lead": leads, "deputy": leads, "member": {"member_action"}}
    for who in CAST:
        as_(client, getattr(world, who))
        for page in ("cases:list", "cases:actions"):
            body = take(client, page, query="stan=wszystkie").content.decode(errors="replace")

            found = {what for what, word in world.canaries.items() if word in body}
            assert found == (allowed.get(who, set()) if page == "cases:actions" else set()), who


def test_a_head_takes_numbers_leads_and_days_of_the_own_centre_alone(client, world):
    change(world.action, answer_due_on=date(2026, 12, 3))
    as_(client, world.head)

    head, *rows, _empty, _mark = lines_of(take(client, "cases:oversight", query="kolejnosc=-numer"))

    shown = client.get(reverse("cases:oversight"), {"kolejnosc": "-numer"}).context["page"]
    assert [row[0] for row in rows] == [case.number for case in shown]
    assert len(head) == len(rows[0]) == 7
    assert "2026-12-03" in next(row[1] for row in rows if row[0] == world.case.number)
    assert not [what for what, word in world.canaries.items() if word in str(rows)]
    assert take(as_(client, world.lead), "cases:oversight").status_code == 403
    body = take(as_(client, world.neighbour_head), "cases:oversight").content.decode()
    assert world.case.number not in body


@pytest.mark.parametrize("page", ["concerns:inbox", "concerns:inbox_answered"])
def test_the_inbox_leaves_without_a_name(client, world, page):
    answer = take(as_(client, world.intake), page)

    numbers = [one.number for one in client.get(reverse(page)).context["page"]]
    assert [row[0] for row in lines_of(answer)[1:-2]] == numbers
    assert not [what for what, word in world.canaries.items() if word in answer.content.decode()]


def test_without_a_fresh_proof_nothing_leaves(client, world):
    as_(client, world.lead)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp", "id": 0}]
    session.save()

    answer = take(client, query="stan=wszystkie")

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert "wszystkie" in answer.url  # and back to the same list
    assert not Read.objects.filter(page=FILE).exists()


def test_so_many_files_a_day_and_no_more(client, world, settings):
    settings.LIST_FILES_A_DAY = 2
    as_(client, world.lead)

    codes = [take(client, "cases:list").status_code for _again in range(3)]

    assert codes == [200, 200, 302]
    assert Read.objects.filter(page=FILE).count() == 2
    assert take(as_(client, world.deputy), "cases:list").status_code == 200  # each person their own


def test_too_many_rows_are_refused_whole(world):
    with pytest.raises(Refused) as refused:
        record_file([world.case] * (MOST_ROWS + 1), actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {ListRefusal.TOO_MANY_ROWS}
    assert not Read.objects.filter(page=FILE).exists()


def test_an_empty_list_is_recorded_too(world):
    record_file([], actor=world.lead.actor, now=world.now)

    assert Read.objects.get(page=FILE).rows == {}
