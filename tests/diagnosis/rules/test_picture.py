"""The picture: the first time and the last time of each area, in both voices, never averaged."""

from datetime import date

from kooperacja.diagnosis.rules.picture import LEFT, STEP, Mark, Profile, Seen, draw, profiles

JULY, MAY, SEPTEMBER = date(2026, 7, 1), date(2026, 5, 1), date(2026, 9, 1)


def test_an_area_is_seen_the_first_and_the_last_time():
    found = profiles(
        [
            ("d1", "Dom", Seen(MAY, 1, 2)),
            ("d2", "Pieniądze", Seen(MAY, 2)),
            ("d1", "Dom", Seen(JULY, 2, 2)),
            ("d1", "Mieszkanie", Seen(SEPTEMBER, 4, 3)),
        ]
    )

    assert found == [
        Profile("Mieszkanie", Seen(MAY, 1, 2), Seen(SEPTEMBER, 4, 3)),
        Profile("Pieniądze", Seen(MAY, 2), None),
    ]


def test_voices_and_times_are_told_apart_without_colour():
    drawing = draw([Profile("Dom", Seen(MAY, 1, 2), Seen(JULY, 3, 2))], 5)

    line = drawing.lines[0]
    assert [(mark.x, mark.round, mark.filled) for mark in line.marks] == [
        (LEFT + STEP, True, False),
        (LEFT + STEP, True, True),
        (LEFT, False, False),
        (LEFT + 2 * STEP, False, True),
    ]
    assert [(way.x1, way.x2) for way in line.ways] == [(LEFT, LEFT + 2 * STEP)], "what hasn't moved has no line"
    assert len({mark.size for mark in line.marks}) == 2, "now is smaller than then, and seen upon it"


def test_who_said_nothing_has_no_mark():
    drawing = draw([Profile("Dom", Seen(MAY, None, 2)), Profile("Praca", Seen(MAY, not_applicable=True))], 5)

    assert [len(line.marks) for line in drawing.lines] == [1, 0]
    assert drawing.lines[0].ways == []


def test_everything_lies_inside_the_drawing():
    steps = 7
    found = [Profile(f"Obszar {number}", Seen(MAY, 1, steps), Seen(JULY, steps, 1)) for number in range(13)]

    drawing = draw(found, steps)

    marks: list[Mark] = [mark for line in drawing.lines for mark in line.marks]
    assert [value for _x, value in drawing.columns] == list(range(1, steps + 1))
    assert all(mark.left >= 0 and mark.left + mark.size <= drawing.width for mark in marks)
    assert all(mark.top >= 0 and mark.top + mark.size <= drawing.bottom <= drawing.height for mark in marks)
    assert all(line.name_y < line.family_y < line.worker_y for line in drawing.lines)
    assert drawing.shown_height > drawing.height
