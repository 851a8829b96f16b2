"""What people do with concerns."""

from .codes import CodeRefused, TooOften, count_try, find_code, send_code, working_code
from .locking import dispose_concerns, figures, filing_class_of, lock_concern, set_filing_class
from .papers import set_numbers
from .raising import raise_by_code, raise_concern, type_in_concern
from .release import hold_back_concern, release_concern, withdraw_concern
from .triage import end_with_case, forward, not_confirm, take_no_action, take_up, tell_other_body

__all__ = [
    "CodeRefused",
    "TooOften",
    "count_try",
    "dispose_concerns",
    "end_with_case",
    "figures",
    "filing_class_of",
    "find_code",
    "forward",
    "hold_back_concern",
    "lock_concern",
    "not_confirm",
    "raise_by_code",
    "raise_concern",
    "release_concern",
    "send_code",
    "set_filing_class",
    "set_numbers",
    "take_no_action",
    "take_up",
    "tell_other_body",
    "type_in_concern",
    "withdraw_concern",
    "working_code",
]
