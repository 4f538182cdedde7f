"""S5: another history. Whoever owns the database and the key can make everything anew; others who kept a checkpoint know.

Rewritten from the first entry, an older database put back, two histories told to two peers: a witness refuses each, and
`linli verify --checkpoints` finds each.
"""

import json
import shutil
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction

from linli.config.cli import program
from linli.core.matters.ledger import witnessing
from linli.core.matters.ledger.keys import signing_key
from linli.core.matters.ledger.sealing import note_body, origin
from linli.core.matters.ledger.verifying import Kind, verify
from linli.core.matters.models import Checkpoint, Entry
from linli.lib import notes as form
from linli.testing.makers import MONDAY
from tests.proof.altered.making import make, more, rewrite, seal

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=5)


@contextmanager
def undone():
    """What happens within has never happened, as when an older database is put back."""
    with transaction.atomic():
        place = transaction.savepoint()
        yield
        transaction.savepoint_rollback(place)


def run(*words, said=""):
    return CliRunner().invoke(program, list(words), input=said)


class Witness:
    """A stub of another centre: its file, and what it does each hour."""

    def __init__(self, path, key):
        self.path, self.key = path, key

    def look(self):
        """Ask the centre for what came since, as a timer would; return the answer of `linli witness`."""
        size = run("witness", str(self.path), "--key", self.key, "--size").output.strip()
        return run(
            "witness", str(self.path), "--key", self.key, said=run("checkpoint", "--since", size).output
        )


@pytest.fixture
def made(centre):
    return make(centre)


@pytest.fixture
def witness(made, tmp_path):
    found = Witness(tmp_path / "centre.txt", run("checkpoint", "--key").output.strip())
    answer = found.look()
    assert answer.exit_code == 0, answer.output
    return found


def kinds(**changes):
    return {finding.what for finding in verify(**changes).findings}


def sign_anew():
    """Sign every checkpoint anew with the centre's own key, as its owner can."""
    from linli.core.matters.ledger.sealing import read_tile
    from linli.lib.merkle import TiledTree

    for one in Checkpoint.objects.all():
        root = TiledTree(one.size, read_tile).root()
        body, key = note_body(one.size, root), signing_key()
        public = form.Key(origin(), key.public_key().public_bytes_raw())
        note = form.signed(body, public, key.sign(body.encode()))
        Checkpoint.objects.filter(size=one.size).update(root=root, note=note)


def test_a_witness_follows_a_log_that_only_grows(made, witness, evidence):
    for day in range(3):
        more(made, 5)
        seal(LATER + timedelta(days=day))
        answer = witness.look()
        assert answer.exit_code == 0, answer.output
    kept = witness.path.read_text()
    assert len(list(form.read_notes(kept))) == 4
    assert verify(elsewhere=kept).elsewhere == 4
    assert run("verify", "--checkpoints", str(witness.path), "--key", witness.key).exit_code == 0
    evidence("S5", checkpoints_followed=4)


def test_a_record_made_anew_without_the_key_is_found_by_the_signatures(made):
    rewrite(made.plain[0], "没有这回事")
    assert Kind.DIFFERS in kinds()
    Checkpoint.objects.all().delete()
    assert kinds() == {Kind.UNSIGNED}


def test_a_record_made_anew_with_the_key_is_found_by_whoever_kept_a_checkpoint(made, witness, evidence):
    rewrite(made.plain[0], "没有这回事")
    sign_anew()
    assert verify().sound, "so much can the owner of database and key do, and nobody in the house can tell"
    assert Kind.ELSEWHERE_DIFFERS in kinds(elsewhere=witness.path.read_text())
    answer = witness.look()
    assert answer.exit_code == 1
    assert "rewritten" in answer.output
    evidence("S5", rewritten_with_the_key_found_by="a copied checkpoint")


def test_a_record_made_anew_under_another_key_is_found_by_whoever_kept_the_key(
    made, witness, settings, tmp_path
):
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    (tmp_path / "keys" / "log.key").unlink()
    settings.KEYS = str(tmp_path / "keys")
    rewrite(made.plain[0], "没有这回事")
    sign_anew()
    assert verify().sound
    kept = witness.path.read_text()
    assert Kind.ELSEWHERE_SIGNATURE in kinds(elsewhere=kept)
    assert Kind.ELSEWHERE_DIFFERS in kinds(elsewhere=kept, key=form.read_key(witness.key))
    answer = witness.look()
    assert answer.exit_code == 1
    assert "key" in answer.output


