"""What people do with concerns."""

from .codes import CodeRefused, TooOften, count_try, find_code, send_code, working_code
from .papers import set_numbers
from .raising import raise_by_code, raise_concern, type_in_concern
from .release import hold_back_concern, release_concern, withdraw_concern
from .triage import end_with_case, forward, not_confirm, take_no_action, take_up, tell_other_body

__all__ = [
    "CodeRefused",
    "TooOften",
    "count_try",
    "end_with_case",
    "find_code",
    "forward",
    "hold_back_concern",
    "not_confirm",
    "raise_by_code",
    "raise_concern",
    "release_concern",
    "send_code",
    "set_numbers",
    "take_no_action",
    "take_up",
    "tell_other_body",
    "type_in_concern",
    "withdraw_concern",
    "working_code",
]
