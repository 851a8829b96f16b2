"""The households of a case as its pages show them: those that the reader may know, and who lives there."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.persons.models import Household

from ..actions.households import who_lives_where
from ..models import Case
from ..policies import HOUSEHOLDS


@dataclass(frozen=True)
class Home:
    """One household: the main one, or a further one."""

    household: Household
    is_main: bool
    shown_to_team: bool
    people: frozenset[int]
    """The keys of who lives there today; who of them the reader may see is another question."""

    @property
    def name(self) -> str:
        """What the family calls it, or where it is."""
        return self.household.label or self.household.address or (_("Main home") if self.is_main else _("Another home"))

    @property
    def has_ended(self) -> bool:
        """Whether nobody lives there any more."""
        return self.household.ends_on is not None


def homes_of(actor: Actor, case: Case) -> list[Home]:
    """Return the households of the case that the reader may know: the main one first."""
    seen = HOUSEHOLDS.permitted(actor, Permission.HOUSEHOLD_VIEW)
    rows = list(case.homes().filter(pk__in=seen.values("pk")).select_related("unit", "further_of"))
    living = who_lives_where(rows, timezone.localdate())
    return [
        Home(
            household=one,
            is_main=(is_main := one.pk == case.household_id),
            shown_to_team=not is_main and one.further_of.shown_to_team,
            people=frozenset(living.get(one.pk, ())),
        )
        for one in rows
    ]
