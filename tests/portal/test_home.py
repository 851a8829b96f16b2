from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kooperacja.access.actor import SYSTEM
from kooperacja.audit.recording import recording
from kooperacja.cases.actions.clocks import ANSWER
from kooperacja.cases.models import Action, Case, CaseMember, ClockPause, Note, Role
from kooperacja.cases.states import ActionState, BasisState, CaseState
from kooperacja.concerns.terms import Urgency
from kooperacja.config.schedule import SCHEDULE
from kooperacja.drafts.models import Draft
from kooperacja.kernel.calendar import WARSAW
from kooperacja.outbox.actions import tell_person
from kooperacja.outbox.kinds import MessageKind
from kooperacja.outbox.models import JobRun, Message
from kooperacja.portal.things import OF_A_KIND
from kooperacja.portal.today import what_needs
from kooperacja.transfers.states import HandoverState
from tests.world import SINCE, Made, make


@pytest.fixture
def world(world):
    """The village without its draft and message, so that tests count their own."""
    world.draft.delete()
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Message.objects.all().delete()
    return world


@pytest.fixture
def at_work(world):
    """Every job has run a moment ago, and well."""
    began = world.now - timedelta(seconds=3)
    for scheduled in SCHEDULE:
        noted = {"began_at": began, "ended_at": began, "next_at": world.now + scheduled.every}
        JobRun.objects.create(job=scheduled.name, **noted)


def change(row, **fields):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def needs(world, who, *, now=None):
    return what_needs(getattr(world, who).actor, now=now or world.now)


def everything(found):
    return [*found.late, *found.today, *found.soon, *found.waiting]


def titles(world, who, *, now=None):
    return sorted(thing.title for thing in everything(needs(world, who, now=now)))


def numbers(world, who):
    return [(tile.number, tile.urgent) for tile in needs(world, who).tiles]


def test_intake_decides_on_what_came_by_its_clock(world):
    (thing,) = needs(world, "intake").soon
    late = needs(world, "intake", now=world.now + timedelta(days=9))

    assert (thing.reference, thing.due) == (world.concern.number, world.concern.due_at)
    assert thing.url == reverse("concerns:concern", args=[world.concern.public_id])
    assert late.late == (thing,)


def test_the_inbox_counts_what_waits_and_says_what_is_late(world):
    assert numbers(world, "intake") == [(1, False)]

    change(world.concern, urgency=Urgency.RED)
    (tile,) = needs(world, "intake", now=world.now + timedelta(days=9)).tiles
    assert tile.urgent
    assert tile.note.count("1") == 2


def test_a_lead_reviews_within_the_week_and_is_late_afterwards(world):
    day = world.case.review_on
    at = datetime.combine(day, time(12), WARSAW)
    url = reverse("reviews:hold", args=[world.case.public_id])

    assert url not in [one.url for one in everything(needs(world, "lead", now=at - timedelta(days=8)))]
    assert url in [one.url for one in needs(world, "lead", now=at - timedelta(days=7)).soon]
    assert url in [one.url for one in needs(world, "lead", now=at).today]
    assert url in [one.url for one in needs(world, "lead", now=at + timedelta(days=1)).late]
    assert numbers(world, "lead") == [(1, False)]


def test_a_late_review_is_not_hidden_by_many_new_cases(world):
    change(world.case, review_on=timezone.localdate(world.now) - timedelta(days=1))
    for number in range(60):
        new = make(
            Case,
            number=f"S/{number + 100}/2026/990101",
            centre=world.ops,
            household=world.case.household,
            opened_at=world.now,
            opened_by=world.lead.user,
        )
        lead = {"institution": world.ops, "membership": world.lead.membership, "role": Role.LEAD}
        make(CaseMember, case=new, joined_on=SINCE, **lead)

    found = needs(world, "lead")

    assert [thing.reference for thing in found.late if thing.title == "Przejrzyj sprawę z rodziną"] == [
        world.case.number
    ]
    assert f"{reverse('cases:list')}?stan=opened" in [one.url for one in found.more]


def test_a_lead_finds_the_new_case_until_work_starts(world):
    title = "Uzupełnij to, czego brakuje, żeby zacząć"
    assert title not in titles(world, "lead")

    change(world.case, state=CaseState.OPENED)

    (thing,) = [one for one in needs(world, "lead").waiting if one.title == title]
    assert (thing.reference, thing.url) == (world.case.number, reverse("cases:view", args=[world.case.public_id]))
    assert title not in titles(world, "deputy") + titles(world, "member") + titles(world, "head")
    change(world.team["lead"], left_on=world.now.date())
    assert title not in titles(world, "lead")


def test_what_is_due_later_than_in_a_week_stands_under_no_heading_of_a_week(world):
    url = reverse("cases:action", args=[world.action.public_id])

    def where(days):
        found = needs(world, "member", now=datetime.combine(world.action.due_on - timedelta(days), time(12), WARSAW))
        return [name for name in ("soon", "waiting") if url in [one.url for one in getattr(found, name)]]

    assert (where(days=8), where(days=7)) == (["waiting"], ["soon"])


