"""Opening a case, directly and from a concern; linking a concern."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.cases.actions.opening import (
    NewPerson,
    Opening,
    link_concern,
    make_case,
    open_case,
    open_case_from_concern,
)
from kooperacja.cases.models import Case, CaseConcern, Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.team import AppointingRefusal
from kooperacja.cases.states import CaseState
from kooperacja.concerns.states import ConcernState
from kooperacja.kernel.refused import Refused
from kooperacja.kernel.states import TransitionNotAllowed
from kooperacja.persons.models import Person
from tests.cases.changing import again, change, close, key, last_event, told
from tests.world import as_


def opening(world, **changes):
    known = {
        "unit": world.gmina,
        "persons": [NewPerson("Beata", "Kanarkowa"), NewPerson("Roman", "Kanarkowy", safe_contact="rano")],
        "lead": world.lead.membership,
        "deputy": world.head.membership,
        "address": "ul. Kanarkowa 1",
    }
    return Opening(**{**known, **changes})


def test_a_case_opens_with_its_household_team_and_number(world):
    case = open_case(opening(world), actor=world.intake.actor, now=world.now)

    assert case.number == f"S/1/{world.now.year}/990101"
    assert case.state == CaseState.OPENED
    assert case.centre == world.ops
    assert case.household.address == "ul. Kanarkowa 1"
    assert {one.person.surname for one in case.case_persons.all()} == {"Kanarkowa", "Kanarkowy"}
    assert case.household.members.count() == 2
    assert {(one.role, one.membership_id) for one in case.members.all()} == {
        (Role.LEAD, world.lead.membership.pk),
        (Role.DEPUTY, world.head.membership.pk),
    }
    assert {message.recipient_id for message in told(world)} == {world.lead.user.pk, world.head.user.pk}
    assert {message.reference for message in told(world)} == {case.number}
    event = last_event("cases.opened")
    assert event.subject_id == case.public_id
    assert event.user_id == world.intake.user.pk
    assert "Kanarkowa" not in str(event.changes)


def test_the_next_case_has_the_next_number_even_when_another_centre_of_the_gmina_took_it(world):
    open_case(opening(world), actor=world.intake.actor, now=world.now)
    change(world.case, number=f"S/2/{world.now.year}/990101")

    case = open_case(opening(world), actor=world.intake.actor, now=world.now)

    assert case.number == f"S/3/{world.now.year}/990101"


def test_a_centre_of_one_person_opens_without_a_deputy(world):
    case = open_case(opening(world, lead=world.head.membership, deputy=None), actor=world.head.actor, now=world.now)

    assert [one.role for one in case.members.all()] == [Role.LEAD]
    assert not told(world).exists()


@pytest.mark.parametrize("name", ["member", "region", "admin", "operator", "outsider"])
def test_others_open_no_case(world, name):
    with pytest.raises(PermissionDenied):
        open_case(opening(world), actor=getattr(world, name).actor, now=world.now)

    assert Case.objects.count() == 1


def test_only_the_centres_case_workers_lead(world):
    with pytest.raises(Refused) as refused:
        open_case(
            opening(world, lead=world.neighbour_head.membership, deputy=world.intake.membership),
            actor=world.intake.actor,
            now=world.now,
        )

    assert refused.value.refusals == {AppointingRefusal.NOT_OF_THE_CENTRE, AppointingRefusal.NO_CASEWORK}


def test_a_case_is_made_only_inside_a_recording(world):
    with pytest.raises(Exception, match="recorded"):
        make_case(opening(world), actor=world.intake.actor, now=world.now)


# From a concern


def test_a_concern_ends_with_the_case_that_it_opens(world):
    case = open_case_from_concern(
        world.concern, opening(world), reason="Potrzebna praca z rodziną.", actor=world.intake.actor, now=world.now
    )

    assert again(world.concern).state == ConcernState.CASE_OPENED
    assert CaseConcern.objects.get(concern=world.concern).case == case


def test_a_concern_that_was_decided_opens_nothing(world):
    with pytest.raises(TransitionNotAllowed):
        open_case_from_concern(
            world.linked_concern, opening(world), reason="Znowu.", actor=world.intake.actor, now=world.now
        )

    assert Case.objects.count() == 1


def test_a_case_worker_without_the_inbox_opens_none_from_a_concern(world):
    with pytest.raises(PermissionDenied):
        open_case_from_concern(
            world.concern, opening(world), reason="Chcę.", actor=world.colleague.actor, now=world.now
        )

    assert Case.objects.count() == 1


def test_a_reason_is_needed(world):
    with pytest.raises(Refused):
        open_case_from_concern(world.concern, opening(world), reason="", actor=world.intake.actor, now=world.now)

    assert again(world.concern).state == ConcernState.RECEIVED
    assert Case.objects.count() == 1


# Linking


def test_linking_ends_the_concern_and_tells_the_lead(world):
    link_concern(world.concern, world.case, reason="Ta sama rodzina.", actor=world.intake.actor, now=world.now)

    assert again(world.concern).state == ConcernState.LINKED
    assert world.case.case_concerns.count() == 2
    message = told(world).filter(kind="concern_linked").get()
    assert message.recipient == world.lead.user
    assert last_event("cases.concern_linked").subject_id == world.case.public_id


def test_nothing_is_linked_to_a_closed_or_strange_case(world):
    with pytest.raises(PermissionDenied):
        link_concern(world.concern, world.case, reason="x", actor=world.neighbour.actor, now=world.now)
    close(world)
    with pytest.raises(PermissionDenied):
        link_concern(world.concern, world.case, reason="x", actor=world.intake.actor, now=world.now)

    assert again(world.concern).state == ConcernState.RECEIVED


# Pages


def form(world, **changes):
    sent = {
        "idempotency_key": key(),
        "unit": world.gmina.pk,
        "address": "ul. Kanarkowa 1",
        "lead": world.lead.membership.pk,
        "deputy": world.deputy.membership.pk,
        "osoba-TOTAL_FORMS": 3,
        "osoba-INITIAL_FORMS": 0,
        "osoba-0-first_name": " Beata ",
        "osoba-0-surname": "Kanarkowa",
        "reason": "Potrzebna pomoc.",
    }
    return {**sent, **changes}


def test_a_double_submit_makes_one_case(client, world):
    as_(client, world.lead)
    sent = form(world)

    answers = [client.post(reverse("cases:open"), sent) for _ in range(2)]

    case = Case.objects.exclude(pk=world.case.pk).get()
    assert {answer.url for answer in answers} == {reverse("cases:view", args=[case.public_id])}
    assert case.case_persons.get().person.first_name == "Beata"


def test_the_form_suggests_who_leads(client, world):
    context = as_(client, world.colleague).get(reverse("cases:open")).context["form"].initial
    assert (context["lead"], context["deputy"]) == (world.colleague.membership.pk, world.head.membership.pk)
    assert context["unit"] == world.gmina.pk

    context = as_(client, world.intake).get(reverse("cases:open")).context["form"].initial
    assert context["lead"] is None

    context = as_(client, world.head).get(reverse("cases:open")).context["form"].initial
    assert (context["lead"], context["deputy"]) == (world.head.membership.pk, None)


def test_without_a_person_or_lead_nothing_opens(client, world):
    answer = as_(client, world.intake).post(
        reverse("cases:open"), form(world, **{"lead": "", "osoba-0-first_name": "", "osoba-0-surname": ""})
    )

    assert answer.status_code == 200
    assert Case.objects.count() == 1
    page = answer.content.decode()
    assert page.count("govuk-error-summary__title") == 1
    assert page.index('href="#id_osoba-0-first_name"') < page.index('href="#id_lead"')


def test_refusals_stand_at_the_form(client, world):
    answer = as_(client, world.lead).post(reverse("cases:open"), form(world, deputy=world.lead.membership.pk))

    assert answer.status_code == 200
    assert str(AppointingRefusal.SAME_PERSON.label) in answer.content.decode()


def test_another_centres_people_and_gminas_are_no_choice(client, world):
    answer = as_(client, world.lead).post(
        reverse("cases:open"), form(world, lead=world.neighbour_head.membership.pk, unit=world.other_gmina.pk)
    )

    assert set(answer.context["form"].errors) == {"lead", "unit"}


def test_intake_opens_from_a_concern_and_goes_back_to_the_inbox(client, world):
    change(world.concern, who="Beata Kanarkowa", address="ul. Kanarkowa 1")
    as_(client, world.intake)
    url = reverse("cases:open_from_concern", args=[world.concern.public_id])

    page = client.get(url)
    assert page.context["form"].initial["address"] == "ul. Kanarkowa 1"
    assert page.context["persons"][0]["surname"].value() == "Kanarkowa"
    answers = [client.post(url, sent) for sent in [form(world)] * 2]

    assert {answer.url for answer in answers} == {reverse("concerns:inbox")}
    case = CaseConcern.objects.get(concern=world.concern).case
    assert not CASES.allowed(world.intake.actor, case) & {"cases.case.view"}
    assert "Osoba prowadząca dostała wiadomość" in client.get(reverse("concerns:inbox")).content.decode()
    assert Person.objects.filter(case_persons__case=case).count() == 1


def test_a_refusal_leaves_the_concern_as_it_was(client, world):
    url = reverse("cases:open_from_concern", args=[world.concern.public_id])

    answer = as_(client, world.intake).post(url, form(world, deputy=world.lead.membership.pk))

    assert answer.status_code == 200
    assert again(world.concern).state == ConcernState.RECEIVED


def test_linking_by_number(client, world):
    as_(client, world.intake)
    url = reverse("cases:link_concern", args=[world.concern.public_id])
    sent = {"idempotency_key": key(), "number": f" {world.case.number.lower()} ", "reason": "Ta sama rodzina."}

    answers = [client.post(url, sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("concerns:inbox")}
    assert world.case.case_concerns.filter(concern=world.concern).count() == 1


@pytest.mark.parametrize("number", ["S/99/2026/990101", "nic"])
def test_an_unknown_number_is_said_to_be_unknown(client, world, number):
    url = reverse("cases:link_concern", args=[world.concern.public_id])

    answer = as_(client, world.intake).post(url, {"idempotency_key": key(), "number": number, "reason": "Bo tak."})

    assert "number" in answer.context["form"].errors


def test_a_closed_case_isnt_found_by_its_number(client, world):
    close(world)
    url = reverse("cases:link_concern", args=[world.concern.public_id])

    answer = as_(client, world.intake).post(
        url, {"idempotency_key": key(), "number": world.case.number, "reason": "Bo tak."}
    )

    assert "number" in answer.context["form"].errors


def test_a_head_who_leads_goes_on_to_the_case(client, world):
    url = reverse("cases:open_from_concern", args=[world.concern.public_id])

    answer = as_(client, world.head).post(url, form(world, lead=world.head.membership.pk))

    case = CaseConcern.objects.get(concern=world.concern).case
    assert answer.url == reverse("cases:view", args=[case.public_id])
    assert case.opened_at <= timezone.now()
