"""The recovery key: printed once, only its public half kept, read back from paper."""

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.people.keyring import paper, queries
from linli.ground.people.keyring.commands import recovery_key
from linli.lib import envelopes


@pytest.fixture
def run(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    return lambda *words, typed="": CliRunner().invoke(recovery_key, words, input=typed)


def test_the_private_half_is_printed_once_and_only_the_public_half_is_kept(run):
    assert queries.recovery_public() is None
    made = run("make")
    private = paper.read(made.stdout)
    assert made.exit_code == 0
    assert envelopes.public_of(private) == queries.recovery_public()
    path = queries.recovery_path()
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["recovery.public"]
    assert private.hex() not in path.read_text()


def test_a_second_one_is_refused_and_the_first_stays(run):
    first = run("make").stdout
    public = queries.recovery_public()
    again = run("make")
    assert again.exit_code == 1
    assert "already" in again.output
    assert queries.recovery_public() == public == envelopes.public_of(paper.read(first))


def test_the_paper_is_checked_against_what_is_kept(run):
    assert "make" in run("check", typed="x\n").output
    groups = run("make").stdout
    typed = groups.replace("\n", " ").lower().strip() + "\n"
    assert run("check", typed=typed).exit_code == 0
    assert run("check", typed="ABCD EFGH\n").exit_code == 1
    other = paper.written(envelopes.new_pair().private).replace("\n", " ") + "\n"
    assert "not the one" in run("check", typed=other).output


@given(private=st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_back_however_it_is_spaced(private):
    text = paper.written(private)
    assert paper.read(text) == private
    assert paper.read("-".join(text.split()).lower()) == private
    assert paper.read(text.replace("0", "O").replace("1", "l")) == private
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}[ \n]?){14}", text)


@given(private=st.binary(min_size=32, max_size=32), place=st.integers(0, 55), by=st.integers(1, 31))
def test_one_wrong_letter_is_noticed(private, place, by):
    letters = "".join(paper.written(private).split())
    wrong = paper.ALPHABET[(paper.ALPHABET.index(letters[place]) + by) % 32]
    with pytest.raises(paper.Misread):
        paper.read(letters[:place] + wrong + letters[place + 1 :])
