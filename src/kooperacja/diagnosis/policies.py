"""Who may what in getting to know a family's situation.

Lead and deputy see and do everything. Another member of the team sees a workshop's day and place and the own
institution's contributions, and those areas of the scale that they were given to see by a decision
(`cases.Disclosure`), as long as they may see the case and weren't limited to their own actions (`cases/policies/`).
Nobody else sees anything.
"""

from typing import Any

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy
from kooperacja.cases.models import Case
from kooperacja.cases.policies import (
    family_is_known_in_own_centre,
    family_is_known_to_partner,
    knowing_the_family,
    leads_it,
    leads_it_unclosed,
    places,
)
from kooperacja.cases.states import CaseState

from .models import AREA, Assessment, Contribution, Score, Workshop
from .states import AssessmentState

ASSESSED: Policy[Case] = Policy(
    Case,
    view=Permission.ASSESSMENT_MAKE,
    ways_in={Permission.ASSESSMENT_MAKE: [leads_it]},  # also once it is closed: six months later one asks again
)
"""The cases in which the actor may fill in the scale."""


# Ways to assessments and what they say


def assessment_of_case_led(actor: Actor) -> IdSet:
    """The assessments of the cases that the actor leads."""
    return Assessment.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


ASSESSMENTS: Policy[Assessment] = Policy(
    Assessment,
    view=Permission.ASSESSMENT_VIEW,
    ways_in={
        Permission.ASSESSMENT_VIEW: [assessment_of_case_led],
        Permission.ASSESSMENT_EDIT: [assessment_of_case_led],
    },
)


def score_of_case_led(actor: Actor) -> IdSet:
    """Everything that was said in the cases that the actor leads."""
    return Score.objects.filter(assessment__case_id__in=leads_it(actor)).values_list("pk")


def score_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The finished scores of the unclosed cases that the actor leads: these can be shared."""
    return _finished().filter(assessment__case_id__in=leads_it_unclosed(actor)).values_list("pk")


def score_told_in_own_centre(actor: Actor) -> IdSet:
    """What the actor was given to see, in cases of the own institution."""
    return _told(places.of_centre(actor))


def score_told_to_partner(actor: Actor) -> IdSet:
    """What the actor was given to see as a partner."""
    return _told(places.as_partner(actor))


def _finished() -> Any:
    return Score.objects.filter(assessment__state=AssessmentState.FINISHED)


def _told(of: Any) -> IdSet:
    shown = places.told(knowing_the_family(of)).filter(shown_kind=AREA)
    return _finished().filter(public_id__in=shown.values("shown_id")).values_list("pk")


SCORES: Policy[Score] = Policy(
    Score,
    view=Permission.SCORE_VIEW,
    ways_in={
        Permission.SCORE_VIEW: [score_of_case_led, score_told_in_own_centre, score_told_to_partner],
        Permission.SCORE_SHARE: [score_of_unclosed_case_led],
    },
)


# Ways to workshops and contributions


def workshop_of_case_led(actor: Actor) -> IdSet:
    """The workshops of the cases that the actor leads."""
    return Workshop.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def workshop_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The workshops of the unclosed cases that the actor leads."""
    return Workshop.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def workshop_of_own_case(actor: Actor) -> IdSet:
    """The workshops of the own institution's cases in whose team the actor is."""
    return Workshop.objects.filter(case_id__in=family_is_known_in_own_centre(actor)).values_list("pk")


def workshop_of_own_unclosed_case(actor: Actor) -> IdSet:
    """The same, as long as the case isn't closed."""
    known = Workshop.objects.filter(case_id__in=family_is_known_in_own_centre(actor))
    return known.exclude(case__state=CaseState.CLOSED).values_list("pk")


def workshop_as_partner(actor: Actor) -> IdSet:
    """The workshops of cases that the actor works on as a partner."""
    return Workshop.objects.filter(case_id__in=family_is_known_to_partner(actor)).values_list("pk")


WORKSHOPS: Policy[Workshop] = Policy(
    Workshop,
    view=Permission.WORKSHOP_VIEW,
    ways_in={
        Permission.WORKSHOP_VIEW: [workshop_of_own_case, workshop_as_partner, workshop_of_case_led],
        Permission.WORKSHOP_VIEW_WHOLE: [workshop_of_case_led],
        Permission.WORKSHOP_EDIT: [workshop_of_unclosed_case_led],
        Permission.WORKSHOP_CONTRIBUTE: [
            workshop_of_own_unclosed_case,
            workshop_as_partner,
            workshop_of_unclosed_case_led,
        ],
    },
)


def contribution_of_case_led(actor: Actor) -> IdSet:
    """All contributions in the cases that the actor leads."""
    return Contribution.objects.filter(workshop__case_id__in=leads_it(actor)).values_list("pk")


def own_contribution(actor: Actor) -> IdSet:
    """The own institution's contributions in its own cases."""
    return _own(actor, family_is_known_in_own_centre(actor))


def own_contribution_unclosed(actor: Actor) -> IdSet:
    """The own institution's contributions in its own unclosed cases."""
    return _own(actor, family_is_known_in_own_centre(actor), unclosed=True)


def own_contribution_as_partner(actor: Actor) -> IdSet:
    """The own institution's contributions in cases that the actor works on as a partner."""
    return _own(actor, family_is_known_to_partner(actor))


def own_contribution_as_cover(actor: Actor) -> IdSet:
    """The own institution's contributions in unclosed cases that the actor leads: those that are covered, too."""
    return _own(actor, leads_it_unclosed(actor))


def _own(actor: Actor, cases: IdSet, *, unclosed: bool = False) -> IdSet:
    mine = Contribution.objects.filter(institution=actor.institution_id)
    if unclosed:
        mine = mine.exclude(workshop__case__state=CaseState.CLOSED)
    return mine.filter(workshop__case_id__in=cases).values_list("pk")


CONTRIBUTIONS: Policy[Contribution] = Policy(
    Contribution,
    view=Permission.CONTRIBUTION_VIEW,
    ways_in={
        Permission.CONTRIBUTION_VIEW: [contribution_of_case_led, own_contribution, own_contribution_as_partner],
        Permission.CONTRIBUTION_EDIT: [
            own_contribution_unclosed,
            own_contribution_as_partner,
            own_contribution_as_cover,
        ],
    },
)
