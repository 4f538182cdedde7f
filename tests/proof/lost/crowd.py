"""Residents and programs who bring matters and do not give up: the same key again until it is acknowledged."""

import io
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PIL import Image

from tests.proof.asking import Answer, Client, Turned, Unanswered
from tests.proof.installation import Installation

PAUSE = 0.15
MARK = "记号"
ACKNOWLEDGED = (200, 201)


@dataclass(frozen=True)
class Brought:
    """One matter that was acknowledged. `receipt`: the bytes of the machine door's answer; the portal shows a page."""

    key: str
    text: str
    photos: int
    token: int
    receipt: bytes = b""


@dataclass
class Crowd:
    """Some clients at once. `portal`: which share comes through the pages, with photos; the rest through the machine door.

    `told`: answers that are right beside success and 503 with Retry-After.
    """

    house: Installation
    clients: int = 6
    portal: float = 0.3
    seed: int = 0
    acked: list[Brought] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    answers: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0
    patience: float = 90.0
    told: set[int] = field(default_factory=set)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        for place in range(self.clients):
            thread = threading.Thread(target=self._work, args=(place,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Let everybody finish what they have begun."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=self.patience + 30)
        assert not any(thread.is_alive() for thread in self._threads), "somebody never came to an end"
        assert not self.wrong, self.wrong[:5]

    def _work(self, place: int) -> None:
        dice = Random(f"{self.seed}-{place}")
        while not self._stop.is_set():
            client = self.house.client(token=place, seconds=20)
            portal = dice.random() < self.portal
            try:
                brought = (
                    self._through_the_pages(client, dice) if portal else self._as_a_program(client, place)
                )
            except GaveUp as given_up:
                with self._lock:
                    self.wrong.append(str(given_up))
                return
            finally:
                client.close()
            with self._lock:
                self.acked.append(brought)

    def _as_a_program(self, client: Client, token: int) -> Brought:
        key = uuid.uuid4().hex
        text = self._text(key)
        answer = self._until(lambda: client.bring(text, key=key), lambda a: a.status in ACKNOWLEDGED)
        return Brought(key, text, 0, token, answer.body)

    def _through_the_pages(self, client: Client, dice: Random) -> Brought:
        text = self._text(uuid.uuid4().hex)
        photos = {f"{number}.jpg": photo(dice) for number in range(dice.randrange(3))}
        key = ""

        def whole() -> Answer:
            nonlocal key
            if not key:
                key = client.fill_in(text, photos)
            return client.send(key)

        self._until(whole, lambda a: a.status == 302 and a.header("location") == "/bring/receipt")
        return Brought(key, text, len(photos), 0)

    def _text(self, mark: str) -> str:
        text = f"村口的自来水管漏水，路面都湿了。{MARK}{mark}"
        with self._lock:
            self.tried.add(text)
        return text

    def _until(self, ask: Callable[[], Answer], holds: Callable[[Answer], bool]) -> Answer:
        """Ask until it is acknowledged. Whatever is neither that nor 503 nor silence is wrong."""
        began = time.monotonic()
        while True:
            answer = None
            try:
                answer = ask()
            except Unanswered:
                with self._lock:
                    self.unanswered += 1
            except Turned as turned:
                answer = turned.answer
            if answer is not None:
                with self._lock:
                    self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
                if holds(answer):
                    with self._lock:
                        self.longest = max(self.longest, time.monotonic() - began)
                    return answer
                if (
                    not (answer.status == 503 and answer.header("retry-after"))
                    and answer.status not in self.told
                ):
                    said = answer.header("location") or answer.text[:600]
                    raise GaveUp(f"{answer.status}: {said}")
            if time.monotonic() - began > self.patience:
                raise GaveUp(f"not acknowledged in {self.patience} s")
            time.sleep(PAUSE)


class GaveUp(Exception):
    """An answer that nobody should get, or none for too long."""


def photo(dice: Random) -> bytes:
    """Return a small picture that is like no other."""
    image = Image.new("RGB", (48, 36), tuple(dice.randrange(256) for _ in range(3)))
    for _ in range(40):
        image.putpixel((dice.randrange(48), dice.randrange(36)), tuple(dice.randrange(256) for _ in range(3)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()
