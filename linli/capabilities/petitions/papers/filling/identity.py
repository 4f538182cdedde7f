"""Put the petitioner's name on a document when it is issued: an opening like any other, recorded and shown to them."""

from collections.abc import Callable
from datetime import datetime

from linli.capabilities.petitions.papers.filling.official import said
from linli.capabilities.petitions.queries.rounds import petition_of
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling.contacts import open_contact
from linli.flow.outcomes.letters.kinds import Fields
from linli.ground.people.actor import Actor

PARTS = ("petitioner", "address", "phone")


def opener(
    document: str, permission: str, *parts: str
) -> Callable[[Matter, Fields, Actor, datetime], Fields]:
    """Return what fills `parts` (of PARTS) when `document` is issued.

    Of a sealed matter nothing is filled in: its people stand behind a key, and its documents address them without name.
    Whoever left nothing is addressed without name too.
    """

    def fill(matter: Matter, fields: Fields, actor: Actor, now: datetime) -> Fields:
        if matter.is_sealed:
            return fields
        reason = said("issued", document=document)
        try:
            contact = open_contact(matter.id, reason=reason, actor=actor, now=now, permission=permission)
        except AnswersWrong:
            return fields
        known = {
            "petitioner": _name(matter, contact.name),
            "address": contact.address,
            "phone": contact.phone,
        }
        return {**fields, **{part: known[part] for part in parts if known[part]}}

    return fill


def _name(matter: Matter, name: str) -> str:
    """Return the name, with how many they are where they came as a group."""
    count = petition_of(matter).people_count
    return said("several", first=name, count=count) if name and count > 1 else name
