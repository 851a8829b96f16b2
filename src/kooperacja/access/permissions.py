"""Every permission by name: `room.thing.action`. What each means is said once, in a room's `policies.py`."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do. Each is declared in exactly one policy or gate."""

    # people, institutions, land
    TERRITORY_VIEW = "territory.unit.view"
    TERRITORY_SEARCH = "territory.unit.search"
    INSTITUTION_VIEW = "institutions.institution.view"
    INSTITUTION_CREATE = "institutions.institution.create"
    INSTITUTION_EDIT = "institutions.institution.edit"
    INSTITUTION_SET_OWN = "institutions.institution.set_own"
    INSTITUTION_IMPORT = "institutions.institution.import"
    VOCABULARY_EDIT = "institutions.vocabulary.edit"
    MEMBERSHIP_VIEW = "institutions.membership.view"
    MEMBERSHIP_INVITE = "institutions.membership.invite"
    MEMBERSHIP_END = "institutions.membership.end"
    MEMBERSHIP_RESET = "institutions.membership.reset"
    INVITATION_VIEW = "institutions.invitation.view"
    INVITATION_REVOKE = "institutions.invitation.revoke"
    OPERATOR_MANAGE = "institutions.operator.manage"
    OPERATOR_END = "institutions.operator.end"

    # agreements and teams
    AGREEMENT_VIEW = "agreements.agreement.view"
    AGREEMENT_EDIT = "agreements.agreement.edit"
    AGREEMENT_CREATE = "agreements.agreement.create"
    PARTNERSHIP_VIEW = "partnerships.partnership.view"
    PARTNERSHIP_EDIT = "partnerships.partnership.edit"
    PARTNERSHIP_CREATE = "partnerships.partnership.create"
    SEAT_EDIT = "partnerships.seat.edit"

    # calendar
    CALENDAR_VIEW = "agenda.calendar.view"
    VISIT_VIEW = "agenda.visit.view"
    VISIT_EDIT = "agenda.visit.edit"
    FEED_KEEP = "agenda.feed.keep"

    # finding again
    ROW_FIND = "search.row.find"

    # drafts and messages
    DRAFT_VIEW = "drafts.draft.view"
    MESSAGE_VIEW = "outbox.message.view"

    # concerns
    CONCERN_RAISE = "concerns.concern.raise"
    CONCERN_TYPE_IN = "concerns.concern.type_in"
    CONCERN_VIEW_OWN = "concerns.concern.view_own"
    CONCERN_WITHDRAW_OWN = "concerns.concern.withdraw_own"
    CONCERN_RELEASE = "concerns.concern.release"
    CONCERN_LIST_RELEASES = "concerns.concern.list_releases"
    INBOX_VIEW = "concerns.inbox.view"
    CONCERN_VIEW = "concerns.concern.view"
    CONCERN_TRIAGE = "concerns.concern.triage"
    CONCERN_VIEW_FORWARDED = "concerns.concern.view_forwarded"
    REPORTER_READ = "concerns.reporter.read"
    CONCERN_VIEW_LOCKED = "concerns.concern.view_locked"
    CONCERN_DISPOSE = "concerns.concern.dispose"
    REGISTER_VIEW = "concerns.register.view"

    # cases
    CASE_LIST = "cases.case.list"
    CASE_OPEN = "cases.case.open"
    CASE_LINK = "cases.case.link"
    CASE_OVERSEE = "cases.case.oversee"
    CASE_APPOINT = "cases.case.appoint"
    CASE_HAND_OVER = "cases.case.hand_over"
    CASE_VIEW = "cases.case.view"
    CASE_VIEW_WHOLE = "cases.case.view_whole"
    CASE_EDIT = "cases.case.edit"
    CASE_CLOSE = "cases.case.close"
    CASE_REOPEN = "cases.case.reopen"
    CASE_FOLLOW_UP = "cases.case.follow_up"
    CASE_NOTE = "cases.case.note"
    CASE_CONCERN_VIEW = "cases.concern.view"
    PERSON_VIEW = "persons.person.view"
    PERSON_VIEW_WHOLE = "persons.person.view_whole"
    PERSON_EDIT = "persons.person.edit"
    NOTE_VIEW = "cases.note.view"
    NOTE_EDIT = "cases.note.edit"
    GOAL_VIEW = "cases.goal.view"
    GOAL_EDIT = "cases.goal.edit"
    ACTION_VIEW = "cases.action.view"
    ACTION_EDIT = "cases.action.edit"
    ACTION_ANSWER = "cases.action.answer"
    BASIS_VIEW = "cases.basis.view"
    BASIS_EDIT = "cases.basis.edit"
    TEAM_VIEW = "cases.team.view"
    TEAM_EDIT = "cases.team.edit"
    TEAM_LEAVE = "cases.team.leave"
    CASE_CONCERN_FACTS = "cases.concern.facts"
    DISCLOSURE_VIEW = "cases.disclosure.view"
    DISCLOSURE_END = "cases.disclosure.end"
    SUPPORT_VIEW = "cases.support.view"
    SUPPORT_EDIT = "cases.support.edit"
    CLOSURE_VIEW = "cases.closure.view"

    # reviews
    REVIEW_VIEW = "reviews.review.view"
    FOLLOW_UP_VIEW = "reviews.follow_up.view"
    REFUSAL_VIEW = "reviews.refusal.view"
    REFUSAL_EDIT = "reviews.refusal.edit"

    # matches
    MATCH_VIEW = "matching.match.view"
    MATCH_UNDO = "matching.match.undo"
    CONTACT_VIEW = "matching.contact.view"

    # handing over and transfers
    HANDOVER_VIEW = "transfers.handover.view"
    HANDOVER_ANSWER = "transfers.handover.answer"
    HANDOVER_WITHDRAW = "transfers.handover.withdraw"
    TRANSFER_LIST = "transfers.transfer.list"
    TRANSFER_VIEW = "transfers.transfer.view"
    TRANSFER_READ = "transfers.transfer.read"
    TRANSFER_ANSWER = "transfers.transfer.answer"
    TRANSFER_WITHDRAW = "transfers.transfer.withdraw"

    # getting to know a family's situation
    ASSESSMENT_MAKE = "diagnosis.assessment.make"
    ASSESSMENT_VIEW = "diagnosis.assessment.view"
    ASSESSMENT_EDIT = "diagnosis.assessment.edit"
    SCORE_VIEW = "diagnosis.score.view"
    SCORE_SHARE = "diagnosis.score.share"
    WORKSHOP_VIEW = "diagnosis.workshop.view"
    WORKSHOP_VIEW_WHOLE = "diagnosis.workshop.view_whole"
    WORKSHOP_EDIT = "diagnosis.workshop.edit"
    WORKSHOP_CONTRIBUTE = "diagnosis.workshop.contribute"
    CONTRIBUTION_VIEW = "diagnosis.contribution.view"
    CONTRIBUTION_EDIT = "diagnosis.contribution.edit"
