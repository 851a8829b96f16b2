"""The head appoints lead and deputy, sees no content, and reads a case only once it is recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission as May
from kooperacja.cases.actions.appointing import appoint
from kooperacja.cases.actions.opening import open_case
from kooperacja.cases.models import CaseMember, Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.team import AppointingRefusal
from kooperacja.kernel.refused import Refused
from kooperacja.transfers.actions.handing import accept_handover
from tests.cases.changing import again, change, close, join, last_event, told
from tests.cases.test_opening import opening
from tests.world import as_


def current(world):
    return {
        (place.role, place.membership_id)
        for place in CaseMember.objects.filter(case=world.case, left_on=None, role__in=(Role.LEAD, Role.DEPUTY))
    }


def kinds(world):
    return {(message.recipient_id, message.kind) for message in told(world)}


def test_a_new_lead_replaces_the_old_one_who_stays_as_history(world):
    appoint(
        world.case,
        lead=world.colleague.membership,
        deputy=world.deputy.membership,
        actor=world.head.actor,
        now=world.now,
    )

    assert current(world) == {(Role.LEAD, world.colleague.membership.pk), (Role.DEPUTY, world.deputy.membership.pk)}
    before = again(world.team["lead"])
    assert before.left_on == timezone.localdate(world.now)
    assert before.left_because
    assert not CASES.allowed(world.lead.actor, world.case)
    assert kinds(world) == {(world.lead.user.pk, "case_ended_for_you"), (world.colleague.user.pk, "case_lead")}
    assert last_event("cases.appointed").user_id == world.head.user.pk


def test_lead_and_deputy_change_places(world):
    appoint(
        world.case, lead=world.deputy.membership, deputy=world.lead.membership, actor=world.head.actor, now=world.now
    )

    assert current(world) == {(Role.LEAD, world.deputy.membership.pk), (Role.DEPUTY, world.lead.membership.pk)}
    assert CaseMember.objects.filter(case=world.case, left_on=None, role=Role.MEMBER).count() == 2
    assert kinds(world) == {(world.deputy.user.pk, "case_lead"), (world.lead.user.pk, "case_deputy")}


def test_a_member_becomes_lead_and_there_is_no_deputy(world):
    join(world, world.colleague)

    appoint(world.case, lead=world.colleague.membership, deputy=None, actor=world.head.actor, now=world.now)

    assert current(world) == {(Role.LEAD, world.colleague.membership.pk)}
    assert world.case.members.current().filter(membership=world.colleague.membership).count() == 1


def test_appointing_the_same_people_changes_nothing(world):
    appoint(
        world.case, lead=world.lead.membership, deputy=world.deputy.membership, actor=world.head.actor, now=world.now
    )

    assert world.case.members.filter(role__in=(Role.LEAD, Role.DEPUTY)).count() == 2
    assert not kinds(world)


def test_a_head_who_joins_is_recorded_and_reads_from_then_on(world):
    appoint(world.case, lead=world.lead.membership, deputy=world.head.membership, actor=world.head.actor, now=world.now)

    assert CASES.allows(world.head.actor, May.CASE_VIEW_WHOLE, world.case)
    changes = last_event("cases.appointed").changes
    (joined,) = [one for one in changes if one["created"] and one["model"] == "cases.CaseMember"]
    assert joined["fields"]["membership_id"] == [None, world.head.membership.pk]
    assert (world.head.user.pk, "case_deputy") not in kinds(world)


def test_a_closed_case_keeps_somebody_who_answers_for_it(world):
    close(world)

    appoint(world.case, lead=world.colleague.membership, deputy=None, actor=world.head.actor, now=world.now)

    assert CASES.allows(world.colleague.actor, May.CASE_VIEW_WHOLE, world.case)
    assert not CASES.allows(world.colleague.actor, May.CASE_EDIT, world.case)


@pytest.mark.parametrize(
    "name", ["lead", "deputy", "member", "intake", "neighbour_head", "region", "admin", "operator"]
)
def test_nobody_else_appoints(world, name):
    with pytest.raises(PermissionDenied):
        appoint(
            world.case,
            lead=world.colleague.membership,
            deputy=None,
            actor=getattr(world, name).actor,
            now=world.now,
        )


def test_who_has_gone_cant_lead(world):
    change(world.colleague.membership, ends_on=timezone.localdate(world.now) - timedelta(days=1))

    with pytest.raises(Refused) as refused:
        appoint(world.case, lead=world.colleague.membership, deputy=None, actor=world.head.actor, now=world.now)

    assert refused.value.refusals == {AppointingRefusal.NOT_OF_THE_CENTRE}


# Pages


def test_the_page_appoints(client, world):
    as_(client, world.head)
    url = reverse("cases:appoint", args=[world.case.public_id])

    page = client.get(url)
    assert page.context["form"].initial == {
        "lead": world.lead.membership,
        "deputy": world.deputy.membership,
        "version": 2,
    }
    answer = client.post(url, {"lead": world.colleague.membership.pk, "deputy": "", "version": 2})

    assert answer.url == reverse("cases:oversight")
    assert current(world) == {(Role.LEAD, world.colleague.membership.pk)}


def test_the_page_says_why_not(client, world):
    pk = world.colleague.membership.pk
    answer = as_(client, world.head).post(
        reverse("cases:appoint", args=[world.case.public_id]), {"lead": pk, "deputy": pk, "version": 2}
    )

    assert str(AppointingRefusal.SAME_PERSON.label) in answer.content.decode()


def test_people_without_casework_are_no_choice(client, world):
    answer = as_(client, world.head).post(
        reverse("cases:appoint", args=[world.case.public_id]), {"lead": world.intake.membership.pk}
    )

    assert "lead" in answer.context["form"].errors


def test_of_two_who_appoint_at_once_the_second_sees_both_and_chooses(client, world):
    url = reverse("cases:appoint", args=[world.case.public_id])
    begun = as_(client, world.head).get(url).context["form"].initial["version"]
    appoint(world.case, lead=world.head.membership, deputy=None, actor=world.head.actor, now=world.now, version=begun)
    mine = {"lead": world.colleague.membership.pk, "deputy": world.deputy.membership.pk}

    both = client.post(url, {**mine, "version": begun})

    assert both.status_code == 409
    text = both.content.decode()
    assert world.head.user.name in text
    assert world.colleague.user.name in text
    assert current(world) == {(Role.LEAD, world.head.membership.pk)}
    chosen = {**mine, "version": both.context["version"], "keep:lead": "mine", "keep:deputy": "mine"}
    assert client.post(url, chosen).status_code == 302
    assert current(world) == {(Role.LEAD, mine["lead"]), (Role.DEPUTY, mine["deputy"])}


def test_an_appointment_knows_of_a_handover_meanwhile_but_not_of_other_changes(client, world):
    url = reverse("cases:appoint", args=[world.case.public_id])
    wish = {"lead": world.head.membership.pk, "deputy": "", "version": 2}
    change(world.case, case_mark="GOPS.1")
    accept_handover(world.handover, actor=world.colleague.actor, now=world.now)

    assert as_(client, world.head).post(url, wish).status_code == 409
    assert (Role.LEAD, world.colleague.membership.pk) in current(world)


def test_the_same_appointment_sent_twice_is_no_conflict(client, world):
    url = reverse("cases:appoint", args=[world.case.public_id])
    change(world.case, case_mark="GOPS.1")
    wish = {"lead": world.colleague.membership.pk, "deputy": "", "version": 2}

    assert [as_(client, world.head).post(url, wish).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, True),
        ({"stan": "active"}, True),
        ({"stan": "closed"}, False),
        ({"stan": "nonsense"}, True),
        ({"uwaga": "przeglad"}, False),
        ({"uwaga": "kontakt"}, False),
        ({"uwaga": "bez-prowadzacej"}, False),
    ],
)
def test_the_head_filters(client, world, asked, shown):
    page = as_(client, world.head).get(reverse("cases:oversight"), asked)

    assert (world.case.number in page.content.decode()) is shown


def test_the_head_finds_what_needs_attention(client, world):
    long_ago = timezone.localdate() - timedelta(days=40)
    change(world.case, review_on=long_ago, last_contact_on=long_ago)
    change(world.team["lead"], left_on=long_ago)
    as_(client, world.head)

    for what in ("przeglad", "kontakt", "bez-prowadzacej"):
        page = client.get(reverse("cases:oversight"), {"uwaga": what})
        assert world.case.number in page.content.decode(), what


def test_the_list_costs_the_same_for_many_cases(client, world):
    as_(client, world.head)
    client.get(reverse("cases:oversight"))  # a new connection asks for its settings first
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cases:oversight"))
    for _ in range(5):
        open_case(opening(world), actor=world.intake.actor, now=world.now)

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("cases:oversight"))

    assert len(many) == len(few)
