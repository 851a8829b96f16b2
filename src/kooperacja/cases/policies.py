"""Who may what in cases and with the persons that they are about. Need to know, by team and relation (ADR 12).

The law in short. The lead and the deputy, people of the welfare centre, do everything. Another member sees the
number, the lead, the identity and contact of persons who agreed, own actions and own notes. A member from another
institution gets in only while the family's agreement (or an order, or a duty) and both papers between the
institutions hold, and only while the case isn't closed. The head of the centre sees numbers and clocks and appoints.
Nobody else sees anything: no operator, administrator, region, nor a colleague outside the team.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kooperacja.access.actor import Actor, Duty
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy, gate
from kooperacja.agreements.sharing import sharing_with
from kooperacja.persons.models import Person

from .models import (
    Action,
    Case,
    CaseConcern,
    CaseKind,
    CaseMember,
    CasePerson,
    Closure,
    Disclosure,
    Goal,
    Level,
    Note,
    ParticipationBasis,
    Role,
    Support,
)
from .states import BasisState, CaseState, ClosureReason

IDENTITY_AND_CONTACT = ("first_name", "surname", "phone", "email", "safe_contact", "letters_are_safe")
"""What a member who isn't lead or deputy sees of a person; the address of their household goes with it."""

EVERYTHING = (*IDENTITY_AND_CONTACT, "birth_date", "is_minor", "pesel")


def oversees(actor: Actor) -> bool:
    """Tell whether this hat is that of a welfare centre's head."""
    return actor.of_centre and actor.has(Duty.HEAD)


gate(Permission.CASE_LIST, lambda actor: actor.is_member)
gate(Permission.CASE_OPEN, lambda actor: actor.of_centre and actor.has(Duty.CASEWORK, Duty.HEAD, Duty.INTAKE))


# The actor's own places in teams: one hat, not yet left. Nobody's hat is in no team; it must not match letters' NULL.


def _places(actor: Actor) -> Any:
    if actor.membership_id is None:
        return CaseMember.objects.none()
    return CaseMember.objects.current().filter(membership_id=actor.membership_id)


def _leading(actor: Actor) -> Any:
    """Places as lead or deputy, which only people of the case's centre have."""
    return _places(actor).filter(role__in=(Role.LEAD, Role.DEPUTY), case__centre_id=actor.institution_id)


def _of_centre(actor: Actor) -> Any:
    """Places in cases of the actor's own institution."""
    return _places(actor).filter(case__centre_id=actor.institution_id)


def _as_partner(actor: Actor) -> Any:
    """Places in cases of another institution's, as long as every condition of a partner's access holds today."""
    agreed = ParticipationBasis.objects.opening_to_partners().filter(case=OuterRef("case"))
    return _places(actor).filter(
        # nobody has to agree for a community; correlated: a set would be made of the whole country's agreements
        Q(case__kind=CaseKind.COMMUNITY) | Q(Exists(agreed)),
        ~Q(case__centre_id=actor.institution_id),
        ~Q(case__state=CaseState.CLOSED),
        case__centre_id__in=sharing_with(actor.institution_id, timezone.localdate()),
    )


# Ways into the case


def leads_it(actor: Actor) -> IdSet:
    """The cases in which the actor is lead or deputy."""
    return _leading(actor).values_list("case_id")


def leads_it_unclosed(actor: Actor) -> IdSet:
    """The cases in which the actor is lead or deputy, and that aren't closed: a closed case is only read."""
    return _leading(actor).exclude(case__state=CaseState.CLOSED).values_list("case_id")


def is_its_lead(actor: Actor) -> IdSet:
    """The unclosed cases in which the actor is the lead, not the deputy."""
    return _leading(actor).filter(role=Role.LEAD).exclude(case__state=CaseState.CLOSED).values_list("case_id")


def works_on_it_for_its_centre(actor: Actor) -> IdSet:
    """The cases of the actor's own institution in whose team the actor is."""
    return _of_centre(actor).values_list("case_id")


def works_on_it_unclosed(actor: Actor) -> IdSet:
    """The cases of the actor's own institution in whose team the actor is, and that aren't closed."""
    return _of_centre(actor).exclude(case__state=CaseState.CLOSED).values_list("case_id")


def works_on_it_as_partner(actor: Actor) -> IdSet:
    """The cases of another institution in whose team the actor is, while partners may."""
    return _as_partner(actor).values_list("case_id")


def heads_its_centre(actor: Actor) -> IdSet:
    """The cases of the centre that the actor heads."""
    if not oversees(actor):
        return Case.objects.none().values_list("pk")
    return Case.objects.filter(centre_id=actor.institution_id).values_list("pk")


