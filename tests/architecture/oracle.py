"""Who may open which page and read which words, written by itself: it asks no policy of the application."""

from dataclasses import dataclass
from typing import Any

from tests.world import CAST, World

TEAM = frozenset({"lead", "deputy", "member"})
LEADS = frozenset({"lead", "deputy"})
INTAKE = frozenset({"intake", "head"})
NEIGHBOURS = frozenset({"neighbour", "neighbour_head"})
OF_CENTRE = frozenset({"lead", "deputy", "colleague", "intake", "head", "admin", "officer"})
WRITE_TEMPLATES = OF_CENTRE - {"intake", "officer"}
SIGNED_IN = frozenset(CAST)
MEMBERS = SIGNED_IN - {"operator"}
NOBODY: frozenset[str] = frozenset()
EVERYBODY = SIGNED_IN | {"anonymous"}

FAMILY_CONTACT = {"adult_first_name", "adult_surname", "adult_phone", "address", "safe_contact", "shown_address"}
SECOND_HOME = {"second_address", "second_label", "time_shared"}
"""The child's other home. The team might know it, but the child who lives there has not agreed."""
OWN_ACTION = {"member_action", "measure"}
OF_OWN_INSTITUTION = {"shared_score_note", "contribution", "told_note", "tried", "question"}
"""What was shown to the member, what the own institution was asked, brought to the workshop and had tried."""
CASE_WORDS = (
    FAMILY_CONTACT
    | OWN_ACTION
    | OF_OWN_INSTITUTION
    | {"child_first_name", "child_surname", "goal", "lead_action", "note", "cost_note", "version"}
    | {"score_note", "lead_contribution", "voice_reason"}
)
CASE_WORDS |= SECOND_HOME | {"alias_surname", "purpose", "support", "tie", "support_phone", "helps_with"}
CASE_WORDS |= {"lead_tried", "tried_body", "qualification", "crisis"}
CASE_WORDS |= {"visit", "pause"}
CASE_WORDS |= {"purpose", "support", "tie", "support_phone", "helps_with"}

SEEN_BY = {
    "waiting_facts": {"lead", "head"},
    "saved_list": {"lead"},
    "forwarded_facts": NEIGHBOURS,
    "linked_facts": INTAKE | LEADS | {"reporter"},
    "handover_message": LEADS | {"colleague"},
    "cover_message": frozenset({"head", "neighbour_head"}),
    "template_goal": OF_CENTRE,
    "template_action": OF_CENTRE,
    "consultation_question": LEADS | {"former"},
    "consultation_advice": LEADS | {"former"},
    "consultation_other_advice": LEADS,
}
OF_REVIEWS = {"review", "review_others", "measured", "review_before", "follow_up", "no_in_case"}


def may_read(who: str, what: str) -> bool:
    """Tell whether somebody of the cast may ever read a canary, on whatever page."""
    if what in SEEN_BY:
        return who in SEEN_BY[what]
    if what.startswith("concern_"):
        return who in INTAKE | {"reporter"}
    if what.startswith("transfer_"):
        return who in LEADS | NEIGHBOURS
    if what == "no_to_concern":
        return who in INTAKE
    if what in OF_REVIEWS:
        return who in LEADS
    if what in CASE_WORDS:
        return who in LEADS or (who == "member" and what in FAMILY_CONTACT | OWN_ACTION | OF_OWN_INSTITUTION)
    raise ValueError(f"say who may read {what}")


@dataclass(frozen=True)
class Door:
    """An address: for whom it opens, and by which methods it is asked."""

    opens_to: frozenset[str]
    methods: tuple[str, ...] = ("get",)
    anonymous: str = "sign in"
    missing_is_new: bool = False
    """Whether an unknown number in the address makes something of one's own: there is nothing to look alike."""
    of_public_rows: bool = False
    """Whether everybody may know that the row exists: refused, they get 403 and not 404."""
    known_to: frozenset[str] = NOBODY
    """Who may see the row, but not do this with it: they get 403, too."""

    def expected(self, who: str) -> str:
        """Return open, shut or sign-in."""
        if who in self.opens_to:
            return "open"
        return self.anonymous if who == "anonymous" else "shut"


