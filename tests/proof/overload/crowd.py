"""A crowd in an open loop: visitors come when they come, whether or not those before them were served.

Times count from the moment somebody wanted to come, not from when this program got round to asking, so that a server (or a
generator) that lags behind does not look quick. Plain HTTP/1.1 on kept connections; one process, one thread.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from tests.proof.asking import FIELD, TEXT, Answer

GIVES_UP_AFTER = 30.0  # seconds without an answer
COMES_BACK = 0.7  # the share of those sent away who try again, as they were told
TIMES = 3  # how often at most


@dataclass
class Visit:
    """One request as the visitor saw it. `seconds` from the wish to the answer; `status` 0: none came."""

    kind: str
    status: int
    seconds: float
    at: float


@dataclass
class Crowd:
    """Everybody who comes to one house. `origin` has the port; cookies and tokens go with each request."""

    port: int
    dice: Random
    visits: list[Visit] = field(default_factory=list)
    returns: list[float] = field(default_factory=list)  # when those who were sent away mean to come back
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def ask(
        self,
        kind: str,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str],
        wished: float,
    ) -> Answer | None:
        """Ask once and note how it went; None where no answer came."""
        try:
            answer = await asyncio.wait_for(self._ask(method, path, body, headers), GIVES_UP_AFTER)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            answer = None
        now = time.monotonic()
        self.visits.append(Visit(kind, answer.status if answer else 0, now - wished, now))
        return answer

    async def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        while self.idle:
            reader, writer = self.idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                break
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await read(reader)
        except BaseException:
            writer.close()
            raise
        self.idle.append((reader, writer))
        return answer

    async def look(self, kind: str, path: str, headers: Mapping[str, str], *, wished: float) -> None:
        """Look at a page; whoever is sent away mostly comes back after as long as they were told, a few times at most."""
        for time_again in range(TIMES):
            answer = await self.ask(kind, "GET", path, headers=headers, wished=wished)
            if answer is None or answer.status != 503 or self.dice.random() > COMES_BACK:
                return
            pause = int(answer.header("Retry-After")) * self.dice.uniform(1.0, 1.1)
            self.returns.append(time.monotonic() + pause)
            wished = time.monotonic() + pause
            await asyncio.sleep(pause)
            kind = kind if time_again else f"{kind} again"

    async def come(
        self, seconds: float, rate: float, one: Callable[[float], Awaitable[object]]
    ) -> list[asyncio.Task]:
        """Let visitors come for some seconds, `rate` a second, at moments drawn by lot; return them, not all gone yet."""
        began, offset, tasks = time.monotonic(), 0.0, []
        while (offset := offset + self.dice.expovariate(rate)) < seconds:
            wished = began + offset
            await asyncio.sleep(max(0.0, wished - time.monotonic()))
            tasks.append(asyncio.ensure_future(one(wished)))
        return tasks

    async def keep_asking(
        self, seconds: float, together: int, one: Callable[[float], Awaitable[object]]
    ) -> float:
        """Let some visitors ask one after another, in a closed loop; return how many a second were done."""
        end, done = time.monotonic() + seconds, 0

        async def visitor() -> None:
            nonlocal done
            while (wished := time.monotonic()) < end:
                await one(wished)
                done += 1

        began = time.monotonic()
        await asyncio.gather(*(visitor() for _ in range(together)))
        return done / (time.monotonic() - began)

    def close(self) -> None:
        for _reader, writer in self.idle:
            writer.close()


async def read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in head[1:]:
        name, _, value = line.partition(": ")
        name = name.lower()
        headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    status = int(head[0].split()[1])
    if "content-length" in headers:
        return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
    pieces = []
    while "chunked" in headers.get("transfer-encoding", ""):
        size = int(await reader.readline(), 16)
        pieces.append((await reader.readexactly(size + 2))[:-2])
        if not size:
            break
    return Answer(status, headers, b"".join(pieces))


class Resident:
    """Somebody who brings a matter through the portal, page by page, and does not let go before they have a receipt."""

    def __init__(self, crowd: Crowd, patience: float) -> None:
        self.crowd = crowd
        self.until = time.monotonic() + patience
        self.cookies: dict[str, str] = {}
        self.key = ""

    async def bring(self, wished: float) -> str:
        """Return the key when the receipt is there, else nothing."""
        page = await self._step("GET", "/bring/1", {}, 200, wished)
        found = FIELD.findall(page.text) if page else []
        if not found:
            return ""
        self.key = dict(found)["key"]
        forms = [
            ("/bring/1", {"key": self.key, "text": TEXT, "kind": "requests.help", "act": "next"}),
            ("/bring/2", {"place": "", "act": "next"}),
            ("/bring/3", {"key": self.key, "name": "王小满", "phone": "13800000001"}),
        ]
        for path, form in forms:
            answer = await self._step("POST", path, form, 302, time.monotonic())
            if answer is None:
                return ""
            where = answer.header("location")
            if await self._step("GET", where, {}, 200, time.monotonic()) is None:
                return ""
        return self.key if where == "/bring/receipt" else ""

    async def _step(
        self, method: str, path: str, form: dict[str, str], right: int, wished: float
    ) -> Answer | None:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Referer": "http://127.0.0.1/"}
        while time.monotonic() < self.until:
            answer = await self.crowd.ask(
                "intake", method, path, body=urlencode(form).encode(), headers=headers, wished=wished
            )
            if answer and answer.status == right:
                for line in answer.header("set-cookie").split("\n"):
                    name, _, value = line.strip().split(";")[0].partition("=")
                    self.cookies[name] = value
                return answer
            pause = float(answer.header("Retry-After") or 1) if answer else 1.0
            await asyncio.sleep(pause * self.crowd.dice.uniform(1.0, 1.1))
            wished = time.monotonic()
        return None


async def by_program(
    crowd: Crowd, known: Mapping[str, str], key: str, wished: float, *, patience: float
) -> str:
    """Bring a matter through the machine door, the same key until there is a receipt; return the key, or nothing."""
    said = {
        "capability": "requests", "kind": "help", "text": TEXT, "channel": known["channel"],
        "category": known["category"], "severity": "large", "phone": "13800000001", "name": "王小满",
        "place": {"village": known["village"], "words": "村口老槐树旁"},
    }  # fmt: skip
    headers = {
        "Authorization": f"Bearer {known['tokens'][0]}",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    until = time.monotonic() + patience
    while time.monotonic() < until:
        answer = await crowd.ask(
            "intake",
            "POST",
            "/api/v1/matters",
            body=json.dumps(said).encode(),
            headers=headers,
            wished=wished,
        )
        if answer and answer.status in (200, 201):
            return key
        pause = float(answer.header("Retry-After") or 1) if answer else 1.0
        await asyncio.sleep(pause * crowd.dice.uniform(1.0, 1.1))
        wished = time.monotonic()
    return ""