def leads_it_if_not_moved(actor: Actor) -> IdSet:
    """The cases that the actor leads; not those whose family moved away: where they live now, work goes on."""
    return _leading(actor).exclude(case__closure_reason=ClosureReason.MOVED).values_list("case_id")


def heads_it_if_not_moved(actor: Actor) -> IdSet:
    """The cases of the centre that the actor heads; not those whose family moved away."""
    return heads_its_centre(actor).exclude(closure_reason=ClosureReason.MOVED)


def receives_concerns_of_its_centre(actor: Actor) -> IdSet:
    """The unclosed cases of the centre whose inbox the actor reads: a concern may be linked to one, by its number."""
    if not (actor.of_centre and actor.has(Duty.INTAKE, Duty.HEAD)):
        return Case.objects.none().values_list("pk")
    return Case.objects.unclosed().filter(centre_id=actor.institution_id).values_list("pk")


CASES: Policy[Case] = Policy(
    Case,
    view=Permission.CASE_VIEW,
    ways_in={
        Permission.CASE_VIEW: [works_on_it_for_its_centre, works_on_it_as_partner],
        Permission.CASE_VIEW_WHOLE: [leads_it],
        Permission.CASE_EDIT: [leads_it_unclosed],
        # also once it is closed, so that the second of two who close it learns that somebody was faster
        Permission.CASE_CLOSE: [leads_it],
        Permission.CASE_REOPEN: [leads_it_if_not_moved, heads_it_if_not_moved],
        Permission.CASE_FOLLOW_UP: [leads_it],
        Permission.CASE_NOTE: [works_on_it_unclosed, works_on_it_as_partner],
        Permission.CASE_LINK: [receives_concerns_of_its_centre],
        Permission.CASE_OVERSEE: [heads_its_centre],
        Permission.CASE_APPOINT: [heads_its_centre],
        Permission.CASE_HAND_OVER: [is_its_lead],
    },
)


# Ways to earlier closures


def closure_of_case_led(actor: Actor) -> IdSet:
    """How the cases that the actor leads were closed before they were opened again."""
    return Closure.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


CLOSURES: Policy[Closure] = Policy(
    Closure, view=Permission.CLOSURE_VIEW, ways_in={Permission.CLOSURE_VIEW: [closure_of_case_led]}
)


# Ways to the concerns that led to the case


def concern_of_case_led(actor: Actor) -> IdSet:
    """The concerns of the cases that the actor leads; whoever works on it must know what was passed on."""
    return CaseConcern.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def facts_told_in_own_centre(actor: Actor) -> IdSet:
    """The concerns whose facts the actor was given to see, in cases of the own institution."""
    return _told(_of_centre(actor)).exclude(case_concern=None).values_list("case_concern_id")


def facts_told_to_partner(actor: Actor) -> IdSet:
    """The concerns whose facts the actor was given to see as a partner."""
    return _told(_as_partner(actor)).exclude(case_concern=None).values_list("case_concern_id")


def _told(places: Any) -> Any:
    """What those places in teams were given to see, and still are."""
    return Disclosure.objects.standing().filter(member__in=places.values("pk"))


CASE_CONCERNS: Policy[CaseConcern] = Policy(
    CaseConcern,
    view=Permission.CASE_CONCERN_VIEW,
    ways_in={
        Permission.CASE_CONCERN_VIEW: [concern_of_case_led],
        Permission.CASE_CONCERN_FACTS: [facts_told_in_own_centre, facts_told_to_partner],
    },
)


# Ways to the team


def team_of_case_led(actor: Actor) -> IdSet:
    """All places, also past ones, in the cases that the actor leads."""
    return CaseMember.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def lead_of_own_case(actor: Actor) -> IdSet:
    """The lead's place in a case of the actor's own institution."""
    return _lead_places(works_on_it_for_its_centre(actor))


def lead_of_case_as_partner(actor: Actor) -> IdSet:
    """The lead's place in a case that the actor works on as a partner."""
    return _lead_places(works_on_it_as_partner(actor))


def _lead_places(cases: IdSet) -> IdSet:
    return CaseMember.objects.current().filter(role=Role.LEAD, case_id__in=cases).values_list("pk")


def own_place(actor: Actor) -> IdSet:
    """The actor's own place in a case of the own institution."""
    return _of_centre(actor).values_list("pk")


def own_place_as_partner(actor: Actor) -> IdSet:
    """The actor's own place as a partner."""
    return _as_partner(actor).values_list("pk")


def other_places_of_case_led(actor: Actor) -> IdSet:
    """Present places of ordinary members in the unclosed cases that the actor leads."""
    return CaseMember.objects.current().filter(role=Role.MEMBER, case_id__in=leads_it_unclosed(actor)).values_list("pk")


