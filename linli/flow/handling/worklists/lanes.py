"""Lanes: the lists that every post has. Each is read from a few sources, and each source from one index in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Literal
from uuid import UUID

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core import capability
from linli.core.matters.querysets import SEE
from linli.core.matters.search.facets import mark
from linli.core.procedures import shelf
from linli.ground.people.actor import Actor

Order = Literal["due", "received"]
SOON = timedelta(hours=48)
MARKED_SOURCES = ("unit", "town", "village", "state", "involved")


@dataclass(frozen=True)
class Source:
    """Part of a lane that one index holds in order: all matters whose `column` has `value` ("" = all there are)."""

    column: str = ""
    value: UUID | str | None = None

    @property
    def condition(self) -> Q:
        return Q(**{self.column: self.value}) if self.column else Q()

    @property
    def mark(self) -> str:
        """Return the mark that all of its matters bear; "" for those that are few (a handler's, a watcher's)."""
        field = {"involvements__unit_id": "involved"}.get(self.column, self.column.removesuffix("_id"))
        return mark(field, self.value) if field in MARKED_SOURCES else ""


@dataclass(frozen=True)
class Lane:
    """One list. `order`: open matters by the next due time, others newest first. `who` may use it; "" = any staff.

    `within`: the part of the order in which all its matters lie.
    """

    name: str
    label: str | Promise
    order: Order
    sources: Callable[[Actor], list[Source]]
    condition: Callable[[Actor, datetime], Q]
    who: str = SEE
    empty: str | Promise = ""
    within: Callable[[datetime], Q] = lambda now: Q()

    def is_for(self, actor: Actor) -> bool:
        return not self.who or actor.may(self.who)

    @property
    def is_open(self) -> bool | None:
        """Tell whether all of its matters are open, all closed, or some of each (None)."""
        return {"due": True, "received": False if self.name == "closed" else None}[self.order]


def own_units(actor: Actor, permission: str = SEE) -> list[Source]:
    units = dict.fromkeys(grant.unit_id for grant in actor.granting(permission))
    return [Source("unit_id", unit) for unit in units]


def reach(actor: Actor, permission: str = SEE) -> list[Source]:
    """Return what an actor answers for: everything, or their units and what lies in their areas."""
    if actor.may_everywhere(permission):
        return [Source()]
    grants = actor.granting(permission)
    towns = dict.fromkeys(town for grant in grants for town in sorted(grant.town_ids))
    villages = dict.fromkeys(village for grant in grants for village in sorted(grant.village_ids))
    return [
        *own_units(actor, permission),
        *(Source("town_id", town) for town in towns),
        *(Source("village_id", village) for village in villages),
    ]


def all_seen(actor: Actor) -> list[Source]:
    """Return all that an actor may see: what they answer for and what their units once had."""
    sources = reach(actor)
    if sources == [Source()]:
        return sources
    return sources + [Source("involvements__unit_id", unit.value) for unit in own_units(actor)]


def starting_states() -> list[str]:
    """Return the states in which matters wait to be dispatched: the first of each procedure in force."""
    return sorted({shelf.current(name).start for name in capability.procedures()})


def _to_claim(actor: Actor, now: datetime) -> Q:
    return Q(is_open=True, handler__isnull=True)


def _open(actor: Actor, now: datetime) -> Q:
    return Q(is_open=True)


def _to_dispatch(actor: Actor, now: datetime) -> Q:
    """What waits is little, so it is read by its state; what of it one answers for is a condition."""
    reached = reduce(or_, (source.condition for source in reach(actor, "routing.dispatch")), Q(pk__in=[]))
    everything = Source() in reach(actor, "routing.dispatch")
    return Q(is_open=True) if everything else Q(is_open=True) & reached


def _not_taken_up(actor: Actor, now: datetime) -> Q:
    """What another unit has but has not taken up, so that whoever took it up last still answers for it."""
    return Q(is_open=True, handler__isnull=True) & ~Q(unit=F("answerable_unit"))


def _soon(now: datetime) -> Q:
    return Q(due_at__gte=now, due_at__lt=now + SOON)


def _overdue(now: datetime) -> Q:
    return Q(due_at__lt=now)


LANES: tuple[Lane, ...] = (
    Lane(
        "claim",
        _("待认领"),
        "due",
        lambda actor: own_units(actor, "handling.claim"),
        _to_claim,
        who="handling.claim",
        empty=_("没有等人认领的事项。"),
    ),
    Lane(
        "dispatch",
        _("待分派"),
        "due",
        lambda actor: [Source("state", state) for state in starting_states()],
        _to_dispatch,
        who="routing.dispatch",
        empty=_("没有等着分派的事项。"),
    ),
    Lane(
        "mine",
        _("我经办的"),
        "due",
        lambda actor: [Source("handler_id", actor.staff_id)] if actor.staff_id else [],
        _open,
        empty=_("您手上没有在办的事项。可以到“待认领”里看看。"),
    ),
    Lane(
        "offered",
        _("转给我的"),
        "due",
        lambda actor: [Source("offered_to_id", actor.staff_id)] if actor.staff_id else [],
        lambda actor, now: Q(is_open=True, offered_to__isnull=False),
        who="handling.work",
        empty=_("没有同事转给您、等您接手的事项。"),
    ),
    Lane(
        "moved",
        _("转出未接"),
        "due",
        lambda actor: [
            Source("answerable_unit_id", each.value) for each in own_units(actor, "handling.work")
        ],
        _not_taken_up,
        who="handling.work",
        empty=_("本单位转出去的，都有人接手了。"),
    ),
    Lane("unit", _("本单位"), "due", own_units, _open, empty=_("本单位没有在办的事项。")),
    Lane("soon", _("48小时内到期"), "due", reach, _open, empty=_("48小时内没有到期的事项。"), within=_soon),
    Lane("overdue", _("已超期"), "due", reach, _open, empty=_("没有超期的事项。"), within=_overdue),
    Lane(
        "watched",
        _("我关注的"),
        "received",
        lambda actor: [Source("watches__staff_id", actor.staff_id)] if actor.staff_id else [],
        lambda actor, now: Q(),
        empty=_("还没有关注的事项。打开一件事，点“关注”，它就会出现在这里。"),
    ),
    Lane("open", _("在办"), "due", reach, _open, empty=_("没有在办的事项。")),
    Lane(
        "closed",
        _("已办结"),
        "received",
        all_seen,
        lambda actor, now: Q(is_open=False),
        empty=_("还没有办结的事项。"),
    ),
    Lane("all", _("全部"), "received", all_seen, lambda actor, now: Q(), empty=_("没有您能看到的事项。")),
)


def lanes_of(actor: Actor) -> list[Lane]:
    """Return the lanes of an actor, in the order in which they are shown."""
    return [lane for lane in LANES if lane.is_for(actor)]


def lane_named(name: str, actor: Actor) -> Lane | None:
    """Return the actor's lane called `name`; None if there is none or it is not theirs."""
    return next((lane for lane in lanes_of(actor) if lane.name == name), None)