def test_a_member_is_asked_and_reminded(world):
    change(world.joint_decision, state="withdrawn", ended_on=SINCE)
    (thing,) = everything(needs(world, "member"))
    assert (thing.title, thing.reference) == ("Odpowiedz, czy podejmujesz działanie", world.case.number)
    assert thing.url == reverse("cases:action", args=[world.action.public_id])

    change(world.action, state=ActionState.ACCEPTED)
    assert not needs(world, "member")
    assert titles(world, "member", now=world.now + timedelta(days=4)) == ["Zrób swoje działanie"]
    assert needs(world, "member", now=world.now + timedelta(days=11)).late


@pytest.mark.parametrize(
    ("state", "fields", "title"),
    [
        (ActionState.OTHER_DAY, {"proposed_on": SINCE}, "Odpowiedz na propozycję innego dnia"),
        (ActionState.DECLINED, {"answer": "brak miejsc"}, "Znajdź kogoś innego do działania, którego ktoś nie podjął"),
    ],
)
def test_a_lead_answers_to_answers(world, state, fields, title):
    change(world.action, state=state, answered_on=SINCE, **fields)

    assert title in titles(world, "lead")
    assert title not in titles(world, "member")


def test_a_head_appoints_where_nobody_leads(world):
    before = titles(world, "head")
    change(world.team["lead"], left_on=world.now.date())

    assert titles(world, "head") == sorted([*before, "Wyznacz osobę prowadzącą sprawę"])
    assert "Wyznacz osobę prowadzącą sprawę" not in titles(world, "neighbour_head")


def test_a_lead_asks_how_it_goes_and_tries_again(world):
    later = world.now + timedelta(days=21)
    assert "Planowany kontakt" in titles(world, "lead", now=later)
    assert "Planowany kontakt" not in titles(world, "lead")

    reason = world.case._meta.get_field("closure_reason").choices[0][0]
    ended = {"closed_at": world.now, "closed_by": world.lead.user, "closure_reason": reason}
    change(world.case, state=CaseState.CLOSED, review_on=None, follow_up_on=timezone.localdate(world.now), **ended)
    (thing,) = needs(world, "lead").today
    assert thing.url == reverse("reviews:follow_up", args=[world.case.public_id])


def test_a_lead_notes_what_a_person_answered(world):
    asked = "Zapisz, czy ta osoba bierze udział"
    assert asked not in titles(world, "lead")

    change(world.basis, state=BasisState.ASKED)

    assert asked in titles(world, "lead")
    assert asked not in titles(world, "member")


def test_people_named_in_a_concern_are_informed_within_a_month(world):
    word = "Poinformuj osoby, o których mowa"
    assert word not in titles(world, "intake")
    change(world.concern, received_at=world.now - timedelta(days=22))

    (thing,) = [one for one in everything(needs(world, "intake")) if one.title == word]
    assert (thing.due, thing.url) == (
        world.concern.inform_by,
        reverse("concerns:inform", args=[world.concern.public_id]),
    )
    assert word not in titles(world, "lead")


@pytest.mark.parametrize(("who", "sees"), [("lead", True), ("deputy", True), ("member", False), ("head", False)])
def test_a_workshop_that_help_could_not_wait_for_is_due(world, who, sees):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        world.workshop.held_on = world.crisis.since - timedelta(days=1)
        world.workshop.save()
    word, later = "Spotkaj się z rodziną na warsztacie", world.now + timedelta(days=20)

    assert (word in titles(world, who, now=later)) is sees
    assert word not in titles(world, who)


def test_an_institution_is_asked_for_its_voice(world):
    word = "Odpowiedz w imieniu instytucji"
    (thing,) = [one for one in everything(needs(world, "member")) if one.title == word]

    assert thing.reference == world.case.number
    assert thing.url == reverse("cases:joint_answer", args=[asked_of(world).public_id])
    change(asked_of(world), vote="yes", answered_at=world.now, answered_by=world.member.membership)
    assert word not in titles(world, "member")


def asked_of(world):
    return world.joint_decision.voices.get(institution=world.school)


def test_a_reporter_sees_what_has_no_answer_yet(world):
    assert (1, False) in numbers(world, "reporter")


def test_messages_and_drafts_are_counted(world):
    with recording(Made.FOR_TEST, actor=SYSTEM):
        tell_person(world.outsider.user.pk, MessageKind.ACTION_DONE, reference="", path="/", now=world.now)
    Draft(owner=world.outsider.user, kind="x", saved_at=world.now).save()

    assert numbers(world, "outsider") == [(1, False), (1, False)]


@pytest.mark.parametrize("who", ["colleague", "region", "operator", "admin", "outsider"])
@pytest.mark.usefixtures("at_work")
def test_who_has_nothing_to_do_with_it_sees_nothing_of_it(world, who):
    change(world.handover, state=HandoverState.WITHDRAWN, ended_at=world.now)

    found = needs(world, who)

    assert not found
    assert all(tile.number == 0 for tile in found.tiles)


