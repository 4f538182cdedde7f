"""What other parts of the desk show beside a matter. Each app says so in its `panels.py`:

    @panel("links", order=40)
    def links(request: StaffRequest, matter: Matter, *, now: datetime) -> str: ...

A panel returns HTML, or nothing where it has nothing to show; whoever reads it may see the matter.
"""

from datetime import datetime
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from linli.core.matters.models import Matter
from linli.ground.people.doorway import StaffRequest


class Panel(Protocol):
    def __call__(self, request: StaffRequest, matter: Matter, *, now: datetime) -> str: ...


class Declare(Protocol):
    def __call__(self, show: Panel) -> Panel: ...


_panels: dict[str, tuple[int, Panel]] = {}


def panel(name: str, *, order: int = 50) -> Declare:
    """Declare a panel; those of a lower order stand higher."""

    def declare(show: Panel) -> Panel:
        _panels[name] = (order, show)
        return show

    return declare


def panels_of(request: StaffRequest, matter: Matter, *, now: datetime) -> list[SafeString]:
    """Return what the panels show of a matter, in order. Each is a rendered template, so it is safe to show."""
    in_order = sorted(_panels.values(), key=lambda each: each[0])
    shown = (show(request, matter, now=now) for _order, show in in_order)
    return [mark_safe(html) for html in shown if html.strip()]
