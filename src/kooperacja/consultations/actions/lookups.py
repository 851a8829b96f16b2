"""Who can be asked, and what a question may not say."""

from datetime import date
from typing import Any

from django.db.models import Q

from kooperacja.agreements.sharing import sharing_with
from kooperacja.cases.actions.twins import with_former_records
from kooperacja.cases.models import Case, CaseMember
from kooperacja.institutions.models import Membership, ServiceArea
from kooperacja.partnerships.models import Partnership, PartnershipLevel, Seat
from kooperacja.persons.models import Person
from kooperacja.vault.fields import compared_by_machine

from ..rules.identity import Known


def partners_to_ask(case: Case, today: date) -> Any:
    """Return the people of institutions with which both papers hold, outside the centre and the case's team."""
    there = Membership.objects.on(today).filter(institution_id__in=sharing_with(case.centre_id, today))
    return _strangers(there, case).order_by("institution__name", "user__name", "pk")


def local_teams(case: Case, today: date) -> Any:
    """Return the local teams of the gminas that the centre serves, or in which it has a seat."""
    areas = ServiceArea.objects.on(today).filter(institution=case.centre_id).values("unit_id")
    seats = Seat.objects.on(today).filter(institution=case.centre_id).values("partnership_id")
    teams = Partnership.objects.on(today).filter(level=PartnershipLevel.LOCAL)
    return teams.filter(Q(unit__in=areas) | Q(pk__in=seats)).order_by("name", "pk")


def people_of(team: Partnership, case: Case, today: date) -> Any:
    """Return the people who sit in a local team, outside the centre and the case's team."""
    seats = Seat.objects.on(today).filter(partnership=team).exclude(membership=None)
    there = Membership.objects.on(today).filter(pk__in=seats.values("membership_id"))
    return _strangers(there, case).order_by("institution__name", "user__name", "pk")


def _strangers(people: Any, case: Case) -> Any:
    of_team = CaseMember.objects.current().filter(case=case).exclude(membership=None).values("membership__user_id")
    others = people.exclude(institution=case.centre_id).exclude(user_id__in=of_team)
    return others.select_related("user", "institution", "function")


def known_of(case: Case) -> Known:
    """Return what a question about this case may not say; the machine compares it, nobody reads it here."""
    with compared_by_machine():
        homes = list(case.homes())
        inside = Q(case_persons__case=case) | Q(households__household__in=homes)
        persons = with_former_records(Person.objects.filter(inside).distinct())
        addresses = [case.place, *(home.address for home in homes)]
        helpers = list(case.supports.all())
        return Known(
            names=(*(one.name for one in persons), *(one.name for one in helpers)),
            addresses=tuple(addresses),
            numbers=(
                *(number for one in persons for number in (one.pesel, one.phone)),
                *(one.phone for one in helpers),
                *(case.number, case.case_mark, case.domain_number),
            ),
        )
