"""What must be said of what was tried, and of the decision whether this is the way. Pure."""

from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Result(TextChoices):
    """What came of something that an institution tried, in words that the family reads."""

    HELPED = "helped", _("it helped")
    PARTLY = "partly", _("it helped in part")
    NOT = "not", _("it didn't help")
    NOT_TAKEN_UP = "not_taken", _("it was not taken up")


class Heard(TextChoices):
    """From whom the row is: the institution wrote it, or the centre heard it from one without an account."""

    OWN = "own", _("written by the institution itself")
    CALL = "call", _("by telephone")
    LETTER = "letter", _("by letter")
    TALK = "talk", _("in a conversation")


class TriedRefusal(TextChoices):
    """Why it can't be written down so what was tried."""

    NOTHING = "tried_nothing", _("Say what was tried.")
    SINCE_IN_FUTURE = "tried_since_in_future", _("The beginning must be today or in the past.")
    UNTIL_IN_FUTURE = "tried_until_in_future", _("The end must be today or in the past.")
    UNTIL_BEFORE_SINCE = "tried_until_before_since", _("The end is before the beginning.")
    NO_BODY = "tried_no_body", _("Choose an institution, or give its name.")
    NOT_HEARD = "tried_not_heard", _("Say how you know it.")
    WRITES_ITSELF = "tried_writes_itself", _("Somebody of this institution is in the team and can write it themselves.")
    WITHDRAWN = "tried_withdrawn", _("It was withdrawn and can't be changed any more.")


def tried_refusals(
    what: str, *, since: date | None, until: date | None, today: date, is_withdrawn: bool = False
) -> frozenset[TriedRefusal]:
    """Return every reason not to write it down so; both days may be unknown."""
    checks = {
        TriedRefusal.NOTHING: not what,
        TriedRefusal.SINCE_IN_FUTURE: since is not None and since > today,
        TriedRefusal.UNTIL_IN_FUTURE: until is not None and until > today,
        TriedRefusal.UNTIL_BEFORE_SINCE: since is not None and until is not None and until < since,
        TriedRefusal.WITHDRAWN: is_withdrawn,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


def on_behalf_refusals(*, names_a_body: bool, heard: Heard, writes_itself: bool) -> frozenset[TriedRefusal]:
    """Return every reason not to write for another institution."""
    checks = {
        TriedRefusal.NO_BODY: not names_a_body,
        TriedRefusal.NOT_HEARD: heard is Heard.OWN,
        TriedRefusal.WRITES_ITSELF: writes_itself,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)


class Answer(TextChoices):
    """Whether this is the way for the family. No score decides, and nothing follows by itself."""

    FITS = "fits", _("this is the way for us")
    OTHER_HELP = "other_help", _("another help is enough")
    NOT_NOW = "not_now", _("not now")


class Reason(TextChoices):
    """Why it was decided so: what speaks for this way, and what against it."""

    MANY = "many", _("many difficulties at once")
    EXHAUSTED = "exhausted", _("institutions have done what they could by themselves")
    NOT_ALONE = "not_alone", _("one institution isn't enough")
    WANTED = "wanted", _("the family wants it")
    ONE_ENOUGH = "one_enough", _("one institution is enough")
    MEANS_LEFT = "means_left", _("an institution still has ways of its own")
    HELPED_ELSEWHERE = "helped_elsewhere", _("the family has help elsewhere already")
    NOT_WANTED = "not_wanted", _("the family doesn't want it now")


FOR = (Reason.MANY, Reason.EXHAUSTED, Reason.NOT_ALONE, Reason.WANTED)
"""Model, §1.3 *Gate*: many problems at once, and institutions that have exhausted their own means."""

AGAINST = (Reason.ONE_ENOUGH, Reason.MEANS_LEFT, Reason.HELPED_ELSEWHERE, Reason.NOT_WANTED)


class QualificationRefusal(TextChoices):
    """Why it can't be decided so."""

    NO_REASON = "qualification_no_reason", _("Say why: tick what speaks for it or against it, or write it.")
    IN_FUTURE = "qualification_in_future", _("The day of the decision is in the future.")
    BEFORE_OPENING = "qualification_before_opening", _("The case wasn't open yet on that day.")
    OF_COMMUNITY = "qualification_of_community", _("This question is for a family, not for a village or a group.")


def qualification_refusals(
    *, reasons: Collection[Reason], words: str, decided_on: date, opened_on: date, today: date, is_community: bool
) -> frozenset[QualificationRefusal]:
    """Return every reason not to decide so. That a reason speaks against the answer is none: people weigh."""
    checks = {
        QualificationRefusal.NO_REASON: not reasons and not words,
        QualificationRefusal.IN_FUTURE: decided_on > today,
        QualificationRefusal.BEFORE_OPENING: decided_on < opened_on,
        QualificationRefusal.OF_COMMUNITY: is_community,
    }
    return frozenset(refusal for refusal, holds in checks.items() if holds)
