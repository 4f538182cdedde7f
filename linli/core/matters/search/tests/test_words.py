"""Words become pairs; what may not be searched for is said in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.matters.search.keyset import Place
from linli.core.matters.search.words import QueryTooShort, QueryWrong, pairs, runs_of, tokens


def test_a_word_of_two_characters_is_one_pair():
    assert pairs("路灯") == ["路灯"]
    assert tokens(["路灯坏了"])[:3] == ["路灯", "灯坏", "坏了"]


def test_width_and_case_make_no_difference():
    assert runs_of("ＡＢ路灯") == runs_of("ab路灯")


@pytest.mark.parametrize("words", ["", "灯", "灯 水", "!?", "  "])
def test_less_than_two_characters_gets_a_sentence_that_helps(words):
    with pytest.raises(QueryTooShort) as wrong:
        runs_of(words)
    assert "两个字" in str(wrong.value)


@pytest.mark.parametrize(
    "words", ["13800000001", "138 0000 0001", "１３８００００００００１"[:11], "110101199003070011"]
)
def test_nobody_is_looked_for_by_telephone_or_identity_number(words):
    with pytest.raises(QueryWrong):
        runs_of(words)


@given(st.text(min_size=2, max_size=40), st.data())
def test_every_part_of_a_run_has_only_pairs_of_that_run(text, data):
    run = "".join(character for character in text if character.isalnum()) or "路灯"
    if len(run) < 2:
        return
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    assert set(pairs(run[start:end])) <= set(pairs(run))


@given(st.datetimes(), st.uuids())
def test_a_cursor_leads_back_to_its_place(moment, key):
    from datetime import UTC

    place = Place(moment.replace(tzinfo=UTC), key)
    assert Place.of(place.cursor()) == place


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "/etc/passwd", "é" * 32, "A" * 4_000])
def test_a_broken_cursor_begins_at_the_beginning(cursor):
    assert Place.of(cursor) is None
