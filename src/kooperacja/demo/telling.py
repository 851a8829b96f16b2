"""The sentences in which the stories tell what people did: each is an action of the application."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.utils import timezone

from kooperacja.agenda.actions.visits import Planned, plan_visit
from kooperacja.agenda.models import Visit, VisitKind
from kooperacja.audit.recording import back_then
from kooperacja.cases.actions.community import CommunityOpening, open_community_case
from kooperacja.cases.actions.days import days_of, tick_days
from kooperacja.cases.actions.joint import Asking, answer_jointly, ask_jointly
from kooperacja.cases.actions.kin import GuardianDetails, add_guardian, add_kinship
from kooperacja.cases.actions.notes import NoteText, write_note
from kooperacja.cases.actions.opening import NewPerson, Opening, open_case_from_concern
from kooperacja.cases.actions.participation import Said, record_basis
from kooperacja.cases.actions.passing_on import let_pass_on
from kooperacja.cases.actions.people import PersonDetails, add_person
from kooperacja.cases.actions.plan import ActionDetails, accept_action, add_action, add_goal, finish_action
from kooperacja.cases.actions.progress import set_review, start_case
from kooperacja.cases.actions.sharing import Grounds, Thing, decide_sharing
from kooperacja.cases.actions.team import add_by_letter, add_member
from kooperacja.cases.models import (
    Action,
    BasisKind,
    Case,
    CaseMember,
    Goal,
    How,
    JointDecision,
    Note,
    NoteKind,
    SharingAnswer,
)
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.rules.joint import Said as Voiced
from kooperacja.cases.rules.joint import Vote
from kooperacja.concerns.actions.raising import raise_concern
from kooperacja.concerns.actions.triage import take_up
from kooperacja.concerns.models import Concern
from kooperacja.concerns.telling import Telling
from kooperacja.concerns.terms import Source, Urgency
from kooperacja.consultations.actions.advising import give_advice
from kooperacja.consultations.actions.asking import ask_for_advice
from kooperacja.diagnosis.actions.assessments import Head, begin_assessment, score_areas
from kooperacja.diagnosis.actions.workshops import WorkshopDetails, contribute, hold_workshop
from kooperacja.diagnosis.models import AREA, Assessment, ContributionKind, Workshop
from kooperacja.diagnosis.rules.attendance import TookPart
from kooperacja.diagnosis.rules.scores import Answer
from kooperacja.diagnosis.states import Occasion
from kooperacja.gate.actions.crisis import note_crisis
from kooperacja.gate.actions.qualifying import Decided, qualify
from kooperacja.gate.actions.tried import Attempt, Behalf, note_tried, note_tried_for
from kooperacja.gate.models import Answer as WayAnswer
from kooperacja.gate.models import Reason, Result
from kooperacja.kernel.calendar import nth_working_day
from kooperacja.persons.models import GuardianKind, KinshipKind, Person
from kooperacja.reviews.actions.reviewing import Held, hold_review
from kooperacja.reviews.models import Review
from kooperacja.reviews.rules import Decision
from kooperacja.territory.models import Unit

from .calendar import Calendar
from .people import Cast

T = TypeVar("T")


@dataclass
class Story:
    """One family's story: who works with it, and what they did so far."""

    cast: Cast
    calendar: Calendar
    leader: str
    unit: Unit

    def acts(self, action: Callable[..., T], *what: Any, when: datetime, by: str = "", **more: Any) -> T:
        """Somebody, else the lead, did something then: every sentence goes through here, and its event bears the day."""
        with back_then(when):
            return action(*what, actor=self.cast.actor(by or self.leader), now=when, **more)

    def tells(self, reporter: str, when: datetime, /, *, centre: str, urgency: Urgency, **said: Any) -> Concern:
        """Somebody raises a concern."""
        said.setdefault("source", Source.SEEN)
        telling = Telling(centre=self.cast.bodies[centre], unit=self.unit, urgency=urgency, **said)
        return self.acts(raise_concern, telling, by=reporter, when=when)

    def opens(
        self, concern: Concern, when: datetime, *, by: str, deputy: str, persons: list[NewPerson], **known: Any
    ) -> Case:
        """Intake takes the concern up and opens a case from it."""
        concern = self.acts(take_up, concern, by=by, when=when)
        opening = Opening(
            unit=self.unit,
            persons=persons,
            lead=self.cast.places[self.leader],
            deputy=self.cast.places[deputy],
            **known,
        )
        reason = "Rodzina potrzebuje pomocy kilku instytucji."
        return self.acts(open_case_from_concern, concern, opening, reason=reason, by=by, when=when)

    def decides(self, when: datetime, *, place: str, decision: str, deputy: str | None = None) -> Case:
        """The team decides to work for a village or a group; no person is in it."""
        opening = CommunityOpening(
            place=place,
            decision=decision,
            decided_on=when.date(),
            lead=self.cast.places[self.leader],
            deputy=self.cast.places[deputy] if deputy else None,
        )
        return self.acts(open_community_case, opening, when=when)

    def invites_by_letter(self, case: Case, body: str, contact: str, when: datetime) -> CaseMember:
        """An institution without an account joins by letter."""
        return self.acts(add_by_letter, case, self.cast.bodies[body], contact=contact, when=when)

    def agrees(self, case: Case, person: Person, when: datetime, **said: Any) -> None:
        """A person agrees to take part."""
        said = {"kind": BasisKind.AGREEMENT, "how": How.WRITING, **said}
        self.acts(record_basis, case, person, Said(stated_on=when.date(), **said), version=None, when=when)

    def adds_child(
        self, case: Case, parent: Person, when: datetime, first_name: str, surname: str, born: date, **known: Any
    ) -> Person:
        """The lead enters a child with its parent as guardian."""
        details = PersonDetails(first_name=first_name, surname=surname, birth_date=born, **known)
        child = self.acts(add_person, case, details, lives_there=True, when=when)
        self.acts(add_kinship, case, parent, KinshipKind.PARENT, child, when=when)
        guardian = GuardianDetails(kind=GuardianKind.PARENT, starts_on=born)
        self.acts(add_guardian, case, child, parent, guardian, when=when)
        return child

    def joins(self, case: Case, who: str, when: datetime) -> CaseMember:
        """Somebody of another institution joins the team."""
        return self.acts(add_member, case, self.cast.places[who], when=when)

    def aims(self, case: Case, text: str, person: Person | None, when: datetime) -> Goal:
        """The family sets a goal."""
        return self.acts(add_goal, case, text, person, when=when)

    def plans(
        self,
        goal: Goal,
        text: str,
        who: str,
        team: Mapping[str, CaseMember],
        when: datetime,
        *,
        due: date,
        **more: Any,
    ) -> Action:
        """The lead proposes an action to a member of the team."""
        member = team[who]
        details = ActionDetails(text=text, institution=member.institution, due_on=due, member=member, **more)
        return self.acts(add_action, goal, details, when=when)

    def accepts(self, action: Action, who: str, when: datetime) -> Action:
        """The member accepts."""
        return self.acts(accept_action, action, answered_on=when.date(), by=who, when=when)

    def finishes(self, action: Action, who: str, when: datetime, result: str) -> Action:
        """The member has done it."""
        return self.acts(finish_action, action, result, done_on=when.date(), by=who, when=when)

    def buys(
        self,
        goal: Goal,
        text: str,
        team: Mapping[str, CaseMember],
        when: datetime,
        *,
        due: date,
        cost: int,
        other: str = "",
        **more: Any,
    ) -> Action:
        """The lead plans what somebody outside does for money: from the package of services, or another source."""
        source = CostSource.OTHER if other else CostSource.PACKAGE
        paid = {"cost": Decimal(cost), "cost_source": source, "cost_note": other}
        return self.plans(goal, text, self.leader, team, when, due=due, **paid, **more)

    def ticks(self, action: Action, who: str, when: datetime, *, missed: int = 0) -> Action:
        """The member ticks off the days of a repeated action so far, but for the last `missed` ones."""
        days = days_of(action, until=when.date())
        held = days[: len(days) - missed]
        version = Action.objects.get(pk=action.pk).version
        return self.acts(tick_days, action, held, version=version, by=who, when=when)

    def notes(
        self, case: Case, who: str, when: datetime, kind: NoteKind, text: str, *, with_family: bool = True
    ) -> Note:
        """Somebody writes a note."""
        said = NoteText(kind=kind, happened_on=when.date(), text=text, with_family=with_family)
        return self.acts(write_note, case, said, by=who, when=when)

    def plans_visit(self, case: Case, who: str, when: datetime, words: str) -> Visit:
        """Somebody plans a visit at home on the next working day, at ten."""
        day = nth_working_day(self.calendar.today, 1)
        at = timezone.make_aware(datetime.combine(day, time(10)))
        return self.acts(plan_visit, case, Planned(VisitKind.VISIT, at, 60, words), by=who, when=when)

    def lets_see(self, case: Case, who: str, thing: Thing, answer: SharingAnswer, purpose: str, when: datetime) -> None:
        """The lead decides what somebody of the team sees, with the family's agreement."""
        place = case.members.current().get(membership=self.cast.places[who])
        self.acts(decide_sharing, place, thing, answer, Grounds(purpose, BasisKind.AGREEMENT), when=when)

    def asks_together(
        self, case: Case, question: str, bodies: Sequence[str], when: datetime, *, by: date, **rule: Any
    ) -> JointDecision:
        """The lead asks institutions of the team for a joint decision."""
        asking = Asking(question, [self.cast.bodies[key] for key in bodies], answer_by=by, **rule)
        return self.acts(ask_jointly, case, asking, when=when)

    def decides_together(self, decision: JointDecision, who: str, when: datetime, vote: Vote, **said: Any) -> None:
        """Somebody answers for the own institution; with `body`, the lead writes down what came from there."""
        body = said.pop("body", "")
        of = self.cast.bodies[body] if body else self.cast.places[who].institution
        voice = decision.voices.get(institution=of)
        self.acts(answer_jointly, voice, Voiced(vote, **said), version=voice.version, by=who, when=when)

    def reviews(self, case: Case, on: date, when: datetime) -> Case:
        """The lead sets the next review."""
        return self.acts(set_review, case, on, version=self.fresh(case).version, when=when)

    def holds_review(
        self, case: Case, when: datetime, next_on: date | None, accomplishments: str, **said: Any
    ) -> Review:
        """The lead, the family and the team look at the plan."""
        said.setdefault("decision", Decision.GO_ON)
        held = Held(held_on=when.date(), accomplishments=accomplishments, next_on=next_on, **said)
        return self.acts(hold_review, self.fresh(case), held, when=when)

    def starts(self, case: Case, when: datetime) -> Case:
        """Work by the plan starts."""
        return self.acts(start_case, case, when=when)

    def meets(self, case: Case, when: datetime, place: str, others: str = "") -> Workshop:
        """The team and the family hold a workshop: everybody of the family, and the lead."""
        details = WorkshopDetails(when.date(), place, self._together(case, others))
        return self.acts(hold_workshop, case, details, when=when)

    def says(self, workshop: Workshop, who: str, when: datetime, **said: str) -> None:
        """Somebody writes down what was said there, by kind."""
        texts = {ContributionKind(kind): text for kind, text in said.items()}
        self.acts(contribute, workshop, texts, by=who, when=when)

    def assesses(
        self, case: Case, when: datetime, occasion: Occasion, *, finish: bool = True, **areas: tuple[str, str, str]
    ) -> Assessment:
        """The lead asks how things are: of each area the worker's view, the family's own, and a note."""
        head = Head(occasion, when.date(), list(areas), self._together(case))
        assessment = self.acts(begin_assessment, case, head, when=when)
        answers = {code: Answer(*said) for code, said in areas.items()}
        version = assessment.version
        return self.acts(score_areas, assessment, answers, finish=finish, version=version, when=when)

    def shows(self, assessment: Assessment, area: str, who: str, purpose: str, when: datetime) -> None:
        """The lead lets somebody of the team see one area, with the family's agreement."""
        score = assessment.scores.get(area__code=area)
        thing = Thing(kind=AREA, public_id=score.public_id)
        self.lets_see(assessment.case, who, thing, SharingAnswer.SHARED, purpose, when)

    def allows(self, action: Action, who: str, when: datetime) -> Action:
        """The institution that answers for an action lets the lead show it to others."""
        return self.acts(let_pass_on, action, allowed=True, by=who, when=when)

    def consults(self, case: Case, who: str, when: datetime, question: str, advice: str, answered: datetime) -> None:
        """The lead asks somebody outside the case without naming the family, and they answer."""
        place = self.cast.places[who]
        row = self.acts(ask_for_advice, self.fresh(case), question, [place], None, when=when)
        self.acts(give_advice, row.advices.get(), advice, by=who, when=answered)

    def tries(
        self, case: Case, who: str, when: datetime, what: str, result: Result, words: str = "", **days: date
    ) -> None:
        """Somebody writes what their institution has tried already."""
        self.acts(note_tried, case, Attempt(what, result, words, **days), by=who, when=when)

    def hears(self, case: Case, behalf: Behalf, when: datetime, what: str, result: Result, words: str = "") -> None:
        """The lead writes what an institution without an account has tried."""
        self.acts(note_tried_for, case, behalf, Attempt(what, result, words), when=when)

    def chooses(self, case: Case, when: datetime, answer: WayAnswer, reasons: list[Reason], words: str = "") -> None:
        """The lead and the family decide whether this is the way."""
        self.acts(qualify, case, Decided(answer, when.date(), reasons, words), when=when)

    def cannot_wait(self, case: Case, when: datetime, reason: str) -> None:
        """Help can't wait for the workshop."""
        self.acts(note_crisis, self.fresh(case), reason, since=when.date(), when=when)

    def _together(self, case: Case, others: str = "") -> TookPart:
        family = case.case_persons.filter(left_on=None).values_list("person__public_id", flat=True)
        leads = case.members.current().filter(role="lead").values_list("public_id", flat=True)
        return TookPart(tuple(map(str, family)), tuple(map(str, leads)), others)

    @property
    def lead(self) -> Any:
        """The actor who leads the case."""
        return self.cast.actor(self.leader)

    @staticmethod
    def fresh(case: Case) -> Case:
        """Return the case as it is now."""
        return Case.objects.get(pk=case.pk)
