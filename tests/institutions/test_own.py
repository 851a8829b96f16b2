"""What an institution sets for itself: within bounds, with history and a way back, and every place reads it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.crisis import begin_crisis
from kooperacja.cases.actions.plan import ActionDetails, add_action
from kooperacja.concerns.actions.locking import due_to_lock
from kooperacja.concerns.actions.timing import due_at, outlook_at
from kooperacja.concerns.models import Concern
from kooperacja.concerns.states import ConcernState
from kooperacja.institutions.actions.own import (
    bounds_of,
    history,
    number_of,
    review_weeks,
    set_bounds,
    set_own_value,
    shown,
    value_of,
)
from kooperacja.institutions.forms.own import WHAT_FOR
from kooperacja.institutions.models import Setting
from kooperacja.institutions.rules.own import SLUGS, Bounds, SettingName, SettingRefusal
from kooperacja.kernel.calendar import nth_working_day
from kooperacja.kernel.refused import Refused
from tests.world import Made, as_, make, person

pytestmark = pytest.mark.django_db
S = SettingName


def set_own(world, name, value, **more):
    known = {"seen": history(name, world.ops).count(), "actor": world.admin.actor, "now": timezone.now()} | more
    return set_own_value(world.ops, name, value, **known)


def bound(world, name, bounds, **more):
    known = {"seen": history(name, None).count(), "actor": world.operator.actor, "now": timezone.now()} | more
    return set_bounds(name, bounds, **known)


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    return found.value.refusals


def test_without_a_value_the_installations_default_holds(world, settings):
    settings.CRISIS_WORKSHOP_DAYS = 21

    assert number_of(S.CRISIS_DAYS, world.ops.pk) == number_of(S.CRISIS_DAYS, None) == 21
    assert value_of(S.LETTER_FOOT, world.ops.pk) == ""


def test_a_value_holds_for_the_own_institution_alone_and_there_is_a_way_back(world):
    set_own(world, S.CRISIS_DAYS, "14")
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 14
    assert number_of(S.CRISIS_DAYS, world.other_ops.pk) == 30

    set_own(world, S.CRISIS_DAYS, "")
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 30
    assert [row.value for row in history(S.CRISIS_DAYS, world.ops)] == ["", "14"]
    assert Event.objects.filter(name="institutions.setting_changed").count() == 2


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        (S.CRISIS_DAYS, "0", SettingRefusal.OUT_OF_BOUNDS),
        (S.CRISIS_DAYS, "61", SettingRefusal.OUT_OF_BOUNDS),
        (S.CRISIS_DAYS, "dwa", SettingRefusal.NOT_A_NUMBER),
        (S.CRISIS_DAYS, "٣", SettingRefusal.NOT_A_NUMBER),
        (S.CRISIS_DAYS, "1" * 5000, SettingRefusal.NOT_A_NUMBER),
        (S.LETTER_FOOT, "x" * 401, SettingRefusal.TOO_LONG),
        (S.REVIEW_FROM, "9", SettingRefusal.EARLIEST_AFTER_LATEST),
        (S.REVIEW_TO, "5", SettingRefusal.EARLIEST_AFTER_LATEST),
    ],
)
def test_what_is_refused_is_not_saved(world, name, value, reason):
    assert refused(set_own, world, name, value) == {reason}
    assert not Setting.objects.exists()


def test_who_doesnt_administer_it_sets_nothing(world):
    for who in (world.head, world.operator, world.neighbour):
        with pytest.raises(PermissionDenied):
            set_own(world, S.CRISIS_DAYS, "14", actor=who.actor)
    with pytest.raises(PermissionDenied):
        bound(world, S.CRISIS_DAYS, Bounds(7, 10), actor=world.admin.actor)


def test_operators_give_bounds_and_an_older_value_counts_as_the_nearest(world):
    set_own(world, S.CRISIS_DAYS, "45")
    bound(world, S.CRISIS_DAYS, Bounds(7, 40))
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 40
    assert refused(set_own, world, S.CRISIS_DAYS, "41") == {SettingRefusal.OUT_OF_BOUNDS}

    bound(world, S.CRISIS_DAYS, None)
    assert bounds_of(S.CRISIS_DAYS) == Bounds(1, 60)
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 45
    assert refused(bound, world, S.CRISIS_DAYS, Bounds(9, 8)) == {SettingRefusal.BOUNDS_CROSSED}
    assert refused(bound, world, S.CRISIS_DAYS, Bounds(0, 8)) == {SettingRefusal.OUT_OF_BOUNDS}


def test_reviews_that_bounds_have_crossed_still_have_an_order(world):
    set_own(world, S.REVIEW_TO, "8")
    set_own(world, S.REVIEW_FROM, "8")
    bound(world, S.REVIEW_TO, Bounds(1, 4))

    assert review_weeks(world.ops.pk) == (8, 8)


def test_two_at_once_are_told(world):
    set_own(world, S.CRISIS_DAYS, "14")

    assert refused(set_own, world, S.CRISIS_DAYS, "20", seen=0) == {SettingRefusal.CHANGED_MEANWHILE}
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 14


def test_the_workshop_is_due_as_the_centre_says(world):
    set_own(world, S.CRISIS_DAYS, "10")
    make(Setting, institution=world.other_ops, name=S.CRISIS_DAYS, value="5", since=world.now, by=world.admin.user)
    today = timezone.localdate()
    world.crisis.ended_on, world.crisis.ended_by = today, world.lead.membership
    with recording(Made.FOR_TEST, actor=world.lead.actor):
        world.crisis.save()
        row = begin_crisis(world.case, "Brak ogrzewania", since=today, actor=world.lead.actor, now=world.now)

    assert row.due_on == today + timedelta(10)


def test_concerns_are_locked_when_their_centre_says(world):
    common = {"urgency": "amber", "door": "account", "state": ConcernState.NOT_CONFIRMED, "unit": world.gmina}
    ago = world.now - timedelta(days=50)
    common |= {"sent_at": ago, "received_at": ago, "due_at": ago, "ended_at": ago}
    own = make(Concern, number="Z/50/2026/1", centre=world.ops, **common)
    make(Concern, number="Z/50/2026/2", centre=world.other_ops, **common)
    assert list(due_to_lock(now=world.now)) == []

    set_own(world, S.CONCERN_DAYS, "40")
    assert list(due_to_lock(now=world.now)) == [own]
    set_own(world, S.CONCERN_DAYS, "")
    assert list(due_to_lock(now=world.now)) == []


def test_a_setting_says_since_when_and_by_whom(world):
    row = set_own(world, S.LETTER_FOOT, "Sekretariat czynny do 15.30")
    one = {found.slug: found for found in shown(world.ops)}["stopka"]

    assert (one.value, one.newest, one.bounds, one.is_own) == ("Sekretariat czynny do 15.30", row, None, True)
    assert not any(found.is_own for found in shown(None))


def test_the_page_asks_once_however_many_settings_there_are(world, django_assert_num_queries):
    for days in ("10", "20"):
        set_own(world, S.CRISIS_DAYS, days)
    with django_assert_num_queries(1):
        assert len(shown(world.ops)) == len(SettingName)


def test_an_administrator_sets_a_value_and_goes_back_on_the_page(world, client):
    as_(client, world.admin)
    address = reverse("institutions:setting_edit", args=[world.ops.public_id, "pilna-pomoc"])

    assert client.post(address, {"value": "99", "seen": 0}).status_code == 200
    assert client.post(address, {"value": "12", "seen": 0}).status_code == 302
    listed = client.get(reverse("institutions:settings", args=[world.ops.public_id])).content.decode()
    assert "12" in listed
    assert world.admin.user.name in listed
    assert client.post(address, {"value": "13", "seen": 0}).status_code == 200  # an old page
    assert client.post(address, {"back": "1", "seen": 1}).status_code == 302
    assert number_of(S.CRISIS_DAYS, world.ops.pk) == 30
    for slug in SLUGS:
        assert client.get(reverse("institutions:setting_edit", args=[world.ops.public_id, slug])).status_code == 200
    assert client.get(address.replace("pilna-pomoc", "nie-ma")).status_code == 404


def test_an_operator_gives_bounds_on_the_page(world, client):
    as_(client, world.operator)
    address = reverse("institutions:bounds_edit", args=["pilna-pomoc"])

    assert client.post(address, {"least": "9", "most": "5", "seen": 0}).status_code == 200
    assert client.post(address, {"least": "5", "most": "9", "seen": 0}).status_code == 302
    assert bounds_of(S.CRISIS_DAYS) == Bounds(5, 9)
    assert client.post(address, {"back": "1", "seen": "x"}).status_code == 200
    assert client.post(address, {"back": "1", "seen": 1}).status_code == 302
    assert client.get(reverse("institutions:bounds_edit", args=["stopka"])).status_code == 404


@pytest.mark.parametrize("who", ["admin", "operator"])
def test_what_is_sent_twice_is_saved_once_and_answered_alike(world, client, who):
    as_(client, getattr(world, who))
    own = who == "admin"
    address = reverse("institutions:setting_edit", args=[world.ops.public_id, "pilna-pomoc"])
    address = address if own else reverse("institutions:bounds_edit", args=["pilna-pomoc"])
    rows = history(S.CRISIS_DAYS, world.ops if own else None)
    first, other = ({"value": "12"}, {"value": "13"}) if own else ({"least": 5, "most": 9}, {"least": 5, "most": 8})

    for number, sent in enumerate([first, {"back": "1"}]):
        answers = [client.post(address, {**sent, "seen": number}) for _twice in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0].url == answers[1].url
        assert rows.count() == number + 1
    assert client.post(address, {**first, "seen": 0}).status_code == 200  # something came after it
    assert client.post(address, {**other, "seen": 1}).status_code == 200  # another value
    assert rows.count() == 2
    assert (
        Event.objects.filter(name="institutions.setting_changed" if own else "institutions.bounds_changed").count() == 2
    )


def test_the_same_value_of_somebody_else_is_told(world):
    second = person("Ada Druga", world.ops, world.functions["administrator"])
    set_own(world, S.CRISIS_DAYS, "14")

    assert refused(set_own, world, S.CRISIS_DAYS, "14", seen=0, actor=second.actor) == {
        SettingRefusal.CHANGED_MEANWHILE
    }


def test_words_of_the_centre_stand_on_the_plan_and_on_letters(world, client):
    set_own(world, S.CONTACT_TEXT, "Pokój 3, na parterze")
    set_own(world, S.LETTER_FOOT, "Sekretariat czynny do 15.30")

    as_(client, world.lead)
    assert (
        "Pokój 3, na parterze" in client.get(reverse("cases:plan_print", args=[world.case.public_id])).content.decode()
    )
    as_(client, world.intake)
    letter = reverse("concerns:forward_letter", args=[world.decision.public_id])
    assert "Sekretariat czynny do 15.30" in client.get(letter).content.decode()


@pytest.mark.parametrize(
    ("name", "urgency", "value", "later"),
    [
        (S.RED_HOURS, "red", "1", timedelta(hours=1)),
        (S.AMBER_DAYS, "amber", "1", None),
        (S.GREEN_DAYS, "green", "2", None),
    ],
)
def test_a_concern_is_due_as_its_centre_says(world, name, urgency, value, later):
    make_on_duty(world)
    usual = due_at(world.ops, urgency, start=world.now)
    set_own(world, name, value)
    sooner = due_at(world.ops, urgency, start=world.now)

    assert sooner < usual
    assert later is None or sooner == world.now + later
    assert due_at(world.other_ops, urgency, start=world.now) >= usual
    assert outlook_at(world.ops, urgency, now=world.now).due_at == sooner


def make_on_duty(world):
    with recording(Made.FOR_TEST, actor=world.admin.actor):
        for centre in (world.ops, world.other_ops):
            centre.duty_phone = "99 100 20 31"
            centre.save()


def test_an_answer_to_an_action_is_due_as_the_cases_centre_says(world):
    set_own(world, S.ANSWER_DAYS, "1")
    details = ActionDetails(
        text="Wizyta", institution=world.member.membership.institution, due_on=timezone.localdate() + timedelta(30)
    )
    action = add_action(world.goal, details, actor=world.lead.actor, now=world.now)

    assert action.answer_due_on == nth_working_day(timezone.localdate(world.now), 1)


def test_every_setting_says_what_it_is_for():
    assert set(WHAT_FOR) == set(SettingName) == set(SLUGS.values())