def test_an_older_database_put_back_is_found(made, witness, evidence):
    with undone():
        more(made, 7)
        seal(LATER)
        assert witness.look().exit_code == 0
    kept = witness.path.read_text()
    assert verify().sound, "an older database is whole in itself"
    found = verify(elsewhere=kept)
    assert {one.what for one in found.findings} == {Kind.ELSEWHERE_SHORTER}
    assert found.sound_until.size == Checkpoint.objects.order_by("-size").first().size
    answer = witness.look()
    assert answer.exit_code == 1
    assert "shorter" in answer.output
    more(made, 9)  # and then goes on, past where it was
    seal(LATER)
    assert Kind.ELSEWHERE_DIFFERS in kinds(elsewhere=kept)
    assert witness.look().exit_code == 1
    evidence("S5", older_database_found_by="a copied checkpoint")


def test_two_histories_told_to_two_peers_are_found_when_they_compare(made, witness, tmp_path, evidence):
    other = Witness(tmp_path / "other.txt", witness.key)
    assert other.look().exit_code == 0
    with undone():
        more(made, 4, text="对一个这样说")
        seal(LATER)
        assert witness.look().exit_code == 0
    more(made, 6, text="对另一个那样说")
    seal(LATER)
    assert other.look().exit_code == 0
    assert verify().sound
    assert verify(elsewhere=other.path.read_text()).sound
    assert Kind.ELSEWHERE_DIFFERS in kinds(elsewhere=witness.path.read_text())
    newest = max(
        (form.read_note(one) for one in form.read_notes(witness.path.read_text())), key=lambda n: n.size
    )
    update = witnessing.update_since(newest.size)
    fresh, proof = witnessing.read_update(update)
    with pytest.raises(form.BadNote):
        form.follow(newest, fresh, proof, key=form.read_key(witness.key))
    evidence("S5", forks_found_by="comparing two peers")


def test_the_command_says_what_does_not_fit_since_when_and_what_to_do(made):
    entry = Entry.objects.filter(subject=made.plain[1].matter_id).order_by("-seq").first()
    Entry.objects.filter(id=entry.id).update(verb="outcomes.closed")
    chinese, english = run("verify", "--language", "zh-hans"), run("verify", "--language", "en")
    assert (chinese.exit_code, english.exit_code) == (1, 1)
    for answer in (chinese, english):
        assert made.plain[1].number in answer.output
    assert f"第{entry.seq}条记录" in chinese.output
    assert "这条记录被改过" in chinese.output
    assert "没有改过：它们和" in chinese.output
    assert "接下来请这样做" in chinese.output
    assert f"entry {entry.seq}" in english.output
    assert "What to do now" in english.output
    said = json.loads(run("verify", "--json").output)
    assert said["sound"] is False
    assert said["findings"][0]["seq"] == entry.seq
    sizes = list(Checkpoint.objects.order_by("size").values_list("size", flat=True))
    assert said["sound_until"]["size"] in sizes[:-1]
    assert said["sound_until"]["size"] <= said["findings"][0]["index"]


def test_the_number_of_a_sealed_matter_is_not_told(made):
    Entry.objects.filter(subject=made.sealed.matter_id, seq=1).update(actor_kind="staff")
    answer = run("verify", "--language", "zh-hans")
    assert answer.exit_code == 1
    assert made.sealed.number not in answer.output


@pytest.mark.parametrize(
    "said", ["", "null", "{}", '{"note": "x", "proof": []}', '{"note": 1, "proof": 2}', "["]
)
def test_a_witness_refuses_what_it_cannot_read(made, witness, said):
    answer = run("witness", str(witness.path), "--key", witness.key, said=said)
    assert answer.exit_code == 1
    assert "linli checkpoint --since" in answer.output


def test_a_key_or_a_file_that_cannot_be_read_is_told(made, tmp_path):
    assert run("verify", "--key", "nonsense").exit_code == 2
    rubbish = tmp_path / "rubbish.txt"
    rubbish.write_text("what is this\n")
    answer = run("verify", "--checkpoints", str(rubbish), "--language", "zh-hans")
    assert answer.exit_code == 1
    assert "看不懂" in answer.output