def own_place_as_member(actor: Actor) -> IdSet:
    """The actor's own place as an ordinary member; a lead or deputy is replaced by the head instead."""
    return _places(actor).filter(role=Role.MEMBER).values_list("pk")


TEAM: Policy[CaseMember] = Policy(
    CaseMember,
    view=Permission.TEAM_VIEW,
    ways_in={
        Permission.TEAM_VIEW: [
            team_of_case_led,
            lead_of_own_case,
            lead_of_case_as_partner,
            own_place,
            own_place_as_partner,
        ],
        Permission.TEAM_EDIT: [other_places_of_case_led],
        Permission.TEAM_LEAVE: [own_place_as_member],
    },
)


# Ways to notes


def note_of_case_led(actor: Actor) -> IdSet:
    """All notes of the cases that the actor leads."""
    return Note.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def wrote_it_for_the_centre(actor: Actor) -> IdSet:
    """The actor's own notes in cases of the own institution."""
    return _own_notes(actor, works_on_it_for_its_centre(actor))


def wrote_it_as_partner(actor: Actor) -> IdSet:
    """The actor's own notes as a partner."""
    return _own_notes(actor, works_on_it_as_partner(actor))


def wrote_it_unclosed(actor: Actor) -> IdSet:
    """The actor's own notes in unclosed cases of the own institution."""
    return _own_notes(actor, works_on_it_unclosed(actor))


def _own_notes(actor: Actor, cases: IdSet) -> IdSet:
    return Note.objects.filter(author_id=actor.membership_id, case_id__in=cases).values_list("pk")


def note_told_in_own_centre(actor: Actor) -> IdSet:
    """The notes that the actor was given to see, in cases of the own institution."""
    return _told(_of_centre(actor)).exclude(note=None).values_list("note_id")


def note_told_to_partner(actor: Actor) -> IdSet:
    """The notes that the actor was given to see as a partner."""
    return _told(_as_partner(actor)).exclude(note=None).values_list("note_id")


NOTES: Policy[Note] = Policy(
    Note,
    view=Permission.NOTE_VIEW,
    ways_in={
        Permission.NOTE_VIEW: [
            note_of_case_led,
            wrote_it_for_the_centre,
            wrote_it_as_partner,
            note_told_in_own_centre,
            note_told_to_partner,
        ],
        Permission.NOTE_EDIT: [wrote_it_unclosed, wrote_it_as_partner],
    },
)


# Ways to persons


def person_of_case_led(actor: Actor) -> IdSet:
    """The persons of the cases that the actor leads, also those who left."""
    return CasePerson.objects.filter(case_id__in=leads_it(actor)).values_list("person_id")


def person_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The persons of the unclosed cases that the actor leads."""
    return CasePerson.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("person_id")


def person_who_agreed(actor: Actor) -> IdSet:
    """The persons whose basis holds, in cases of the own institution in whose team the actor is."""
    return _agreed(_where_the_family_is_known(_of_centre(actor)))


def person_who_agreed_to_partners(actor: Actor) -> IdSet:
    """The persons whose basis holds, in cases that the actor works on as a partner."""
    return _agreed(_where_the_family_is_known(_as_partner(actor)))


def family_is_known_in_own_centre(actor: Actor) -> IdSet:
    """The cases of the own institution in whose team the actor is, and sees more than own actions."""
    return _where_the_family_is_known(_of_centre(actor))


def family_is_known_to_partner(actor: Actor) -> IdSet:
    """The cases that the actor works on as a partner, and sees more than own actions."""
    return _where_the_family_is_known(_as_partner(actor))


def _where_the_family_is_known(places: Any) -> IdSet:
    """The cases of those places that don't see their own actions alone."""
    return places.exclude(role=Role.MEMBER, level=Level.ACTION).values_list("case_id")


def _agreed(cases: IdSet) -> IdSet:
    return ParticipationBasis.objects.given().filter(case_id__in=cases).values_list("person_id")


PERSONS: Policy[Person] = Policy(
    Person,
    view=Permission.PERSON_VIEW,
    ways_in={
        Permission.PERSON_VIEW: [person_of_case_led, person_who_agreed, person_who_agreed_to_partners],
        Permission.PERSON_VIEW_WHOLE: [person_of_case_led],
        Permission.PERSON_EDIT: [person_of_unclosed_case_led],
    },
    fields={Permission.PERSON_VIEW: IDENTITY_AND_CONTACT, Permission.PERSON_VIEW_WHOLE: EVERYTHING},
)


# Ways to bases of taking part


