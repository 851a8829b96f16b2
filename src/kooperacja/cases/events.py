"""What can happen to a case and its parts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseEvent(TextChoices):
    """Events of the case as a whole."""

    OPENED = "cases.opened", _("case opened")
    COMMUNITY_OPENED = "cases.community_opened", _("case of a community opened")
    CONCERN_LINKED = "cases.concern_linked", _("information linked to the case")
    STARTED = "cases.started", _("work by the plan started")
    REVIEW_SET = "cases.review_set", _("date of the next review set")
    NUMBERS_SET = "cases.numbers_set", _("numbers of other registers noted")
    APPOINTED = "cases.appointed", _("lead or deputy appointed")
    CLOSED = "cases.closed", _("case closed")
    REOPENED = "cases.reopened", _("case opened again")
    FOLLOW_UP_SET = "cases.follow_up_set", _("date set for asking how it is going")


class ClockEvent(TextChoices):
    """Events of the clocks of a case."""

    PAUSED = "cases.clock_paused", _("clock paused")
    RESUMED = "cases.clock_resumed", _("clock runs again")
    LATE = "cases.clock_late", _("told that something is late")
    NEAR = "cases.clock_near", _("reminded of a day that comes")


class TeamEvent(TextChoices):
    """Events of the team."""

    MEMBER_ADDED = "cases.member_added", _("member added")
    MEMBER_ADDED_BY_LETTER = "cases.member_added_by_letter", _("institution added by letter")
    MEMBER_REMOVED = "cases.member_removed", _("member removed")
    MEMBER_LEFT = "cases.member_left", _("member left")


class NoteEvent(TextChoices):
    """Events of notes."""

    WRITTEN = "cases.note_written", _("note written")
    CHANGED = "cases.note_changed", _("note changed")


class PersonEvent(TextChoices):
    """Events of the family: persons, their household, kinship and guardians."""

    ADDED = "cases.person_added", _("person added")
    SEVERAL_ADDED = "cases.persons_added", _("several persons added")
    CHANGED = "cases.person_changed", _("person's data changed")
    MERGED = "cases.person_merged", _("two records of one person joined")
    MERGE_UNDONE = "cases.person_merge_undone", _("joining of two records taken back")
    SPLIT = "cases.person_split", _("one record made into two persons")
    LEFT = "cases.person_left", _("person left the case")
    CAME_BACK = "cases.person_came_back", _("person came back to the case")
    MOVED_IN = "cases.person_moved_in", _("person joined the household")
    MOVED_OUT = "cases.person_moved_out", _("person left the household")
    ADDRESS_CHANGED = "cases.address_changed", _("address of the household changed")
    KINSHIP_ADDED = "cases.kinship_added", _("kinship written down")
    KINSHIP_REMOVED = "cases.kinship_removed", _("kinship removed")
    KINSHIP_DATED = "cases.kinship_dated", _("days of a kinship changed")
    HOME_ADDED = "cases.home_added", _("further home written down")
    HOME_CHANGED = "cases.home_changed", _("home changed")
    HOME_MADE_MAIN = "cases.home_made_main", _("main home changed")
    CHILD_BORN = "cases.child_born", _("birth of a child written down")
    DEATH_NOTED = "cases.death_noted", _("death written down")
    DEATH_UNDONE = "cases.death_undone", _("death taken out: it was a mistake")
    GUARDIAN_ADDED = "cases.guardian_added", _("guardian written down")
    GUARDIAN_ENDED = "cases.guardian_ended", _("guardianship ended")


class BasisEvent(TextChoices):
    """Events of taking part."""

    RECORDED = "cases.basis_recorded", _("basis of taking part written down")
    WITHDRAWN = "cases.basis_withdrawn", _("taking part ended")
    CAME_OF_AGE = "cases.basis_came_of_age", _("young person came of age and is asked themselves")


class PlanEvent(TextChoices):
    """Events of the plan."""

    GOAL_ADDED = "cases.goal_added", _("goal added")
    GOAL_CHANGED = "cases.goal_changed", _("goal changed")
    ACTION_ADDED = "cases.action_added", _("action proposed")
    ACTION_CHANGED = "cases.action_changed", _("action changed")
    ACTION_ACCEPTED = "cases.action_accepted", _("action accepted")
    ACTION_DECLINED = "cases.action_declined", _("action declined")
    ACTION_DONE = "cases.action_done", _("action done")
    ACTION_CANCELLED = "cases.action_cancelled", _("action cancelled")
    OTHER_DAY_PROPOSED = "cases.other_day_proposed", _("another day proposed")
    OTHER_DAY_TAKEN = "cases.other_day_taken", _("agreed to another day")
    DAY_KEPT = "cases.day_kept", _("day of an action kept")
    PLAN_AGREED = "cases.plan_agreed", _("family agreed to the plan")
    PLAN_FROZEN = "cases.plan_frozen", _("version of the plan kept")
    PAPER_LINKED = "cases.paper_linked", _("number of a paper written down")
    PAPER_UNLINKED = "cases.paper_unlinked", _("number of a paper taken out")
    ACTION_TICKED = "cases.action_ticked", _("days of a repeated action ticked off")
    JOINT_ASKED = "cases.joint_asked", _("institutions asked for a joint decision")
    JOINT_ANSWERED = "cases.joint_answered", _("institution answered in a joint decision")
    JOINT_CARRIED = "cases.joint_carried", _("joint decision carried")
    JOINT_REJECTED = "cases.joint_rejected", _("joint decision not carried")
    JOINT_LAPSED = "cases.joint_lapsed", _("joint decision ended without an answer in time")
    JOINT_WITHDRAWN = "cases.joint_withdrawn", _("joint decision taken back")
    JOINT_SHOWN = "cases.joint_shown", _("decided whether institutions see each other's answers")


class TemplateEvent(TextChoices):
    """Events of templates of plans."""

    WRITTEN = "cases.template_written", _("template of a plan written")
    CHANGED = "cases.template_changed", _("template of a plan changed")
    RETIRED = "cases.template_retired", _("template of a plan retired")
    BROUGHT_BACK = "cases.template_brought_back", _("template of a plan brought back")


class SharingEvent(TextChoices):
    """Events of what members were given to see, and of those close to the family."""

    SHARED = "cases.sharing_decided", _("decided who sees what")
    ENDED = "cases.sharing_ended", _("sight of something ended")
    PASSING_ON_ALLOWED = "cases.passing_on_allowed", _("institution allows that its action is passed on")
    TAKEN_BACK = "cases.passing_on_taken_back", _("institution no longer allows that its own is passed on")
    SUPPORT_ADDED = "cases.support_added", _("somebody close to the family added")
    SUPPORT_CHANGED = "cases.support_changed", _("somebody close to the family changed")
