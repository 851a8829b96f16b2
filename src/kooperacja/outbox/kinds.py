"""Every kind of message, with its words. They are neutral: they say what waits, never about whom."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class MessageKind(TextChoices):
    """A kind of message; the label is its heading in the application."""

    # concerns
    CONCERN_CAME = "concern_came", _("New information that help is needed")
    CONCERN_CAME_URGENT = "concern_came_urgent", _("Urgent: information that help is needed today")
    CONCERN_FORWARDED_HERE = "concern_forwarded_here", _("Information was forwarded to you")
    CONCERN_TO_RELEASE = "concern_to_release", _("Information waits for you to release it")
    CONCERN_DUE = "concern_due", _("The time for an answer is running out")
    CONCERN_DUE_URGENT = "concern_due_urgent", _("Urgent: the time for an answer is running out")
    CONCERN_LATE = "concern_late", _("The time for an answer has passed")
    CONCERN_LATE_URGENT = "concern_late_urgent", _("Urgent: the time for an answer has passed")
    CONCERN_INFORM_LATE = "concern_inform_late", _("The time for the information duty has passed")
    CONCERN_TAKEN_UP = "concern_taken_up", _("Accepted, we will look into it")
    CONCERN_ENDED = "concern_ended", _("We have finished looking into it")
    CONCERN_FORWARDED = "concern_forwarded", _("Forwarded to the competent centre")
    CONCERN_HELD_BACK = "concern_held_back", _("Your institution didn't send what you wrote")
    REPORTER_CODE = "reporter_code", _("Code for passing on information")
    CONTACT_GIVEN = "contact_given", _("You can contact another institution")
    # cases
    CASE_LEAD = "case_lead", _("You lead a case")
    CASE_DEPUTY = "case_deputy", _("You are the deputy in a case")
    CASE_ENDED_FOR_YOU = "case_ended_for_you", _("You no longer work on a case")
    TEAM_JOINED = "team_joined", _("You were added to a team")
    ACTION_ASKED = "action_asked", _("You are asked to do something")
    ACTION_CHANGED = "action_changed", _("An action of yours was changed")
    ACTION_ACCEPTED = "action_accepted", _("An action was accepted")
    ACTION_DECLINED = "action_declined", _("An action was declined")
    ACTION_DONE = "action_done", _("An action was done")
    ACTION_OTHER_DAY = "action_other_day", _("Another day is proposed for an action")
    JOINT_ASKED = "joint_asked", _("Your institution is asked for its decision")
    JOINT_ENDED = "joint_ended", _("A decision of several institutions has been settled")
    CAME_OF_AGE = "came_of_age", _("Somebody in your case is to be asked themselves")
    BASIS_CHANGED = "basis_changed", _("The basis of taking part has changed")
    SEES_MORE = "sees_more", _("What you see of a case has changed")
    CONCERN_LINKED = "concern_linked", _("Information was linked to your case")
    ACTION_NEAR = "action_near", _("The day of an action that you promised comes soon")
    REVIEW_NEAR = "review_near", _("A review of a case comes soon")
    CLOCK_LATE_LEAD = "clock_late_lead", _("An action in a case that you lead is late")
    CLOCK_LATE = "clock_late", _("Something in a case is late")
    CLOCK_LATE_HEAD = "clock_late_head", _("Something in a case of your centre has been late for days")
    CASE_CLOSED = "case_closed", _("A case was closed")
    # advice without a name
    ADVICE_ASKED = "advice_asked", _("Somebody asks for your advice")
    ADVICE_GIVEN = "advice_given", _("Your question was answered")
    # handing over
    HANDOVER_OFFERED = "handover_offered", _("A colleague asks you to take over a case")
    HANDOVER_ACCEPTED = "handover_accepted", _("A case was handed over")
    HANDOVER_DECLINED = "handover_declined", _("A colleague declined to take over a case")
    HANDOVER_WITHDRAWN = "handover_withdrawn", _("A case is no longer to be handed over to you")
    TRANSFER_OFFERED = "transfer_offered", _("Another centre asks you to take over a case")
    TRANSFER_ACCEPTED = "transfer_accepted", _("Another centre has taken over a case")
    TRANSFER_DECLINED = "transfer_declined", _("Another centre declined to take over a case")
    TRANSFER_WITHDRAWN = "transfer_withdrawn", _("Another centre withdrew its request")
    TRANSFER_LAPSED = "transfer_lapsed", _("An offer of a case has lapsed")
    COVER_OFFERED = "cover_offered", _("Another centre asks for cover")
    COVER_ACCEPTED = "cover_accepted", _("Cover is agreed")
    COVER_DECLINED = "cover_declined", _("Cover was declined")
    COVER_WITHDRAWN = "cover_withdrawn", _("A request for cover was withdrawn")
    COVER_ENDED = "cover_ended", _("Cover has ended early")
    CASE_REOPENED = "case_reopened", _("A case was opened again")
    REVIEW_ESCALATED = "review_escalated", _("A team needs its head")
    AGREEMENT_ENDS = "agreement_ends", _("An agreement ends soon")
    # people
    INVITATION = "invitation", _("Invitation to Kooperacja")
    MEMBERSHIP_ENDED = "membership_ended", _("Your function in an institution has ended")
    ACCOUNT_CHANGED = "account_changed", _("The way you sign in has changed")
    SIGN_IN_RESET = "sign_in_reset", _("Set up anew how you sign in")
    NOTICE_TRIAL = "notice_trial", _("A trial message")

    @property
    def subject(self) -> Text:
        """The subject of the e-mail: the same for all messages to people, so that it tells nothing."""
        return SUBJECTS.get(self, _("Kooperacja: a new message"))

    @property
    def text(self) -> Text:
        """One or two sentences: what has happened and what the next step is."""
        return TEXTS[self]

    @property
    def group(self) -> "MessageGroup":
        """The group for which a person chooses how they are told."""
        return GROUPS[self]

    @property
    def is_urgent(self) -> bool:
        """Whether it goes out by e-mail at once, whatever the person chose: it can't wait, or it guards the account."""
        return self in URGENT or self.group == MessageGroup.SECURITY


