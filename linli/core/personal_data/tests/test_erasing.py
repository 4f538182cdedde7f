"""What is kept about people can be erased, everywhere, and the record stays whole."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Attachment, Entry, Party
from linli.core.matters.search import find
from linli.core.personal_data import erasing, retention, tombstones
from linli.core.personal_data.copying import copy_of
from linli.core.personal_data.models import Erasure, Hold, RetentionRun
from linli.core.personal_data.replaying import Replayed, replay
from linli.core.registers.models import Provision
from linli.flow.handling.actions import add
from linli.flow.outcomes.actions import withdraw
from linli.flow.statistics.actions import rebuild
from linli.flow.statistics.models import Fact
from linli.ground.files import disk
from linli.ground.files.actions import store_image
from linli.ground.people.actor import SYSTEM
from linli.testing.makers import MONDAY

LATER = MONDAY + timedelta(days=3)


def picture():
    from PIL import Image

    data = BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(data, "JPEG")
    data.seek(0)
    return data


@pytest.fixture
def life(centre):
    """A matter with a photograph and something added, withdrawn in the end."""
    stored = store_image(picture(), now=MONDAY)
    receipt = centre.bring(file_ids=(stored.id,))
    resident = centre.requester(receipt)
    add(receipt.matter_id, text="水已经漫到门口了", actor=resident, now=MONDAY + timedelta(hours=1))
    withdraw(receipt.matter_id, reason="自己修好了", actor=resident, now=MONDAY + timedelta(hours=2))
    centre.settle(now=MONDAY + timedelta(hours=3))
    return receipt, stored


def erase_all(receipt, **changes):
    said = {"why": erasing.RIGHT, "actor": SYSTEM, "now": LATER, **changes}
    return erasing.erase(receipt.matter_id, **said)


@pytest.mark.django_db(transaction=True)
def test_what_was_said_is_gone_and_the_record_is_whole(centre, life):
    receipt, stored = life
    rebuild()
    facts = list(Fact.objects.values())
    matter = centre.matter(receipt)
    assert find("漫到门口", SYSTEM).matters
    paths = [disk.path_of(stored.digest), disk.path_of(stored.digest, disk.THUMBNAIL)]
    assert all(path.exists() for path in paths)
    tombstones.path().unlink(missing_ok=True)

    erase_all(receipt)

    matter.refresh_from_db()
    assert (matter.text, matter.place, matter.code_digest, matter.longitude) == ("", "", "", None)
    assert "删除" in matter.title
    party = Party.objects.get(matter=matter)
    assert (bytes(party.name_sealed), bytes(party.phone_sealed), party.contact_index) == (b"", b"", "")
    assert not Attachment.objects.filter(matter=matter).exists()
    assert not any(path.exists() for path in paths)
    assert not find("漫到门口", SYSTEM).matters
    for entry in Entry.objects.filter(subject=matter.id).exclude(verb=ledger.ERASED):
        assert not entry.salt
        assert set(entry.body) <= {"from", "to", "clock", "level", "late", "id", "outcome", "closed"}
    ledger.seal_pending(now=LATER)
    verdict = verify()
    assert verdict.sound, verdict.findings
    assert verdict.erased == Entry.objects.filter(salt=b"").count() > 3
    rebuild()
    assert list(Fact.objects.values()) == facts
    found, forged = tombstones.read(tombstones.path())
    assert [one.matter_id for one in found] == [matter.id]
    assert forged == 0


def test_nothing_is_erased_that_is_still_dealt_with_or_held(centre, cast, life):
    receipt, _stored = life
    other = centre.bring(text="路灯不亮了")
    with pytest.raises(erasing.CannotErase, match="还在办理"):
        erase_all(other)
    Hold.objects.create(
        matter_id=receipt.matter_id,
        reason="法院调取",
        until=LATER.date(),
        made_at=MONDAY,
        made_by=cast.clerk.staff,
    )
    with pytest.raises(erasing.CannotErase, match="暂缓"):
        erase_all(receipt)
    assert not Erasure.objects.exists()
    first = erase_all(receipt, now=LATER + timedelta(days=1))
    assert erase_all(receipt, now=LATER + timedelta(days=2)) == first, "a second time changes nothing"


def test_words_that_are_gone_without_an_erasing_are_found(centre, life):
    receipt, _stored = life
    Entry.objects.filter(subject=receipt.matter_id, seq=1).update(body={}, salt=b"")
    assert [one.where for one in verify().findings] == [str(receipt.matter_id)]


def test_what_is_left_of_an_erased_entry_cannot_be_changed_unseen(centre, life):
    receipt, _stored = life
    erase_all(receipt)
    assert verify().sound
    entry = Entry.objects.filter(subject=receipt.matter_id, verb="outcomes.withdrawn").get()
    Entry.objects.filter(id=entry.id).update(body={**entry.body, "outcome": "solved"})
    assert not verify().sound


def test_a_photograph_that_another_matter_shows_stays(centre, life):
    receipt, stored = life
    other = centre.bring(text="也是这里", file_ids=(stored.id,))
    erase_all(receipt)
    assert disk.path_of(stored.digest).exists()
    assert Attachment.objects.get(matter_id=other.matter_id).file_id == stored.id


def test_a_copy_says_what_is_kept_what_for_and_until_when(centre, life):
    receipt, _stored = life
    matter = centre.matter(receipt)
    said = copy_of(matter, masked=False, now=LATER)
    parts = {part["name"]: part for part in said["parts"]}
    assert parts["matters.text"]["says"]["text"] == matter.text
    assert parts["matters.parties"]["says"][0]["phone"] == "13800000001"
    assert parts["matters.parties"]["kept_until"] == "2028-03-02"
    assert parts["matters.text"]["kept_until"] == "2031-03-02"
    assert any("漫到门口" in line for one in parts["matters.entries"]["says"]["told"] for line in one["said"])
    assert all(part["purpose"] and part["label"] for part in said["parts"])
    json.dumps(said)
    masked = {one["name"]: one for one in copy_of(matter, masked=True, now=LATER)["parts"]}
    person = masked["matters.parties"]["says"][0]
    assert (person["name"], person["phone"]) == ("王**", "138****0001")


class TestKeeping:
    """Classes with periods; nothing goes by age before the centre has confirmed them."""

    def confirm(self):
        Provision.objects.create(name="retention.confirmed", value=1, source="中心核定")

    def test_nothing_happens_before_the_periods_are_confirmed(self, centre, life):
        years = MONDAY + timedelta(days=4000)
        assert retention.run_when_due(now=years) == 0
        assert not RetentionRun.objects.exists()
        self.confirm()
        assert retention.run_when_due(now=years) == 2
        assert retention.run_when_due(now=years + timedelta(hours=1)) == 0, "once a day"

    def test_contacts_go_earlier_than_what_was_said(self, centre, life):
        receipt, _stored = life
        self.confirm()
        before, after = MONDAY + timedelta(days=730), MONDAY + timedelta(days=732)
        assert retention.preview(now=before).classes["contact"].due == 0
        assert retention.preview(now=after).classes["contact"].due == 1
        found = retention.run(now=after)
        assert (found.classes["contact"].erased, found.classes["requests"].erased) == (1, 0)
        matter = centre.matter(receipt)
        assert matter.text
        assert not Party.objects.get(matter=matter).phone_sealed
        assert verify().sound

    def test_what_is_held_or_open_waits_and_what_fails_stands_in_the_report(
        self, centre, cast, life, monkeypatch
    ):
        receipt, _stored = life
        centre.bring(text="还没办完")
        years = MONDAY + timedelta(days=4000)
        hold = Hold.objects.create(
            matter_id=receipt.matter_id,
            reason="审计",
            until=years.date(),
            made_at=MONDAY,
            made_by=cast.clerk.staff,
        )
        found = retention.run(now=years)
        assert (found.erased, found.classes["requests"].held) == (0, 1)
        hold.delete()
        monkeypatch.setattr("linli.core.personal_data.erasing.ledger.left_of", broken)
        found = retention.run(now=years + timedelta(days=1))
        assert (found.erased, found.classes["requests"].failed) == (0, 1)
        assert found.failed[0]["error"] == "RuntimeError"
        assert centre.matter(receipt).text, "what failed is as it was"
        assert RetentionRun.objects.latest("began_at").found["classes"]["requests"]["failed"] == 1

    def test_what_is_kept_for_good_stays(self, centre, life):
        Provision.objects.create(name="retention.requests", value=0, source="永久")
        found = retention.preview(now=MONDAY + timedelta(days=40_000))
        assert "requests" not in found.classes


def broken(subject):
    raise RuntimeError


def test_tombstones_that_somebody_wrote_count_for_nothing(tmp_path, centre, life):
    receipt, _stored = life
    file = tmp_path / "erased.jsonl"
    stone = tombstones.Tombstone(receipt.matter_id, "all", timezone.now())
    line = stone.line()
    file.write_text(line + line.replace('"what": "all"', '"what": "contact"') + "nonsense\n")
    found, forged = tombstones.read(file)
    assert found == [stone]
    assert forged == 2


def test_lines_beside_the_backups_are_gathered_each_once(tmp_path, centre, life, settings):
    receipt, _stored = life
    settings.ERASED = str(tmp_path / "here" / "erased.jsonl")
    stone = tombstones.Tombstone(receipt.matter_id, "all", MONDAY)
    (tmp_path / "beside.jsonl").write_text(stone.line())
    tombstones.gather([tmp_path / "beside.jsonl", tmp_path / "none.jsonl", tmp_path / "beside.jsonl"])
    assert tombstones.read(tombstones.path()) == ([stone], 0)
    assert replay(now=LATER).erased == 1
    assert erasing.is_erased(centre.matter(receipt))
    assert replay(now=LATER) == Replayed(0, 0)


def test_after_a_restore_what_is_dealt_with_again_is_erased_all_the_same(tmp_path, centre, settings):
    settings.ERASED = str(tmp_path / "erased.jsonl")
    receipt = centre.bring()
    tombstones.append(tombstones.Tombstone(receipt.matter_id, "all", LATER).line(), tombstones.path())
    assert replay(now=LATER).erased == 1
    matter = centre.matter(receipt)
    assert (matter.is_open, matter.text) == (True, "")
    assert verify().sound


def test_the_command_says_what_is_due_and_waits_for_the_centre(centre, life):
    from click.testing import CliRunner

    from linli.core.personal_data.commands import command

    with time_machine.travel(MONDAY + timedelta(days=4000), tick=False):
        done = CliRunner().invoke(command, ["--dry-run", "--json"])
        assert done.exit_code == 0
        assert json.loads(done.stdout)["classes"]["requests"] == {
            "due": 1,
            "erased": 0,
            "held": 0,
            "failed": 0,
        }
        done = CliRunner().invoke(command, [])
        assert done.exit_code == 1
        assert "has not confirmed" in done.output
        assert not RetentionRun.objects.exists()
        Provision.objects.create(name="retention.confirmed", value=1, source="中心核定")
        done = CliRunner().invoke(command, [])
        assert done.exit_code == 0, done.output
        assert "requests: 1 due, 1 erased" in done.output
