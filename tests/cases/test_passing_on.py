"""Actions of others that a member was given to see; and that an institution keeps control of what is its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.permissions import Permission
from kooperacja.cases.actions.notes import NoteText, edit_note, write_note
from kooperacja.cases.actions.passing_on import let_pass_on, speaks_for, take_back
from kooperacja.cases.actions.plan import ActionDetails, change_action
from kooperacja.cases.actions.sharing import Grounds, Thing, decide_sharing, end_sharing
from kooperacja.cases.models import BasisKind, Disclosure, How, Level, NoteKind, ParticipationBasis, SharingAnswer
from kooperacja.cases.policies import ACTIONS, DISCLOSURES, NOTES
from kooperacja.cases.rules.sharing import SharingRefusal
from kooperacja.cases.states import ActionState, BasisState
from kooperacja.kernel.refused import Refused
from tests.cases.changing import again, change, close, join, key, last_event, told
from tests.counting import queries_of
from tests.world import SINCE, as_, make

TOLD = Permission.ACTION_VIEW_TOLD
AGREED = Grounds("Żeby wiedzieć, kiedy dziecka nie będzie", BasisKind.AGREEMENT)


def show(world, action, place=None, answer=SharingAnswer.SHARED, grounds=AGREED):
    place = place or world.team["member"]
    return decide_sharing(place, Thing(action=action), answer, grounds, actor=world.lead.actor, now=world.now)


def sees(world, action, who="member"):
    return ACTIONS.allows(getattr(world, who).actor, TOLD, action)


def refused(world, action, **how):
    with pytest.raises(Refused) as found:
        show(world, action, **how)
    return found.value.refusals


def test_an_action_of_the_centre_is_shown_to_one_member(world):
    join(world, world.colleague)
    assert not sees(world, world.other_action)

    show(world, world.other_action)

    assert sees(world, world.other_action)
    assert not sees(world, world.other_action, "colleague")
    assert not ACTIONS.allows(world.member.actor, Permission.ACTION_VIEW, world.other_action), "no more than told"
    assert [message.kind for message in told(world)] == ["sees_more"]


def test_it_is_shown_to_a_member_of_the_centre_and_to_who_sees_own_actions_alone(world):
    show(world, world.action, place=join(world, world.colleague))
    change(world.team["member"], level=Level.ACTION)
    show(world, world.other_action)

    assert sees(world, world.other_action)
    assert sees(world, world.action, "colleague")


def test_it_is_refused_and_ended_like_everything_else(world):
    no = show(world, world.other_action, answer=SharingAnswer.REFUSED)
    assert no.answer == "refused"
    assert not sees(world, world.other_action)
    decided = show(world, world.other_action)
    assert refused(world, world.other_action) == {SharingRefusal.ALREADY_SHARED}

    end_sharing(decided, because="Już po badaniu", actor=world.lead.actor, now=world.now)

    assert not sees(world, world.other_action)


def test_own_actions_and_those_of_another_case_are_not_shown(world):
    assert refused(world, world.action) == {SharingRefusal.ALREADY_SHARED}
    other = change(world.other_action, case=make(type(world.case), **_like(world.case)))
    assert refused(world, other) == {SharingRefusal.NOT_OF_THE_CASE}


def _like(case):
    unlike = {"id", "public_id", "version", "number"}
    values = {field.name: getattr(case, field.name) for field in case._meta.concrete_fields if field.name not in unlike}
    return {**values, "number": "S/999"}


def _child_says(world, state):
    return make(
        ParticipationBasis,
        case=world.case,
        person=world.child,
        kind=BasisKind.AGREEMENT,
        state=state,
        stated_on=SINCE,
        how=How.ORALLY,
    )


@pytest.mark.parametrize("happened", ["refused", "withdrew", "left"])
def test_an_action_for_somebody_who_takes_no_part_is_not_shown_even_if_it_was(world, happened):
    colleague = join(world, world.colleague)
    show(world, world.other_action)
    assert sees(world, world.other_action)

    if happened == "left":
        change(world.case.case_persons.get(person=world.child), left_on=timezone.localdate())
    else:
        _child_says(world, BasisState.REFUSED if happened == "refused" else BasisState.WITHDRAWN)

    assert not sees(world, world.other_action)
    assert refused(world, world.action, place=colleague) == {SharingRefusal.OF_WHO_IS_SILENT}


@pytest.mark.parametrize("happened", ["left", "withdrew", "protocol ended", "closed"])
def test_what_ends_a_partners_way_in_ends_this_too(world, happened):
    show(world, world.other_action)
    if happened == "left":
        change(world.team["member"], left_on=timezone.localdate())
    if happened == "withdrew":
        change(world.basis, state=BasisState.WITHDRAWN)
    if happened == "protocol ended":
        change(world.protocol, ends_on=timezone.localdate() - timedelta(days=1))
    if happened == "closed":
        close(world)

    assert not sees(world, world.other_action)


# The owner


def test_another_institutions_action_is_shown_only_if_it_allows(world):
    action = change(world.action, may_pass_on=False)
    colleague = join(world, world.colleague)
    assert refused(world, action, place=colleague) == {SharingRefusal.OWNER_KEEPS_IT}

    action = let_pass_on(action, allowed=True, actor=world.member.actor, now=world.now)
    assert last_event("cases.passing_on_allowed").subject_id == action.public_id
    decided = show(world, action, place=colleague)
    assert sees(world, action, "colleague")

    let_pass_on(action, allowed=False, actor=world.member.actor, now=world.now)
    assert not sees(world, action, "colleague")
    assert (again(decided).ended_on, again(decided).ended_by_owner) == (timezone.localdate(world.now), True)
    let_pass_on(action, allowed=True, actor=world.member.actor, now=world.now)
    assert not sees(world, action, "colleague"), "what was taken back doesn't come back by itself"


def test_a_row_that_the_owner_does_not_allow_shows_nothing_whatever_the_decision_says(world):
    colleague = join(world, world.colleague)
    show(world, world.action, place=colleague)

    change(world.action, may_pass_on=False)

    assert not sees(world, world.action, "colleague")


@pytest.mark.parametrize("who", ["lead", "deputy", "former", "head", "colleague", "neighbour", "outsider", "operator"])
def test_nobody_else_allows_it(world, who):
    with pytest.raises(PermissionDenied):
        let_pass_on(world.action, allowed=True, actor=getattr(world, who).actor, now=world.now)


def test_for_who_takes_part_by_letter_the_lead_writes_the_answer_down(world):
    action = change(world.action, institution=world.pcpr, member=world.letter_member, may_pass_on=False)

    assert speaks_for(action, world.lead.actor)
    assert let_pass_on(action, allowed=True, actor=world.lead.actor, now=world.now).may_pass_on


def test_the_centres_own_are_the_leads_to_show(world):
    assert not speaks_for(world.other_action, world.lead.actor)
    assert not speaks_for(world.action, world.former.actor)


def test_whoever_answers_from_now_on_is_asked_anew(world):
    colleague = join(world, world.colleague)
    show(world, world.action, place=colleague)
    details = ActionDetails(text=world.action.text, institution=world.pcpr, due_on=world.action.due_on)

    action = change_action(world.action, details, version=world.action.version, actor=world.lead.actor, now=world.now)

    assert not action.may_pass_on
    assert not Disclosure.objects.filter(action=action, ended_on=None).exists()


def test_a_change_within_the_institution_keeps_the_permission(world):
    details = ActionDetails(text="Inaczej", institution=world.school, due_on=world.action.due_on)

    action = change_action(world.action, details, version=world.action.version, actor=world.lead.actor, now=world.now)

    assert action.may_pass_on


def note_of(world, *, may_pass_on=True, text="Uczeń był w szkole"):
    said = NoteText(kind=NoteKind.CALL, happened_on=timezone.localdate(), text=text, may_pass_on=may_pass_on)
    return write_note(world.case, said, actor=world.member.actor, now=world.now)


def test_the_institution_takes_back_its_note_also_when_the_author_is_gone(world):
    note = note_of(world)
    other = join(world, world.colleague)
    decided = decide_sharing(
        other, Thing(note=note), SharingAnswer.SHARED, AGREED, actor=world.lead.actor, now=world.now
    )
    change(note, author=world.former.membership)
    assert NOTES.allows(world.colleague.actor, Permission.NOTE_VIEW, note)

    take_back(decided, actor=world.member.actor, now=world.now)

    assert not NOTES.allows(world.colleague.actor, Permission.NOTE_VIEW, note)
    assert not again(note).may_pass_on
    assert again(decided).ended_by_owner
    assert last_event("cases.passing_on_taken_back").subject_id == decided.public_id
    with pytest.raises(PermissionDenied):
        take_back(decided, actor=world.member.actor, now=world.now)


def test_an_author_who_takes_the_tick_away_ends_the_showing_for_good(world):
    note, other = note_of(world), join(world, world.colleague)
    decide_sharing(other, Thing(note=note), SharingAnswer.SHARED, AGREED, actor=world.lead.actor, now=world.now)
    for allowed in (False, True):
        said = NoteText(kind=NoteKind.CALL, happened_on=note.happened_on, text=note.text, may_pass_on=allowed)
        note = edit_note(again(note), said, version=again(note).version, actor=world.member.actor, now=world.now)

    assert not NOTES.allows(world.colleague.actor, Permission.NOTE_VIEW, note)


def test_only_the_institution_knows_to_whom_its_own_was_passed_on(world):
    view, back = Permission.DISCLOSURE_VIEW_OWN, Permission.DISCLOSURE_TAKE_BACK
    for who in ("lead", "deputy", "former", "head", "colleague", "neighbour", "outsider", "operator"):
        assert not DISCLOSURES.permitted(getattr(world, who).actor, view).exists()
        assert not DISCLOSURES.permitted(getattr(world, who).actor, back).exists()
    assert list(DISCLOSURES.permitted(world.member.actor, view)) == [world.passed_on]
    _child_says(world, BasisState.WITHDRAWN)
    assert not DISCLOSURES.permitted(world.member.actor, view).exists(), "it speaks of somebody who takes no part"


def test_a_refusal_is_none_of_the_owners_business(world):
    change(world.passed_on, answer=SharingAnswer.REFUSED)

    assert not DISCLOSURES.permitted(world.member.actor, Permission.DISCLOSURE_VIEW_OWN).exists()


@pytest.mark.parametrize(
    "fields",
    [{"shown_kind": "area"}, {"ended_by_owner": True}, {"action": None}, {"level": Level.ACTION}],
)
def test_the_database_knows_a_whole_decision(world, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(world.passed_on, **fields)


# Pages


def page(name, row):
    return reverse(f"cases:{name}", args=[row.public_id])


def test_the_lead_looks_at_what_will_be_seen_and_the_member_sees_exactly_that(client, world):
    action = change(
        world.other_action, measure="TajnaMiara", answer="TajnyWynik", state=ActionState.DONE, done_on=SINCE
    )
    lead, place = as_(client, world.lead), world.team["member"]
    thing = f"action:{action.public_id}"
    who = reverse("cases:who_sees", args=[world.case.public_id, thing])
    assert who in lead.get(page("action", action)).content.decode()
    assert f"{page('disclose', place)}?co={thing}" in lead.get(who).content.decode()
    told_ = {"idempotency_key": key(), "thing": thing, "answer": "shared", "purpose": "x", "ground": "agreement"}
    told_ |= {"reference": ""}

    check = lead.post(page("disclose", place), told_).content.decode()
    lead.post(page("disclose", place), {**told_, "confirmed": "1"})

    overview = as_(type(client)(), world.member).get(page("view", world.case)).content.decode()
    sight = lead.get(page("member_sight", place)).content.decode()
    for text in (check, overview, sight):
        assert world.word("lead_action") in text
        for secret in ("TajnaMiara", "TajnyWynik", world.word("cost_note"), "3\xa0600"):
            assert secret not in text
    decided = Disclosure.objects.get(action=action)
    assert page("disclosure_end", decided) in lead.get(who).content.decode()
    assert as_(type(client)(), world.member).get(page("action", action)).status_code == 404


def test_before_the_level_changes_the_lead_sees_what_stays(client, world):
    lead, place = as_(client, world.lead), world.team["member"]
    show(world, world.other_action)
    told_ = {"idempotency_key": key(), "thing": "level:action", "answer": "shared", "purpose": "x"}

    text = lead.post(page("disclose", place), {**told_, "ground": "agreement", "reference": ""}).content.decode()

    assert world.word("lead_action") in text
    assert world.word("told_note") in text


def test_who_sees_a_note_or_the_facts(client, world):
    lead = as_(client, world.lead)
    own = note_of(world)
    link = world.case.case_concerns.first()
    show(world, world.other_action, answer=SharingAnswer.REFUSED)

    def text(thing):
        return lead.get(reverse("cases:who_sees", args=[world.case.public_id, thing])).content.decode()

    assert world.word("purpose") in text(f"note:{world.told_note.public_id}")
    assert "To ich własne" in text(f"note:{own.public_id}")
    assert "Nie widzi tego" in text(f"facts:{link.public_id}")
    assert "To ich własne" in text(f"action:{world.action.public_id}")
    assert "nie może tego zobaczyć" in text(f"action:{world.other_action.public_id}")
    assert lead.get(reverse("cases:who_sees", args=[world.case.public_id, "note:x"])).status_code == 404


def test_the_institution_allows_and_takes_back_on_its_pages(client, world):
    change(world.action, may_pass_on=False)
    member = as_(client, world.member)
    assert "Pozwól" in member.get(page("action", world.action)).content.decode()

    answer = member.post(page("action_pass_on", world.action), {"answer": "yes"}, follow=True)
    assert "może to pokazać" in answer.content.decode()
    assert again(world.action).may_pass_on
    assert page("passed_on", world.case) in member.get(page("view", world.case)).content.decode()
    text = member.get(page("passed_on", world.case)).content.decode()
    assert world.team["former"].name in text
    assert world.word("purpose") not in text

    for _click in range(2):
        assert member.post(page("take_back", world.passed_on)).url == page("passed_on", world.case)
    assert not again(world.action).may_pass_on
    assert page("take_back", world.passed_on) not in member.get(page("passed_on", world.case)).content.decode()
    assert again(world.passed_on).ended_by_owner
    member.post(page("action_pass_on", world.action), {"answer": "no"})
    assert not again(world.action).may_pass_on


def test_a_note_that_was_shown_does_not_show_its_action(client, world):
    change(world.told_note, action=world.other_action)
    member = as_(client, world.member)

    for address in (page("notes", world.case), page("note_file_note", world.told_note)):
        text = member.get(address).content.decode()
        assert world.word("told_note") in text
        assert world.word("lead_action") not in text


def test_the_pages_ask_the_same_however_much_was_decided(client, world):
    lead, member = as_(client, world.lead), as_(type(client)(), world.member)
    who = reverse("cases:who_sees", args=[world.case.public_id, f"action:{world.other_action.public_id}"])
    pages = ((lead, who), (lead, page("member_sight", world.team["member"])), (member, page("view", world.case)))
    show(world, world.other_action)
    for one, address in pages:
        one.get(address)
    before = [queries_of(one, address) for one, address in pages]
    for number in range(3):
        twin = _twin(world.other_action, f"Kolejne {number}")
        show(world, twin)
        join(world, [world.colleague, world.intake, world.head][number])

    assert [queries_of(one, address) for one, address in pages] == before


def _twin(action, text):
    unlike = {"id", "public_id", "version", "text"}
    names = [field.name for field in action._meta.concrete_fields if field.name not in unlike]
    return make(type(action), text=text, **{name: getattr(action, name) for name in names})


def test_the_levels_are_explained(client, world):
    text = as_(client, world.lead).get(page("levels", world.case)).content.decode()

    assert page("levels", world.case) in as_(client, world.lead).get(page("team", world.case)).content.decode()
    for number in "01234":
        assert f"{number}. " in text
