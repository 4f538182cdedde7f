"""Who looks, and how each stands to one matter: the viewers of the matrix.

The matter lies with the water department (`handler` has it, `head` leads it) after the roads department gave it back; it
came from the east village. The sealed matter is about `head`; `leader` and `confidant` hold its key.

| viewer | stands to the matter |
|---|---|
| stranger, neighbour | nobody; a resident with a matter of their own |
| resident | brought it and holds its code |
| program | the account of a machine, at a post of the east town |
| handler, colleague, head | has it; same unit; leads that unit, and is who the sealed matter is about |
| former | of the unit that had it once |
| asked | of a department that was asked for its opinion |
| other, west | a department and a town that never had to do with it |
| east, village, worker | the town and the village it came from; a grid worker there |
| duty, dispatcher, leader, auditor | the centre: reach everything by their role |
| registrar, personnel, system, confidant | the centre: reach no open matter |
"""

from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.doors.api.actions import add_client
from linli.flow.intake.receipt import Receipt
from linli.ground.people.actor import SYSTEM
from linli.ground.people.keyring.actions import fresh
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.testing.cast import PASSWORD, SINCE, Cast, Member, hashed
from tests.noninterference.asking import Viewer
from tests.noninterference.year import logged_in

CAST = {
    "handler": "handler",
    "head": "head",
    "east": "east_clerk",
    "west": "west_clerk",
    "village": "village_cadre",
    "worker": "worker",
    "duty": "clerk",
    "leader": "leader",
    "auditor": "auditor",
    "personnel": "personnel",
}
MORE = {
    "colleague": ("water", "handler"),
    "former": ("roads", "handler"),
    "asked": ("parks", "handler"),
    "other": ("schools", "handler"),
    "dispatcher": ("centre", "dispatcher"),
    "registrar": ("centre", "registrar"),
    "system": ("centre", "system"),
    "confidant": ("centre", "confidant"),
}
STAFF = (*CAST, *MORE)


def staff_of(cast: Cast) -> dict[str, Member]:
    """Return everybody with an account, by the name under which the matrix knows them; makes those the cast lacks."""
    units = {"water": cast.water, "centre": cast.centre, **_departments(cast)}
    found = {name: getattr(cast, member) for name, member in CAST.items()}
    for name, (unit, role) in MORE.items():
        found[name] = _member(name, units[unit], role)
    return found


def _departments(cast: Cast) -> dict[str, Unit]:
    said: dict[str, Any] = {"kind": "department", "area": cast.county, "parent": cast.centre}
    names = {
        "roads": ("JT", "晴川县交通运输局"),
        "parks": ("YL", "晴川县园林局"),
        "schools": ("JY", "晴川县教育局"),
    }
    return {key: Unit.objects.create(code=code, name=name, **said) for key, (code, name) in names.items()}


def _member(name: str, unit: Unit, role: str) -> Member:
    staff = Staff(username=name, name=f"某{role}", phone="13900000002", password=hashed())
    staff.save()
    fresh(staff, PASSWORD, now=timezone.now()).save(force_insert=True)
    post = Post.objects.create(unit=unit, role=Role.objects.get(code=role), name=role)
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, unit)


def viewers(staff: dict[str, Member], own: Sequence[Receipt], neighbours: Receipt) -> dict[str, Viewer]:
    """Return everybody who looks."""
    found = {"stranger": Viewer("stranger")}
    found["resident"] = Viewer("resident", _with_code(*own))
    found["neighbour"] = Viewer("neighbour", _with_code(neighbours))
    post = Post.objects.get(postings__staff=staff["east"].staff)
    _client, token = add_client("热线平台", post, actor=SYSTEM, now=timezone.now())
    found["program"] = Viewer("program", token=token)
    return found | {name: Viewer(name, logged_in(member.staff)) for name, member in staff.items()}


def _with_code(*receipts: Receipt) -> dict[str, str]:
    browser = Client()
    for receipt in receipts:
        browser.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    return {name: morsel.value for name, morsel in browser.cookies.items()}