def test_what_is_more_than_fits_is_one_link_away(world):
    for number in range(OF_A_KIND + 3):
        make(
            Action,
            goal=world.goal,
            case=world.case,
            text=f"krok {number}",
            institution=world.school,
            member=world.team["member"],
            due_on=timezone.localdate(world.now),
        )

    found = needs(world, "member")

    assert len([one for one in everything(found) if "działanie" in one.title]) == OF_A_KIND
    assert [one.url for one in found.more] == [reverse("cases:actions")]


@pytest.mark.parametrize("change_of", ["died", "left"])
def test_nobody_is_asked_for_the_agreement_of_who_has_died_or_left(world, change_of):
    change(world.basis, state=BasisState.ASKED)
    asked = reverse("cases:basis_record", args=[world.case.public_id, world.person.public_id])
    assert asked in [thing.url for thing in everything(needs(world, "lead"))]

    if change_of == "died":
        change(world.person, has_died=True, died_on=SINCE)
    else:
        change(world.case.case_persons.get(person=world.person), left_on=timezone.localdate())

    assert asked not in [thing.url for thing in everything(needs(world, "lead"))]


def test_an_answer_is_due_when_it_is_due_and_not_when_the_action_is(world):
    day = timezone.localdate(world.now) + timedelta(days=3)
    change(world.action, answer_due_on=day)
    url = reverse("cases:action", args=[world.action.public_id])

    (thing,) = [one for one in everything(needs(world, "member")) if one.url == url]

    assert (thing.due, world.action.due_on > day) == (day, True)


def test_a_pause_moves_the_day_of_an_answer(world):
    day = timezone.localdate(world.now) + timedelta(days=3)
    change(world.action, answer_due_on=day)
    days = {"raw_on": day, "before_on": day, "due_on": day + timedelta(days=4)}
    since = {"since": day, "until": day + timedelta(days=4), "reason": "x", "paused_at": world.now}
    make(ClockPause, case=world.case, clock=ANSWER, paused_by=world.lead.membership, **days, **since)

    assert day + timedelta(days=4) in [one.due for one in everything(needs(world, "member"))]


def test_a_lead_learns_that_an_answer_does_not_come(world):
    word = "Zapytaj ponownie: działanie nadal bez odpowiedzi"
    day = timezone.localdate(world.now)
    change(world.action, answer_due_on=day)
    assert word not in titles(world, "lead")

    change(world.action, answer_due_on=day - timedelta(days=1))

    assert word in [one.title for one in needs(world, "lead").late]
    assert word not in titles(world, "member")


def test_a_lead_learns_that_somebody_is_late(world):
    word = "Zapytaj, jak idzie: minął termin działania"
    change(world.action, state=ActionState.ACCEPTED, due_on=timezone.localdate(world.now))
    assert word not in titles(world, "lead")

    change(world.action, due_on=timezone.localdate(world.now) - timedelta(days=1))

    assert word in [one.title for one in needs(world, "lead").late]
    assert word not in titles(world, "member")


def test_own_late_actions_are_said_once(world):
    late = {"state": ActionState.ACCEPTED, "due_on": timezone.localdate(world.now) - timedelta(days=1)}
    change(world.action, institution=world.ops, member=world.team["lead"], **late)
    url = reverse("cases:action", args=[world.action.public_id])

    assert [one.url for one in everything(needs(world, "lead"))].count(url) == 1


@pytest.mark.parametrize(("who", "sees"), [("lead", True), ("deputy", True), ("member", False), ("head", False)])
def test_a_family_of_which_a_concern_told_is_to_be_met(world, who, sees):
    word = "Spotkaj się pierwszy raz z rodziną i zapisz to"
    link = world.case.case_concerns.get()
    change(link, contact_due_on=timezone.localdate(world.now) + timedelta(days=2))
    with recording(Made.FOR_TEST, actor=SYSTEM):
        Note.objects.update(with_family=False)

    found = [one for one in everything(needs(world, who)) if one.title == word]

    assert [one.url for one in found] == ([reverse("cases:note_write", args=[world.case.public_id])] if sees else [])


@pytest.mark.parametrize(("who", "sees"), [("lead", True), ("deputy", False), ("member", False), ("head", False)])
def test_own_visits_stand_on_their_day_and_ask_afterwards(world, who, sees):
    url = reverse("agenda:visit", args=[world.visit.public_id])
    day = world.visit.starts_at

    before = needs(world, who, now=day.replace(hour=0, minute=5))
    after = needs(world, who, now=day + timedelta(days=1))

    assert (url in [one.url for one in before.today]) is sees
    asked = [one.title for one in after.late if one.url == url]
    assert asked == (["Zaznacz, czy to się odbyło"] if sees else [])
    change(world.visit, state="done")
    assert url not in [one.url for one in everything(needs(world, who))]
