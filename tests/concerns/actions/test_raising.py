from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.models import Event
from kooperacja.audit.recording import recording
from kooperacja.concerns.actions import raise_concern, type_in_concern
from kooperacja.concerns.actions.numbers import new_number
from kooperacja.concerns.models import Channel, Concern, Door, ReporterKind, Urgency
from kooperacja.concerns.rules import ArrivalRefusal, Refusal
from kooperacja.concerns.states import ConcernState
from kooperacja.concerns.telling import ABOUT_THE_FAMILY, Arrival
from kooperacja.kernel.refused import Refused
from kooperacja.outbox.kinds import MessageKind as K
from tests.world import Made

from ..tools import EVENING, FACTS, MONDAY, at, change, events, messages, messages_to, told

EVERYTHING = {name: "coś" for name in ABOUT_THE_FAMILY if name not in {"source", "last_seen_on", "facts"}}


def test_a_concern_reaches_its_centre_with_a_number_a_clock_and_the_reporter(office):
    concern = raise_concern(told(office), actor=office.member.actor, now=MONDAY)

    assert (concern.state, concern.door, concern.centre) == (ConcernState.RECEIVED, Door.ACCOUNT, office.ops)
    assert (concern.sent_at, concern.received_at, concern.due_at) == (MONDAY, MONDAY, at("2026-11-25T15:30"))
    assert concern.reporter_user == office.member.user
    assert concern.reporter_membership == office.member.membership
    assert (concern.reporter_institution, concern.reporter_kind) == (office.school, ReporterKind.INSTITUTION)
    assert events() == ["concerns.raised"]


def test_the_event_holds_no_word_of_what_was_said(office):
    raise_concern(told(office, **EVERYTHING), actor=office.member.actor, now=MONDAY)

    changes = str(Event.objects.get(name="concerns.raised").changes)
    assert FACTS not in changes
    assert "coś" not in changes


def test_intake_and_the_reporter_are_told_and_nobody_else(office):
    raise_concern(told(office), actor=office.member.actor, now=MONDAY)

    assert messages() == [
        (K.CONCERN_CAME, office.intake.user.email),
        (K.CONCERN_TAKEN_UP, office.member.user.email),
    ]


def test_red_says_so_to_intake(office):
    raise_concern(told(office, urgency=Urgency.RED), actor=office.member.actor, now=MONDAY)

    assert messages_to(office.intake) == [K.CONCERN_CAME_URGENT]


def test_without_anybody_at_intake_the_head_is_told(office):
    change(office.intake.membership, ends_on=at("2026-11-01T00:00").date())

    raise_concern(told(office), actor=office.member.actor, now=MONDAY)

    assert messages_to(office.head) == [K.CONCERN_CAME]


def test_who_has_no_institution_raises_nothing(office):
    with pytest.raises(PermissionDenied):
        raise_concern(told(office), actor=office.operator.actor, now=MONDAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"facts": ""}, Refusal.NO_FACTS),
        ({"source": ""}, Refusal.NO_SOURCE),
        ({"call_me": True}, Refusal.NO_PHONE),
        ({"facts": "ż" * 601}, Refusal.FACTS_TOO_LONG),
        ({"last_seen_on": (MONDAY + timedelta(1)).date()}, Refusal.SEEN_IN_FUTURE),
    ],
)
def test_what_may_not_be_sent_is_refused_and_leaves_nothing(office, changes, refusal):
    before = Concern.objects.count()

    with pytest.raises(Refused) as refused:
        raise_concern(told(office, **changes), actor=office.member.actor, now=MONDAY)

    assert refused.value.refusals == {refusal}
    assert Concern.objects.count() == before
    assert messages() == []


def test_a_centre_of_another_gmina_is_refused(office):
    with pytest.raises(Refused) as refused:
        raise_concern(told(office, unit=office.other_gmina), actor=office.member.actor, now=MONDAY)

    assert refused.value.refusals == {Refusal.NOT_THEIR_GMINA}


def test_a_call_me_concern_holds_no_word_about_the_family(office):
    telling = told(office, call_me=True, reporter_phone="600 100 200", reporter_hours="do 15:00", **EVERYTHING)

    concern = raise_concern(telling, actor=office.member.actor, now=MONDAY)

    concern.refresh_from_db()
    assert {getattr(concern, name) for name in ABOUT_THE_FAMILY} == {"", None}
    assert (concern.reporter_phone, concern.reporter_hours) == ("600 100 200", "do 15:00")


class TestRed:
    def test_in_opening_hours_it_runs_four_hours(self, office):
        concern = raise_concern(told(office, urgency=Urgency.RED), actor=office.member.actor, now=MONDAY)

        assert concern.due_at == at("2026-11-23T13:00")

    def test_outside_them_it_is_refused_until_the_reporter_has_called(self, office):
        with pytest.raises(Refused) as refused:
            raise_concern(told(office, urgency=Urgency.RED), actor=office.member.actor, now=EVENING)
        assert refused.value.refusals == {Refusal.NOT_CALLED}

        concern = raise_concern(
            told(office, urgency=Urgency.RED, has_called=True), actor=office.member.actor, now=EVENING
        )

        assert concern.phone_confirmed
        assert concern.due_at == at("2026-11-24T00:00")

    def test_without_anybody_on_duty_it_must_be_called_in_and_runs_as_amber(self, office):
        change(office.ops, duty_phone="")
        telling = told(office, urgency=Urgency.RED)
        with pytest.raises(Refused):
            raise_concern(telling, actor=office.member.actor, now=MONDAY)

        concern = raise_concern(
            told(office, urgency=Urgency.RED, has_called=True), actor=office.member.actor, now=MONDAY
        )

        assert (concern.urgency, concern.due_at) == (Urgency.RED, at("2026-11-25T15:30"))


