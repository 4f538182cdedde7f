"""What the API reads. Matters only through `visible_to`."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from linli.core.matters.models import Category, Matter
from linli.doors.api.actions import digest_of
from linli.doors.api.models import ApiClient
from linli.flow.intake.models import Intake
from linli.ground.people.actor import Actor
from linli.ground.people.queries import actor_of
from linli.ground.places.models import Area, Cell, Level
from linli.ground.places.queries import in_force
from linli.lib.identifiers import is_number


def client_with(token: str) -> ApiClient | None:
    """Return the program that has this token, unless it was shut out."""
    rows = ApiClient.objects.filter(token_digest=digest_of(token), revoked_at=None, staff__is_active=True)
    return rows.select_related("staff").first()


def actor_for(client: ApiClient, *, on: date) -> Actor:
    """Return the actor a program is: what its posts give on that day, narrowed to what it was allowed."""
    actor = actor_of(client.staff, on=on)
    if not client.permissions:
        return actor
    allowed = frozenset(client.permissions)
    grants = (replace(grant, permissions=grant.permissions & allowed) for grant in actor.grants)
    return replace(actor, grants=tuple(grants))


def clients() -> list[ApiClient]:
    return list(ApiClient.objects.select_related("staff").order_by("made_at"))


def client_named(name: str) -> ApiClient | None:
    return ApiClient.objects.select_related("staff").filter(staff__name=name, revoked_at=None).first()


def matter_of(actor: Actor, number: str) -> Matter | None:
    """Return the matter with this number if it is the actor's to see."""
    digits = number.replace("-", "")
    if not is_number(digits):
        return None
    rows = Matter.objects.visible_to(actor).select_related(
        "unit", "handler", "category", "channel", "town", "village", "cell"
    )
    return rows.filter(number=digits).first()


def matter_opened(actor: Actor, matter_id: UUID) -> Matter | None:
    """Return the matter that a resident's code opened."""
    return Matter.objects.visible_to(actor).select_related("unit").filter(id=matter_id).first()


def was_taken_in(key: str) -> bool:
    return Intake.objects.filter(key=key).exists()


def category_coded(code: str) -> UUID | None:
    return Category.objects.filter(code=code).values_list("id", flat=True).first()


def cell_coded(code: str, *, on: date) -> UUID | None:
    return in_force(Cell.objects.filter(code=code), on).values_list("id", flat=True).first()


def village_coded(code: str, *, on: date) -> UUID | None:
    rows = Area.objects.filter(level=Level.VILLAGE, code=code)
    return in_force(rows, on).values_list("id", flat=True).first()
