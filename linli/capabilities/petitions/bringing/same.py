"""The same matter put again: what is in hand already and looks like what is being registered. A suggestion, never a refusal
(信访工作条例 2022, art. 19).
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from linli.capabilities.petitions.bringing.wording import narrative
from linli.core.matters.models import Matter
from linli.flow.handling.links.similar import Similar, similar_to
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area
from linli.lib.typed import key_in

FEWEST = 10


def alike(said: Mapping[str, str], *, actor: Actor, now: datetime) -> list[Similar]:
    """Return what the clerk may see that looks like what was typed, the likest first; matters, not people, are compared."""
    text = narrative(said.get("request", ""), said.get("text", ""), said.get("reasons", ""))
    if len(text) < FEWEST:
        return []
    village = key_in(said.get("village", ""))
    area = Area.objects.filter(id=village).first() if village else None
    unwritten = Matter(
        title=said.get("request", "")[:40],
        text=text,
        place=said.get("place", "")[:200],
        category_id=key_in(said.get("category", "")),
        village=area,
        town_id=area.parent_id if area else None,
        unit=duty_unit(on=timezone.localdate(now)),
        received_at=now,
    )
    return similar_to(unwritten, actor=actor, now=now)