def row_named(world: World, name: str, part: str) -> Any:
    """Return what stands in an address for one of its parts: the public id of the world's row of that name."""
    special = SPECIAL.get((name, part), SPECIAL.get(("", part)))
    row = getattr(world, special or part)
    return row.public_id if hasattr(row, "public_id") else row


SPECIAL: dict[tuple[str, str], str] = {
    **{
        (f"concerns:{name}", "concern"): "waiting_concern"
        for name in ("release", "release_send", "hold_back", "withdraw")
    },
    ("concerns:door_receipt", "token"): "receipt_token",
    ("cases:guardian_end", "person"): "child",
    ("cases:household_main", "household"): "second_household",
    ("cases:person_merge", "twin"): "child",
    ("cases:member_letter", "case_member"): "letter_member",
    ("cases:member_add", "institution"): "school",
    ("cases:who_sees", "thing"): "told_thing",
    ("cases:take_back", "disclosure"): "passed_on",
    ("", "other"): "linked_concern",
    ("transfers:transfer_offer", "institution"): "other_ops",
    **{(f"transfers:transfer_{name}", "transfer"): "letter_transfer" for name in ("letter", "sent", "answered")},
    ("", "shelf"): "shelf",
    ("portal:handbook", "page"): "page_of_handbook",
    ("", "term"): "kind",
    ("institutions:set_own", "institution"): "ops",
    **{(f"institutions:{name}", "institution"): "ops" for name in ("settings", "setting_edit")},
    ("", "setting"): "setting",
    ("institutions:people", "institution"): "ops",
    ("institutions:invite", "institution"): "ops",
    ("", "kind"): "draft_kind",
    **{(f"diagnosis:{name}", "assessment"): "draft_assessment" for name in ("change", "score")},
}

CENTRE = frozenset({"lead", "deputy", "colleague", "intake", "head", "neighbour", "neighbour_head"})
"""Those of a welfare centre who may open cases; not its administrator."""
OPERATOR = frozenset({"operator"})
ADMIN = frozenset({"admin"})
REGION = frozenset({"region"})
OF_THE_PARTIES = MEMBERS - {"reporter", "outsider", "neighbour", "neighbour_head", "region"}
"""The people of the welfare centre and of the school, who signed the world's agreement and sit in its team."""
HEADS = frozenset({"head", "neighbour_head"})
BOTH = ("get", "post")
POST = ("post",)

