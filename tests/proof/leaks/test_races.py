"""Many at the same moment: each thing is done once, each number given once, and nobody is two persons."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from linli.config.env import ROOT
from tests.proof.database import environment, open_database
from tests.proof.leaks.racing import MANY

pytestmark = [pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("races")]


@pytest.fixture(scope="module")
def races():
    with tempfile.TemporaryDirectory(prefix="linli-races-", ignore_cleanup_errors=True) as folder:
        yield run(Path(folder))


def run(home):
    """Race in `home`; return what came of each race."""
    home.chmod(0o755)  # PostgreSQL may run as somebody else
    server, _known = open_database("postgres", home, durable=False)
    try:
        said = environment(home / "var", server.url)
        command = [sys.executable, "-m", "tests.proof.leaks.racing"]
        done = subprocess.run(command, cwd=ROOT, env=said, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)
    finally:
        server.clear()


def test_of_all_who_take_up_a_matter_at_once_one_has_it(races, evidence):
    found = races["claims"]
    assert found["told"].pop("done") == found["entries"] == 1
    assert found["told"].keys() <= {"StepNotOpen", "StaleMatter"}
    evidence("S15", claims_at_once=MANY, claimed=1)


def test_a_reply_sent_by_many_clicks_is_given_once(races):
    found = races["replies"]
    assert found["told"].pop("done") == found["entries"] == 1
    assert found["told"].keys() <= {"StepNotOpen", "StaleMatter"}


def test_two_hundred_numbers_of_the_hall_are_two_hundred(races, evidence):
    assert races["tickets"] == {"told": {"done": MANY}, "drawn": 200, "gapless": True}
    evidence("S15", reception_numbers=200, doubled_or_missing=0)


def test_numbers_of_letters_have_no_gap_though_some_letters_fail(races):
    assert races["letters"] == {"told": {"done": 30, "ValueError": 10}, "given": 30, "gapless": True}


def test_the_same_key_at_once_is_one_matter_and_one_receipt(races, evidence):
    assert races["same_key"] == {"told": {"done": MANY}, "receipts": 1, "matters": 1}
    evidence("S15", same_key_at_once=MANY, matters=1)


def test_guesses_at_once_are_no_more_guesses(races):
    assert races["attempts"]["told"] == {"done": MANY}
    assert races["attempts"]["allowed"] <= 5


def test_one_person_with_two_sessions_is_not_two_persons(races, evidence):
    found = races["openings"]
    assert "done" not in found["alone"], "nobody agrees to what they asked themselves"
    assert found["alone"].keys() <= {"Refused", "NotAgreed", "WrongPassword"}
    assert found["agreed"] == {"done": 1, "Refused": 9}, "it is decided once"
    assert found["opened"].pop("done") == 1, "each consent opens once"
    assert found["opened"].keys() <= {"NotAgreed", "WrongPassword"}, "so many at once count as guesses"
    evidence("S15", openings_by_one_person=0)
