"""Fields for texts, cleaned as they come in: composed letters, nothing invisible, no spaces at the ends."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kooperacja.kernel.text import many_lines, one_line, without_invisible
from kooperacja.ui.forms import TextField


class LineField(forms.CharField):
    """A text of one line."""

    def to_python(self, value: Any) -> str:
        return one_line(str(value)) if value else ""


class LinesField(TextField):
    """A text of several lines, with a counter."""

    def __init__(self, *, warn_words: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(warn_words=warn_words, **kwargs)

    def to_python(self, value: Any) -> str:
        return many_lines(str(value)) if value else ""


class CodeField(forms.CharField):
    """A code that people copy: whatever stands between its signs is left out later."""

    def to_python(self, value: Any) -> str:
        return without_invisible(str(value)).strip() if value else ""
