"""Who may open which page and read which words, written by itself: it asks no policy of the application."""

from dataclasses import dataclass, field
from typing import Any

from tests.world import CAST, World

TEAM = frozenset({"lead", "deputy", "member"})
LEADS = frozenset({"lead", "deputy"})
INTAKE = frozenset({"intake", "head"})
NEIGHBOURS = frozenset({"neighbour", "neighbour_head"})
SIGNED_IN = frozenset(CAST)
MEMBERS = SIGNED_IN - {"operator"}
NOBODY: frozenset[str] = frozenset()
EVERYBODY = SIGNED_IN | {"anonymous"}

FAMILY_CONTACT = {"adult_first_name", "adult_surname", "adult_phone", "address", "safe_contact"}
OWN_ACTION = {"member_action", "measure"}
CASE_WORDS = FAMILY_CONTACT | OWN_ACTION | {"child_first_name", "child_surname", "goal", "lead_action", "note"}


def may_read(who: str, what: str) -> bool:
    """Tell whether somebody of the cast may ever read a canary, on whatever page."""
    if what == "waiting_facts":
        return who in {"lead", "head"}
    if what == "forwarded_facts":
        return who in NEIGHBOURS
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


SPECIAL: dict[tuple[str, str], str] = {
    ("", "member"): "case_member",
    **{
        (f"concerns:{name}", "concern"): "waiting_concern"
        for name in ("release", "release_send", "hold_back", "withdraw")
    },
}

DOORS: dict[str, Door] = {
    # reporting: everybody of an institution, own reports alone
    "concerns:own": Door(MEMBERS),
    "concerns:raise_start": Door(MEMBERS),
    "concerns:raise": Door(MEMBERS, ("get", "post")),
    "concerns:own_concern": Door(frozenset({"reporter"})),
    "concerns:receipt": Door(frozenset({"reporter"})),
    "concerns:withdraw": Door(frozenset({"lead"}), ("post",)),
    # before sending: the head of the reporter's institution
    "concerns:releases": Door(frozenset({"head", "neighbour_head"})),
    "concerns:release": Door(frozenset({"head"})),
    "concerns:release_send": Door(frozenset({"head"}), ("post",)),
    "concerns:hold_back": Door(frozenset({"head"}), ("post",)),
    # without an account: public, and shows nothing of anybody
    "concerns:door": Door(EVERYBODY),
    "concerns:door_ask": Door(EVERYBODY, ("post",)),
    "concerns:door_code": Door(EVERYBODY, ("get", "post")),
    "concerns:door_start": Door(EVERYBODY),
    "concerns:door_raise": Door(EVERYBODY, ("get", "post")),
    "concerns:door_receipt": Door(EVERYBODY),
    # at the centre: intake and head
    "concerns:type_in": Door(INTAKE | NEIGHBOURS, ("get", "post")),
    "concerns:inbox": Door(INTAKE | NEIGHBOURS),
    "concerns:inbox_answered": Door(INTAKE | NEIGHBOURS),
    "concerns:inbox_forwarded": Door(INTAKE | NEIGHBOURS),
    "concerns:forward_letter": Door(INTAKE),
    "concerns:concern": Door(INTAKE),
    "concerns:take_up": Door(INTAKE, ("post",)),
    "concerns:forward": Door(INTAKE, ("get", "post")),
    "concerns:tell_other": Door(INTAKE, ("get", "post")),
    "concerns:no_action": Door(INTAKE, ("get", "post")),
    "concerns:not_confirm": Door(INTAKE, ("get", "post")),
    "concerns:numbers": Door(INTAKE, ("get", "post")),
    "concerns:note": Door(INTAKE),
    "concerns:letter": Door(INTAKE),
    # the register of the land is public; whoever has a hat on may look
    "territory:list": Door(SIGNED_IN),
    "territory:view": Door(SIGNED_IN),
}

MUST_SEE: list[tuple[str, str, str]] = []
