"""The picture of a plan: where its bars lie."""

from datetime import date, timedelta
from itertools import pairwise

from kooperacja.cases.rules.bars import LEAST, LONGEST_TEXT, WIDTH, Bar, draw

TODAY = date(2026, 11, 22)


def bar(starts_on, ends_on, text="Zajęcia"):
    return Bar(text, "Szkoła", starts_on, ends_on, "przyjęte", is_done=False, is_promised=True, is_late=False)


def test_bars_lie_in_order_inside_the_picture():
    picture = draw([bar(TODAY, TODAY + timedelta(30)), bar(TODAY + timedelta(40), date(2027, 2, 28))], today=TODAY)

    first, second = picture.bars
    assert 0 < picture.today_x == first.x < second.x < WIDTH
    assert first.x + first.width < second.x
    assert second.x + second.width < WIDTH
    assert first.text_y < first.y < second.y < picture.height
    assert [month.first.month for month in picture.months] == [11, 12, 1, 2, 3]


def test_one_day_can_be_seen():
    assert draw([bar(TODAY, TODAY), bar(TODAY, date(2031, 1, 1))], today=TODAY).bars[0].width == LEAST


def test_of_many_months_some_are_named():
    picture = draw([bar(date(2024, 1, 31), date(2028, 2, 29))], today=TODAY)
    places = [month.x for month in picture.months]

    assert all(b - a > 40 for a, b in pairwise(places))


def test_the_word_for_today_is_not_cut_off():
    assert draw([bar(date(2026, 12, 1), date(2027, 12, 1))], today=date(2026, 11, 1)).label_x == 20
    assert draw([bar(date(2020, 1, 1), date(2020, 2, 1))], today=TODAY).label_x <= WIDTH - 20


def test_a_long_text_is_shortened():
    assert bar(TODAY, TODAY).short_text == "Zajęcia"
    long = bar(TODAY, TODAY, "a" * 300).short_text
    assert (len(long), long[-1]) == (LONGEST_TEXT, "…")