DOORS: dict[str, Door] = {
    # the own calendar
    "agenda:calendar": Door(MEMBERS),
    "agenda:feed_keep": Door(MEMBERS, BOTH),
    "agenda:feed_end": Door(MEMBERS, POST),
    "agenda:feed": Door(NOBODY, anonymous="shut"),
    "agenda:visit_plan": Door(TEAM, BOTH),
    "agenda:visit": Door(LEADS),
    "agenda:visit_move": Door(LEADS, BOTH),
    "agenda:visit_finish": Door(LEADS, POST),
    "agenda:visit_cancel": Door(LEADS, POST),
    # views of lists, each hat its own
    "lists:saved": Door(MEMBERS),
    "lists:keep": Door(MEMBERS, POST),
    "lists:rename": Door(frozenset({"lead"}), BOTH),
    "lists:default": Door(frozenset({"lead"}), POST),
    "lists:drop": Door(frozenset({"lead"}), POST),
    # finding again, among what one may see
    "search:search": Door(MEMBERS, BOTH),
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
    "concerns:inbox_file": Door(INTAKE | NEIGHBOURS, POST),
    "concerns:inbox_answered": Door(INTAKE | NEIGHBOURS),
    "concerns:inbox_answered_file": Door(INTAKE | NEIGHBOURS, POST),
    "concerns:inbox_forwarded": Door(INTAKE | NEIGHBOURS),
    "concerns:forward_letter": Door(INTAKE),
    "concerns:to_inform": Door(INTAKE | NEIGHBOURS),
    "concerns:inform": Door(INTAKE, ("get", "post")),
    # what is locked: heads alone, and no page opens it
    "concerns:register": Door(HEADS),
    "concerns:filing_class": Door(HEADS, ("get", "post")),
    "concerns:disposal": Door(HEADS, ("get", "post")),
    "concerns:year": Door(HEADS),
    "concerns:concern": Door(INTAKE),
    "concerns:take_up": Door(INTAKE, ("post",)),
    "concerns:forward": Door(INTAKE, ("get", "post")),
    "concerns:tell_other": Door(INTAKE, ("get", "post")),
    "concerns:no_action": Door(INTAKE, ("get", "post")),
    "concerns:not_confirm": Door(INTAKE, ("get", "post")),
    "concerns:protect": Door(INTAKE, ("get", "post")),
    "concerns:unprotect": Door(INTAKE, ("post",)),
    "concerns:numbers": Door(INTAKE, ("get", "post")),
    "concerns:note": Door(INTAKE),
    "concerns:letter": Door(INTAKE),
    # agreements: the people of the parties and the regional centre see them, operators keep them
    "agreements:list": Door(SIGNED_IN),
    "agreements:view": Door(OF_THE_PARTIES | REGION | OPERATOR),
    "agreements:scan": Door(OF_THE_PARTIES | REGION | OPERATOR),
    "agreements:create": Door(OPERATOR, BOTH),
    "agreements:edit": Door(OPERATOR, BOTH),
    "agreements:end": Door(OPERATOR, BOTH),
    "agreements:party_join": Door(OPERATOR, BOTH),
    "agreements:party_leave": Door(OPERATOR, BOTH),
    "agreements:scan_attach": Door(OPERATOR, BOTH),
    # teams: the people of the seats, of the gmina's centre and of the regional centre see them, operators keep them
    "partnerships:list": Door(SIGNED_IN),
    "partnerships:view": Door(OF_THE_PARTIES | REGION | OPERATOR),
    "partnerships:create": Door(OPERATOR, BOTH),
    "partnerships:edit": Door(OPERATOR, BOTH),
    "partnerships:end": Door(OPERATOR, BOTH),
    "partnerships:seat_take": Door(OPERATOR, BOTH),
    "partnerships:seat_change": Door(OPERATOR, BOTH),
    "partnerships:seat_leave": Door(OPERATOR, BOTH),
    # the register of the land is public; whoever has a hat on may look
    "territory:list": Door(SIGNED_IN),
    "territory:view": Door(SIGNED_IN),
    # the directory; operators keep it, administrators keep the own hours and people
    "institutions:list": Door(SIGNED_IN),
    "institutions:view": Door(SIGNED_IN),
    "institutions:create": Door(OPERATOR, BOTH),
    "institutions:edit": Door(OPERATOR, BOTH, of_public_rows=True),
    "institutions:import": Door(OPERATOR, BOTH),
    "institutions:vocabulary": Door(OPERATOR),
    "institutions:vocabulary_create": Door(OPERATOR, BOTH),
    "institutions:vocabulary_edit": Door(OPERATOR, BOTH),
    "institutions:set_own": Door(ADMIN, BOTH, of_public_rows=True),
    "institutions:settings": Door(ADMIN, of_public_rows=True),
    "institutions:setting_edit": Door(ADMIN, BOTH, of_public_rows=True),
    "institutions:bounds": Door(OPERATOR),
    "institutions:bounds_edit": Door(OPERATOR, BOTH),
    "institutions:own_people": Door(ADMIN),
    "institutions:people": Door(ADMIN | OPERATOR, of_public_rows=True),
    "institutions:invite": Door(ADMIN | OPERATOR, BOTH, of_public_rows=True),
    "institutions:revoke_invitation": Door(ADMIN, POST),
    "institutions:end_membership": Door(ADMIN, BOTH),
    "institutions:change_function": Door(ADMIN, BOTH),
    "institutions:reset_sign_in": Door(ADMIN, BOTH),
    "institutions:operators": Door(OPERATOR),
    "institutions:invite_operator": Door(OPERATOR, BOTH),
    "institutions:end_operator": Door(OPERATOR, BOTH),
    "institutions:reset_operator": Door(OPERATOR, BOTH),
    # accounts: own ones, and links that are secrets
    "institutions:hat": Door(SIGNED_IN, BOTH),
    "institutions:accept": Door(NOBODY, BOTH, anonymous="shut"),
    "accounts:begin": Door(SIGNED_IN),
    "accounts:visit": Door(SIGNED_IN, BOTH),
    "accounts:devices": Door(SIGNED_IN),
    "accounts:device_add": Door(SIGNED_IN, BOTH),
    "accounts:device_end": Door(frozenset({"lead"}), POST),
    "accounts:set_up": Door(NOBODY, BOTH, anonymous="shut"),
    "account_signup": Door(EVERYBODY),
    "mfa_remove_webauthn": Door(NOBODY, BOTH),
    # drafts and messages are their owner's alone
    "portal:home": Door(EVERYBODY),
    "portal:help": Door(EVERYBODY),
    "portal:handbook": Door(EVERYBODY),
    "portal:privacy": Door(EVERYBODY),
    "portal:accessibility": Door(EVERYBODY),
    "protection:log": Door(frozenset({"officer"})),
    "portal:worker": Door(OPERATOR),
    "portal:worker_try_again": Door(OPERATOR, POST),
    "drafts:list": Door(SIGNED_IN),
    "drafts:delete": Door(frozenset({"reporter"}), POST),
    "drafts:save": Door(frozenset({"reporter"}), POST, missing_is_new=True),
    "outbox:list": Door(SIGNED_IN),
    "outbox:read_all": Door(SIGNED_IN, POST),
    "outbox:mark": Door(SIGNED_IN, POST),
    "outbox:notices": Door(SIGNED_IN, BOTH),
    "outbox:notices_try": Door(SIGNED_IN, POST),
    "outbox:push_on": Door(SIGNED_IN, POST),
    "outbox:push_off": Door(frozenset({"lead"}), POST),
    "outbox:view": Door(frozenset({"member"})),
    "outbox:open": Door(frozenset({"member"}), POST),
    # matches: intake and head see them, and say what they are; the lead lets two reporters know of each other
    "matching:matches": Door(INTAKE),
    "matching:same": Door(INTAKE, POST),
    "matching:different": Door(INTAKE, POST),
    "matching:different_case": Door(INTAKE, POST),
    "matching:link": Door(INTAKE, BOTH),
    "matching:undo": Door(INTAKE, POST),
    "matching:exchange": Door(LEADS, BOTH),
    # cases
    "cases:list": Door(MEMBERS),
    "cases:list_file": Door(MEMBERS, POST),
    "cases:actions": Door(MEMBERS),
    "cases:actions_file": Door(MEMBERS, POST),
    "cases:clocks": Door(LEADS, BOTH),
    "cases:clock_resume": Door(LEADS, POST),
    "cases:counts": Door(REGION),
    "cases:oversight": Door(HEADS),
    "cases:oversight_file": Door(HEADS, POST),
    "cases:appoint_several": Door(HEADS, BOTH),
    "cases:open": Door(CENTRE, BOTH),
    "cases:open_community": Door(CENTRE, BOTH),
    "cases:open_from_concern": Door(INTAKE, BOTH),
    "cases:link_concern": Door(INTAKE, BOTH),
    "cases:view": Door(TEAM),
    "cases:appoint": Door(frozenset({"head"}), BOTH),
    "cases:start": Door(LEADS, POST),
    "cases:review": Door(LEADS, BOTH),
    "cases:numbers": Door(LEADS, BOTH),
    "cases:close": Door(LEADS, BOTH),
    "cases:reopen": Door(LEADS | {"head"}, BOTH),
    "cases:file_note": Door(LEADS),
    "cases:team": Door(LEADS),
    "cases:member_choose": Door(LEADS),
    "cases:member_add": Door(LEADS, BOTH),
    "cases:member_add_by_letter": Door(LEADS, BOTH),
    "cases:member_letter": Door(LEADS),
    "cases:member_sight": Door(LEADS),
    "cases:disclose": Door(LEADS, BOTH),
    "cases:disclosure_end": Door(LEADS, BOTH),
    "cases:levels": Door(LEADS),
    "cases:who_sees": Door(LEADS),
    "cases:passed_on": Door(TEAM),
    "cases:take_back": Door(frozenset({"member"}), POST),
    "cases:action_pass_on": Door(frozenset({"member"}), POST),
    "cases:support_add": Door(LEADS, BOTH),
    "cases:support_edit": Door(LEADS, BOTH),
    "cases:member_remove": Door(LEADS, BOTH),
    "cases:member_leave": Door(frozenset({"member"}), BOTH),
    "cases:notes": Door(TEAM),
    "cases:note_write": Door(TEAM, BOTH),
    "cases:note_edit": Door(frozenset({"lead"}), BOTH),
    "cases:note_file_note": Door(LEADS),
    "cases:note_history": Door(LEADS),
    "cases:notes_print": Door(TEAM),
    "cases:timeline": Door(TEAM),
    "cases:concern": Door(LEADS),
    "cases:concern_protect": Door(LEADS, BOTH),
    "cases:people": Door(TEAM),
    "cases:person_add": Door(LEADS, BOTH),
    "cases:person_alike": Door(LEADS, POST),
    "cases:person_import": Door(LEADS, BOTH),
    "cases:person_template": Door(MEMBERS),
    "cases:person_twin": Door(LEADS, BOTH),
    "cases:person_merge": Door(LEADS, BOTH),
    "cases:person_split": Door(LEADS, BOTH),
    "cases:merge_undo": Door(LEADS, BOTH),
    "cases:address_edit": Door(LEADS, BOTH),
    "cases:person": Door(TEAM),
    "cases:person_edit": Door(LEADS, BOTH),
    "cases:person_leave": Door(LEADS, BOTH),
    "cases:person_come_back": Door(LEADS, POST),
    "cases:person_move_in": Door(LEADS, POST),
    "cases:household_add": Door(LEADS, BOTH),
    "cases:household_edit": Door(LEADS, BOTH),
    "cases:household_move": Door(LEADS, BOTH),
    "cases:household_main": Door(LEADS, BOTH),
    "cases:child_born": Door(LEADS, BOTH),
    "cases:person_death": Door(LEADS, BOTH),
    "cases:person_death_undo": Door(LEADS, POST),
    "cases:kinship_add": Door(LEADS, BOTH),
    "cases:kinship_dates": Door(LEADS, BOTH),
    "cases:kinship_remove": Door(LEADS, POST),
    "cases:guardian_add": Door(LEADS, BOTH),
    "cases:guardian_end": Door(LEADS, BOTH),
    "cases:basis_record": Door(LEADS, BOTH),
    "cases:basis_withdraw": Door(LEADS, BOTH),
    "cases:plan": Door(LEADS),
    "cases:plan_print": Door(LEADS),
    "cases:plan_picture": Door(LEADS),
    "cases:versions": Door(LEADS),
    "cases:version": Door(LEADS),
    "cases:version_make": Door(LEADS, BOTH),
    "cases:paper_add": Door(LEADS, BOTH),
    "cases:paper_remove": Door(LEADS, POST),
    "cases:action_other_day": Door(frozenset({"member"}), BOTH),
    "cases:action_take_day": Door(LEADS, POST),
    "cases:action_keep_day": Door(LEADS, POST),
    "cases:action_days": Door(TEAM, BOTH),
    "cases:goal_add": Door(LEADS, BOTH),
    "cases:goal_edit": Door(LEADS, BOTH),
    "cases:action_add": Door(LEADS, BOTH),
    "cases:action": Door(TEAM),
    "cases:action_edit": Door(LEADS, BOTH),
    "cases:action_accept": Door(frozenset({"member"}), BOTH),
    "cases:action_decline": Door(frozenset({"member"}), BOTH),
    "cases:action_finish": Door(TEAM, BOTH),
    "cases:action_cancel": Door(LEADS, BOTH),
    # together: the lead asks, every institution that is asked sees the question and answers once
    "cases:joint_ask": Door(LEADS, BOTH),
    "cases:joint": Door(TEAM),
    "cases:joint_reasons": Door(LEADS, POST, known_to=frozenset({"member"})),
    "cases:joint_end": Door(LEADS, BOTH, known_to=frozenset({"member"})),
    "cases:joint_again": Door(LEADS, BOTH, known_to=frozenset({"member"})),
    "cases:joint_answer": Door(frozenset({"member"}), BOTH, known_to=LEADS),
    "cases:joint_yes": Door(frozenset({"member"}), POST, known_to=LEADS),
    # templates of plans: the centre's own, of no family
    "cases:templates": Door(OF_CENTRE | NEIGHBOURS),
    "cases:template_add": Door(WRITE_TEMPLATES | {"neighbour_head"}, BOTH),
    "cases:template": Door(OF_CENTRE),
    "cases:template_edit": Door(WRITE_TEMPLATES, BOTH, known_to=frozenset({"intake"})),
    "cases:template_retire": Door(WRITE_TEMPLATES, POST, known_to=frozenset({"intake"})),
    "cases:template_goal_add": Door(WRITE_TEMPLATES, BOTH, known_to=frozenset({"intake"})),
    "cases:template_goal_edit": Door(WRITE_TEMPLATES, BOTH, known_to=frozenset({"intake"})),
    "cases:template_goal_remove": Door(WRITE_TEMPLATES, POST, known_to=frozenset({"intake"})),
    "cases:template_action_add": Door(WRITE_TEMPLATES, BOTH, known_to=frozenset({"intake"})),
    "cases:template_action_edit": Door(WRITE_TEMPLATES, BOTH, known_to=frozenset({"intake"})),
    "cases:template_action_remove": Door(WRITE_TEMPLATES, POST, known_to=frozenset({"intake"})),
    "cases:template_choose": Door(LEADS),
    "cases:template_use": Door(LEADS, BOTH),
    "cases:template_keep": Door(LEADS, BOTH),
    # handing over: the lead and the colleague who was asked; the lead and the inbox of the other centre
    "transfers:list": Door(CENTRE | ADMIN | {"officer"}),
    "transfers:handover_offer": Door(frozenset({"lead"}), BOTH),
    "transfers:handover": Door(LEADS | {"colleague"}),
    "transfers:handover_accept": Door(frozenset({"colleague"}), POST),
    "transfers:handover_decline": Door(frozenset({"colleague"}), BOTH),
    "transfers:handover_withdraw": Door(LEADS, POST),
    "transfers:transfer_choose": Door(LEADS),
    "transfers:transfer_offer": Door(LEADS, BOTH),
    "transfers:transfer_outside": Door(LEADS, BOTH),
    "transfers:transfer": Door(LEADS | NEIGHBOURS),
    "transfers:transfer_accept": Door(NEIGHBOURS, BOTH),
    "transfers:transfer_decline": Door(NEIGHBOURS, BOTH),
    "transfers:transfer_withdraw": Door(LEADS, POST, known_to=NEIGHBOURS),
    "transfers:transfer_letter": Door(LEADS),
    "transfers:transfer_sent": Door(LEADS, BOTH),
    "transfers:transfer_answered": Door(LEADS, BOTH),
    # cover: who heads one of both centres; of others, the people of the centre once it is agreed
    "transfers:cover_offer": Door(HEADS, BOTH),
    "transfers:cover": Door(HEADS),
    "transfers:cover_accept": Door(frozenset({"neighbour_head"}), POST, known_to=frozenset({"head"})),
    "transfers:cover_decline": Door(frozenset({"neighbour_head"}), BOTH, known_to=frozenset({"head"})),
    "transfers:cover_withdraw": Door(frozenset({"head"}), POST, known_to=frozenset({"neighbour_head"})),
    "transfers:cover_end": Door(HEADS, POST),
    # reviews: of the lead and the deputy alone
    "reviews:list": Door(LEADS),
    "reviews:hold": Door(LEADS, BOTH),
    "reviews:view": Door(LEADS),
    "reviews:file_note": Door(LEADS),
    "reviews:correct": Door(LEADS, BOTH),
    "reviews:history": Door(LEADS),
    "reviews:follow_up": Door(LEADS, BOTH),
    # a family's no: who asked reads it, nobody outside the centre
    "reviews:refusal_in_case": Door(LEADS, BOTH),
    "reviews:refusal_to_concern": Door(INTAKE, BOTH),
    "reviews:refusal_try": Door(LEADS, BOTH),
    "reviews:planned": Door(CENTRE | ADMIN | {"officer"}),
    # advice without a name: the lead asks; whoever was asked sees the question and the own answer
    "consultations:ask": Door(LEADS, BOTH),
    "consultations:view": Door(LEADS),
    "consultations:close": Door(LEADS, POST),
    "consultations:list": Door(MEMBERS),
    "consultations:advice": Door(frozenset({"former"}), BOTH),
    "consultations:recuse": Door(frozenset({"former"}), BOTH),
    # understanding together: the scale is the lead's, a workshop is everybody's in the team, each for the own body
    "diagnosis:view": Door(TEAM),
    "diagnosis:picture": Door(LEADS),
    "diagnosis:begin": Door(LEADS, BOTH),
    "diagnosis:assessment": Door(LEADS),
    "diagnosis:change": Door(LEADS, BOTH),
    "diagnosis:score": Door(LEADS, BOTH),
    "diagnosis:withdraw": Door(LEADS, BOTH),
    "diagnosis:hold": Door(LEADS, BOTH),
    "diagnosis:workshop": Door(TEAM),
    "diagnosis:workshop_change": Door(LEADS, BOTH),
    "diagnosis:workshop_print": Door(LEADS),
    "diagnosis:contribute": Door(TEAM, BOTH),
    "diagnosis:contribution_edit": Door(frozenset({"member"}), BOTH),
    "diagnosis:contribution_withdraw": Door(frozenset({"member"}), BOTH),
    # whether this is the way: each institution writes what it tried, lead and deputy decide
    "gate:view": Door(TEAM),
    "gate:tried_note": Door(TEAM, BOTH),
    "gate:tried_note_for": Door(LEADS, BOTH),
    "gate:tried_edit": Door(frozenset({"member"}), BOTH),
    "gate:tried_withdraw": Door(frozenset({"member"}), BOTH),
    "gate:qualify": Door(LEADS, BOTH),
    "gate:crisis_note": Door(LEADS, BOTH),
    "gate:crisis_end": Door(LEADS, BOTH),
}

