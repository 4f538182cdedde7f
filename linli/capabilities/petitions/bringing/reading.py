"""From what was typed to the draft and back, and what the last screen says of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.capabilities.petitions.bringing import outlook
from linli.capabilities.petitions.bringing.draft import Writing, helper, representative
from linli.capabilities.petitions.models import Klass
from linli.core.matters.models import Grade, IdentityLevel, PartyRole
from linli.core.registers.provisions import provision
from linli.doors.portal import wheres
from linli.ground.people.models import Unit, UnitKind
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on

LONGEST = 2_000
SLOTS = ("unit_1", "unit_2", "unit_3")


def units(*, on: date) -> list[tuple[str, str]]:
    """Return the units that exist on that day, as (id, name): public bodies, no persons."""
    found = Unit.objects.filter(valid_on(on)).exclude(kind=UnitKind.ENTERPRISE).order_by("kind", "code")
    return [(str(key), name) for key, name in found.values_list("id", "name")]


def most_others(*, on: date) -> int:
    """Return how many may speak for a group beside the first (article 20)."""
    return provision("petitions.representatives", on=on) - 1


def take_about(writing: Writing, said: Mapping[str, str], *, on: date) -> None:
    """Put into the draft whom an accusation is about. Units that do not exist are left out."""
    known = {key for key, _name in units(on=on)}
    writing.about = said.get("about", "")[:LONGEST]
    chosen = [said.get(slot, "") for slot in SLOTS]
    writing.units = [key for key in dict.fromkeys(chosen) if key in known]
    writing.grade = Grade.MOST if said.get("grade") else Grade.SEALED


def take_people(writing: Writing, said: Mapping[str, str], *, on: date) -> None:
    """Put into the draft who brings it."""
    for name in ("identity", "name", "phone", "address", "people_count"):
        setattr(writing, name, said.get(name, "").strip()[:LONGEST])
    writing.identity = writing.identity if writing.identity in IdentityLevel.values else ""
    writing.consent, writing.wants_reply = bool(said.get("consent")), bool(said.get("wants_reply"))
    pairs = [
        (said.get(f"name_{n}", ""), said.get(f"phone_{n}", "")) for n in range(1, most_others(on=on) + 1)
    ]
    others = [
        representative(name[:200], phone[:50]) for name, phone in pairs if name.strip() or phone.strip()
    ]
    name, phone = said.get("helper_name", "")[:200], said.get("helper_phone", "")[:50]
    writing.others = [*others, helper(name, phone)] if name.strip() or phone.strip() else others


def people_values(writing: Writing) -> dict[str, Any]:
    """Return what the screen about people shows."""
    values: dict[str, Any] = {
        "identity": writing.identity,
        "name": writing.name,
        "phone": writing.phone,
        "address": writing.address,
        "people_count": writing.people_count,
        "consent": writing.consent,
        "wants_reply": writing.wants_reply,
    }
    for place, one in enumerate(writing.of_role(PartyRole.REPRESENTATIVE), start=1):
        values |= {f"name_{place}": one["name"], f"phone_{place}": one["phone"]}
    for one in writing.of_role(PartyRole.HELPER):
        values |= {"helper_name": one["name"], "helper_phone": one["phone"]}
    return values


def summary(writing: Writing, *, now: datetime) -> dict[str, Any]:
    """Return what the last screen says: what was written, who will get it, and by when."""
    today = timezone.localdate(now)
    unit = duty_unit(on=today)
    names = dict(units(on=today)) if writing.units else {}
    return {
        "klass": Klass(writing.kind),
        "outlook": outlook.outlook(Klass(writing.kind), on=today),
        "unit": None if writing.is_accusation else unit,
        "clock": outlook.first_clock(writing.kind, unit, now=now),
        "place": "" if writing.is_accusation else wheres.said(writing),
        "about_units": [names[key] for key in writing.units if key in names],
        "level": IdentityLevel(writing.identity),
        "anonymous": writing.identity == IdentityLevel.ANONYMOUS,
    }
