"""Asked twice, the host's copy is erased: nothing of the centre can be read, and all of the others still can."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.accounts.models import User
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.cases.models import Case, Note, Support
from kooperacja.kernel.refused import Refused
from kooperacja.leaving.actions.erasing import WrongCode, erase_data, reckon
from kooperacja.leaving.actions.handing import hand_over_data
from kooperacja.leaving.models import Erasure
from kooperacja.leaving.rules import ErasureRefusal, Standing, erasure_refusals
from tests.world import Made, make

from .tools import OF_OTHERS, end_centre, readable_of

pytestmark = pytest.mark.django_db


def hand_over(world, tmp_path, institution=None):
    order = {"order": "SO.1", "asked_by": "Helena Kierowska"}
    return hand_over_data(institution or world.ops, tmp_path / "dane", now=world.now, **order)


def day(world):
    return timezone.localdate(world.now)


def erase(world, institution=None):
    institution = institution or world.ops
    asked = {"order": "SO.2", "handed_over": day(world)}
    code = reckon(institution, today=day(world), **asked).code
    return erase_data(institution, code=code, now=world.now, **asked)


@pytest.fixture
def left(world, tmp_path):
    """The village after its centre has left."""
    end_centre(world)
    hand_over(world, tmp_path)
    erase(world)
    return world


def test_before_it_every_canary_can_be_read(world):
    assert readable_of(world.canaries) == set(world.canaries)


def test_nothing_of_the_centre_can_be_read_and_everything_of_the_others(left):
    assert readable_of(left.canaries) == OF_OTHERS


def test_the_birth_date_and_pesel_are_gone_too(left):
    assert readable_of({"born": "1987-03-14", "pesel": "87031401231"}) == set()


def test_what_nobody_relies_on_is_deleted_and_the_rest_stays_empty(left):
    assert not Support.objects.exists()
    case = Case.objects.get()  # the school's contribution rests on it
    assert (case.number, case.closure_note) == ("S/7/2026/990101", "")
    assert not Note.objects.filter(institution=left.ops).exists()


def test_its_people_are_shut_out_and_their_names_stay_where_others_rely_on_them(left):
    assert not User.objects.filter(pk=left.admin.user.pk, is_active=True).exists()
    assert User.objects.get(pk=left.member.user.pk).is_active
    assert readable_of({"mail": left.lead.user.email}) == set()


def test_events_stay_without_content(world, tmp_path):
    end_centre(world)
    hand_over(world, tmp_path)
    told = [{"model": "cases.Case", "id": "x", "fields": {"case_mark": [None, "ZNAK.7"]}}]
    by = {"at": world.now, "name": "cases.opened", "changes": told}
    Event.objects.create(institution_id=world.ops.pk, **by)
    Event.objects.create(
        institution_id=world.police.pk, subject_type="cases.Case", subject_id=world.case.public_id, **by
    )
    Event.objects.create(institution_id=world.school.pk, **by)
    erase(world)

    kept = Event.objects.filter(name="cases.opened").order_by("pk")
    assert [event.changes for event in kept] == [[], [], told]
    assert Event.objects.get(name="leaving.handed_over").changes
    assert Event.objects.get(name="leaving.erased").changes


def test_a_partner_leaves_and_the_centre_keeps_what_was_addressed_to_it(world, tmp_path):
    police = end_body(world, world.police)
    hand_over(world, tmp_path, police)
    erase(world, police)

    assert readable_of(world.canaries) == set(world.canaries) - {"concern_draft"}


def test_a_school_leaves_with_what_it_wrote_for_itself(world, tmp_path):
    school = end_body(world, world.school)
    hand_over(world, tmp_path, school)
    erase(world, school)

    assert readable_of(world.canaries) == set(world.canaries) - {"contribution", "tried"}


def end_body(world, body):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        body = body.fresh()
        body.ends_on = day(world) - timedelta(days=1)
        body.save()
    return body


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        ({}, set()),
        ({"ends_on": None}, {"not_ended"}),
        ({"ends_on": "today"}, {"not_ended"}),
        ({"is_handed_over": False, "is_unchanged": False}, {"not_handed_over"}),
        ({"is_unchanged": False}, {"changed_since"}),
        ({"open_cases": 1}, {"cases_open"}),
        ({"waiting_transfers": 1}, {"transfers_wait"}),
        ({"waiting_concerns": 1}, {"concerns_wait"}),
    ],
)
def test_the_reasons_to_refuse(world, standing, reasons):
    today = day(world)
    fine = {"ends_on": today - timedelta(days=1), "is_handed_over": True, "is_unchanged": True}
    standing = {name: today if value == "today" else value for name, value in standing.items()}

    assert erasure_refusals(Standing(**{**fine, **standing}), today=today) == reasons


def test_a_working_centre_is_refused(world):
    with pytest.raises(Refused) as refused:
        erase(world)

    assert refused.value.refusals == {
        ErasureRefusal.NOT_ENDED,
        ErasureRefusal.NOT_HANDED_OVER,
        ErasureRefusal.CASES_OPEN,
        ErasureRefusal.TRANSFERS_WAIT,
        ErasureRefusal.CONCERNS_WAIT,
    }


def test_a_change_since_the_hand_over_is_noticed(world, tmp_path):
    end_centre(world)
    hand_over(world, tmp_path)
    make(Support, case=world.case, name="Ciocia", tie="ciocia", helps_with="obiad", since=day(world))

    with pytest.raises(Refused) as refused:
        erase(world)
    assert refused.value.refusals == {ErasureRefusal.CHANGED_SINCE}


def test_an_older_hand_over_than_asked_for_is_none(world, tmp_path):
    end_centre(world)
    hand_over(world, tmp_path)

    with pytest.raises(Refused):
        reckon(world.ops, order="SO.2", handed_over=day(world) + timedelta(days=1), today=day(world))


def test_another_code_erases_nothing(world, tmp_path):
    end_centre(world)
    hand_over(world, tmp_path)

    with pytest.raises(WrongCode):
        erase_data(world.ops, order="SO.2", handed_over=day(world), code="00000000", now=world.now)
    assert readable_of({"note": world.word("note")}) == {"note"}
    assert not Erasure.objects.exists()


def test_the_command_is_run_twice(world, tmp_path):
    end_centre(world)
    hand_over(world, tmp_path)
    asked = {"order": "SO.2", "handed_over": day(world)}
    out = StringIO()
    call_command("erase_data", "GOPS Wierzbowa Góra", stdout=out, **asked)
    assert not Erasure.objects.exists()
    code = out.getvalue().split("--code ")[1].split()[0]
    for wrong in ({"code": "1"}, {"order": " "}):
        with pytest.raises(CommandError):
            call_command("erase_data", "GOPS Wierzbowa Góra", **{**asked, **wrong})
    with pytest.raises(CommandError):
        call_command("erase_data", "Nikt", **asked)
    call_command("erase_data", "GOPS Wierzbowa Góra", code=code, stdout=out, **asked)

    assert Erasure.objects.get().order == "SO.2"
    with pytest.raises(CommandError):
        call_command("erase_data", "GOPS Stary Brzeg", **asked)
