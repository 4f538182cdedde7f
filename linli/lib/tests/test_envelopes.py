"""What is sealed opens for its key or phrase, in its place, unaltered; and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.lib import envelopes
from linli.lib.envelopes import STRETCHES, Stretch
from linli.lib.sealing import SealBroken

CHEAP = STRETCHES[0]
HERE, THERE = "sealed.matter 1 narrative", "sealed.matter 2 narrative"
MINE, THEIRS = envelopes.new_pair(), envelopes.new_pair()


@given(data=st.binary(max_size=300), place=st.text(max_size=40))
def test_what_is_sealed_to_a_key_opens_with_it_only_and_only_in_its_place(data, place):
    sealed = envelopes.seal_to(MINE.public, data, bound_to=place)
    assert envelopes.open_with(MINE.private, sealed, bound_to=place) == data
    assert len(sealed) == len(data) + 49
    with pytest.raises(SealBroken):
        envelopes.open_with(THEIRS.private, sealed, bound_to=place)
    with pytest.raises(SealBroken):
        envelopes.open_with(MINE.private, sealed, bound_to=place + " ")


@given(data=st.binary(max_size=300), phrase=st.text(max_size=40), place=st.text(max_size=40))
def test_what_a_phrase_wraps_opens_with_it_only_and_only_in_its_place(data, phrase, place):
    wrapped = envelopes.wrap_by_phrase(phrase, data, bound_to=place, stretch=CHEAP)
    assert envelopes.unwrap_by_phrase(phrase, wrapped, bound_to=place) == data
    with pytest.raises(SealBroken):
        envelopes.unwrap_by_phrase(phrase + "x", wrapped, bound_to=place)
    with pytest.raises(SealBroken):
        envelopes.unwrap_by_phrase(phrase, wrapped, bound_to=place + " ")


@given(flip=st.integers(1, 255), data=st.binary(max_size=20))
def test_no_byte_of_an_envelope_can_be_altered(flip, data):
    sealed = envelopes.seal_to(MINE.public, data, bound_to=HERE)
    for altered in flipped(sealed, flip):
        with pytest.raises(SealBroken):
            envelopes.open_with(MINE.private, altered, bound_to=HERE)


@given(flip=st.integers(1, 255).filter(lambda flip: flip not in STRETCHES), data=st.binary(max_size=20))
def test_no_byte_of_what_a_phrase_wraps_can_be_altered(flip, data):
    wrapped = envelopes.wrap_by_phrase("seven words", data, bound_to=HERE, stretch=CHEAP)
    for altered in flipped(wrapped, flip):
        with pytest.raises(SealBroken):
            envelopes.unwrap_by_phrase("seven words", altered, bound_to=HERE)


def test_no_envelope_opens_when_it_is_cut_or_something_hangs_on_it():
    sealed = envelopes.seal_to(MINE.public, b"what was said", bound_to=HERE)
    wrapped = envelopes.wrap_by_phrase("seven words", b"what was said", bound_to=HERE, stretch=CHEAP)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            envelopes.open_with(MINE.private, sealed[:length], bound_to=HERE)
    for length in range(len(wrapped)):
        with pytest.raises(SealBroken):
            envelopes.unwrap_by_phrase("seven words", wrapped[:length], bound_to=HERE)
    with pytest.raises(SealBroken):
        envelopes.open_with(MINE.private, sealed + b"\0", bound_to=HERE)
    with pytest.raises(SealBroken):
        envelopes.unwrap_by_phrase("seven words", wrapped + b"\0", bound_to=HERE)


def test_an_envelope_cannot_ask_for_more_work_or_less_than_was_spent_on_it(monkeypatch):
    wrapped = envelopes.wrap_by_phrase("seven words", b"key", bound_to=HERE, stretch=CHEAP)
    monkeypatch.setattr(envelopes, "_stretched", lambda phrase, salt, stretch: pytest.fail("computed"))
    for asked in set(range(256)) - set(STRETCHES):
        with pytest.raises(SealBroken):
            envelopes.unwrap_by_phrase("seven words", bytes([asked]) + wrapped[1:], bound_to=HERE)
    with pytest.raises(ValueError, match="opened again"):
        envelopes.wrap_by_phrase("seven words", b"key", bound_to=HERE, stretch=Stretch(16, 1))


def test_the_same_words_sealed_twice_look_different():
    once, again = (envelopes.seal_to(MINE.public, b"same", bound_to=HERE) for _ in range(2))
    assert once != again
    once, again = (envelopes.wrap_by_phrase("same", b"same", bound_to=HERE, stretch=CHEAP) for _ in range(2))
    assert once[1:17] != again[1:17]


def test_the_work_that_people_rely_on_is_the_real_one():
    wrapped = envelopes.wrap_by_phrase("seven words", b"key", bound_to=HERE, stretch=STRETCHES[1])
    assert envelopes.unwrap_by_phrase("seven words", wrapped, bound_to=HERE) == b"key"
    with pytest.raises(SealBroken):
        envelopes.unwrap_by_phrase("seven words", b"\0" + wrapped[1:], bound_to=HERE)
    assert STRETCHES[1] == Stretch(memory_kib=65_536, passes=3)


def test_a_public_half_belongs_to_its_private_half_and_nonsense_is_no_key():
    assert envelopes.public_of(MINE.private) == MINE.public
    with pytest.raises(ValueError, match="32"):
        envelopes.seal_to(b"short", b"data", bound_to=HERE)
    sealed = envelopes.seal_to(MINE.public, b"data", bound_to=HERE)
    with pytest.raises(SealBroken):
        envelopes.open_with(b"short", sealed, bound_to=HERE)


def flipped(whole, flip):
    for place in range(len(whole)):
        yield whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
