"""Programs at the door: each with its token, and every answer compared with what the API says of itself."""

import json
import re
from functools import cache
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from linli.doors.api.actions import add_client
from linli.doors.api.door import api
from linli.doors.api.shapes import Problem
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Post
from linli.testing.makers import MONDAY

BASE = "/api/v1"


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@cache
def document():
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix=BASE)))


def described(method, path):
    """Return what the document says of the operation that answers this address."""
    for template, operations in document()["paths"].items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", template)
        if re.fullmatch(pattern, path) and method.lower() in operations:
            return operations[method.lower()]
    return None


class Program:
    """Asks as a program does. Each answer must be one that the document lists, in the shape that it lists."""

    def __init__(self, token=""):
        self.client, self.token = Client(), token

    def ask(self, method, path, body=None, query=None, **headers):
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        address = BASE + path + (f"?{urlencode(query)}" if query else "")
        answer = self.client.generic(method, address, data, content_type="application/json", headers=said)
        self.compare(method, BASE + path, answer)
        return answer

    def compare(self, method, path, answer):
        operation = described(method, path)
        if operation is None or answer.status_code in (400, 405):
            return
        said = operation["responses"].get(str(answer.status_code))
        assert said is not None, (
            f"{method} {path} answers {answer.status_code}, which the document does not list"
        )
        (kind,) = said["content"]
        assert answer["Content-Type"].split(";")[0] == kind
        if answer.status_code >= 400:
            Problem.model_validate(answer.json(), extra="forbid")
            assert answer.json()["status"] == answer.status_code

    def get(self, path, query=None, **headers):
        return self.ask("GET", path, query=query, **headers)

    def post(self, path, body, **headers):
        return self.ask("POST", path, body, **headers)


@pytest.fixture
def program(centre):
    """Return a function that lets a program in with the post of a member of the cast, e.g. `program("clerk")`."""

    def let_in(person, **options):
        post = Post.objects.get(postings__staff=getattr(centre.cast, person).staff)
        name = options.pop("name", f"程序 {person}")
        _client, token = add_client(name, post, actor=SYSTEM, now=MONDAY, **options)
        return Program(token)

    return let_in


@pytest.fixture
def stranger():
    return Program()


@pytest.fixture
def leak(centre):
    """Return the body of a plain submission, with changes."""

    def body(**changes):
        village = centre.cast.east_village.code
        said = {
            "capability": "requests",
            "kind": "help",
            "text": "村口的自来水管漏水。",
            "channel": centre.portal.code,
            "category": centre.leak.code,
            "severity": "large",
            "place": {"village": village, "words": "村口"},
            "phone": "13800000001",
        }
        return {**said, **changes}

    return body