class MessageGroup(TextChoices):
    """Kinds of messages in plain words, as people choose among them."""

    CONCERNS = "concerns", _("Information that help is needed")
    CASES = "cases", _("Cases and actions")
    REVIEWS = "reviews", _("Reviews and dates")
    TEAMS = "teams", _("Teams and agreements")
    SECURITY = "security", _("Safety of the account")


SUBJECTS: dict[MessageKind, Promise] = {
    MessageKind.REPORTER_CODE: _("Kooperacja: a code for your institution"),
    MessageKind.INVITATION: _("Kooperacja: an invitation"),
    MessageKind.SIGN_IN_RESET: _("Kooperacja: set up anew how you sign in"),
}

CARRY_A_CODE = frozenset(SUBJECTS)
"""Those with a secret that is wiped with the last try: only a new one helps."""

K = MessageKind
TEXTS: dict[MessageKind, Promise] = {
    K.CONCERN_CAME: _("New information has come to your inbox. Open it and decide what happens next."),
    K.CONCERN_CAME_URGENT: _("Urgent information has come to your inbox. Open it at once: the clock is running."),
    K.CONCERN_FORWARDED_HERE: _("Another centre forwarded information to you. The time for an answer starts anew."),
    K.CONCERN_TO_RELEASE: _("Somebody in your institution wrote information. It will be sent once you release it."),
    K.CONCERN_DUE: _("Information in your inbox still waits for an answer, and the time is running out."),
    K.CONCERN_DUE_URGENT: _("Urgent information in your inbox still waits for an answer. Open it at once."),
    K.CONCERN_LATE: _("Information in your inbox still waits for an answer, and its time has passed. Decide on it."),
    K.CONCERN_LATE_URGENT: _("Urgent information has no answer yet, and its time has passed. Open it at once."),
    K.CONCERN_INFORM_LATE: _("The information duty is overdue. Open the message and note what was done."),
    K.CONCERN_TAKEN_UP: _("What you passed on was accepted. The welfare centre will look into it."),
    K.CONCERN_ENDED: _("The welfare centre has looked into what you passed on. The law doesn't let it say more."),
    K.CONCERN_FORWARDED: _("What you passed on was forwarded to the centre that is competent for it."),
    K.CONCERN_HELD_BACK: _("The head of your institution decided not to send what you wrote. Talk to each other."),
    K.CONTACT_GIVEN: _(
        "You can contact another institution about what you passed on. Open it and see whom; without an account, call "
        "the welfare centre."
    ),
    K.REPORTER_CODE: _(
        "Somebody asked for a code so that your institution can pass information to the welfare centre. If it wasn't "
        "your institution, do nothing: without the code nothing is sent."
    ),
    K.CASE_LEAD: _("You were appointed to lead a case. Open it and see the next step."),
    K.CASE_DEPUTY: _("You were appointed deputy of the person who leads a case."),
    K.CASE_ENDED_FOR_YOU: _("Your work on a case has ended. You no longer have access to it."),
    K.TEAM_JOINED: _("You were added to the team that works on a case."),
    K.ACTION_ASKED: _("An action in a plan is waiting for you. Open it and accept it, or decline it with a reason."),
    K.ACTION_CHANGED: _("An action that you answer for was changed. Open it and see what is different."),
    K.ACTION_ACCEPTED: _("The person who was asked has accepted an action of the plan."),
    K.ACTION_DECLINED: _("The person who was asked has declined an action of the plan and given a reason."),
    K.ACTION_DONE: _("An action of the plan was marked as done."),
    K.ACTION_OTHER_DAY: _("The person who was asked can do an action on another day. Agree to it, or keep the day."),
    K.JOINT_ASKED: _("Several institutions decide on something together. Open the case and answer for yours."),
    K.JOINT_ENDED: _("What several institutions were asked together has been settled. Open it and see the result."),
    K.BASIS_CHANGED: _("The basis on which a person takes part has changed. Check what you may still do."),
    K.SEES_MORE: _("The person who leads a case has decided anew what you see of it. Open the case."),
    K.CAME_OF_AGE: _("A person in your case decides for themselves from now on. Open the case and see whom to ask."),
    K.CONCERN_LINKED: _("New information was linked to a case that you lead. Open the case and read it."),
    K.ACTION_NEAR: _("You promised to do something in a case. Open it and see by when, or propose another day."),
    K.REVIEW_NEAR: _("A review is planned in a case of yours. Open the case and see the day."),
    K.CLOCK_LATE_LEAD: _("The day of an action in a case that you lead has passed. Open the case and ask about it."),
    K.CLOCK_LATE: _("A day in a case in which you are the deputy has passed. Open the case and help out."),
    K.CLOCK_LATE_HEAD: _("A day in a case passed some days ago. Talk to the person who leads it."),
    K.CASE_CLOSED: _("A case that you worked on was closed."),
    K.ADVICE_ASKED: _("A welfare centre asks what you would do. Open the question and answer in a few words."),
    K.ADVICE_GIVEN: _("Somebody whom you asked for advice has answered. Open the question and read what they say."),
    K.HANDOVER_OFFERED: _("A colleague asks you to take over a case. Open the request, then accept or decline it."),
    K.HANDOVER_ACCEPTED: _("Your colleague leads the case from now on."),
    K.HANDOVER_DECLINED: _("Your colleague declined to take over a case and gave a reason. You go on leading it."),
    K.HANDOVER_WITHDRAWN: _("Your colleague withdrew the request to take over a case. There is nothing to do."),
    K.TRANSFER_OFFERED: _("Another welfare centre asks yours to take over a case. Open the request and answer it."),
    K.TRANSFER_ACCEPTED: _("Another welfare centre has taken over a case. It is closed in yours."),
    K.TRANSFER_DECLINED: _("Another welfare centre declined to take over a case and gave a reason. It stays yours."),
    K.TRANSFER_WITHDRAWN: _("Another welfare centre withdrew its request to take over a case."),
    K.TRANSFER_LAPSED: _(
        "An offer of a case to another centre has lapsed. Open it, see why, and offer the case anew if it is still "
        "needed."
    ),
    K.COVER_OFFERED: _("A neighbouring centre asks for cover on some days. Open the request and answer it."),
    K.COVER_ACCEPTED: _("Cover for a centre is agreed. Open it and see from when to when."),
    K.COVER_DECLINED: _("The other centre declined to cover and gave a reason. Ask somebody else."),
    K.COVER_WITHDRAWN: _("A neighbouring centre withdrew its request for cover. There is nothing to do."),
    K.COVER_ENDED: _("Cover for a centre has ended before its last day. Open it and see since when."),
    K.CASE_REOPENED: _("A case that you lead was opened again. Who takes part is asked anew."),
    K.REVIEW_ESCALATED: _("At a review a team decided that it needs your help. Talk to the person who leads the case."),
    K.AGREEMENT_ENDS: _("An agreement between institutions ends soon. Open it and see by when it is to be renewed."),
    K.INVITATION: _("You were invited to Kooperacja. Open the link and set up how you will sign in."),
    K.MEMBERSHIP_ENDED: _("Your function in an institution has ended, and with it what it gave access to."),
    K.SIGN_IN_RESET: _(
        "Your administrator has reset how you sign in. Open the link and set it up anew. If you didn't ask for it, "
        "tell your administrator."
    ),
    K.ACCOUNT_CHANGED: _("The way you sign in was changed. If it wasn't you, tell your administrator at once."),
    K.NOTICE_TRIAL: _("You asked for this trial message. If it came by e-mail, all is well."),
}

