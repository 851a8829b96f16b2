"""What the logs leave out."""

import logging


class WithoutPersonalData(logging.Filter):
    """Cuts a record down to what names nobody: the error's type and place, never its words, and no request data.

    The text of an exception may quote a form field or a row; its type and the line of code don't.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            kind, _error, trace = record.exc_info
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
            record.msg = f"{record.getMessage()} [{kind.__name__ if kind else '?'} at {place}]".replace("%", "%%")
            record.args = ()
            record.exc_info = record.exc_text = None
        return True
