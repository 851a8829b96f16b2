"""Who took part in a talk or a workshop: people of the case, members of the team, and others by their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TookPart:
    """Public ids of persons and members, and free text for neighbours, an aunt, a priest."""

    persons: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    others: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as the sealed field keeps it."""
        return {"persons": list(self.persons), "members": list(self.members), "others": self.others}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "TookPart":
        """Return what the sealed field holds."""
        return cls(tuple(data.get("persons", ())), tuple(data.get("members", ())), data.get("others", ""))