class TestRelease:
    def test_if_the_head_releases_concerns_it_waits_and_only_the_head_is_told(self, office):
        change(office.ops, head_releases_concerns=True)
        telling = told(office, centre=office.other_ops, unit=office.other_gmina)

        concern = raise_concern(telling, actor=office.lead.actor, now=MONDAY)

        assert concern.state == ConcernState.WAITING_FOR_RELEASE
        assert (concern.received_at, concern.due_at) == (None, None)
        assert messages() == [(K.CONCERN_TO_RELEASE, office.head.user.email)]

    def test_red_never_waits(self, office):
        change(office.ops, head_releases_concerns=True)
        change(office.other_ops, duty_phone="100")
        telling = told(office, centre=office.other_ops, unit=office.other_gmina, urgency=Urgency.RED)

        concern = raise_concern(telling, actor=office.lead.actor, now=MONDAY)

        assert concern.state == ConcernState.RECEIVED


class TestTypingIn:
    ARRIVAL = Arrival(channel=Channel.PHONE, received_at=at("2026-11-20T14:00"), reporter_kind=ReporterKind.PRIVATE)

    def type_in(self, world, arrival=ARRIVAL, who="intake", **changes):
        telling = told(world, **{"reporter_name": "Janina Kowal", **changes})
        return type_in_concern(telling, arrival, actor=getattr(world, who).actor, now=MONDAY)

    def test_the_clock_runs_from_the_moment_at_which_it_came(self, office):
        concern = self.type_in(office)

        assert (concern.door, concern.channel, concern.state) == (Door.TYPED_IN, Channel.PHONE, ConcernState.RECEIVED)
        assert (concern.received_at, concern.sent_at) == (at("2026-11-20T14:00"), MONDAY)
        assert concern.due_at == at("2026-11-24T15:30")
        assert events() == ["concerns.typed_in"]

    def test_the_addressee_is_the_centre_itself_whatever_the_gmina(self, office):
        concern = self.type_in(office, unit=office.other_gmina, centre=office.other_ops)

        assert (concern.centre, concern.unit) == (office.ops, office.other_gmina)

    def test_red_needs_no_call_since_the_centre_has_it(self, office):
        assert self.type_in(office, urgency=Urgency.RED).due_at == at("2026-11-20T18:00")

    def test_a_private_person_gets_no_message(self, office):
        self.type_in(office)

        assert messages() == [(K.CONCERN_CAME, office.intake.user.email)]

    def test_an_institution_gets_the_answer_in_its_mailbox(self, office):
        arrival = Arrival(
            channel=Channel.LETTER,
            received_at=MONDAY,
            reporter_kind=ReporterKind.INSTITUTION,
            reporter_institution=office.school,
            register_number="123/2026",
        )

        concern = self.type_in(office, arrival)

        assert concern.register_number == "123/2026"
        assert messages()[-1] == (K.CONCERN_TAKEN_UP, office.school.official_mailbox)

    def test_an_institution_without_a_mailbox_gets_a_letter_only(self, office):
        change(office.school, official_mailbox="")
        arrival = Arrival(
            channel=Channel.LETTER,
            received_at=MONDAY,
            reporter_kind=ReporterKind.INSTITUTION,
            reporter_institution=office.school,
        )

        self.type_in(office, arrival)

        assert messages() == [(K.CONCERN_CAME, office.intake.user.email)]

    def test_what_has_not_come_yet_is_refused(self, office):
        later = Arrival(
            channel=Channel.PHONE, received_at=MONDAY + timedelta(minutes=1), reporter_kind=ReporterKind.PRIVATE
        )

        with pytest.raises(Refused) as refused:
            self.type_in(office, later)

        assert refused.value.refusals == {ArrivalRefusal.IN_FUTURE}

    def test_only_intake_and_head_of_a_centre_type_in(self, office):
        for who in ("lead", "colleague", "admin", "member", "region", "operator"):
            with pytest.raises(PermissionDenied):
                self.type_in(office, who=who)


class TestNumbers:
    def test_they_count_on_by_year_and_gmina_of_the_seat(self, office):
        first = raise_concern(told(office), actor=office.member.actor, now=MONDAY)
        second = raise_concern(told(office), actor=office.member.actor, now=MONDAY)
        third = raise_concern(told(office), actor=office.member.actor, now=at("2027-01-04T09:00"))
        there = raise_concern(
            told(office, centre=office.other_ops, unit=office.other_gmina), actor=office.member.actor, now=MONDAY
        )

        # the cast has the numbers 1 to 3 of this year already
        assert [row.number for row in (first, second)] == ["Z/4/2026/990101", "Z/5/2026/990101"]
        assert (third.number, there.number) == ("Z/1/2027/990101", "Z/2/2026/990102")

    def test_the_year_is_the_polish_one(self, office):
        concern = raise_concern(told(office), actor=office.member.actor, now=at("2027-01-01T00:30"))

        assert concern.number.startswith("Z/1/2027/")

    def test_two_centres_of_one_gmina_share_a_series(self, office):
        second_centre = change(office.other_ops, seat=office.gmina)
        one = raise_concern(told(office), actor=office.member.actor, now=MONDAY)
        two = raise_concern(
            told(office, centre=second_centre, unit=office.other_gmina), actor=office.member.actor, now=MONDAY
        )

        assert (one.number, two.number) == ("Z/4/2026/990101", "Z/5/2026/990101")

    def test_a_centre_that_no_longer_receives_still_counts_for_itself(self, office):
        change(office.ops.kind, receives_concerns=False)
        with recording(Made.FOR_TEST, actor=SYSTEM):
            assert new_number(office.ops, year=2028) == "Z/1/2028/990101"
