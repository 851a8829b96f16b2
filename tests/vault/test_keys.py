"""Keys: sealed for one place, opened by any key of the ring, never shown in a message."""

import base64

import pytest

from kooperacja.vault.keys import Key, KeyProblem, KeyRing, Tampered, new_key, read_key_file

PLACE = "persons_person.surname:0b6f"


def ring(*numbers: int) -> KeyRing:
    return KeyRing([Key(bytes([number]) * 32) for number in numbers])


def test_what_is_sealed_opens_only_in_its_place():
    sealed = ring(1).seal("Jałowiec".encode(), context=PLACE)

    assert ring(1).open(sealed, context=PLACE).decode() == "Jałowiec"
    with pytest.raises(Tampered):
        ring(1).open(sealed, context="persons_person.surname:0b70")


def test_the_same_text_is_sealed_differently_each_time():
    assert ring(1).seal(b"x", context=PLACE) != ring(1).seal(b"x", context=PLACE)


def test_a_changed_byte_is_noticed():
    sealed = bytearray(ring(1).seal(b"Kuba", context=PLACE))
    sealed[-1] ^= 1

    with pytest.raises(Tampered):
        ring(1).open(bytes(sealed), context=PLACE)


def test_a_new_active_key_still_opens_what_the_old_one_sealed():
    sealed = ring(1).seal(b"Kuba", context=PLACE)

    assert ring(2, 1).open(sealed, context=PLACE) == b"Kuba"
    with pytest.raises(KeyProblem):
        ring(2).open(sealed, context=PLACE)


def test_an_index_finds_a_value_only_with_the_key_and_for_one_purpose():
    value = "44051401359"

    assert ring(1).index(value, purpose="a") == ring(1).index(value, purpose="a")
    assert ring(1).index(value, purpose="a") != ring(1).index(value, purpose="b")
    assert ring(1).index(value, purpose="a") != ring(2).index(value, purpose="a")
    assert ring(1).index(value, purpose="a") in ring(2, 1).indexes(value, purpose="a")


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_bad_key_is_refused_without_being_quoted(text):
    with pytest.raises(KeyProblem) as refused:
        KeyRing.parse(text)

    assert not text or text not in str(refused.value)


def test_a_new_key_is_a_key():
    KeyRing.parse(new_key())
    assert new_key() != new_key()


def test_a_missing_key_file_is_named_in_a_plain_sentence(tmp_path):
    with pytest.raises(KeyProblem, match="can't be read"):
        read_key_file(tmp_path / "none")


def test_a_key_file_is_read(tmp_path):
    (tmp_path / "key").write_text("abc")

    assert read_key_file(tmp_path / "key") == "abc"


def test_each_key_gives_its_own_for_a_purpose_the_active_one_first():
    old, new = ring(1).derived("a", length=48), ring(2).derived("a", length=48)

    assert ring(2, 1).derived("a", length=48) == [*new, *old]
    assert len(new[0]) == 48
    assert new != old
    assert ring(1).derived("b", length=48) != old
