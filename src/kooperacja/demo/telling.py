"""The sentences in which the stories tell what people did: each is an action of the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kooperacja.cases.actions.community import CommunityOpening, open_community_case
from kooperacja.cases.actions.days import days_of, tick_days
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
from kooperacja.cases.models import Action, BasisKind, Case, CaseMember, Goal, How, Note, NoteKind, SharingAnswer
from kooperacja.cases.rules.depth import CostSource
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
from kooperacja.persons.models import GuardianKind, KinshipKind, Person
from kooperacja.reviews.actions.reviewing import Held, hold_review
from kooperacja.reviews.models import Review
from kooperacja.reviews.rules import Decision
from kooperacja.territory.models import Unit

from .calendar import Calendar
from .people import Cast


@dataclass
class Story:
    """One family's story: who works with it, and what they did so far."""

    cast: Cast
    calendar: Calendar
    leader: str
    unit: Unit

    def tells(self, reporter: str, when: datetime, /, *, centre: str, urgency: Urgency, **said: Any) -> Concern:
        """Somebody raises a concern."""
        said.setdefault("source", Source.SEEN)
        telling = Telling(centre=self.cast.bodies[centre], unit=self.unit, urgency=urgency, **said)
        return raise_concern(telling, actor=self.cast.actor(reporter), now=when)

    def opens(
        self, concern: Concern, when: datetime, *, by: str, deputy: str, persons: list[NewPerson], **known: Any
    ) -> Case:
        """Intake takes the concern up and opens a case from it."""
        actor = self.cast.actor(by)
        concern = take_up(concern, actor=actor, now=when)
        opening = Opening(
            unit=self.unit,
            persons=persons,
            lead=self.cast.places[self.leader],
            deputy=self.cast.places[deputy],
            **known,
        )
        reason = "Rodzina potrzebuje pomocy kilku instytucji."
        return open_case_from_concern(concern, opening, reason=reason, actor=actor, now=when)

    def decides(self, when: datetime, *, place: str, decision: str, deputy: str | None = None) -> Case:
        """The team decides to work for a village or a group; no person is in it."""
        opening = CommunityOpening(
            place=place,
            decision=decision,
            decided_on=when.date(),
            lead=self.cast.places[self.leader],
            deputy=self.cast.places[deputy] if deputy else None,
        )
        return open_community_case(opening, actor=self.lead, now=when)

    def invites_by_letter(self, case: Case, body: str, contact: str, when: datetime) -> CaseMember:
        """An institution without an account joins by letter."""
        return add_by_letter(case, self.cast.bodies[body], contact=contact, actor=self.lead, now=when)

    def agrees(self, case: Case, person: Person, when: datetime, **said: Any) -> None:
        """A person agrees to take part."""
        said = {"kind": BasisKind.AGREEMENT, "how": How.WRITING, **said}
        record_basis(case, person, Said(stated_on=when.date(), **said), version=None, actor=self.lead, now=when)

    def adds_child(
        self, case: Case, parent: Person, when: datetime, first_name: str, surname: str, born: date
    ) -> Person:
        """The lead enters a child with its parent as guardian."""
        details = PersonDetails(first_name=first_name, surname=surname, birth_date=born)
        child = add_person(case, details, lives_there=True, actor=self.lead, now=when)
        add_kinship(case, parent, KinshipKind.PARENT, child, actor=self.lead, now=when)
        guardian = GuardianDetails(kind=GuardianKind.PARENT, starts_on=born)
        add_guardian(case, child, parent, guardian, actor=self.lead, now=when)
        return child

    def joins(self, case: Case, who: str, when: datetime) -> CaseMember:
        """Somebody of another institution joins the team."""
        return add_member(case, self.cast.places[who], actor=self.lead, now=when)

    def aims(self, case: Case, text: str, person: Person | None, when: datetime) -> Goal:
        """The family sets a goal."""
        return add_goal(case, text, person, actor=self.lead, now=when)

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
        return add_action(goal, details, actor=self.lead, now=when)

    def accepts(self, action: Action, who: str, when: datetime) -> Action:
        """The member accepts."""
        return accept_action(action, answered_on=when.date(), actor=self.cast.actor(who), now=when)

    def finishes(self, action: Action, who: str, when: datetime, result: str) -> Action:
        """The member has done it."""
        return finish_action(action, result, done_on=when.date(), actor=self.cast.actor(who), now=when)

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
        return tick_days(action, held, version=version, actor=self.cast.actor(who), now=when)

    def notes(
        self, case: Case, who: str, when: datetime, kind: NoteKind, text: str, *, with_family: bool = True
    ) -> Note:
        """Somebody writes a note."""
        said = NoteText(kind=kind, happened_on=when.date(), text=text, with_family=with_family)
        return write_note(case, said, actor=self.cast.actor(who), now=when)

    def lets_see(self, case: Case, who: str, thing: Thing, answer: SharingAnswer, purpose: str, when: datetime) -> None:
        """The lead decides what somebody of the team sees, with the family's agreement."""
        place = case.members.current().get(membership=self.cast.places[who])
        decide_sharing(place, thing, answer, Grounds(purpose, BasisKind.AGREEMENT), actor=self.lead, now=when)

    def reviews(self, case: Case, on: date, when: datetime) -> Case:
        """The lead sets the next review."""
        return set_review(case, on, version=self.fresh(case).version, actor=self.lead, now=when)

    def holds_review(self, case: Case, when: datetime, next_on: date, accomplishments: str, **said: Any) -> Review:
        """The lead, the family and the team look at the plan."""
        said.setdefault("decision", Decision.GO_ON)
        held = Held(held_on=when.date(), accomplishments=accomplishments, next_on=next_on, **said)
        return hold_review(self.fresh(case), held, actor=self.lead, now=when)

    def starts(self, case: Case, when: datetime) -> Case:
        """Work by the plan starts."""
        return start_case(case, actor=self.lead, now=when)

    def meets(self, case: Case, when: datetime, place: str, others: str = "") -> Workshop:
        """The team and the family hold a workshop: everybody of the family, and the lead."""
        details = WorkshopDetails(when.date(), place, self._together(case, others))
        return hold_workshop(case, details, actor=self.lead, now=when)

    def says(self, workshop: Workshop, who: str, when: datetime, **said: str) -> None:
        """Somebody writes down what was said there, by kind."""
        texts = {ContributionKind(kind): text for kind, text in said.items()}
        contribute(workshop, texts, actor=self.cast.actor(who), now=when)

    def assesses(
        self, case: Case, when: datetime, occasion: Occasion, *, finish: bool = True, **areas: tuple[str, str, str]
    ) -> Assessment:
        """The lead asks how things are: of each area the worker's view, the family's own, and a note."""
        head = Head(occasion, when.date(), list(areas), self._together(case))
        assessment = begin_assessment(case, head, actor=self.lead, now=when)
        answers = {code: Answer(*said) for code, said in areas.items()}
        told = {"version": assessment.version, "actor": self.lead, "now": when}
        return score_areas(assessment, answers, finish=finish, **told)

    def shows(self, assessment: Assessment, area: str, who: str, purpose: str, when: datetime) -> None:
        """The lead lets somebody of the team see one area, with the family's agreement."""
        score = assessment.scores.get(area__code=area)
        thing = Thing(kind=AREA, public_id=score.public_id)
        self.lets_see(assessment.case, who, thing, SharingAnswer.SHARED, purpose, when)

    def allows(self, action: Action, who: str, when: datetime) -> Action:
        """The institution that answers for an action lets the lead show it to others."""
        return let_pass_on(action, allowed=True, actor=self.cast.actor(who), now=when)

    def consults(self, case: Case, who: str, when: datetime, question: str, advice: str, answered: datetime) -> None:
        """The lead asks somebody outside the case without naming the family, and they answer."""
        place = self.cast.places[who]
        row = ask_for_advice(self.fresh(case), question, [place], None, actor=self.lead, now=when)
        give_advice(row.advices.get(), advice, actor=self.cast.actor(who), now=answered)

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
