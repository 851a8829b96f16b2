"""Who joins a team, who is refused and why, and that leaving takes effect at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from kooperacja.agreements.models import AgreementKind
from kooperacja.agreements.sharing import binding_both, shares_data
from kooperacja.cases.actions.team import add_by_letter, add_member, leave_team, remove_member, why_not_join
from kooperacja.cases.models import Role
from kooperacja.cases.policies import CASES
from kooperacja.cases.rules.team import JoiningRefusal
from kooperacja.cases.states import BasisState
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change, close, join, key, last_event, told
from tests.world import as_


def test_somebody_of_the_centre_joins_without_papers(world):
    change(world.basis, state=BasisState.WITHDRAWN)

    place = add_member(world.case, world.colleague.membership, actor=world.lead.actor, now=world.now)

    assert (place.role, place.institution) == (Role.MEMBER, world.ops)
    assert CASES.allows(world.colleague.actor, CASES.view, world.case)
    message = told(world).get()
    assert (message.recipient, message.kind, message.reference) == (
        world.colleague.user,
        "team_joined",
        world.case.number,
    )
    assert last_event("cases.member_added").subject_id == world.case.public_id


def test_somebody_of_a_partner_joins_with_both_papers_and_an_agreement(world):
    add_member(world.case, world.former.membership, actor=world.deputy.actor, now=world.now)

    assert CASES.allows(world.former.actor, CASES.view, world.case)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("cooperation", JoiningRefusal.NO_COOPERATION),
        ("protocol", JoiningRefusal.NO_PROTOCOL),
        ("basis", JoiningRefusal.NO_AGREEMENT),
    ],
)
def test_a_partner_is_refused_and_told_why(world, what, refusal):
    if what == "basis":
        change(world.basis, state=BasisState.WITHDRAWN)
    else:
        change(getattr(world, what), ends_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(Refused) as refused:
        add_member(world.case, world.former.membership, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {refusal}
    assert not world.case.members.current().filter(membership=world.former.membership).exists()


def test_an_institution_without_papers_is_refused_all_of_them(world):
    with pytest.raises(Refused) as refused:
        add_member(world.case, world.outsider.membership, actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {JoiningRefusal.NO_COOPERATION, JoiningRefusal.NO_PROTOCOL}


def test_nobody_joins_twice_and_nobody_who_has_gone(world):
    with pytest.raises(Refused) as refused:
        add_member(world.case, world.member.membership, actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == {JoiningRefusal.ALREADY_IN}

    gone = change(world.colleague.membership, ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        add_member(world.case, gone, actor=world.lead.actor, now=world.now)
    assert refused.value.refusals == {JoiningRefusal.HAT_ENDED}


@pytest.mark.parametrize("name", ["member", "head", "intake", "colleague", "neighbour_head", "admin", "operator"])
def test_only_lead_and_deputy_add(world, name):
    actor = getattr(world, name).actor
    with pytest.raises(PermissionDenied):
        add_member(world.case, world.colleague.membership, actor=actor, now=world.now)
    with pytest.raises(PermissionDenied):
        add_by_letter(world.case, world.police, contact="Jan Listowny", actor=actor, now=world.now)


def test_a_closed_case_takes_nobody_in(world):
    close(world)
    with pytest.raises(PermissionDenied):
        add_member(world.case, world.colleague.membership, actor=world.lead.actor, now=world.now)


def test_by_letter_an_institution_joins_without_papers_and_sees_nothing(world):
    place = add_by_letter(world.case, world.police, contact="Jan Listowny", actor=world.lead.actor, now=world.now)

    assert (place.membership, place.letter_contact) == (None, "Jan Listowny")
    assert not CASES.allowed(world.reporter.actor, world.case)
    assert not told(world).exists()


def test_no_partner_joins_before_an_agreement_not_even_by_letter(world):
    change(world.basis, state=BasisState.REFUSED)

    with pytest.raises(Refused) as refused:
        add_by_letter(world.case, world.police, contact="Jan Listowny", actor=world.lead.actor, now=world.now)

    assert refused.value.refusals == {JoiningRefusal.NO_AGREEMENT}


def test_what_binds_two_institutions(world):
    today = timezone.localdate()

    assert shares_data(world.ops.pk, world.school.pk, today)
    assert shares_data(world.school.pk, world.ops.pk, today)
    assert not shares_data(world.ops.pk, world.pcpr.pk, today)
    assert binding_both(world.ops.pk, world.school.pk, today) == {
        AgreementKind.COOPERATION,
        AgreementKind.DATA_SHARING,
    }
    assert not shares_data(world.ops.pk, world.school.pk, today - timedelta(days=3650))


def test_anybody_of_the_institution(world):
    assert not why_not_join(world.case, world.school, membership=None, by_letter=False, now=world.now)
    assert why_not_join(world.case, world.pcpr, membership=None, by_letter=False, now=world.now)


# Leaving


def test_a_removed_member_is_out_with_the_next_request(client, world):
    as_(client, world.member)
    url = reverse("cases:view", args=[world.case.public_id])
    assert client.get(url).status_code == 200

    remove_member(world.case_member, because="koniec roku szkolnego", actor=world.lead.actor, now=world.now)

    assert client.get(url).status_code == 404
    place = again(world.case_member)
    assert (place.left_on, place.left_because) == (timezone.localdate(world.now), "koniec roku szkolnego")
    assert told(world).get().recipient == world.member.user
    assert last_event("cases.member_removed").subject_id == place.public_id


def test_a_member_leaves(world):
    leave_team(world.case_member, because="", actor=world.member.actor, now=world.now)

    assert not CASES.allowed(world.member.actor, world.case)
    assert not told(world).exists()


def test_who_left_may_join_again(world):
    remove_member(world.case_member, because="", actor=world.lead.actor, now=world.now)

    add_member(world.case, world.member.membership, actor=world.lead.actor, now=world.now)

    assert world.case.members.filter(membership=world.member.membership).count() == 2


def test_a_lead_is_neither_removed_nor_leaves(world):
    with pytest.raises(PermissionDenied):
        remove_member(world.team["lead"], because="", actor=world.deputy.actor, now=world.now)
    with pytest.raises(PermissionDenied):
        leave_team(world.team["lead"], because="", actor=world.lead.actor, now=world.now)


def test_nobody_removes_twice(world):
    remove_member(world.case_member, because="", actor=world.lead.actor, now=world.now)

    with pytest.raises(PermissionDenied):
        remove_member(world.case_member, because="", actor=world.deputy.actor, now=world.now)


@pytest.mark.parametrize("name", ["member", "head", "colleague", "neighbour", "former"])
def test_others_remove_nobody(world, name):
    with pytest.raises(PermissionDenied):
        remove_member(world.case_member, because="", actor=getattr(world, name).actor, now=world.now)


# Pages


def test_the_team_page_shows_history(client, world):
    html = as_(client, world.lead).get(reverse("cases:team", args=[world.case.public_id])).content.decode()

    for name in ("lead", "deputy", "member", "former"):
        assert getattr(world, name).user.name in html


def test_adding_by_page_twice_makes_one_member(client, world):
    as_(client, world.lead)
    url = reverse("cases:member_add", args=[world.case.public_id, world.ops.public_id])
    sent = {"idempotency_key": key(), "membership": world.colleague.membership.pk}

    answers = [client.post(url, sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("cases:team", args=[world.case.public_id])}
    assert world.case.members.filter(membership=world.colleague.membership).count() == 1


def test_the_page_says_what_stands_in_the_way(client, world):
    as_(client, world.lead)
    url = reverse("cases:member_add", args=[world.case.public_id, world.pcpr.public_id])

    html = client.get(url).content.decode()
    assert str(JoiningRefusal.NO_COOPERATION.label) in html
    assert str(JoiningRefusal.NO_PROTOCOL.label) in html
    answer = client.post(url, {"idempotency_key": key(), "membership": world.outsider.membership.pk})

    assert answer.status_code == 200
    assert not world.case.members.filter(membership=world.outsider.membership).exists()


def test_people_of_another_institution_are_no_choice(client, world):
    url = reverse("cases:member_add", args=[world.case.public_id, world.ops.public_id])

    answer = as_(client, world.lead).post(url, {"idempotency_key": key(), "membership": world.outsider.membership.pk})

    assert "membership" in answer.context["form"].errors


@pytest.mark.parametrize(("text", "found"), [("pcpr lipian", 1), ("SZKOŁA ZAPŁOCIU", 1), ("szkola", 1), ("xyz", 0)])
def test_finding_an_institution(client, world, text, found):
    url = reverse("cases:member_choose", args=[world.case.public_id])

    page = as_(client, world.lead).get(url, {"szukaj": text})

    assert len(page.context["found"]) == found
    assert list(page.context["partners"]) == [world.school]


def test_the_letter_is_neutral(client, world):
    as_(client, world.lead)
    url = reverse("cases:member_add_by_letter", args=[world.case.public_id, world.police.public_id])
    sent = {"idempotency_key": key(), "contact": "Jan Listowny"}

    answers = [client.post(url, sent) for _ in range(2)]
    html = client.get(answers[0].url).content.decode()

    assert answers[0].url == answers[1].url
    assert "Jan Listowny" in html
    assert world.case.number in html
    assert not [what for what, word in world.canaries.items() if word in html]


def test_by_letter_says_why_not(client, world):
    change(world.basis, state=BasisState.REFUSED)
    url = reverse("cases:member_add_by_letter", args=[world.case.public_id, world.pcpr.public_id])

    answer = as_(client, world.lead).post(url, {"idempotency_key": key(), "contact": "Jan Listowny"})

    assert str(JoiningRefusal.NO_AGREEMENT.label) in answer.content.decode()


def test_removing_and_leaving_by_page(client, world):
    colleague = join(world, world.colleague)
    as_(client, world.lead)
    answer = client.post(reverse("cases:member_remove", args=[world.case_member.public_id]), {"because": "  koniec  "})
    assert answer.url == reverse("cases:team", args=[world.case.public_id])
    assert again(world.case_member).left_because == "koniec"

    as_(client, world.colleague)
    answer = client.post(reverse("cases:member_leave", args=[colleague.public_id]), {})
    assert answer.url == reverse("cases:list")
    assert again(colleague).left_on


def test_what_stands_in_the_way_leads_to_where_it_is_mended(client, world):
    change(world.basis, state=BasisState.WITHDRAWN)
    url = reverse("cases:member_add", args=[world.case.public_id, world.school.public_id])

    assert f'href="{reverse("cases:people", args=[world.case.public_id])}">Przejdź do rodziny' in (
        as_(client, world.lead).get(url).content.decode()
    )