URGENT = frozenset({K.CONCERN_CAME_URGENT, K.CONCERN_DUE_URGENT, K.CONCERN_LATE_URGENT})
"""What can't wait until the morning: somebody is in danger today."""


def _named(*starts: str) -> list[MessageKind]:
    return [kind for kind in MessageKind if kind.name.startswith(starts)]


_KINDS: dict[MessageGroup, list[MessageKind]] = {
    MessageGroup.CONCERNS: _named("CONCERN_", "REPORTER_CODE", "CONTACT_GIVEN"),
    MessageGroup.CASES: [
        *_named("CASE_", "JOINT_", "BASIS_CHANGED", "SEES_MORE", "ADVICE_", "HANDOVER_", "TRANSFER_"),
        *(K.ACTION_ASKED, K.ACTION_CHANGED, K.ACTION_ACCEPTED, K.ACTION_DECLINED, K.ACTION_DONE),
    ],
    MessageGroup.REVIEWS: _named("REVIEW_", "ACTION_OTHER_DAY", "ACTION_NEAR", "CAME_OF_AGE", "CLOCK_"),
    MessageGroup.TEAMS: _named("TEAM_", "COVER_", "AGREEMENT_"),
    MessageGroup.SECURITY: _named("INVITATION", "MEMBERSHIP_ENDED", "ACCOUNT_", "SIGN_IN_", "NOTICE_TRIAL"),
}
GROUPS: dict[MessageKind, MessageGroup] = {kind: group for group, kinds in _KINDS.items() for kind in kinds}
"""Each kind is in one group; a test says which is in none or in two."""
