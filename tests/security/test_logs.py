"""S-57: what the logs say of a fault is its type and place; never its words, nor an address that somebody typed."""

import logging
import sys

import pytest

from kooperacja.config.logs import WithoutPersonalData

SECRET = "Kanarek"


def fault():
    try:
        int(SECRET)
    except ValueError:
        return sys.exc_info()


def line(msg, *args, **extra):
    """Return the line that a log record makes."""
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, msg, args, extra.pop("exc_info", None))
    vars(record).update(extra)
    assert WithoutPersonalData().filter(record)
    return logging.Formatter("{message}", style="{").format(record)


def test_an_error_is_named_by_its_type_and_place():
    said = line("it failed", exc_info=fault())

    assert "ValueError" in said
    assert "test_logs.py" in said


@pytest.mark.parametrize(
    ("msg", "args"),
    [
        ("it failed: %s", (ValueError(SECRET),)),
        ("it failed: %r", (ValueError(SECRET),)),
        ("it failed: %(why)s", ({"why": ValueError(SECRET)},)),
        (ValueError(SECRET), ()),
    ],
)
@pytest.mark.parametrize("exc_info", [None, fault(), (None, None, None)])
def test_the_words_of_an_error_are_never_logged(msg, args, exc_info):
    said = line(msg, *args, exc_info=exc_info)

    assert SECRET not in said
    assert exc_info == (None, None, None) or "ValueError" in said


def test_a_percent_sign_stays_one(rf):
    assert line("100%") == "100%"
    assert line("%d%% of %s", 5, "all", exc_info=(None, None, None)) == "5% of all [? at ?]"


def test_of_a_request_the_log_says_no_address(rf):
    said = line("Not Found: %s", f"/{SECRET}/", request=rf.get(f"/{SECRET}/?q={SECRET}"), status_code=404)

    assert said == "404 GET unknown address"


def test_no_logger_has_a_way_out_of_its_own():
    """Django's own handlers would print or e-mail the words of an error and the whole request."""
    named = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    own = {
        logger.name for logger in named if logger.handlers and logger.name.split(".")[0] in {"django", "allauth", "csp"}
    }

    assert own <= {"django.server"}, "the server of development alone"
