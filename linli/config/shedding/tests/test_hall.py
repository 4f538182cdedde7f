"""Doors and places at work, with threads, but without a house behind them."""

import io
import json
import threading

import pytest

from linli.config.shedding.classes import kinds
from linli.config.shedding.gate import Gate
from linli.config.shedding.hall import IN_MEMORY, Hall
from linli.config.shedding.record import EVERY, Record, sent_away

DEADLINE = 20


class House:
    """An application that does what the address says, and lets go of slow ones when told."""

    def __init__(self):
        self.free, self.slow, self.seen = threading.Event(), threading.Semaphore(0), []

    def __call__(self, environ, start):
        path, said = environ["PATH_INFO"], environ["wsgi.input"].read()
        self.seen.append(path)
        if path == "/desk/list/slow/":
            self.slow.release()
            assert self.free.wait(DEADLINE)
        if path == "/broken":
            raise ZeroDivisionError
        start("200 OK", [("X-Place", threading.current_thread().name)])
        return [b"." * IN_MEMORY, b"end"] if path == "/large" else [said or b"answer"]


@pytest.fixture
def house():
    house = House()
    yield house
    house.free.set()


@pytest.fixture
def hall(house, tmp_path):
    return Hall(house, Gate(2, 8, list(kinds().values())), Record(tmp_path))


def ask(hall, path, method="GET", body=b"", accept="text/html"):
    """Return (status, headers, body)."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "HTTP_ACCEPT": accept,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    said = []
    pieces = hall(environ, lambda status, headers: said.extend([int(status[:3]), dict(headers)]))
    return said[0], said[1], b"".join(pieces)


def later(hall, path, answers):
    thread = threading.Thread(target=lambda: answers.append((path, ask(hall, path)[0])), daemon=True)
    thread.start()
    return thread


def test_a_request_is_worked_on_at_a_place_and_answered_at_the_door(hall):
    status, headers, body = ask(hall, "/bring/1", "POST", b"text=" + b"x" * 2 * IN_MEMORY)
    assert (status, len(body)) == (200, 5 + 2 * IN_MEMORY)
    assert headers["X-Place"].startswith("place-")
    assert ask(hall, "/large")[2][-3:] == b"end"
    with pytest.raises(ZeroDivisionError):
        ask(hall, "/broken")
    assert ask(hall, "/")[0] == 200, "the place is free again"


def test_while_slow_pages_hold_the_places_a_matter_can_be_brought_and_figures_cannot_be_seen(hall, house):
    answers, threads = [], []
    for _ in range(5):
        threads.append(later(hall, "/desk/list/slow/", answers))
    assert house.slow.acquire(timeout=DEADLINE)
    assert ask(hall, "/bring/1", "POST", b"text=leak")[0] == 200, "one place is kept for it"
    while sum(map(len, hall.gate.queues.values())) < 4:
        pass
    status, headers, body = ask(hall, "/figures")
    assert (status, headers["Cache-Control"]) == (503, "no-store")
    assert 3 <= int(headers["Retry-After"]) <= 120
    assert "Content-Security-Policy" in headers
    assert headers["Retry-After"] in body.decode()
    assert "反映事情不用等" in body.decode()
    assert "Reporting something need not wait" in body.decode()
    status, headers, body = ask(hall, "/api/v1/figures/unit", accept="application/json")
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(body)["status"] == 503
    house.free.set()
    for thread in threads:
        thread.join(DEADLINE)
    assert answers == [("/desk/list/slow/", 200)] * 5
    assert "/figures" not in house.seen


def test_whoever_was_let_in_by_a_wrong_estimate_does_not_wait_for_ever(hall, house, monkeypatch):
    patient = kinds()["browsing"]
    monkeypatch.setattr("linli.config.shedding.hall.PATIENT", 0.01 / patient.patience)
    answers = []
    first = later(hall, "/desk/list/slow/", answers)
    assert house.slow.acquire(timeout=DEADLINE)
    second = later(hall, "/desk/list/other/", answers)
    second.join(DEADLINE)
    assert answers == [("/desk/list/other/", 503)]
    house.free.set()
    first.join(DEADLINE)
    assert answers[1:] == [("/desk/list/slow/", 200)], "who has a place is answered, however long it takes"


def test_what_was_sent_away_is_counted_for_the_operator(tmp_path):
    record = Record(tmp_path)
    record.count("search", now=0)
    for _ in range(3):
        record.count("statistics", now=1)
    assert sent_away(tmp_path, since=0) == {"search": 1}, "written at most every few seconds"
    record.write(now=EVERY)
    assert sent_away(tmp_path, since=0) == {"statistics": 3, "search": 1}
    assert sent_away(tmp_path, since=2**40) == {}


def test_nobody_fills_the_disk_with_one_request(hall, monkeypatch):
    monkeypatch.setattr("linli.config.shedding.hall.MOST", 10)
    assert ask(hall, "/bring/1", "POST", b"text=leaking")[0] == 413
    assert ask(hall, "/bring/1", "POST", b"text=leak")[0] == 200
