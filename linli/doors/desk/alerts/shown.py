"""Alerts as rows, as a banner, and as a table to take away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.handling.alerts import kinds, queries
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import Bell
from linli.ground.look import wording
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value

BANNER = 3
KEPT = "_linli_bell"


@dataclass(frozen=True)
class Called:
    """One alert in words: what is said, about which matter, to whom."""

    alert: Alert
    words: str
    number: str
    title: str
    url: str
    meant: str


def called(alert: Alert) -> Called:
    matter = alert.matter
    return Called(
        alert,
        kinds.words_of(alert.kind, alert.says),
        matter.number,
        matter.title,
        reverse("desk:matter", args=[matter.number]),
        str(alert.staff or alert.unit or ""),
    )


def bell_of(request: HttpRequest) -> Bell | None:
    """Return what calls for whoever asks, read once a page; None where nobody of the staff does."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may("matters.see"):
        return None
    found: Bell | None = getattr(request, KEPT, None)
    if found is None:
        found = queries.bell(actor)
        setattr(request, KEPT, found)
    return found


def mark(bell: Bell) -> str:
    """Return the mark by which a page tells whether anything has changed."""
    return f"{bell.count}.{bell.stamp}"


def ringing(actor: Actor) -> list[Called]:
    """Return the first few that ring."""
    return [called(each) for each in queries.open_alerts(actor).filter(rings=True)[:BANNER]]


def header() -> list[str]:
    return [_("时间"), _("编号"), _("标题"), _("提醒"), _("提醒谁"), _("响过几次"), _("接手人"), _("了结")]


def lines(rows: Iterable[Alert]) -> Iterator[list[Value]]:
    for row in rows:
        each = called(row)
        yield [
            wording.moment(row.raised_at),
            each.number,
            each.title,
            each.words,
            each.meant,
            row.rung,
            row.taken_by.name if row.taken_by else "",
            wording.moment(row.settled_at) if row.settled_at else "",
        ]


def waits(alert: Alert, *, now: datetime) -> str:
    """Return for how long it has been calling, in minutes or hours."""
    minutes = int((now - alert.raised_at).total_seconds() // 60)
    if minutes < 60:
        return _("已等%(n)s分钟") % {"n": minutes}
    return _("已等%(n)s小时") % {"n": minutes // 60}
