"""Whom an accusation is about, as far as the registers know them: what clerks choose from, and what they are called."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from linli.core.matters.sealed import Named
from linli.ground.people.models import Post, Posting, Staff, Unit
from linli.ground.people.queries.dates import valid_on

Choices = list[tuple[str, str]]


def names_of(named: Iterable[Named]) -> list[str]:
    """Return what those named are called, for whoever opens the matter."""
    return [name for one in named if (name := _name(one))]


def offered(*, on: date) -> Choices:
    """Return staff with their units and posts, posts, and units, as ("staff.<id>", words). For clerks, never for residents."""
    held = Posting.objects.filter(valid_on(on), staff__is_program=False, staff__is_active=True)
    people = held.select_related("staff", "post__unit").order_by("post__unit__code", "staff__name")
    posts = Post.objects.filter(valid_on(on, "unit__")).select_related("unit").order_by("unit__code", "name")
    units = Unit.objects.filter(valid_on(on)).order_by("kind", "code")
    return [
        *(
            (f"staff.{each.staff_id}", f"{each.staff.name}（{each.post.unit.name} {each.post.name}）")
            for each in people
        ),
        *((f"post.{post.id}", f"{post.unit.name} {post.name}") for post in posts),
        *((f"unit.{unit.id}", unit.name) for unit in units),
    ]


def named_in(values: Iterable[str]) -> tuple[Named, ...]:
    """Return those whom the values of a form name; what cannot be read is left out."""
    found = []
    for value in dict.fromkeys(values):
        kind, _dot, key = value.partition(".")
        try:
            row = UUID(key)
        except ValueError:
            continue
        if kind in ("staff", "post", "unit"):
            found.append(Named(kind, row))  # type: ignore[arg-type]
    return tuple(found)


def _name(one: Named) -> str:
    if one.kind == "unit":
        return Unit.objects.filter(id=one.id).values_list("name", flat=True).first() or ""
    if one.kind == "post":
        post = Post.objects.filter(id=one.id).select_related("unit").first()
        return f"{post.unit.name} {post.name}" if post else ""
    return Staff.objects.filter(id=one.id).values_list("name", flat=True).first() or ""
