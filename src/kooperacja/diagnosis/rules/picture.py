"""The picture: how each area was seen the first time and the last time, in both voices. Nothing is averaged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Seen:
    """How one area was seen on one day; None where a voice said nothing.

    `words` are the names of the steps in the edition that was used on that day.
    """

    day: date
    worker: int | None = None
    family: int | None = None
    not_applicable: bool = False
    words: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """An area, seen the first time and, if it was talked about again, the last time."""

    area: str
    then: Seen
    now: Seen | None = None


def profiles(seen: Iterable[tuple[str, str, Seen]]) -> list[Profile]:
    """Return a profile for each area that was talked about.

    Args:
        seen: code of an area, its name, and how it was seen. Days come in order; an area that changed its name is
            called by the newest one. Profiles come in the order in which the areas were first named.
    """
    found: dict[str, Profile] = {}
    for code, name, one in seen:
        before = found.get(code)
        found[code] = replace(before, area=name, now=one) if before else Profile(name, one)
    return list(found.values())


# The drawing, in units of its view box

LEFT, STEP, TOP, ROW = 84, 58, 30, 74
"""Where the first step lies, how far the steps are apart, where the first area begins, and the height of one."""

FAMILY_LANE, WORKER_LANE = 36, 56


@dataclass(frozen=True)
class Mark:
    """A voice at a time: the family's are round, the worker's square; then is hollow, now is filled."""

    x: int
    y: int
    round: bool
    filled: bool

    @property
    def half(self) -> int:
        """Half the size: now is smaller, so that both are seen where nothing has changed."""
        return 5 if self.filled else 9

    @property
    def size(self) -> int:
        return 2 * self.half

    @property
    def left(self) -> int:
        return self.x - self.half

    @property
    def top(self) -> int:
        return self.y - self.half


@dataclass(frozen=True)
class Way:
    """A line from then to now."""

    x1: int
    x2: int
    y: int


@dataclass(frozen=True)
class Line:
    """One area of the drawing."""

    area: str
    y: int
    marks: list[Mark]
    ways: list[Way]

    @property
    def name_y(self) -> int:
        return self.y + 16

    @property
    def family_y(self) -> int:
        return self.y + FAMILY_LANE

    @property
    def worker_y(self) -> int:
        return self.y + WORKER_LANE


@dataclass(frozen=True)
class Drawing:
    """Everything that the template writes down."""

    width: int
    height: int
    columns: list[tuple[int, int]]
    lines: list[Line]

    @property
    def shown_height(self) -> int:
        """The height on the page: a phone shows the drawing as wide as it is, a wide screen a little larger."""
        return self.height * 5 // 4

    @property
    def bottom(self) -> int:
        return self.height - 8


def draw(found: Sequence[Profile], steps: int) -> Drawing:
    """Lay the profiles out, an area below the other, on a scale of so many steps."""
    columns = [(_x(value), value) for value in range(1, steps + 1)]
    lines = [_line(profile, TOP + ROW * number) for number, profile in enumerate(found)]
    return Drawing(columns[-1][0] + 22, TOP + ROW * len(found) + 8, columns, lines)


def _x(step: int) -> int:
    return LEFT + STEP * (step - 1)


def _line(profile: Profile, y: int) -> Line:
    line = Line(profile.area, y, [], [])
    for is_round, lane in ((True, line.family_y), (False, line.worker_y)):
        then, now = (_step(seen, is_family=is_round) for seen in (profile.then, profile.now))
        if then is not None and now is not None and then != now:
            line.ways.append(Way(_x(then), _x(now), lane))
        for step, filled in ((then, False), (now, True)):
            if step is not None:
                line.marks.append(Mark(_x(step), lane, is_round, filled))
    return line


def _step(seen: Seen | None, *, is_family: bool) -> int | None:
    if seen is None:
        return None
    return seen.family if is_family else seen.worker