def basis_of_case_led(actor: Actor) -> IdSet:
    """The bases in cases that the actor leads."""
    return ParticipationBasis.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def basis_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The bases in unclosed cases that the actor leads."""
    return ParticipationBasis.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


BASES: Policy[ParticipationBasis] = Policy(
    ParticipationBasis,
    view=Permission.BASIS_VIEW,
    ways_in={Permission.BASIS_VIEW: [basis_of_case_led], Permission.BASIS_EDIT: [basis_of_unclosed_case_led]},
)


# Ways to the plan


def goal_of_case_led(actor: Actor) -> IdSet:
    """The goals of the cases that the actor leads."""
    return Goal.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def goal_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The goals of the unclosed cases that the actor leads."""
    return Goal.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


GOALS: Policy[Goal] = Policy(
    Goal,
    view=Permission.GOAL_VIEW,
    ways_in={Permission.GOAL_VIEW: [goal_of_case_led], Permission.GOAL_EDIT: [goal_of_unclosed_case_led]},
)


def action_of_case_led(actor: Actor) -> IdSet:
    """The actions of the cases that the actor leads."""
    return Action.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def action_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The actions of the unclosed cases that the actor leads."""
    return Action.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def action_of_own_institution(actor: Actor) -> IdSet:
    """The actor's own institution's actions, in its own cases."""
    return _of_institution(actor, works_on_it_for_its_centre(actor)).values_list("pk")


def action_of_partner(actor: Actor) -> IdSet:
    """The actor's own institution's actions, in cases that the actor works on as a partner."""
    return _of_those_who_take_part(_of_institution(actor, works_on_it_as_partner(actor))).values_list("pk")


def action_to_answer(actor: Actor) -> IdSet:
    """Actions that are the actor's own, or nobody's in particular in the institution; in its own unclosed cases."""
    return _to_answer(actor, works_on_it_unclosed(actor)).values_list("pk")


def action_to_answer_as_partner(actor: Actor) -> IdSet:
    """Actions that are the actor's own, or nobody's in particular in the institution; as a partner."""
    return _of_those_who_take_part(_to_answer(actor, works_on_it_as_partner(actor))).values_list("pk")


def _of_institution(actor: Actor, cases: IdSet) -> Any:
    return Action.objects.filter(institution=actor.institution_id, case_id__in=cases)


def _to_answer(actor: Actor, cases: IdSet) -> Any:
    mine = Q(member=None) | Q(member__in=_places(actor).values("pk"))
    return _of_institution(actor, cases).filter(mine)


def _of_those_who_take_part(actions: Any) -> Any:
    """Leave out actions towards a goal of somebody who refused, withdrew or left: they speak of that person."""
    of_the_person = {"case": OuterRef("case"), "person": OuterRef("goal__person")}
    silent = (BasisState.REFUSED, BasisState.WITHDRAWN)
    return actions.exclude(Exists(ParticipationBasis.objects.filter(**of_the_person, state__in=silent))).exclude(
        Exists(CasePerson.objects.filter(**of_the_person).exclude(left_on=None))
    )


ACTIONS: Policy[Action] = Policy(
    Action,
    view=Permission.ACTION_VIEW,
    ways_in={
        Permission.ACTION_VIEW: [action_of_case_led, action_of_own_institution, action_of_partner],
        Permission.ACTION_EDIT: [action_of_unclosed_case_led],
        Permission.ACTION_ANSWER: [action_of_unclosed_case_led, action_to_answer, action_to_answer_as_partner],
    },
)


# Ways to what members were given to see, and to those close to the family


def disclosure_of_case_led(actor: Actor) -> IdSet:
    """All decisions on who sees what, in the cases that the actor leads."""
    return Disclosure.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def standing_disclosure_of_case_led(actor: Actor) -> IdSet:
    """Those by which somebody sees something now, in the unclosed cases that the actor leads."""
    standing = Disclosure.objects.standing().filter(level="")
    return standing.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


DISCLOSURES: Policy[Disclosure] = Policy(
    Disclosure,
    view=Permission.DISCLOSURE_VIEW,
    ways_in={
        Permission.DISCLOSURE_VIEW: [disclosure_of_case_led],
        Permission.DISCLOSURE_END: [standing_disclosure_of_case_led],
    },
)


def support_of_case_led(actor: Actor) -> IdSet:
    """Those close to the families of the cases that the actor leads."""
    return Support.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def support_of_unclosed_case_led(actor: Actor) -> IdSet:
    """Those close to the families of the unclosed cases that the actor leads."""
    return Support.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


SUPPORTS: Policy[Support] = Policy(
    Support,
    view=Permission.SUPPORT_VIEW,
    ways_in={
        Permission.SUPPORT_VIEW: [support_of_case_led],
        Permission.SUPPORT_EDIT: [support_of_unclosed_case_led],
    },
)
