"""What the portal reads. Matters only through `visible_to`; places, cells and units as the ground keeps them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.core.matters import sealed
from linli.core.matters.models import Attachment, Entry, Matter
from linli.flow.intake.memory import recall, receipt_of
from linli.flow.intake.receipt import Receipt
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import Actor, resident
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area, Cell, Level
from linli.ground.places.queries import in_force, subtree

MOST_MATTERS = 50


def matter_of(actor: Actor, number: str) -> Matter | None:
    """Return the matter if it is the actor's to see."""
    rows = Matter.objects.visible_to(actor, sealed=True).select_related(
        "unit", "answerable_unit", "village", "cell"
    )
    return rows.filter(number=number).first()


def matters_of(actor: Actor) -> list[Matter]:
    """Return what this resident can see, the newest first."""
    rows = Matter.objects.visible_to(actor, sealed=True).select_related("unit")
    return list(rows.order_by("-received_at", "-id")[:MOST_MATTERS])


def key_by_code(matter_id: UUID, code: str) -> bytes | None:
    """Return the key of a sealed matter to whoever has its code; None for others and for other matters."""
    matter = Matter.objects.visible_to(resident([matter_id]), sealed=True).get(id=matter_id)
    return sealed.key_by_code(matter, code) if matter.is_sealed else None


def attachments_of(matter: Matter) -> QuerySet[Attachment]:
    """Return the files of a matter that its resident may see."""
    return (
        Attachment.objects.filter(matter=matter, for_resident=True)
        .select_related("file")
        .order_by("added_at", "id")
    )


def last_said(matter: Matter, verb: str) -> Entry | None:
    """Return the latest entry of this verb that a resident made."""
    return Entry.objects.filter(subject=matter.id, verb=verb, actor_kind="resident").order_by("-seq").first()


def visited(matter: Matter) -> list[str]:
    """Return the states that the matter has been in, in order, without the one it is in now."""
    bodies = (
        Entry.objects.filter(subject=matter.id)
        .exclude(step="")
        .order_by("seq")
        .values_list("body", flat=True)
    )
    return [body["from"] for body in bodies if body.get("from") and body.get("from") != body.get("to")]


def receipt_for(key: str) -> Receipt | None:
    """Return the receipt that was given for this submission."""
    intake = recall(key)
    return receipt_of(intake, key) if intake and intake.receipt_sealed else None


def files(ids: list[str]) -> list[StoredFile]:
    """Return the stored files with these ids, in this order."""
    found = {str(row.id): row for row in StoredFile.objects.filter(id__in=ids)}
    return [found[one] for one in ids if one in found]


def county(*, on: date) -> Area:
    """Return the area that this centre serves."""
    return duty_unit(on=on).area


def village(code: str, *, on: date) -> Area | None:
    rows = in_force(Area.objects.filter(level=Level.VILLAGE), on)
    return rows.select_related("parent").filter(code=code).first()


def area_below(code: str, *, on: date) -> Area | None:
    """Return the town or village with this code."""
    rows = in_force(Area.objects.filter(level__in=(Level.TOWN, Level.VILLAGE)), on)
    return rows.select_related("parent").filter(code=code).order_by("-level").first()


def cell_coded(code: str, *, on: date) -> Cell | None:
    rows = in_force(Cell.objects.all(), on)
    return rows.select_related("village__parent").filter(code=code).first()


def cell_by_id(cell_id: str) -> Cell | None:
    return Cell.objects.select_related("village__parent").filter(id=UUID(cell_id)).first()


def village_by_id(village_id: str) -> Area | None:
    return Area.objects.select_related("parent").filter(id=UUID(village_id)).first()


def towns(*, on: date) -> list[tuple[Area, list[Area]]]:
    """Return the towns of the county in force, each with its villages, by code."""
    found = subtree(county(on=on), on).order_by("code")
    villages: dict[UUID, list[Area]] = {}
    rows = list(found)
    for row in rows:
        if row.level == Level.VILLAGE and row.parent_id:
            villages.setdefault(row.parent_id, []).append(row)
    return [(row, villages.get(row.id, [])) for row in rows if row.level == Level.TOWN]


def centre(*, on: date) -> Unit:
    """Return the centre itself: whom to call when the unit that has a matter does not answer."""
    return duty_unit(on=on)
