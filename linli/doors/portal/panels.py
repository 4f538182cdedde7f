"""What other parts of the portal show residents on the page of their matter. Each app says so in its `portal_panels.py`.

A panel returns HTML, or nothing where it has nothing to show; whoever reads it may see the matter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from linli.core.matters.models import Matter


class Panel(Protocol):
    def __call__(self, request: HttpRequest, matter: Matter, *, now: datetime) -> str: ...


class Declare(Protocol):
    def __call__(self, show: Panel) -> Panel: ...


@dataclass(frozen=True)
class Declared:
    order: int
    sealed: bool
    show: Panel


_panels: dict[str, Declared] = {}
_with_road: set[str] = set()


def panel(name: str, *, order: int = 50, sealed: bool = False) -> Declare:
    """Declare a panel; those of a lower order stand higher. Only one that is made for them stands on a `sealed` matter."""

    def declare(show: Panel) -> Panel:
        _panels[name] = Declared(order, sealed, show)
        return show

    return declare


def tell_road(capability: str) -> None:
    """Say that a panel tells the way of this capability's matters; the states of its procedure are not drawn beside it."""
    _with_road.add(capability)


def has_road(matter: Matter) -> bool:
    return matter.capability in _with_road


def panels_of(request: HttpRequest, matter: Matter, *, now: datetime) -> list[SafeString]:
    """Return what the panels show of a matter, in order. Each is a rendered template, so it is safe to show."""
    in_order = sorted(_panels.values(), key=lambda each: each.order)
    meant = (each for each in in_order if each.sealed or not matter.is_sealed)
    shown = (each.show(request, matter, now=now) for each in meant)
    return [mark_safe(html) for html in shown if html.strip()]
