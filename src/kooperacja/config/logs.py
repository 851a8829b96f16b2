"""What the logs leave out."""

import logging
from typing import Any

from . import requests


class WithoutPersonalData(logging.Filter):
    """Cuts a record down to what names nobody: the error's type and place, never its words, and no request data.

    The text of an exception may quote a form field or a row; its type and the line of code don't. What somebody typed
    as an address may be a name or a secret link; the pattern that it matched is neither.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_number = requests.number.get()
        request: Any = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            match = getattr(request, "resolver_match", None)
            status = getattr(record, "status_code", "")
            text = f"{status} {request.method} {match.route if match else 'unknown address'}"
        else:
            text = _without_errors(record).getMessage()
        if record.exc_info:
            kind, _error, trace = record.exc_info
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
            text = f"{text} [{kind.__name__ if kind else '?'} at {place}]"
        record.msg, record.args = text, ()
        record.exc_info = record.exc_text = None
        return True


def _without_errors(record: logging.LogRecord) -> logging.LogRecord:
    """Name the errors among what the message is about by their types."""
    if isinstance(record.msg, BaseException):
        record.msg, record.args = type(record.msg).__name__, ()
    elif isinstance(record.args, tuple):
        record.args = tuple(type(one).__name__ if isinstance(one, BaseException) else one for one in record.args)
    elif record.args:
        record.args = {
            name: type(one).__name__ if isinstance(one, BaseException) else one for name, one in record.args.items()
        }
    return record
