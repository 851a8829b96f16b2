"""Who sees a joint decision, asks for it, and answers in it. Partners get in as they get to their actions."""

from typing import Any

from django.db.models import Exists, F, OuterRef

from kooperacja.access.actor import Actor
from kooperacja.access.permissions import Permission
from kooperacja.access.policy import IdSet, Policy

from ..models import CaseMember, JointDecision, JointVoice
from .case import leads_it, leads_it_unclosed, works_on_it_as_partner, works_on_it_for_its_centre, works_on_it_unclosed
from .plan import of_those_who_take_part


def joint_of_case_led(actor: Actor) -> IdSet:
    """The joint decisions of the cases that the actor leads."""
    return JointDecision.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def joint_of_unclosed_case_led(actor: Actor) -> IdSet:
    """The joint decisions of the unclosed cases that the actor leads."""
    return JointDecision.objects.filter(case_id__in=leads_it_unclosed(actor)).values_list("pk")


def joint_asked_of_own_centre(actor: Actor) -> IdSet:
    """Those in which the actor's own institution is asked, in its own cases."""
    return _own(actor, works_on_it_for_its_centre(actor)).values_list("decision_id")


def joint_asked_of_partner(actor: Actor) -> IdSet:
    """Those in which the actor's own institution is asked, in cases that the actor works on as a partner."""
    return _own_as_partner(actor).values_list("decision_id")


JOINTS: Policy[JointDecision] = Policy(
    JointDecision,
    view=Permission.JOINT_VIEW,
    ways_in={
        Permission.JOINT_VIEW: [joint_of_case_led, joint_asked_of_own_centre, joint_asked_of_partner],
        Permission.JOINT_EDIT: [joint_of_unclosed_case_led],
    },
)


# Ways to the voices


def voice_of_case_led(actor: Actor) -> IdSet:
    """All voices in the cases that the actor leads."""
    return JointVoice.objects.filter(case_id__in=leads_it(actor)).values_list("pk")


def own_voice_in_own_centre(actor: Actor) -> IdSet:
    """The voice of the actor's own institution, in its own cases."""
    return _own(actor, works_on_it_for_its_centre(actor)).values_list("pk")


def own_voice_in_own_unclosed(actor: Actor) -> IdSet:
    """The voice of the actor's own institution, in its own unclosed cases."""
    return _own(actor, works_on_it_unclosed(actor)).values_list("pk")


def own_voice_as_partner(actor: Actor) -> IdSet:
    """The voice of the actor's own institution, in cases that the actor works on as a partner."""
    return _own_as_partner(actor).values_list("pk")


def voice_shown_in_own_centre(actor: Actor) -> IdSet:
    """The voices of the others, where the lead lets the asked see them; in the own institution's cases."""
    return _shown(joint_asked_of_own_centre(actor))


def voice_shown_to_partner(actor: Actor) -> IdSet:
    """The voices of the others, where the lead lets the asked see them; as a partner."""
    return _shown(joint_asked_of_partner(actor))


def voice_by_letter(actor: Actor) -> IdSet:
    """The voices of institutions that have nobody with an account in the team: whoever leads writes them down."""
    places = CaseMember.objects.current().filter(case=OuterRef("case"), institution=OuterRef("institution"))
    voices = JointVoice.objects.filter(Exists(places), case_id__in=leads_it_unclosed(actor))
    return voices.exclude(Exists(places.exclude(membership=None))).values_list("pk")


def voice_of_centre_led(actor: Actor) -> IdSet:
    """The voice of the case's centre, in the unclosed cases that the actor leads: whoever covers answers for it."""
    led = leads_it_unclosed(actor)
    return JointVoice.objects.filter(institution=F("case__centre"), case_id__in=led).values_list("pk")


def _own(actor: Actor, cases: IdSet) -> Any:
    return JointVoice.objects.filter(institution=actor.institution_id, case_id__in=cases)


def _own_as_partner(actor: Actor) -> Any:
    return of_those_who_take_part(_own(actor, works_on_it_as_partner(actor)), person="decision__action__goal__person")


def _shown(decisions: IdSet) -> IdSet:
    return JointVoice.objects.filter(decision__shows_reasons=True, decision_id__in=decisions).values_list("pk")


VOICES: Policy[JointVoice] = Policy(
    JointVoice,
    view=Permission.JOINT_VOICE_VIEW,
    ways_in={
        Permission.JOINT_VOICE_VIEW: [
            voice_of_case_led,
            own_voice_in_own_centre,
            own_voice_as_partner,
            voice_shown_in_own_centre,
            voice_shown_to_partner,
        ],
        Permission.JOINT_ANSWER: [
            own_voice_in_own_unclosed,
            own_voice_as_partner,
            voice_of_centre_led,
            voice_by_letter,
        ],
    },
)
