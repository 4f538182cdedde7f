"""Where everything at the desk is: the bar at the top with the few places one always needs, and a page of all the others."""

from dataclasses import dataclass
from functools import cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core.matters import sealed
from linli.core.registers.access import seen_by
from linli.ground.people.actor import Actor

Words = str | Promise


@dataclass(frozen=True)
class Place:
    """A page, what it is called, who may open it (any of these permissions), and what one finds there.

    `name` is that of an address of the desk, or a whole one with its namespace.
    """

    name: str
    words: Words
    who: str | tuple[str, ...]
    about: Words = ""
    arg: str = ""

    @property
    def url(self) -> str:
        name = self.name if ":" in self.name else f"desk:{self.name}"
        return _address(name, self.arg, get_script_prefix())

    def is_for(self, actor: Actor) -> bool:
        needed = (self.who,) if isinstance(self.who, str) else self.who
        return any(actor.may(permission) for permission in needed)


@cache
def _address(name: str, arg: str, prefix: str) -> str:
    """Return the address, which is looked up once under each `prefix`: every page shows them all."""
    return reverse(name, args=[arg] if arg else [])


BAR: tuple[Place, ...] = (
    Place("home", _("事项"), "matters.see"),
    Place("intake", _("登记"), "intake.register"),
    Place("map", _("地图"), "matters.see"),
    Place("figures", _("数字"), "statistics.see"),
    Place("work", _("督办与协作"), "matters.see"),
    Place("sealed", _("密封事项"), ("sealed.receive", "sealed.handle")),
)

GROUPS: tuple[tuple[Words, tuple[Place, ...]], ...] = (
    (
        _("催和督"),
        (
            Place("alerts", _("提醒"), "matters.see", _("叫到我的事，急事在最前面")),
            Place("supervision", _("督办"), "matters.see", _("发出的、要答复的、挂牌的")),
            Place(
                "supervision-proposals",
                _("建议督办"),
                "supervision.issue",
                _("逾期、退回、没解决的，由人决定发不发"),
            ),
            Place("supervision-marks", _("黄牌红牌"), "matters.see", _("给单位的标记和异议")),
            Place("supervision-effects", _("督办的效果"), "statistics.see", _("督办以后解决了多少")),
        ),
    ),
    (
        _("时间"),
        (
            Place("foresight", _("48小时内可能超期"), "handling.assign", _("哪些会超期，换给谁最有用")),
            Place("timing", _("延期与中止计时"), "matters.see", _("等人批的申请")),
            Place("colleagues", _("同事的事项"), "handling.assign", _("有人不在岗，把手上的事分给别人")),
        ),
    ),
    (
        _("一起办"),
        (
            Place("joint-tasks", _("协办任务"), "handling.work", _("别的单位请我们一起办的")),
            Place("joint-whistles", _("吹哨报到"), "handling.whistle", _("请部门到现场，来得怎么样")),
            Place("meetings", _("会商与例会"), "matters.see", _("难事一起商量，决定了的盯到底")),
            Place("links-events", _("同一件大事"), "links.edit", _("短时间里许多人反映的同一件事")),
            Place("returns", _("退回和来回推"), "statistics.see", _("哪两个单位之间推得最多")),
        ),
    ),
    (
        _("办结以后"),
        (
            Place("closing", _("办结"), "matters.see", _("办结未解决的，说法不一的")),
            Place("closing-verify", _("待核查"), "outcomes.verify", _("换一个人看是不是真办好了")),
            Place("closing-visits", _("待回访"), "outcomes.visit", _("问一问居民满意不满意")),
            Place("closing-promises", _("承诺"), "matters.see", _("答应了哪天办好的")),
            Place("exclusions", _("不计入三率"), "matters.see", _("申请、审定和异议")),
        ),
    ),
    (
        _("分派"),
        (
            Place("laboratory", _("分派试验"), "routing.edit", _("先试后用：用过去一年的事项试新规则")),
            Place("laboratory-learned", _("从以往学到的"), "routing.edit", _("哪个单位一直在办哪一类")),
        ),
    ),
)


_offered: list[tuple[Words, Place]] = []


def offer(group: Words, place: Place) -> None:
    """Put a page that comes from elsewhere into the group of that name; an app says so in its `desk_menu.py`."""
    _offered.append((group, place))


def _every() -> list[tuple[Words, list[Place]]]:
    found = {str(words): (words, list(places)) for words, places in GROUPS}
    for words, place in _offered:
        found.setdefault(str(words), (words, []))[1].append(place)
    return list(found.values())


def bar(actor: Actor) -> list[tuple[str, Words]]:
    """Return the places of the bar that the actor may open: (address, words)."""
    shown = [(place.url, place.words) for place in BAR if place.is_for(actor)]
    if seen_by(actor):
        shown.append((reverse("desk:registers"), _("台账")))
    return shown


def groups(actor: Actor) -> list[tuple[Words, list[Place]]]:
    """Return the other places that the actor may open, by what they are about."""
    found = [(words, [place for place in places if place.is_for(actor)]) for words, places in _every()]
    return [(words, places) for words, places in found if places]


def waiting_sealed(actor: Actor) -> int:
    """Return how many sealed matters wait for the actor: the only word of them outside their own pages."""
    return sealed.open_held(actor)


def beyond() -> list[str]:
    """Return the addresses of all places that are not in the bar: there the bar shows their page as where one is."""
    return [place.url for _words, places in _every() for place in places]