MUST_SEE: list[tuple[str, str, str]] = [
    ("cases:view", "member", "told_note"),
    ("cases:view", "member", "question"),
    ("cases:joint", "member", "question"),
    ("cases:joint", "deputy", "voice_reason"),
    ("cases:template", "intake", "template_goal"),
    ("cases:template_use", "lead", "template_action"),
    ("cases:notes", "member", "told_note"),
    ("cases:member_sight", "lead", "shared_score_note"),
    ("cases:who_sees", "lead", "told_note"),
    ("cases:passed_on", "member", "member_action"),
    ("cases:team", "lead", "support"),
    ("cases:member_sight", "lead", "purpose"),
    ("cases:member_sight", "lead", "told_note"),
    ("agenda:visit", "deputy", "visit"),
    ("cases:actions", "member", "member_action"),
    ("cases:actions", "deputy", "lead_action"),
    ("lists:saved", "lead", "saved_list"),
    ("cases:clocks", "deputy", "pause"),
    ("cases:view", "lead", "adult_surname"),
    ("cases:people", "lead", "second_address"),
    ("cases:people", "deputy", "time_shared"),
    ("cases:people", "member", "address"),
    ("cases:people", "member", "shown_address"),
    ("cases:view", "member", "adult_surname"),
    ("cases:view", "member", "member_action"),
    ("cases:concern", "lead", "linked_facts"),
    ("cases:plan", "deputy", "goal"),
    ("cases:person", "member", "adult_phone"),
    ("cases:person", "lead", "alias_surname"),
    ("cases:merge_undo", "deputy", "alias_surname"),
    ("cases:person_merge", "lead", "child_first_name"),
    ("cases:action", "member", "measure"),
    ("cases:notes", "deputy", "note"),
    ("cases:timeline", "deputy", "note"),
    ("cases:file_note", "lead", "goal"),
    ("transfers:transfer", "neighbour", "transfer_surname"),
    ("transfers:transfer", "deputy", "transfer_summary"),
    ("transfers:handover", "colleague", "handover_message"),
    ("transfers:cover", "neighbour_head", "cover_message"),
    ("reviews:view", "deputy", "review"),
    ("reviews:history", "deputy", "review_before"),
    ("cases:view", "deputy", "no_in_case"),
    ("concerns:concern", "head", "no_to_concern"),
    ("consultations:view", "deputy", "consultation_question"),
    ("consultations:view", "lead", "consultation_advice"),
    ("consultations:advice", "former", "consultation_question"),
    ("diagnosis:assessment", "deputy", "score_note"),
    ("diagnosis:view", "member", "shared_score_note"),
    ("diagnosis:workshop", "member", "contribution"),
    ("diagnosis:workshop", "lead", "contribution"),
    ("diagnosis:workshop_print", "lead", "lead_contribution"),
    ("gate:view", "member", "tried"),
    ("gate:view", "deputy", "tried_body"),
    ("gate:view", "lead", "qualification"),
    ("gate:view", "deputy", "crisis"),
    ("cases:file_note", "lead", "lead_tried"),
    ("cases:member_sight", "lead", "tried"),
]
