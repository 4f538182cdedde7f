"""The addresses of the product and two more: intake without a page around it, and a bare view that inserts as many rows."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from linli.core.clocks.models import Clock
from linli.core.matters.models import Channel, Delivery, Entry, Involvement, Matter, Party
from linli.flow.intake.actions import receive
from linli.flow.intake.models import Intake
from linli.flow.intake.submission import Spot, Submission
from linli.ground.people.actor import resident
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7

Made = list[Any]
NO_CODE = "0" * 64  # by which the bare view's matters are known


@csrf_exempt
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a submission told as JSON, as a machine's door would, and answer with its receipt."""
    said = json.loads(request.body)
    submission = Submission(**{**said, "spot": Spot(**said["spot"])})
    receipt = receive(submission, actor=resident(), now=timezone.now())
    return HttpResponse(receipt.to_json(), content_type="application/json", status=201)


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Insert the rows that `counts` names by table, in one transaction, and answer with a number. Nothing else."""
    said = json.loads(request.body)
    now = timezone.now()
    matter = _matter(said, now)
    with transaction.atomic():
        matter.save(force_insert=True)
        entries = _entries(matter, said["counts"].get(Entry._meta.db_table, 0), now)
        Entry.objects.bulk_create(entries)
        for model, make in MAKERS.items():
            count = said["counts"].get(model._meta.db_table, 0)
            model._default_manager.bulk_create([make(matter, entries, place, now) for place in range(count)])
    return HttpResponse(json.dumps({"number": matter.number}), content_type="application/json", status=201)


def _matter(said: dict[str, Any], now: datetime) -> Matter:
    return Matter(
        number=f"{uuid7().int % 10**13:013d}",
        code_digest=NO_CODE,
        capability="requests",
        kind=said["kind"],
        procedure="requests",
        procedure_version=1,
        state="routed",
        title=said["text"][:40],
        text=said["text"],
        channel_id=said["channel_id"],
        unit_id=said["unit_id"],
        received_at=now,
        due_at=now + timedelta(days=7),
    )


def _entries(matter: Matter, count: int, now: datetime) -> list[Entry]:
    return [
        Entry(
            subject=matter.id,
            seq=place + 1,
            verb="bench.inserted",
            actor_kind="system",
            happened_at=now,
            recorded_at=now,
            body={"text": matter.text},
            salt=bytes(16),
            commitment=bytes(32),
            previous=bytes(32),
            digest=bytes(32),
        )
        for place in range(count)
    ]


def _clock(matter: Matter, entries: Made, place: int, now: datetime) -> Clock:
    return Clock(
        matter=matter,
        name=f"clock-{place}",
        amount=5,
        measure="working_day",
        calendar="cn",
        started_at=now,
        due_at=now,
        rebased_at=now,
        next_at=now,
    )


def _party(matter: Matter, entries: Made, place: int, now: datetime) -> Party:
    return Party(matter=matter, name_sealed=bytes(60), phone_sealed=bytes(60), contact_index=str(matter.id))


def _involvement(matter: Matter, entries: Made, place: int, now: datetime) -> Involvement:
    return Involvement(matter=matter, unit_id=_units()[place], since=now, received_at=now)


@cache
def _units() -> list[UUID]:
    return list(Unit.objects.order_by("code").values_list("id", flat=True))


def _intake(matter: Matter, entries: Made, place: int, now: datetime) -> Intake:
    sealed = bytes(420)
    return Intake(key=str(uuid7()), digest="0" * 64, matter=matter, receipt_sealed=sealed, received_at=now)


def _delivery(matter: Matter, entries: Made, place: int, now: datetime) -> Delivery:
    later = now + timedelta(days=365)  # nobody follows by this name
    return Delivery(entry=entries[place % len(entries)], follower=f"bench-{place}", next_at=later)


MAKERS: dict[type[models.Model], Callable[[Matter, Made, int, datetime], Any]] = {
    Clock: _clock,
    Party: _party,
    Involvement: _involvement,
    Intake: _intake,
    Delivery: _delivery,
}


def known() -> dict[str, str]:
    """Return what the bare view needs to be told of: it looks nothing up."""
    channel, unit = Channel.objects.order_by("code").first(), Unit.objects.order_by("code").first()
    assert channel is not None
    assert unit is not None
    return {"channel_id": str(channel.id), "unit_id": str(unit.id)}


urlpatterns = [
    path("bench/take-in", take_in),
    path("bench/insert", insert),
    path("", include("linli.config.urls")),
]
