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
            record.msg = f"{status} {request.method} {match.route if match else 'unknown address'}".replace("%", "%%")
            record.args = ()
        if record.exc_info:
            kind, _error, trace = record.exc_info
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
            record.msg = f"{record.getMessage()} [{kind.__name__ if kind else '?'} at {place}]".replace("%", "%%")
            record.args = ()
            record.exc_info = record.exc_text = None
        return True
