"""Ways to narrow cases and their parts. Who may see them is not here: see `policies/`."""

from datetime import date, timedelta
from itertools import takewhile
from typing import Any, Self

from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from kooperacja.audit.models import AuditedQuerySet
from kooperacja.vault import keys

from .states import COVER_LIVE, BasisState, CaseState, CoverState


class CaseQuerySet(AuditedQuerySet[Any]):
    """Cases."""

    def unclosed(self) -> Self:
        """Those that people work on."""
        return self.exclude(state=CaseState.CLOSED)

    def at_hand(self, *, today: date) -> Self:
        """Those that people work on, and the closed ones whose family is to be asked by now how it is going."""
        return self.filter(~Q(state=CaseState.CLOSED) | Q(follow_up_on__lte=today))

    def quiet(self, *, today: date, days: int = 30) -> Self:
        """Those without a contact with the family in the last `days` calendar days."""
        since = today - timedelta(days)
        return self.filter(Q(last_contact_on=None, opened_at__date__lt=since) | Q(last_contact_on__lt=since))

    def with_lead(self) -> Self:
        """Each with `lead_name`, None if nobody leads it."""
        place = FilteredRelation("members", condition=Q(members__role="lead", members__left_on=None))
        return self.alias(lead_place=place).annotate(lead_name=F("lead_place__membership__user__name"))

    def with_role_of(self, membership_id: int | None) -> Self:
        """Each with `own_role` of this hat in the team."""
        own = Q(members__membership_id=membership_id, members__left_on=None)
        place = FilteredRelation("members", condition=own)
        return self.alias(own_place=place).annotate(own_role=F("own_place__role"))

    def with_next_due(self, actions: QuerySet[Any]) -> Self:
        """Each with `next_due`, the first day of those of `actions` that are still to be done."""
        states = ("proposed", "accepted", "other_day")
        waiting = actions.filter(case=OuterRef("pk"), state__in=states).order_by("due_on")
        return self.annotate(next_due=Subquery(waiting.values("due_on")[:1]))

    def by_what_is_due(self) -> Self:
        """The next review first; without a review date, the one that was opened first."""
        return self.order_by(F("review_on").asc(nulls_last=True), "opened_at", "pk")


FIRST_YEAR = 2020
"""No agreement in the system is older, so nobody for whom a guardian agreed came of age before."""

OF_AGE = "cases.of_age"


def month_index(day: date) -> bytes:
    """Return the keyed index of a month in which somebody comes of age."""
    return keys.ring().index(f"{day:%Y-%m}", purpose=OF_AGE)


def day_index(day: date) -> bytes:
    """Return the keyed index of a day on which somebody comes of age."""
    return keys.ring().index(f"{day:%Y-%m-%d}", purpose=OF_AGE)


def came_of_age(today: date) -> Q:
    """Return the condition that the day on which a guardian's word stops counting has come.

    The database knows keyed indexes alone: it is asked for the months that have passed, and the days of this one.
    """
    before = (f"{year}-{month:02}" for year in range(FIRST_YEAR, today.year + 1) for month in range(1, 13))
    this = f"{today:%Y-%m}"
    months = [index for text in takewhile(lambda text: text < this, before) for index in _indexes(text)]
    days = [index for day in range(1, today.day + 1) for index in _indexes(f"{this}-{day:02}")]
    return Q(until_month__in=months) | Q(until_day__in=days)


def _indexes(text: str) -> list[bytes]:
    return keys.ring().indexes(text, purpose=OF_AGE)


class BasisQuerySet(AuditedQuerySet[Any]):
    """Bases of taking part."""

    def given(self) -> Self:
        """Those that hold today, of the living who are still in the case; not a guardian's for who is an adult now."""
        return self._holding().exclude(came_of_age(timezone.localdate()))

    def opening_to_partners(self) -> Self:
        """Those that let partners into the case: an adult's agreement, a court's order or a statutory duty."""
        return self._holding().filter(Q(of_adult=True) | ~Q(kind="agreement"))

    def awaited(self) -> Self:
        """Those that somebody was asked for and hasn't answered; not of who left the case or has died since."""
        return self._in_the_case().filter(state=BasisState.ASKED)

    def of_who_may_have_come_of_age(self, today: date) -> Self:
        """Guardians' agreements that may have stopped counting; rows from before there were indexes are among them.

        Whoever left the case is asked when they come back; whoever has died is asked nothing.
        """
        spoken_for = self._in_the_case().filter(
            state=BasisState.GIVEN, kind="agreement", of_adult=False, person__merged_into=None
        )
        return spoken_for.filter(came_of_age(today) | Q(until_day=None))

    def _holding(self) -> Self:
        return self._in_the_case().filter(state=BasisState.GIVEN)

    def _in_the_case(self) -> Self:
        return self.filter(
            person__has_died=False, case__case_persons__person=F("person"), case__case_persons__left_on=None
        )


class MemberQuerySet(AuditedQuerySet[Any]):
    """Members of teams."""

    def with_people(self) -> Self:
        """With the people and institutions that a list shows."""
        return self.select_related("institution", "membership__user", "membership__function")

    def in_order(self) -> Self:
        """The lead first, then the deputy, then members as they joined; those who left last."""
        rank = Case(When(role="lead", then=0), When(role="deputy", then=1), default=2)
        return self.order_by(F("left_on").asc(nulls_first=True), rank, "joined_on", "pk")

    def current(self) -> Self:
        """Those who haven't left."""
        return self.filter(left_on=None)


class CrisisQuerySet(AuditedQuerySet[Any]):
    """Cases in which help can't wait."""

    def running(self) -> Self:
        """Those that nobody ended."""
        return self.filter(ended_on=None)


class DisclosureQuerySet(AuditedQuerySet[Any]):
    """Decisions on what members see."""

    def standing(self) -> Self:
        """Those by which something is seen now: an owner who takes their word back takes it from all."""
        owners = (
            Q((name, None)) | Q((f"{name}__institution", F("case__centre"))) | Q((f"{name}__may_pass_on", True))
            for name in ("note", "action")
        )
        return self.filter(*owners, answer="shared", ended_on=None)


class CoverQuerySet(AuditedQuerySet[Any]):
    """Cover by somebody of another centre."""

    def live(self, today: date) -> Self:
        """Those that wait for an answer or were accepted, and whose last day hasn't passed."""
        return self.filter(state__in=COVER_LIVE, ends_on__gte=today)

    def running(self, today: date) -> Self:
        """Those that were accepted, in their days. Whether the agreement and the hat hold is asked beside it."""
        return self.filter(state=CoverState.ACCEPTED, starts_on__lte=today, ends_on__gte=today)

    def reaching(self, case: Any) -> Self:
        """Those that this case falls under: it is named, or it isn't left out of the whole centre."""
        names_it = Exists(self.model._base_manager.filter(pk=OuterRef("pk"), named__case=case))
        rows = self.filter(centre_id=case.centre_id)
        return rows.filter(Q(whole_centre=False) & Q(names_it) | Q(whole_centre=True) & ~Q(names_it))
