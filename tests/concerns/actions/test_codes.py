from datetime import timedelta
from uuid import uuid4

import pytest

from kooperacja.concerns.actions import (
    CodeRefused,
    TooOften,
    count_try,
    find_code,
    raise_by_code,
    send_code,
    working_code,
)
from kooperacja.concerns.actions.codes import CODES_A_DAY, LENGTH, LETTERS
from kooperacja.concerns.models import Concern, Door, ReporterCode, Tries
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.kinds import MessageKind as K
from kooperacja.outbox.models import Delivery

from ..tools import MONDAY, at, change, events, messages, told


def sent_code(world, *, now=MONDAY):
    """Ask for a code and read it in the mailbox."""
    send_code(world.school.public_id, now=now)
    return Delivery.objects.latest("pk").code


def test_the_code_goes_to_the_official_mailbox_and_only_its_hash_stays(office):
    text = sent_code(office)

    row = ReporterCode.objects.get()
    plain = text.replace("-", "")
    assert (len(plain), set(plain) - set(LETTERS)) == (LENGTH, set())
    assert plain not in row.code_hash
    assert row.expires_at == MONDAY + timedelta(hours=24)
    assert messages() == [(K.REPORTER_CODE, office.school.official_mailbox)]
    assert events() == ["concerns.code_sent"]


def test_codes_differ(office):
    assert len({sent_code(office) for _ in range(CODES_A_DAY)}) == CODES_A_DAY


def test_nothing_is_sent_where_there_is_nobody(office):
    send_code(uuid4(), now=MONDAY)
    change(office.school, official_mailbox="")
    send_code(office.school.public_id, now=MONDAY)
    change(office.police, ends_on=at("2026-11-01T00:00").date())
    send_code(office.police.public_id, now=MONDAY)

    assert messages() == []


def test_a_mailbox_gets_a_few_codes_a_day_at_most(office):
    for _ in range(CODES_A_DAY + 3):
        send_code(office.school.public_id, now=MONDAY)
    assert len(messages()) == CODES_A_DAY

    send_code(office.school.public_id, now=MONDAY + timedelta(days=1, seconds=1))
    assert len(messages()) == CODES_A_DAY + 1


@pytest.mark.parametrize("spoil", [str, str.lower, lambda text: text.replace("-", " "), lambda text: f" {text} "])
def test_a_code_is_found_however_it_is_typed(office, spoil):
    text = sent_code(office)

    assert find_code(spoil(text), now=MONDAY).institution == office.school


@pytest.mark.parametrize("text", ["", "AAAA-AAAA-AAAA-AAAA", "0", "🙂", "ıİ", "x" * 1000])
def test_a_wrong_code_is_refused(office, text):
    sent_code(office)

    with pytest.raises(CodeRefused):
        find_code(text, now=MONDAY)


def test_a_code_works_for_a_day(office):
    text = sent_code(office)

    assert find_code(text, now=MONDAY + timedelta(hours=24) - timedelta(seconds=1))
    with pytest.raises(CodeRefused):
        find_code(text, now=MONDAY + timedelta(hours=24))


def test_a_concern_uses_the_code_up_and_is_answered_in_the_mailbox(office):
    code = find_code(sent_code(office), now=MONDAY)

    concern = raise_by_code(told(office, reporter_name="Ewa Nowak, pedagog"), code=code, now=MONDAY)

    assert (concern.door, concern.reporter_institution, concern.reporter_user) == (Door.CODE, office.school, None)
    assert messages()[1:] == [
        (K.CONCERN_CAME, office.intake.user.email),
        (K.CONCERN_TAKEN_UP, office.school.official_mailbox),
    ]
    assert events() == ["concerns.code_sent", "concerns.raised_by_code"]
    assert working_code(str(code.public_id), now=MONDAY) is None
    assert working_code(str(code.public_id), now=MONDAY, also_used=True) == code


def test_a_code_works_once_even_if_two_use_it_at_a_time(office):
    code = find_code(sent_code(office), now=MONDAY)
    raise_by_code(told(office), code=code, now=MONDAY)
    before = Concern.objects.count()

    with pytest.raises(CodeRefused):
        raise_by_code(told(office), code=code, now=MONDAY)
    assert Concern.objects.count() == before


def test_a_code_that_ran_out_while_somebody_wrote_is_refused(office):
    code = find_code(sent_code(office), now=MONDAY)

    with pytest.raises(CodeRefused):
        raise_by_code(told(office), code=code, now=MONDAY + timedelta(hours=25))


def test_what_may_not_be_sent_leaves_the_code_unused(office):
    code = find_code(sent_code(office), now=MONDAY)

    with pytest.raises(Refused):
        raise_by_code(told(office, facts=""), code=code, now=MONDAY)

    assert working_code(str(code.public_id), now=MONDAY) == code


def test_the_head_of_the_institution_is_not_asked_since_the_mailbox_is_the_release(office):
    change(office.school, head_releases_concerns=True)
    code = find_code(sent_code(office), now=MONDAY)

    assert raise_by_code(told(office), code=code, now=MONDAY).received_at == MONDAY


@pytest.mark.usefixtures("db")
class TestTries:
    def test_one_too_many_within_an_hour_is_refused(self):
        for _ in range(3):
            count_try("guess", "192.0.2.1", limit=3, now=MONDAY)
        with pytest.raises(TooOften):
            count_try("guess", "192.0.2.1", limit=3, now=MONDAY + timedelta(minutes=59))

        count_try("guess", "192.0.2.2", limit=3, now=MONDAY)
        count_try("ask", "192.0.2.1", limit=3, now=MONDAY)
        count_try("guess", "192.0.2.1", limit=3, now=MONDAY + timedelta(hours=1))

    def test_no_address_is_kept_and_the_rest_goes_after_a_day(self):
        count_try("guess", "192.0.2.1", limit=3, now=MONDAY)
        assert "192.0.2.1" not in Tries.objects.get().bucket

        count_try("guess", "192.0.2.2", limit=3, now=MONDAY + timedelta(hours=25))
        assert Tries.objects.count() == 1
