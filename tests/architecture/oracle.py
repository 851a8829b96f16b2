"""Who may open which page and read which words, written by itself: it asks no policy of the application."""

from dataclasses import dataclass, field
from typing import Any

from tests.world import CAST, World

TEAM = frozenset({"lead", "deputy", "member"})
LEADS = frozenset({"lead", "deputy"})
INTAKE = frozenset({"intake", "head"})
SIGNED_IN = frozenset(CAST)
MEMBERS = SIGNED_IN - {"operator"}
NOBODY: frozenset[str] = frozenset()
EVERYBODY = SIGNED_IN | {"anonymous"}

FAMILY_CONTACT = {"adult_first_name", "adult_surname", "adult_phone", "address", "safe_contact"}
OWN_ACTION = {"member_action", "measure"}
CASE_WORDS = FAMILY_CONTACT | OWN_ACTION | {"child_first_name", "child_surname", "goal", "lead_action", "note"}


def may_read(who: str, what: str) -> bool:
    """Tell whether somebody of the cast may ever read a canary, on whatever page."""
    if what.startswith("concern_") or what == "linked_facts":
        return who in INTAKE | {"reporter"}
    if what in CASE_WORDS:
        return who in LEADS or (who == "member" and what in FAMILY_CONTACT | OWN_ACTION)
    raise ValueError(f"say who may read {what}")


@dataclass(frozen=True)
class Door:
    """An address: for whom it opens, and by which methods it is asked."""

    opens_to: frozenset[str]
    methods: tuple[str, ...] = ("get",)
    _shut: str = field(default="shut")

    def expected(self, who: str) -> str:
        """Return open, shut or sign-in."""
        if who in self.opens_to:
            return "open"
        return "sign in" if who == "anonymous" else self._shut


def row_named(world: World, name: str, part: str) -> Any:
    """Return what stands in an address for one of its parts: the public id of the world's row of that name."""
    special = SPECIAL.get((name, part), SPECIAL.get(("", part)))
    row = getattr(world, special or part)
    return row.public_id if hasattr(row, "public_id") else row


SPECIAL: dict[tuple[str, str], str] = {("", "member"): "case_member"}

DOORS: dict[str, Door] = {
    # the register of the land is public; whoever has a hat on may look
    "territory:list": Door(SIGNED_IN),
    "territory:view": Door(SIGNED_IN),
}

MUST_SEE: list[tuple[str, str, str]] = []
