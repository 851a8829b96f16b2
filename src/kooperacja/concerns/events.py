"""What happens to concerns, as the audit log names it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConcernEvent(TextChoices):
    """One intention of a person."""

    RAISED = "concerns.raised", _("concern raised")
    RAISED_BY_CODE = "concerns.raised_by_code", _("concern raised without an account")
    TYPED_IN = "concerns.typed_in", _("concern typed in by the welfare centre")
    CODE_SENT = "concerns.code_sent", _("code sent to an official mailbox")
    RELEASED = "concerns.released", _("concern released by the head")
    HELD_BACK = "concerns.held_back", _("concern not sent by the head")
    WITHDRAWN = "concerns.withdrawn", _("concern withdrawn by the reporter")
    TAKEN_UP = "concerns.taken_up", _("concern taken up")
    FORWARDED = "concerns.forwarded", _("concern forwarded")
    ENDED = "concerns.ended", _("decision on a concern")
    REMINDED = "concerns.reminded", _("centre reminded that the time is running out")
    LATE = "concerns.late", _("centre told that a decision is late")
    INFORM_LATE = "concerns.inform_late", _("centre told that the information duty (RODO art. 14) is late")
    REPORTER_PROTECTED = "concerns.reporter_protected", _("the name of who reported is kept apart")
    REPORTER_SHOWN = "concerns.reporter_shown", _("the name of who reported is no longer kept apart")
    INFORMED = "concerns.informed", _("information duty (RODO art. 14) recorded")
    LOCKED = "concerns.locked", _("concern locked under its filing class")
    DISPOSED = "concerns.disposed", _("concern disposed of by protocol")
    FILING_CLASS_SET = "concerns.filing_class_set", _("filing class of concerns set")
    NUMBERED = "concerns.numbered", _("numbers of a concern in other registers set")
