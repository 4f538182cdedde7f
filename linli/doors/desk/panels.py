"""What other parts of the desk show beside a matter. Each app says so in its `panels.py`:

    @panel("links", order=40)
    def links(request: StaffRequest, matter: Matter, *, now: datetime) -> str: ...

A panel returns HTML, or nothing where it has nothing to show; whoever reads it may see the matter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from linli.core.matters.models import Matter
from linli.ground.people.doorway import StaffRequest


class Panel(Protocol):
    def __call__(self, request: StaffRequest, matter: Matter, *, now: datetime) -> str: ...


class Declare(Protocol):
    def __call__(self, show: Panel) -> Panel: ...


@dataclass(frozen=True)
class Declared:
    order: int
    at_once: bool
    show: Panel


_panels: dict[str, Declared] = {}


def panel(name: str, *, order: int = 50, at_once: bool = False) -> Declare:
    """Declare a panel; those of a lower order stand higher.

    The page comes with what must be seen `at_once`; all others are fetched when it stands, so that it stands quickly.
    """

    def declare(show: Panel) -> Panel:
        _panels[name] = Declared(order, at_once, show)
        return show

    return declare


def panels_of(
    request: StaffRequest, matter: Matter, *, now: datetime, at_once: bool = False
) -> list[SafeString]:
    """Return what the panels show of a matter, in order. Each is a rendered template, so it is safe to show."""
    meant = sorted(
        (each for each in _panels.values() if each.at_once == at_once), key=lambda each: each.order
    )
    shown = (each.show(request, matter, now=now) for each in meant)
    return [mark_safe(html) for html in shown if html.strip()]
