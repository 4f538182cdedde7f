"""R5. The disk is full: nothing is acknowledged that is not kept, everybody is told in plain words, and it mends by itself."""

import threading
import time
from collections import Counter
from contextlib import suppress
from random import Random

import psycopg
import pytest

from linli.testing.long import is_long
from tests.proof.asking import Turned, Unanswered
from tests.proof.installation import Installation, installation, until
from tests.proof.lost.crowd import Crowd, photo
from tests.proof.lost.judging import judge
from tests.proof.lost.small_disk import small_disk

pytestmark = pytest.mark.lengthy

SEED = 20261122
DISK = 230  # megabytes; PostgreSQL needs some for its own log
WAL = ["max_wal_size=32MB", "min_wal_size=32MB", "wal_recycle=off"]
FULL_FOR = 60.0 if is_long() else 4.0
TIMES = 5 if is_long() else 1
RECOVERED = 30.0


class Watch:
    """Starts PostgreSQL again when it has ended, as systemd does; and looks at pages that only read, as long as it answers."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.seen: Counter[str] = Counter()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        client = self.house.client(seconds=10)
        while not self.stop.wait(0.2):
            database = self.house.database
            if not database.is_up():
                self.seen["database started again"] += 1
                database.rise(wait=False)
                time.sleep(0.5)
                continue
            try:
                answered = database.answers()
                page = client.ask("GET", "/figures")
                if answered and database.answers():
                    self.seen[f"read: {page.status}"] += 1
            except Unanswered:
                self.seen["unanswered"] += 1

    def end(self) -> None:
        self.stop.set()
        self.thread.join(timeout=30)


def test_a_full_disk_loses_nothing_and_mends_by_itself_once_there_is_room(evidence):
    """PostgreSQL with its log and the photos share a disk that is filled while matters come in."""
    with small_disk(DISK) as disk, installation(web=False, workers=0, data=disk.folder / "database") as house:
        house.database.fall()
        house.database.settings += WAL
        house.database.rise()
        (disk.folder / "files").mkdir()
        house.files.symlink_to(disk.folder / "files")
        house.start_worker()
        house.start_web()
        crowd = Crowd(house, clients=4, seed=SEED, portal=0.3, told={422})
        crowd.start()
        until(lambda: len(crowd.acked) >= 15, seconds=60)
        watch, recovered = Watch(house), []
        for _ in range(TIMES):

            def is_full(before: int = crowd.answers.get(503, 0)) -> bool:
                disk.fill()  # PostgreSQL gives room back now and then
                return bool(crowd.answers.get(503, 0) > before + 3)

            until(is_full, seconds=90, why=lambda: f"it went on: {crowd.answers}, {disk.free()} bytes free")
            end = time.monotonic() + FULL_FOR
            while time.monotonic() < end:
                disk.fill()
                with suppress(psycopg.Error):  # the log of PostgreSQL itself finds no room: it stops
                    house.rows("select pg_switch_wal()")
                time.sleep(0.1)
            disk.empty()
            before = len(crowd.acked)
            recovered.append(
                until(lambda b=before: len(crowd.acked) > b + 4, seconds=60, why="it did not recover")
            )
        crowd.stop()
        until(lambda: watch.seen["read: 200"], seconds=RECOVERED, why="pages are not read again")
        watch.end()
        house.settle()
        verdict = judge(house, crowd.acked, seed=SEED)
        print(f"seed={SEED}", verdict, crowd.answers, dict(watch.seen), recovered)
        assert verdict
        assert max(recovered) <= RECOVERED
        assert watch.seen["read: 200"] + watch.seen["read: 503"] == sum(
            count for what, count in watch.seen.items() if what.startswith("read")
        )
        evidence(
            "R5",
            acked=verdict.acked,
            lost=verdict.lost,
            doubled=verdict.doubled,
            half_timelines=verdict.halves,
            told_503=crowd.answers.get(503, 0),
            told_that_the_photo_must_wait=crowd.answers.get(422, 0),
            recovered_after_room_worst_s=max(recovered),
            database_started_again=watch.seen["database started again"],
        )


@pytest.mark.parametrize("what", ["bytes", "files"])
def test_where_only_the_photos_have_no_room_the_words_still_come_in(evidence, what):
    """A full disk of photos, by bytes or by number of files (inodes): refused with a sentence, text kept, matter taken in."""
    with (
        small_disk(4, files=300 if what == "files" else 0) as disk,
        installation("sqlite", processes=1, workers=0, web=False) as house,
    ):
        house.files.symlink_to(disk.folder)
        house.start_web()
        if what == "bytes":
            disk.fill()
        else:
            for number in range(300):
                try:
                    (disk.folder / f"ballast-{number}").touch()
                except OSError:
                    break
        client = house.client()
        with pytest.raises(Turned) as turned:
            client.fill_in(photos={"1.jpg": photo(Random(SEED))})
        assert turned.value.answer.status == 422
        assert "文字照样能交" in turned.value.answer.text
        assert "村口的自来水管漏水" in turned.value.answer.text
        assert client.send(client.fill_in()).status == 302
        assert house.client(seconds=5).ask("GET", "/readyz").json["room"] is False
        for path in disk.folder.glob("ballast*"):
            path.unlink()
        key = client.fill_in(photos={"1.jpg": photo(Random(SEED))})
        assert client.send(key).status == 302
        assert house.count("matters_attachment") == 1
        assert not list(house.files.rglob(".part-*"))
        evidence("R5", **{f"words_came_in_without_room_for_photos_by_{what}": 1})
