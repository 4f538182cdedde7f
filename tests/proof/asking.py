"""Asking an installation over HTTP with one connection that is kept, as a browser with cookies or as a program with a token."""

import http.client
import json
import re
import socket
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TEXT = "村口的自来水管漏水，路面都湿了，老人出门很不方便，请尽快派人来看看。"
FIELD = re.compile(r'name="(csrfmiddlewaretoken|key)"\s+value="([^"]+)"')


class Unanswered(Exception):
    """The connection was refused, broke, or said nothing in time: whether the act was done is not known."""


class Turned(Exception):
    """It answered, but not as this way through the pages goes on; `answer` is what it said."""

    def __init__(self, answer: "Answer") -> None:
        super().__init__(f"{answer.status}: {answer.text[:300]}")
        self.answer = answer


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


class Client:
    """One visitor. Not to be shared by threads."""

    def __init__(self, port: int, known: Mapping[str, Any], *, token: int = 0, seconds: float = 30) -> None:
        self.port = port
        self.known = known
        self.token = known["tokens"][token % len(known["tokens"])]
        self.seconds = seconds
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    # ---- plain

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once and return the answer, whatever it is. Raises Unanswered."""
        sent = {"Accept": "text/html", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection = self._connected()
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unanswered(f"{type(error).__name__}: {error}") from error
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self._take(value)
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, said)

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._connection

    def _take(self, said: str) -> None:
        for name, morsel in SimpleCookie(said).items():
            self.cookies[name] = morsel.value

    # ---- as a program

    def bring(self, text: str = TEXT, *, key: str = "", **said: Any) -> Answer:
        """Bring a matter through the machine door. 201 and 200 carry the receipt; raises Unanswered."""
        body = {
            "capability": "requests",
            "kind": "help",
            "text": text,
            "channel": self.known["channel"],
            "category": self.known["category"],
            "severity": "large",
            "place": {"village": self.known["village"], "words": "村口老槐树旁"},
            "phone": "13800000001",
            "name": "王小满",
            **said,
        }
        return self.program("POST", "/api/v1/matters", body, {"Idempotency-Key": key or str(uuid.uuid4())})

    def program(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask the machine door, with the token."""
        sent = {"Authorization": f"Bearer {self.token}", "Accept": "application/json", **(headers or {})}
        if body is None:
            return self.ask(method, path, None, sent)
        return self.ask(method, path, json.dumps(body).encode(), {**sent, "Content-Type": "application/json"})

    # ---- as a person

    def post(self, path: str, form: Mapping[str, str], photos: Mapping[str, bytes] | None = None) -> Answer:
        """Send a form with the token of the page before."""
        headers = {
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Referer": f"http://127.0.0.1:{self.port}/",
        }
        if not photos:
            kind = "application/x-www-form-urlencoded"
            return self.ask("POST", path, urlencode(form).encode(), {**headers, "Content-Type": kind})
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in form.items()
        ]
        for name, data in photos.items():
            head = f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="{name}"\r\n'
            parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + data + b"\r\n")
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        return self.ask(
            "POST", path, body, {**headers, "Content-Type": f"multipart/form-data; boundary={mark}"}
        )

    def fill_in(self, text: str = TEXT, photos: Mapping[str, bytes] | None = None) -> str:
        """Go through the portal's screens up to the last button; return the key of the form. Raises Turned, Unanswered."""
        page = self._right(self.ask("GET", "/bring/1"), 200)
        key: str = dict(FIELD.findall(page.text))["key"]
        first = {"key": key, "text": text, "kind": "requests.help", "act": "next"}
        self._right(self.post("/bring/1", first, photos), 302)
        self._right(self.post("/bring/2", {"place": "", "act": "next"}), 302)
        return key

    def send(self, key: str, *, phone: str = "13800000001") -> Answer:
        """Press the last button; 302 to the receipt says that it was taken in. The same key again may be sent any time."""
        return self.post("/bring/3", {"key": key, "name": "王小满", "phone": phone})

    def sign_in(self, username: str = "") -> Answer:
        """Sign in as one of the staff, the clerk of the centre unless named. Raises Turned, Unanswered."""
        self._right(self.ask("GET", "/account/login/"), 200)
        form = {"login": username or self.known["staff"][0], "password": self.known["password"]}
        return self._right(self.post("/account/login/", form), 302)

    def _right(self, answer: Answer, status: int) -> Answer:
        if answer.status != status:
            raise Turned(answer)
        return answer
