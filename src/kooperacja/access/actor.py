"""Who acts. One person wears exactly one hat at a time, and rights come from that hat alone."""

from dataclasses import dataclass, field
from enum import StrEnum


class Duty(StrEnum):
    """What a function in an institution brings with it. Functions are data; these are what the code knows of them."""

    HEAD = "head"  # appoints leads, sees numbers and clocks
    INTAKE = "intake"  # reads and answers the inbox of concerns
    CASEWORK = "casework"  # opens and leads cases
    ADMINISTRATION = "administration"  # manages the institution's people
    ANIMATION = "animation"  # convenes the local team
    REGION = "region"  # works for the regional team
    DATA_PROTECTION = "data_protection"  # sees who of the own institution read what, and no family


@dataclass(frozen=True)
class Actor:
    """A person under one hat, or nobody.

    Policies see only this. It is made anew for each request from rows that are valid on that day.
    """

    user_id: int | None = None
    membership_id: int | None = None
    institution_id: int | None = None
    duties: frozenset[Duty] = field(default_factory=frozenset)
    is_operator: bool = False
    of_centre: bool = False  # the institution is an OPS or CUS, to which concerns are addressed

    @property
    def is_member(self) -> bool:
        """Whether the hat belongs to an institution."""
        return self.membership_id is not None

    def has(self, *duties: Duty) -> bool:
        """Whether the hat brings any of these duties."""
        return not self.duties.isdisjoint(duties)


SYSTEM = Actor()
"""The worker, a command, or a person without an account."""
