"""Who may what in cases and with the persons that they are about. Need to know, by team and relation (ADR 12).

The law in short. The lead and the deputy, people of the welfare centre, do everything. Somebody of another centre who
covers by agreement, for some days, does what the deputy does, but neither closes a case nor passes it on. Another
member sees the number, the lead, the identity and contact of persons who agreed, own actions and own notes. A member
from another institution gets in only while the family's agreement (or an order, or a duty) and both papers between
the institutions hold, and only while the case isn't closed. The head of the centre sees numbers and clocks, appoints.
Nobody else sees anything: no operator, administrator, region, nor a colleague outside the team.
"""

from .case import (
    CASES,
    CLOSURES,
    PASSED_ON,
    covered_by,
    heads_its_centre,
    is_lead_or_deputy,
    leads_it,
    leads_it_unclosed,
    oversees,
)
from .content import CASE_CONCERNS, NOTES
from .covers import COVERS
from .crisis import CRISES
from .households import HOUSEHOLDS
from .joint import JOINTS, VOICES
from .pauses import PAUSES
from .persons import (
    BASES,
    EVERYTHING,
    IDENTITY_AND_CONTACT,
    MERGES,
    PERSONS,
    family_is_known_in_own_centre,
    family_is_known_to_partner,
    knowing_the_family,
)
from .plan import ACTIONS, GOALS, done_by, of_those_who_take_part
from .sharing import DISCLOSURES, SUPPORTS
from .team import TEAM
from .templates import TEMPLATES

__all__ = [
    "ACTIONS",
    "BASES",
    "CASES",
    "CASE_CONCERNS",
    "CLOSURES",
    "COVERS",
    "CRISES",
    "DISCLOSURES",
    "EVERYTHING",
    "GOALS",
    "HOUSEHOLDS",
    "IDENTITY_AND_CONTACT",
    "JOINTS",
    "MERGES",
    "NOTES",
    "PASSED_ON",
    "PAUSES",
    "PERSONS",
    "SUPPORTS",
    "TEAM",
    "TEMPLATES",
    "VOICES",
    "covered_by",
    "done_by",
    "family_is_known_in_own_centre",
    "family_is_known_to_partner",
    "heads_its_centre",
    "is_lead_or_deputy",
    "knowing_the_family",
    "leads_it",
    "leads_it_unclosed",
    "of_those_who_take_part",
    "oversees",
]
