"""The cases of the simulated country: rows such as the actions leave, made by the thousand.

It goes round the actions, which would take a second a case, but not round the constraints. What a model's `save()`
works out (keyed indexes, whose word counts) is worked out here by the model's own functions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any, Final

from kooperacja.audit.models import AuditedModel
from kooperacja.cases.models import (
    Action,
    BasisKind,
    Case,
    CaseConcern,
    CaseMember,
    CasePerson,
    Goal,
    How,
    Note,
    NoteKind,
    ParticipationBasis,
    Role,
)
from kooperacja.cases.rules.depth import CostSource
from kooperacja.cases.states import ActionState, BasisState, CaseState, ClosureReason, GoalState
from kooperacja.concerns.models import Concern, Decision, DecisionKind, Door, Source, Urgency
from kooperacja.concerns.states import ConcernState
from kooperacja.diagnosis.models import Assessment, Contribution, ContributionKind, ScaleEdition, Score, Workshop
from kooperacja.diagnosis.states import AssessmentState, Occasion
from kooperacja.institutions.models import Institution, Membership
from kooperacja.kernel.calendar import WARSAW
from kooperacja.persons.models import PESEL_INDEX, Guardianship, Household, HouseholdMember, Kinship, Person
from kooperacja.persons.rules import GuardianKind, KinshipKind
from kooperacja.reviews.models import Review
from kooperacja.reviews.rules import Decision as Decided
from kooperacja.vault import keys

from . import words
from .country import Office
from .pesels import pesel_of

FULL_EVERY: Final = 50
"""In a light country every so many cases are full."""
MODELS: Final[tuple[type[AuditedModel], ...]] = (
    Household, Person, HouseholdMember, Kinship, Guardianship, Case, CasePerson, CaseMember, ParticipationBasis, Goal,
    Action, Note, Assessment, Score, Workshop, Contribution, Review, Concern, Decision, CaseConcern,
)  # fmt: skip
"""In the order in which rows are written: what is pointed at comes first."""


@dataclass
class Batch:
    """Rows that wait to be written."""

    rows: dict[type[AuditedModel], list[Any]] = field(default_factory=lambda: {model: [] for model in MODELS})

    def add(self, row: Any) -> Any:
        """Put a row to those of its model."""
        self.rows[type(row)].append(row)
        return row

    def write(self) -> int:
        """Write everything; return how many rows it was. Only inside a recording."""
        written = 0
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows)
            written += len(rows)
            rows.clear()
        return written


class Life:
    """Makes up one case after another."""

    def __init__(self, *, seed: int, now: datetime, edition: ScaleEdition) -> None:
        self.rng = Random(seed)  # noqa: S311 - an invented country, the same for the same seed
        self.now = now
        self.today = now.astimezone(WARSAW).date()
        self.edition = edition
        self.areas = list(edition.areas.order_by("pk"))
        self.batch = Batch()

    def live(self, offices: Iterable[Office], *, light: bool) -> Iterator[None]:
        """Make the cases of these offices up, in the batch; yield after each, for the caller to write."""
        made = 0
        for office in offices:
            workers, counsellors = cycle(office.workers), cycle(office.counsellors)
            for _number in range(office.cases):
                lead, counsellor = next(workers), next(counsellors)
                if light and made % FULL_EVERY:
                    self._light(office, lead, counsellor)
                else:
                    self._full(office, lead, counsellor)
                made += 1
                yield

    # a case and its people

    def _case(self, office: Office, lead: Membership) -> Case:
        rng = self.rng
        opened = self.now - timedelta(days=rng.randint(1, 900), minutes=rng.randint(0, 600))
        days = (self.now - opened).days
        state = self._state(days)
        address = f"{rng.choice(words.VILLAGES)}, ul. {rng.choice(words.STREETS)} {rng.randint(1, 180)}"
        household = self.batch.add(Household(centre=office.centre, unit=office.unit, address=address))
        case = Case(
            number=office.number("S", opened.year),
            centre=office.centre,
            household=household,
            state=state,
            opened_at=opened,
            opened_by_id=lead.user_id,
            last_contact_on=self.today - timedelta(days=min(days, int(rng.expovariate(1 / 20)))),
        )
        if state == CaseState.ACTIVE:
            case.review_on = self.today + timedelta(days=rng.randint(-10, 50))
        if state == CaseState.CLOSED:
            case.closed_at = opened + (self.now - opened) * 0.8
            case.closed_by_id = lead.user_id
            case.closure_reason = rng.choices(list(ClosureReason), weights=(50, 20, 12, 6, 6, 6))[0]
        return self.batch.add(case)  # type: ignore[no-any-return] # it is what was put in

    def _state(self, days: int) -> CaseState:
        if days < 30:  # noqa: PLR2004 - young cases wait for their plan
            return self.rng.choices((CaseState.OPENED, CaseState.ACTIVE), weights=(3, 1))[0]
        if days > 500:  # noqa: PLR2004 - and old ones are over
            return self.rng.choices((CaseState.CLOSED, CaseState.ACTIVE), weights=(5, 1))[0]
        weights = (1, 8, 2)
        return self.rng.choices((CaseState.OPENED, CaseState.ACTIVE, CaseState.CLOSED), weights=weights)[0]

    def _person(self, case: Case, surname: str, *, age: int, woman: bool) -> Person:
        rng = self.rng
        born = self.today - timedelta(days=int((age + rng.random()) * 365.25))
        names = words.WOMEN if woman else words.MEN
        person = Person(centre=case.centre, first_name=rng.choice(names), surname=surname, birth_date=born)
        if rng.random() < 0.4:  # noqa: PLR2004 - a centre asks for a PESEL where it needs one
            person.pesel = pesel_of(born, rng.randrange(5_000), is_woman=woman)
            person.pesel_index = keys.ring().index(person.pesel, purpose=PESEL_INDEX)
        if age >= 15:  # noqa: PLR2004 - who has a telephone of their own
            person.phone = f"6{rng.randrange(10**8):08d}"
        self.batch.add(person)
        since = self._day(case.opened_at)
        self.batch.add(HouseholdMember(household=case.household, person=person, starts_on=since))
        self.batch.add(CasePerson(case=case, person=person, added_on=since))
        return person

    def _basis(self, case: Case, person: Person, given_by: Person | None) -> None:
        given = case.state != CaseState.OPENED
        basis = ParticipationBasis(
            case=case,
            person=person,
            kind=BasisKind.AGREEMENT,
            state=BasisState.GIVEN if given else BasisState.ASKED,
            how=How.WRITING if given else "",
            stated_on=self._day(case.opened_at),
            given_by=given_by,
        )
        basis.of_adult, basis.until_month, basis.until_day = basis.facts()
        self.batch.add(basis)

    def _seat(self, case: Case, membership: Membership, body: Institution, role: Role) -> CaseMember:
        joined = self._day(case.opened_at)
        seat = CaseMember(case=case, role=role, institution=body, membership=membership, joined_on=joined)
        return self.batch.add(seat)  # type: ignore[no-any-return] # it is what was put in

    # light: case, household, two persons, team

    def _light(self, office: Office, lead: Membership, counsellor: Membership) -> None:
        case = self._case(office, lead)
        surname = self.rng.choice(words.SURNAMES)
        mother = self._person(case, surname, age=self.rng.randint(20, 60), woman=True)
        self._person(case, surname, age=self.rng.randint(0, 17), woman=self.rng.random() < 0.5)  # noqa: PLR2004 - half
        self._basis(case, mother, None)
        self._seat(case, lead, office.centre, Role.LEAD)
        self._seat(case, counsellor, office.school, Role.MEMBER)

    # full: about forty rows

    def _full(self, office: Office, lead: Membership, counsellor: Membership) -> None:
        rng = self.rng
        case = self._case(office, lead)
        family = self._family(case)
        seats = {
            "lead": self._seat(case, lead, office.centre, Role.LEAD),
            "school": self._seat(case, counsellor, office.school, Role.MEMBER),
        }
        self._seat(case, office.head, office.centre, Role.DEPUTY)  # as it is unless somebody else is named
        if rng.random() < 0.7:  # noqa: PLR2004 - most cases begin with what somebody noticed
            self._concern(office, case)
        if case.state != CaseState.OPENED:
            self._plan(
                case, family, {"lead": (seats["lead"], office.centre), "school": (seats["school"], office.school)}
            )
            self._understanding(case, lead, office.centre)
            self._review(case, lead)
        for _ in range(rng.randint(2, 7)):
            author, body = rng.choice(((lead, office.centre), (lead, office.centre), (counsellor, office.school)))
            self._note(case, author, body)

    def _family(self, case: Case) -> list[Person]:
        rng, surname = self.rng, self.rng.choice(words.SURNAMES)
        mother = self._person(case, surname, age=rng.randint(22, 50), woman=True)
        self._basis(case, mother, None)
        family = [mother]
        if rng.random() < 0.5:  # noqa: PLR2004 - half the families have two grown-ups
            father = self._person(case, surname, age=rng.randint(24, 55), woman=False)
            self._basis(case, father, None)
            self.batch.add(Kinship(person=mother, relative=father, kind=KinshipKind.SPOUSE))
            family.append(father)
        since = self._day(case.opened_at)
        for _ in range(rng.randint(1, 3)):
            # no child comes of age while the case lasts: that is a story of its own
            child = self._person(case, surname, age=rng.randint(3, 14), woman=rng.random() < 0.5)  # noqa: PLR2004 - half
            self.batch.add(Kinship(person=mother, relative=child, kind=KinshipKind.PARENT))
            self.batch.add(Guardianship(ward=child, guardian=mother, kind=GuardianKind.PARENT, starts_on=since))
            self._basis(case, child, mother)
            family.append(child)
        return family

    def _plan(self, case: Case, family: list[Person], seats: dict[str, tuple[CaseMember, Institution]]) -> None:
        rng, closed = self.rng, case.state == CaseState.CLOSED
        begun = self._day(case.opened_at)
        for number in range(rng.randint(1, 3)):
            goal = Goal(case=case, person=rng.choice((None, *family)), text=rng.choice(words.GOALS))
            if closed:
                goal.state = rng.choices((GoalState.MET, GoalState.PARTLY, GoalState.NOT_MET), weights=(6, 3, 1))[0]
                goal.result, goal.ended_on = "Omówione z rodziną.", self._day(case.closed_at)
            self.batch.add(goal)
            for _ in range(rng.randint(1, 3)):
                seat, body = seats[rng.choice(("lead", "school"))]
                self._action(case, goal, seat, body, begun + timedelta(days=30 * (number + 1)))

    def _action(self, case: Case, goal: Goal, seat: CaseMember, body: Institution, due: date) -> None:
        rng = self.rng
        action = Action(
            case=case, goal=goal, member=seat, institution=body, text=rng.choice(words.ACTIONS),
            due_on=max(due, self.today - timedelta(days=20)) if case.state == CaseState.ACTIVE else due,
        )  # fmt: skip
        if case.state == CaseState.CLOSED:
            action.state = rng.choices((ActionState.DONE, ActionState.CANCELLED), weights=(5, 1))[0]
        else:
            states = (ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.DONE, ActionState.DECLINED)
            action.state = rng.choices(states, weights=(2, 5, 3, 1))[0]
        if action.state == ActionState.DONE:
            action.done_on = min(action.due_on, self.today)
        if action.state in {ActionState.DECLINED, ActionState.CANCELLED}:
            action.answer = "Nie ma już takiej potrzeby."
        if action.state not in {ActionState.PROPOSED, ActionState.CANCELLED}:
            action.answered_on = min(action.due_on, self.today)
        if rng.random() < 0.3:  # noqa: PLR2004 - some cost something
            action.cost, action.cost_source = rng.randint(2, 40) * 100, CostSource.PACKAGE
        self.batch.add(action)

    def _understanding(self, case: Case, lead: Membership, centre: Institution) -> None:
        rng, day = self.rng, self._day(case.opened_at) + timedelta(days=10)
        day = min(day, self.today)
        workshop = self.batch.add(Workshop(case=case, held_on=day, author=lead, place="w domu"))
        for kind in (ContributionKind.STRENGTHS, ContributionKind.DEFICITS):
            text = "Rodzina trzyma się razem i chce zmiany."
            self.batch.add(
                Contribution(
                    workshop=workshop, kind=kind, text=text, institution=centre, author=lead, written_at=self.now
                )
            )
        assessment = self.batch.add(
            Assessment(
                case=case, edition=self.edition, occasion=Occasion.START, held_on=day, author=lead,
                state=AssessmentState.FINISHED, finished_at=self.now,
            )
        )  # fmt: skip
        for area in rng.sample(self.areas, k=rng.randint(3, 6)):
            worker, family = str(rng.randint(1, 5)), str(rng.randint(1, 5))
            self.batch.add(Score(assessment=assessment, area=area, worker=worker, family=family))

    def _review(self, case: Case, lead: Membership) -> None:
        day = self._day(case.opened_at) + timedelta(days=50)
        if day > self.today or case.state == CaseState.CLOSED:
            return
        self.batch.add(
            Review(
                case=case, held_on=day, accomplishments="Dziecko chodzi do szkoły.", decision=Decided.GO_ON,
                next_on=max(day + timedelta(days=45), self.today), recorded_by=lead, recorded_at=self.now,
            )
        )  # fmt: skip

    def _note(self, case: Case, author: Membership, body: Institution) -> None:
        rng = self.rng
        begun, ended = self._day(case.opened_at), self._day(case.closed_at or self.now)
        day = begun + timedelta(days=rng.randint(0, max(0, (ended - begun).days)))
        kind = rng.choice((NoteKind.VISIT, NoteKind.CALL, NoteKind.MEETING, NoteKind.PROGRESS))
        with_family = kind in {NoteKind.VISIT, NoteKind.CALL}
        self.batch.add(
            Note(
                case=case, author=author, institution=body, kind=kind, happened_on=day, with_family=with_family,
                text=rng.choice(words.NOTES), written_at=self.now,
            )
        )  # fmt: skip

    # concerns

    def _told(self, office: Office, sent: datetime, surname: str) -> dict[str, Any]:
        rng = self.rng
        return {
            "number": office.number("Z", sent.year),
            "centre": office.centre,
            "unit": office.unit,
            "urgency": rng.choices((Urgency.GREEN, Urgency.AMBER, Urgency.RED), weights=(5, 4, 1))[0],
            "door": Door.ACCOUNT,
            "source": Source.SEEN,
            "reporter_user_id": office.officer.user_id,
            "reporter_membership": office.officer,
            "reporter_institution": office.police,
            "who": f"{rng.choice(words.WOMEN)} {surname}",
            "address": f"{rng.choice(words.VILLAGES)} {rng.randint(1, 180)}",
            "facts": rng.choice(words.FACTS),
            "sent_at": sent,
            "received_at": sent,
            "due_at": sent + timedelta(days=7),
        }

    def _concern(self, office: Office, case: Case) -> None:
        sent = case.opened_at - timedelta(days=2)
        told = self._told(office, sent, self.rng.choice(words.SURNAMES))
        concern = Concern(**told, state=ConcernState.CASE_OPENED, ended_at=case.opened_at, taken_up_at=sent)
        self.batch.add(concern)
        decided = {"decided_by": office.intake, "decided_at": case.opened_at, "centre": office.centre}
        self.batch.add(Decision(concern=concern, kind=DecisionKind.OPEN_CASE, reason="Potrzebne wsparcie.", **decided))
        self.batch.add(CaseConcern(case=case, concern=concern, linked_at=case.opened_at))

    def fresh_concern(self, office: Office) -> None:
        """Make a concern up on which nobody has decided yet."""
        sent = self.now - timedelta(hours=self.rng.randint(1, 120))
        self.batch.add(Concern(**self._told(office, sent, self.rng.choice(words.SURNAMES))))

    @staticmethod
    def _day(moment: datetime | None) -> date:
        assert moment is not None  # noqa: S101 - callers give what the case holds
        return moment.astimezone(WARSAW).date()
