"""When an institution is open, and when a clock that started runs out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, Self

from kooperacja.kernel.calendar import END_OF_DAY, WARSAW, is_holiday, nth_working_day, polish_time

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ON_HOLIDAYS: Final = "open_on_holidays"
MIDNIGHT: Final = time(0)

# The longest run of days off that a weekly plan can meet: a weekday whose every turn for two months is a holiday
# does not exist; the margin only bounds the search.
DAYS_TO_LOOK_AHEAD: Final = 60


class HoursFault(StrEnum):
    """Why a plan of opening hours is refused."""

    NOT_A_PLAN = "not_a_plan"
    UNKNOWN_DAY = "unknown_day"
    NOT_A_TIME = "not_a_time"
    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    OVERLAPS = "overlaps"


class OpeningHoursError(ValueError):
    """A plan that can't be opening hours; `day` is 'mon' … 'sun', or empty when it is about the whole."""

    def __init__(self, fault: HoursFault, day: str = "") -> None:
        super().__init__(f"{fault.value}: {day}" if day else fault.value)
        self.fault = fault
        self.day = day


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `opens` until, but without, `closes`. Midnight as `closes` is the end of the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise OpeningHoursError(HoursFault.CLOSES_BEFORE_IT_OPENS)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Return the moments of opening and closing on that day."""
        last_day = day + timedelta(1) if self.closes == MIDNIGHT else day
        return _moment(day, self.opens), _moment(last_day, self.closes)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A weekly plan: for each weekday, Monday first, the spans in which somebody is there.

    On a statutory day off nobody is, unless `open_on_holidays`.
    """

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    open_on_holidays: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS):
            raise OpeningHoursError(HoursFault.NOT_A_PLAN)
        for day, spans in zip(WEEKDAYS, self.week, strict=True):
            for earlier, later in pairwise(spans):
                if earlier.closes == MIDNIGHT or later.opens < earlier.closes:
                    raise OpeningHoursError(HoursFault.OVERLAPS, day)

    @classmethod
    def always(cls) -> Self:
        """Return the plan of a place where somebody is on duty day and night, holidays included."""
        return cls(((Span(MIDNIGHT, MIDNIGHT),),) * 7, open_on_holidays=True)

    @classmethod
    def working_week(cls, opens: time = time(7, 30), closes: time = time(15, 30)) -> Self:
        """Return the same hours from Monday to Friday; without arguments those of a usual Polish office."""
        return cls((*((Span(opens, closes),),) * 5, (), ()))

    @classmethod
    def parse(cls, data: object) -> Self:
        """Read what `as_json` writes. Days that are left out are closed.

        Raises:
            OpeningHoursError: with the fault and the day that it is on.
        """
        if not isinstance(data, Mapping):
            raise OpeningHoursError(HoursFault.NOT_A_PLAN)
        on_holidays = data.get(ON_HOLIDAYS, False)
        if not isinstance(on_holidays, bool):
            raise OpeningHoursError(HoursFault.NOT_A_PLAN)
        for key in data:
            if key != ON_HOLIDAYS and key not in WEEKDAYS:
                raise OpeningHoursError(HoursFault.UNKNOWN_DAY)
        return cls(tuple(_parse_day(day, data.get(day, ())) for day in WEEKDAYS), on_holidays)

    def as_json(self) -> dict[str, list[list[str]] | bool]:
        """Return the plan in plain lists and texts: `{"mon": [["07:30", "15:30"]], …, "open_on_holidays": false}`."""
        plan: dict[str, list[list[str]] | bool] = {
            day: [[_format(span.opens), _format(span.closes, last=True)] for span in spans]
            for day, spans in zip(WEEKDAYS, self.week, strict=True)
        }
        return plan | {ON_HOLIDAYS: self.open_on_holidays}

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the hours of that very day: those of its weekday, none on a day off."""
        if is_holiday(day) and not self.open_on_holidays:
            return ()
        return self.week[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody is there at that moment."""
        local = polish_time(at)
        moment = at.astimezone(UTC)
        return any(opens <= moment < closes for opens, closes in self._moments(local.date(), days=1))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the first opening strictly after `at` in Polish time, or None if the plan never opens.

        While it is open, that is the following opening, not this one.
        """
        local = polish_time(at)
        moment = at.astimezone(UTC)
        for opens, _ in self._moments(local.date(), days=DAYS_TO_LOOK_AHEAD):
            if opens > moment:
                return opens.astimezone(WARSAW)
        return None

    def open_until(self, at: datetime, *, most: timedelta) -> datetime:
        """Return until when it stays open without a break, at most so much later; `at` itself if it is shut then."""
        moment = until = at.astimezone(UTC)
        for opens, closes in self._moments(polish_time(at).date(), days=most.days + 2):
            if opens <= until < closes:
                until = closes
        return min(until, moment + most)

    def closing_on(self, day: date) -> datetime | None:
        """Return the last closing of that day in Polish time, at most its last second; None on a day without hours."""
        spans = self.spans_on(day)
        if not spans:
            return None
        return min(spans[-1].on(day)[1].astimezone(WARSAW), datetime.combine(day, END_OF_DAY, WARSAW))

    def _moments(self, first: date, *, days: int) -> Iterator[tuple[datetime, datetime]]:
        for ahead in range(days):
            day = first + timedelta(ahead)
            for span in self.spans_on(day):
                opens, closes = span.on(day)
                if opens < closes:  # the change of the clocks can swallow a short span at night
                    yield opens, closes


def next_read(at: datetime, opening: OpeningHours) -> datetime | None:
    """Return when the centre will next read: `at` itself if it is open, otherwise its next opening.

    None means that the plan has no hours at all, so that nothing can be promised.
    """
    return polish_time(at) if opening.is_open(at) else opening.next_opening(at)


def due_by_clock(start: datetime, hours: int) -> datetime:
    """Return the moment `hours` later, in Polish time. Nights, days off and the change of the clocks all pass.

    Raises:
        ValueError: `hours` is less than 1, or `start` has no time zone.
    """
    if hours < 1:
        raise ValueError("A clock runs one hour at least.")
    polish_time(start)  # refuses a moment without its zone
    return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(WARSAW)


def due_in_working_days(start: datetime, days: int, opening: OpeningHours) -> datetime:
    """Return the closing time on the `days`-th working day after the day of `start`, in Polish time.

    A centre that has no hours on that working day has until its last second: short weeks of the centre don't
    lengthen what was promised to the reporter.

    Raises:
        ValueError: `days` is less than 1, or `start` has no time zone.
    """
    day = nth_working_day(polish_time(start).date(), days)
    return opening.closing_on(day) or datetime.combine(day, END_OF_DAY, WARSAW)


def _moment(day: date, at: time) -> datetime:
    # In UTC, because two Polish clock times compare by their faces, even across the change of the clocks.
    return datetime.combine(day, at, WARSAW).astimezone(UTC)


def _parse_day(day: str, spans: object) -> tuple[Span, ...]:
    if not isinstance(spans, Sequence) or isinstance(spans, str):
        raise OpeningHoursError(HoursFault.NOT_A_PLAN, day)
    try:
        return tuple(sorted(_parse_span(span) for span in spans))
    except OpeningHoursError as error:
        raise OpeningHoursError(error.fault, day) from None


def _parse_span(span: object) -> Span:
    match span:
        case [str(opens), str(closes)]:
            return Span(_parse_time(opens), MIDNIGHT if closes == "24:00" else _parse_closing(closes))
        case _:
            raise OpeningHoursError(HoursFault.NOT_A_PLAN)


def _parse_closing(text: str) -> time:
    closes = _parse_time(text)
    if closes == MIDNIGHT:  # the end of a day is written 24:00; 00:00 would be before every opening
        raise OpeningHoursError(HoursFault.CLOSES_BEFORE_IT_OPENS)
    return closes


def _parse_time(text: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise OpeningHoursError(HoursFault.NOT_A_TIME)
    return time.fromisoformat(text)


def _format(at: time, *, last: bool = False) -> str:
    return "24:00" if last and at == MIDNIGHT else at.strftime("%H:%M")
