"""R7. Whatever is sent again, out of order, by many at once, or cut off in the middle: each matter is taken in exactly once."""

import json
import socket
import subprocess
import sys
from collections import defaultdict
from random import Random
from threading import Thread

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.asking import TEXT, Unanswered
from tests.proof.installation import installation

pytestmark = [pytest.mark.lengthy, pytest.mark.xdist_group("overload")]

SEED = 20261122
COPIES, PROCESSES = 10, 4
KEYS = 10_000 if is_long() else 150
OTHERS = 20  # of one key in so many there is a copy that says something else
HTTP_KEYS, HTTP_COPIES, DEVICES = (2_000, 10, 64) if is_long() else (40, 8, 8)


@pytest.fixture(scope="module", params=["postgres", "sqlite"] if is_long() else ["postgres"])
def house(request):
    with installation(request.param, workers=1, durable=is_long()) as house:
        yield house


def copies(dice):
    """Return every copy that somebody has of something to bring, in no order."""
    made = []
    for number in range(KEYS):
        key = f"again-{dice.getrandbits(64):016x}"
        texts = [f"{TEXT} 第{number}件"] * COPIES
        if number % OTHERS == 0:
            texts[dice.randrange(COPIES)] += "，又补充一句"
        made += [[key, text] for text in texts]
    dice.shuffle(made)
    return made


def sent(house, made):
    """Let several processes send them at once; return what each said."""
    processes = []
    for place in range(PROCESSES):
        share, out = house.home / f"share-{place}", house.home / f"out-{place}"
        share.write_text(json.dumps(made[place::PROCESSES]))
        command = [sys.executable, "-m", "tests.proof.overload.sending", str(share), str(out)]
        processes.append((subprocess.Popen(command, cwd=ROOT, env=house.environment), out))
    assert [process.wait(timeout=3600) for process, _out in processes] == [0] * PROCESSES
    return [one for _process, out in processes for one in json.loads(out.read_text())]


def test_ten_copies_of_each_sent_by_many_at_once_are_one_matter_with_one_receipt(house, evidence):
    dice = Random(SEED)
    made, before = copies(dice), house.count("matters_matter")
    said = sent(house, made)
    assert len(said) == len(made) == KEYS * COPIES
    receipts, texts, stood = defaultdict(set), defaultdict(set), defaultdict(set)
    for key, text, how, receipt in said:
        receipts[key].add(receipt)
        texts[key].add(text)
        stood[key] |= {text} if how == "taken" else set()
    assert {len(found) for found in receipts.values()} == {1}, "another copy got another receipt"
    assert {len(found) for found in stood.values()} == {1}, "two contents were taken in under one key"
    two = {key for key, found in texts.items() if len(found) == 2}
    assert len(two) == -(-KEYS // OTHERS)
    house.settle(seconds=600)
    assert house.count("matters_matter") - before == KEYS
    kept = house.rows("select intake_id from intake_conflict where intake_id like 'again-%%'")
    assert sorted(key for (key,) in kept) == sorted(two), "of what differed both contents are kept, once"
    effects(house)
    print(f"seed={SEED} keys={KEYS} copies={len(made)} lost=0 doubled=0 other={len(two)}")
    evidence(
        "R7", keys=KEYS, sent=len(made), processes=PROCESSES, lost=0, doubled=0, two_contents_kept=len(two)
    )


def effects(house):
    """What follows from a matter has followed once: its first entry, its place in the figures, its clocks."""
    matters = house.count("matters_matter")
    for table, of, where in (
        ("matters_entry", "subject", "verb = 'intake.received'"),
        ("statistics_fact", "matter_id", "1 = 1"),
        ("intake_intake", "matter_id", "1 = 1"),
    ):
        [(rows, once)] = house.rows(f"select count(*), count(distinct {of}) from {table} where {where}")
        assert (rows, once) == (matters, matters), table
    doubled = "select matter_id, name from clocks_clock group by matter_id, name having count(*) > 1"
    assert house.rows(doubled) == []


def test_requests_that_are_cut_off_in_the_middle_leave_nothing_half_and_nothing_twice(house, evidence):
    dice, before = Random(SEED + 1), house.count("matters_matter")
    keys = [f"cut-off-{dice.getrandbits(64):016x}" for _ in range(HTTP_KEYS)]
    asked = [key for key in keys for _ in range(HTTP_COPIES)]
    dice.shuffle(asked)
    receipts, cut = defaultdict(set), []
    threads = [
        Thread(target=device, args=(house, Random(SEED + place), asked[place::DEVICES], receipts, cut))
        for place in range(DEVICES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client = house.client()
    for key in keys:  # whoever never had an answer asks once more
        receipts[key].add(client.bring(key=key).body)
    assert {len(receipts[key]) for key in keys} == {1}
    house.settle(seconds=600)
    assert house.count("matters_matter") - before == HTTP_KEYS
    effects(house)
    assert house.verify()["sound"]
    print(f"seed={SEED} keys={HTTP_KEYS} asked={len(asked)} cut={len(cut)} lost=0 doubled=0")
    evidence(
        "R7", over_http=len(asked), cut_off=len(cut), devices=DEVICES, lost_over_http=0, doubled_over_http=0
    )


def device(house, dice, keys, receipts, cut):
    """Send each, and hang up in the middle of every second one: within its head, its body, or its answer."""
    client = house.client()
    for key in keys:
        if dice.random() < 0.5:
            hang_up(client, key, dice)
            cut.append(key)
            continue
        try:
            answer = client.bring(key=key)
        except Unanswered:
            continue
        assert answer.status in (200, 201), answer.text
        receipts[key].add(answer.body)
    client.close()


def hang_up(client, key, dice):
    body = json.dumps(said_by(client)).encode()
    head = (
        f"POST /api/v1/matters HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {client.token}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    whole = head + body
    with socket.create_connection(("127.0.0.1", client.port), timeout=30) as line:
        if dice.random() < 0.5:
            line.sendall(whole[: dice.randrange(len(whole))])
            return
        line.sendall(whole)
        if dice.random() < 0.5:
            line.recv(dice.randrange(1, 60))


def said_by(client):
    """Return the body that `Client.bring` sends."""
    caught = []
    program, client.program = client.program, lambda _method, _path, body, _headers: caught.append(body)
    try:
        client.bring()
    finally:
        client.program = program
    return caught[0]
