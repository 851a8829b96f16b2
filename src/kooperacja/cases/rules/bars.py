"""The plan as bars over time: where each bar lies in the picture. Pure: days in, numbers out.

The picture is as wide as a sheet of paper; on a phone it scrolls inside its box. Nothing in it is said by colour
alone: what is done is filled, what is promised is striped, what still waits for an answer is dashed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WIDTH: Final = 640
ROW: Final = 48
HEAD: Final = 34
LEAST: Final = 6
"""Width of the shortest bar, so that one day can be seen."""
ROOM_FOR_MONTH: Final = 56
LONGEST_TEXT: Final = 74


@dataclass(frozen=True)
class Bar:
    """One action: its words, its days, how it stands."""

    text: str
    who: str
    starts_on: date
    ends_on: date
    state: str
    is_done: bool
    is_promised: bool
    is_late: bool

    @property
    def short_text(self) -> str:
        """The words as far as they fit above the bar."""
        return self.text if len(self.text) <= LONGEST_TEXT else f"{self.text[: LONGEST_TEXT - 1].rstrip()}…"


@dataclass(frozen=True)
class Drawn:
    """A bar with its place."""

    bar: Bar
    x: int
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Month:
    """The first day of a month: a line with its name."""

    first: date
    x: int


@dataclass(frozen=True)
class Picture:
    """All that the template draws."""

    bars: list[Drawn]
    months: list[Month]
    today_x: int
    height: int
    width: int = WIDTH

    @property
    def label_x(self) -> int:
        """Where the word for today stands, so that it isn't cut off at an edge."""
        return min(max(self.today_x, 20), WIDTH - 20)


def draw(bars: Sequence[Bar], *, today: date) -> Picture:
    """Return the picture of these bars, from the first day to the last one or to today."""
    first = min(*(bar.starts_on for bar in bars), today).replace(day=1)
    last = max(*(bar.ends_on for bar in bars), today) + timedelta(days=7)
    days = (last - first).days

    def x(day: date) -> int:
        return round((day - first).days * WIDTH / days)

    drawn = [
        Drawn(
            bar,
            x=x(bar.starts_on),
            y=HEAD + ROW * place + 24,
            width=max(x(bar.ends_on + timedelta(days=1)) - x(bar.starts_on), LEAST),
        )
        for place, bar in enumerate(bars)
    ]
    step = max(1, -(-ROOM_FOR_MONTH * days // (30 * WIDTH)))
    months = [Month(day, x(day)) for number, day in enumerate(_months(first, last)) if number % step == 0]
    return Picture(drawn, months, x(today), HEAD + ROW * len(bars) + 10)


def _months(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)
