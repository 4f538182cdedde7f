"""Intake through HTTP, beside a bare Django view on the same server that inserts as many rows in one transaction."""

import base64
import json
import secrets
from dataclasses import asdict
from functools import cache
from importlib import import_module
from random import Random
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from bench.lines import Report, say
from bench.loading.clearing import clear
from bench.loading.lots import Uneven
from bench.server import Ask, answered_in
from bench.site import NO_CODE, known
from linli.core.matters.models import Category, Matter
from linli.doors.portal import draft
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Spot, Submission
from linli.ground.people.actor import resident
from linli.ground.places.models import Cell
from linli.lib.identifiers import uuid7

TEXT = "村口的自来水管漏水，路面都湿了，老人出门很不方便，请尽快派人来看看。"
TARGET = 0.5
ROUNDS = 10
DICE = Random(20261122)


def measure(report: Report, port: int, *, asks: int) -> None:
    """Measure by turns, so that whatever else the machine does falls on all alike."""
    since, counts = uuid7(), rows_of_one()
    say(f"rows of one intake: {counts}")
    bare = {"kind": "help", "text": TEXT, "counts": counts, **known()}
    makers = {"bare": lambda: _bare(bare), "door": _by_machine, "portal": _by_portal}
    took = dict.fromkeys(makers, 0.0)
    for _ in range(ROUNDS):
        for name, make in makers.items():
            took[name] += answered_in(port, [make() for _ in range(asks // ROUNDS)])
    clear(Matter._base_manager.filter(id__gt=since, code_digest=NO_CODE))
    done = asks // ROUNDS * ROUNDS
    for name in ("door", "portal"):
        report.line(
            f"intake.{name}",
            done / took[name],
            "matters/s",
            limit=done / took["bare"],
            target=TARGET,
            better="higher",
            of_limit=True,
        )


def _bare(said: dict[str, Any]) -> Ask:
    return Ask("/bench/insert", json.dumps(said).encode())


def rows_of_one() -> dict[str, int]:
    """Return how many rows one intake, routed, leaves, by table."""
    models = [model for model in apps.get_models() if model._meta.managed]
    before = {model: model._default_manager.count() for model in models}
    receive(_submission(), actor=resident(), now=timezone.now())
    return {
        model._meta.db_table: more
        for model in models
        if (more := model._default_manager.count() - before[model])
    }


def _submission() -> Submission:
    return Submission(
        key=f"bench-{uuid7()}",
        capability="requests",
        kind="help",
        text=TEXT,
        channel="portal",
        category_id=_categories().draw(DICE),
        severity="large",
        spot=Spot(cell_id=DICE.choice(_cells()), words="村口老槐树旁"),
        name="王小满",
        phone=f"199{secrets.randbelow(10**8):08d}",
    )


@cache
def _categories() -> Uneven[UUID]:
    leaves = Category.objects.filter(children=None).order_by("path").values_list("id", flat=True)
    return Uneven(list(leaves), 1.2)


@cache
def _cells() -> list[UUID]:
    return list(Cell.objects.order_by("code").values_list("id", flat=True))


def _by_machine() -> Ask:
    return Ask("/bench/take-in", json.dumps(asdict(_submission()), default=str).encode())


def _by_portal() -> Ask:
    """Return the press on the last screen's button, by a browser that has filled in the screens before."""
    submission = _submission()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    writing = draft.Draft(
        key=submission.key,
        kind="requests.help",
        text=submission.text,
        cell=str(submission.spot.cell_id),
        words=submission.spot.words,
        picked=True,
    )
    draft.keep(cast(HttpRequest, SimpleNamespace(session=store)), writing)
    store.save()
    token = base64.b32encode(secrets.token_bytes(20)).decode()
    form: dict[str, Any] = {"key": submission.key, "name": submission.name, "phone": submission.phone}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
    }
    return Ask("/bring/3", urlencode(form).encode(), headers)
