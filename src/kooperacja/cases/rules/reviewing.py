"""When a case is reviewed next."""

from datetime import date, timedelta

from kooperacja.kernel.calendar import is_working_day, next_working_day


def last_day_for_review(day: date, weeks: tuple[int, int]) -> date:
    """Return the last day on which the next review needs no reason; `weeks` is from and to, counted from `day`."""
    return day + timedelta(weeks=weeks[1])


def proposed_review(day: date, weeks: tuple[int, int]) -> date:
    """Return a day in the middle of the weeks, on the same weekday as `day` unless that is a day off.

    Then it is the next working day, or the one before if the next would be too late.
    """
    middle, last = day + timedelta(weeks=sum(weeks) // 2), last_day_for_review(day, weeks)
    proposed = next_working_day(middle)
    if proposed <= last:
        return proposed
    while not is_working_day(middle):
        middle -= timedelta(1)
    return middle
