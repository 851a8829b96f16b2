"""What pages show of the persons of a case: to each reader what they may see, and who is kin and guardian."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest
from kooperacja.persons.models import Guardianship, Kinship, Person

from ..actions.participation import who_may_agree_for
from ..models import BasisKind, Case, ParticipationBasis
from ..policies import BASES, PERSONS
from ..rules.participation import Doubt, doubt
from ..states import BasisState
from .homes import Home, homes_of


@dataclass(frozen=True)
class PersonCard:
    """What a page shows of one person: only the fields that the reader may see."""

    person: Person
    fields: frozenset[str]
    lives_there: bool = False
    homes: Sequence[Home] = ()
    left_on: date | None = None
    basis: ParticipationBasis | None = None
    kin: list[tuple[str, str, Kinship]] = field(default_factory=list)
    guardians: list[tuple[str, Guardianship]] = field(default_factory=list)
    doubt: Doubt | None = None

    @property
    def kin_now(self) -> list[tuple[str, str, Kinship]]:
        """Who is kin today."""
        return [one for one in self.kin if one[2].ends_on is None]

    @property
    def kin_before(self) -> list[tuple[str, str, Kinship]]:
        """Who was kin once: a former husband, a former partner."""
        return [one for one in self.kin if one[2].ends_on is not None]

    def has(self, name: str) -> bool:
        """Whether the reader may see this field."""
        return name in self.fields

    @property
    def birth_date(self) -> date | None:
        return self.person.birth_date if "birth_date" in self.fields else None

    @property
    def former_surname(self) -> str:
        return self.person.former_surname if "former_surname" in self.fields else ""

    @property
    def pesel(self) -> str:
        return self.person.pesel if "pesel" in self.fields else ""

    @property
    def age(self) -> int | None:
        """Full years today, for those who may see the date of birth."""
        return self.person.age_on(timezone.localdate()) if "birth_date" in self.fields else None

    @property
    def is_child(self) -> bool:
        """Whether it is a child, for those who may see the date of birth."""
        return "birth_date" in self.fields and self.person.is_child_on(timezone.localdate())


def cards_of(request: ActorRequest, case: Case) -> list[PersonCard]:
    """Return the persons of the case that the reader may see, in the order in which they came."""
    seen = PERSONS.permitted(request.actor, Permission.PERSON_VIEW).filter(case_persons__case=case)
    persons = list(seen.order_by("case_persons__added_on", "pk"))
    fields = PERSONS.fields_of_all(request.actor, persons)
    homes = homes_of(request.actor, case)
    left = dict(case.case_persons.values_list("person_id", "left_on"))
    bases = BASES.permitted(request.actor, Permission.BASIS_VIEW).filter(case=case)
    basis = {one.person_id: one for one in bases.select_related("person", "given_by")}
    may_agree = who_may_agree_for(case, persons, on=timezone.localdate()) if basis else {}
    return [
        PersonCard(
            person=one,
            fields=fields[one.pk],
            lives_there=any(home.is_main and one.pk in home.people for home in homes),
            homes=[home for home in homes if one.pk in home.people],
            left_on=left.get(one.pk),
            basis=basis.get(one.pk),
            doubt=_doubt(basis.get(one.pk), may_agree.get(one.pk, {})),
        )
        for one in persons
    ]


def _doubt(basis: ParticipationBasis | None, may_agree: Collection[int]) -> Doubt | None:
    if basis is None or basis.person.has_died:
        return None
    today = timezone.localdate()
    if basis.is_asked_at_adulthood():
        return Doubt.CAME_OF_AGE
    return doubt(
        agreed=basis.kind == BasisKind.AGREEMENT and basis.state == BasisState.GIVEN,
        is_child=basis.person.is_child_on(today),
        of_adult=basis.of_adult,
        guardian_may_agree=basis.given_by_id in may_agree,
    )


def relations(request: ActorRequest, one: Person, card: PersonCard) -> dict[str, Any]:
    """Put kin and guardians on the card; return the names of those for whom this person decides, or decided."""
    kin_of, kin = list(one.kin_of.select_related("person")), list(one.kin.select_related("relative"))
    guardians = list(one.guardians.select_related("guardian", "ward").order_by("starts_on", "pk"))
    wards = list(one.wards.on(timezone.localdate()).select_related("ward", "guardian"))
    others = [row.person for row in kin_of] + [row.relative for row in kin]
    names = Names(request, [*others, *(row.guardian for row in guardians), *(row.ward for row in wards)])
    card.kin.extend((names.of(row.person), row.get_kind_display(), row) for row in kin_of)
    card.kin.extend((names.of(row.relative), row.reverse_label, row) for row in kin)
    card.guardians.extend((names.of(row.guardian), row) for row in guardians)
    today = timezone.localdate()
    decides = [row for row in wards if today <= (row.last_day or today)]
    orphaned = [row for row in wards if one.has_died and today <= (row.last_day_by_age or today)]
    return {
        "wards": [] if one.has_died else [names.of(row.ward) for row in decides],
        "wards_of_who_died": [names.of(row.ward) for row in orphaned],
    }


class Names:
    """Names of relatives and guardians: of those whom the reader may see; of anybody else, that they are there."""

    def __init__(self, request: ActorRequest, people: Iterable[Person]) -> None:
        seen = PERSONS.permitted(request.actor, Permission.PERSON_VIEW).filter(pk__in=[one.pk for one in people])
        self._seen = set(seen.values_list("pk", flat=True))

    def of(self, person: Person) -> str:
        """Return the name, or words that say no more than that there is somebody."""
        if person.pk not in self._seen:
            return _("somebody outside your cases")
        return _("%s (has died)") % person.name if person.has_died else person.name


def to_be_asked(request: ActorRequest, case: Case) -> list[Person]:
    """Return the people of the case who came of age and haven't been asked themselves, or haven't answered."""
    today = timezone.localdate()
    bases = BASES.permitted(request.actor, Permission.BASIS_EDIT).filter(case=case, kind=BasisKind.AGREEMENT)
    found = bases.filter(
        state__in=(BasisState.GIVEN, BasisState.ASKED),
        person__case_persons__case=case,
        person__case_persons__left_on=None,
        person__has_died=False,
    )
    rows = found.select_related("person").order_by("pk")
    return [one.person for one in rows if one.is_of_who_came_of_age(today) or one.is_asked_at_adulthood()]
