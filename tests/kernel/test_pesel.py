from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import pesel as standard

from kooperacja.kernel.pesel import PeselError, PeselFault, Sex, birth_date, check_pesel, sex

TODAY = date(2026, 1, 12)


def made(born: date, serial: int = 123, *, female: bool = False) -> str:
    """A valid PESEL, made at run time: none is written down."""
    century = {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}[born.year // 100]
    ten = f"{born.year % 100:02}{born.month + century:02}{born.day:02}{serial:03}{0 if female else 1}"
    return ten + str(standard.calc_check_digit(ten))


@given(st.dates(date(1800, 1, 1), TODAY), st.integers(0, 999), st.booleans())
def test_a_valid_number_says_when_and_who(born, serial, female):
    number = made(born, serial, female=female)

    assert check_pesel(number, today=TODAY) == number
    assert birth_date(number) == born
    assert sex(number) is (Sex.FEMALE if female else Sex.MALE)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born, place, shift):
    number = made(born)
    digit = (int(number[place]) + shift) % 10

    with pytest.raises(PeselError):
        check_pesel(number[:place] + str(digit) + number[place + 1 :], today=date(2299, 12, 31))


def test_spaces_and_dashes_are_taken_out():
    number = made(date(1980, 5, 17))

    assert check_pesel(f"  {number[:6]}-{number[6:]} ", today=TODAY) == number
    assert check_pesel(" ".join(number), today=TODAY) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", PeselFault.NOT_DIGITS),
        ("8005171234A", PeselFault.NOT_DIGITS),
        ("1234567890", PeselFault.WRONG_LENGTH),
        ("123456789012", PeselFault.WRONG_LENGTH),
        (made(date(1980, 5, 17))[:-1] + "x", PeselFault.NOT_DIGITS),
        ("8013321231" + str(standard.calc_check_digit("8013321231")), PeselFault.IMPOSSIBLE_BIRTH_DATE),
        ("8000011231" + str(standard.calc_check_digit("8000011231")), PeselFault.IMPOSSIBLE_BIRTH_DATE),
        (made(date(2026, 1, 13)), PeselFault.BORN_IN_THE_FUTURE),
        (made(date(2100, 1, 1)), PeselFault.BORN_IN_THE_FUTURE),
    ],
)
def test_what_is_no_pesel_is_refused_with_the_reason(text, reason):
    with pytest.raises(PeselError) as refused:
        check_pesel(text, today=TODAY)

    assert refused.value.reason is reason


def test_a_wrong_check_digit_is_named_and_the_number_is_not_repeated():
    number = made(date(1980, 5, 17))
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    with pytest.raises(PeselError) as refused:
        check_pesel(wrong, today=TODAY)

    assert refused.value.reason is PeselFault.WRONG_CHECK_DIGIT
    assert wrong not in str(refused.value)
    assert refused.value.__cause__ is None


def test_born_today_is_accepted():
    assert birth_date(check_pesel(made(TODAY), today=TODAY)) == TODAY


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text):
    with suppress(PeselError):
        assert len(check_pesel(text, today=TODAY)) == 11
