"""When nobody can open a sealed matter any more, the recovery key from the safe gives it to somebody who may have it."""

import pytest
from click.testing import CliRunner

from linli.config.cli import offered
from linli.core.matters import sealed
from linli.core.matters.models import Entry, KeyHolder
from linli.core.matters.sealed.tests.test_sealing import LATER, SECRET, accuse, matter_of
from linli.core.matters.telling import tell
from linli.ground.people.keyring import paper, queries
from linli.ground.people.keyring.actions import renew
from linli.lib import envelopes
from linli.testing.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    command = offered("COMMANDS")["recovery-key"]
    return lambda *words, typed="": CliRunner().invoke(command, words, input=typed)


@pytest.fixture
def lost(centre, run):
    """A matter whose only holder lost their key; and what stands on the paper."""
    written = run("make").stdout.replace("\n", " ") + "\n"
    receipt = accuse(centre)
    renew(centre.cast.leader.staff, PASSWORD, now=LATER)
    with pytest.raises(sealed.KeyLost):
        opened(centre, receipt)
    return receipt, written


def opened(centre, receipt):
    leader = centre.cast.leader.actor
    return sealed.open_matter(
        receipt.matter_id, password=PASSWORD, reason="重新打开", actor=leader, now=LATER
    )


def test_the_paper_gives_it_to_a_colleague_and_whoever_brought_it_can_see_that(centre, run, lost):
    receipt, written = lost
    assert run("give", receipt.number, "lingdao", typed="ABCD\n").exit_code == 1
    given = run("give", receipt.number, "lingdao", typed=written)
    assert given.exit_code == 0, given.output
    assert sealed.text(matter_of(receipt), "narrative", opened(centre, receipt)) == SECRET
    assert "授权一位工作人员办理" in [told.title for told in tell(matter_of(receipt), audience="resident")]
    assert Entry.objects.filter(subject=receipt.matter_id, verb="sealed.granted").get().actor_kind == "system"


def test_nobody_whom_it_is_about_gets_it_so_nor_by_another_key_or_for_another_number(centre, run, lost):
    receipt, written = lost
    other = paper.written(envelopes.new_pair().private).replace("\n", " ") + "\n"
    for number, username, typed in (
        (receipt.number, "shuiwuju", written),
        (receipt.number, "shuiwu", written),
        (receipt.number, "lingdao", other),
        (receipt.number, "nobody", written),
        ("2601010000000", "lingdao", written),
    ):
        assert run("give", number, username, typed=typed).exit_code == 1
    assert KeyHolder.objects.filter(matter=receipt.matter_id, way="staff").count() == 1


def test_what_came_before_the_recovery_key_stays_closed_to_it(centre, run):
    receipt = accuse(centre)
    written = run("make").stdout.replace("\n", " ") + "\n"
    assert queries.recovery_public()
    refused = run("give", receipt.number, "lingdao", typed=written)
    assert refused.exit_code == 1
    assert "恢复密钥打不开" in refused.output


def test_the_last_who_can_really_open_it_does_not_give_up_the_key(centre, lost):
    receipt, _written = lost
    cast = centre.cast
    with pytest.raises(sealed.NoKey):
        sealed.end_grant(receipt.matter_id, staff_id=cast.leader.staff.id, actor=cast.leader.actor, now=LATER)
