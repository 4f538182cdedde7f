"""What happens to a petition of each class, by when and by which article: read from the procedure it follows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.models import Klass
from linli.core import capability
from linli.core.clocks.actions import prepare
from linli.core.clocks.queries import limits_for
from linli.core.clocks.shown import drawn
from linli.core.matters.models import Matter
from linli.core.procedures import shelf
from linli.ground.calendars.explain import limit_words
from linli.ground.look import parts
from linli.ground.people.models import Unit

# The clocks that tell the way of each class, in order; one that a procedure has not is left out.
TOLD = {
    Klass.SUGGESTION: ("register", "tell", "study"),
    Klass.CLAIM: ("register", "tell", "handle", "ask_review", "review"),
    Klass.ACCUSATION: ("register", "tell", "look"),
}
PLAIN: dict[str, str | Promise] = {
    Klass.SUGGESTION: _("对公家的工作出主意、提意见。我们转给管这件事的机关研究，采纳了会告诉您。"),
    Klass.CLAIM: _("自己的事要求解决，或者不服处理。不用先知道归谁管，我们来找。"),
    Klass.ACCUSATION: _("反映干部或单位违法违纪、不负责。写的内容立刻密封，被您反映的人和单位看不到。"),
}


@dataclass(frozen=True)
class Mark:
    """One thing that will happen: what, within how long, by which article."""

    what: str
    within: str
    source: str


@dataclass(frozen=True)
class Outlook:
    """A class in plain words with what happens then. `value` is the kind of the matter."""

    value: str
    label: str
    plain: str
    marks: tuple[Mark, ...]


def outlooks(*, on: date) -> list[Outlook]:
    """Return the classes that this centre takes in, with what happens then."""
    kinds = {kind.code for kind in capability.named(NAME).kinds}
    return [outlook(klass, on=on) for klass in TOLD if klass.value in kinds]


def outlook(klass: Klass, *, on: date) -> Outlook:
    procedure = shelf.current(capability.named(NAME).procedure_of(klass.value))
    rules = {name: procedure.clocks[name] for name in TOLD[klass] if name in procedure.clocks}
    shipped = {name: rule.limit for name, rule in rules.items()}
    limits = limits_for(procedure.name, shipped, on=on, kind=klass.value)
    marks = tuple(
        Mark(str(rule.label), limit_words(limits[name].amount, limits[name].unit), limits[name].source)
        for name, rule in rules.items()
    )
    return Outlook(klass.value, str(klass.label), str(PLAIN[klass]), marks)


def first_clock(klass: str, unit: Unit, *, now: datetime) -> parts.Clock | None:
    """Return the limit that would hold the whole matter from now on, if it were sent."""
    procedure = shelf.current(capability.named(NAME).procedure_of(klass))
    rules = [rule for name in procedure.starts if (rule := procedure.clocks[name]).level == "matter"]
    matter = Matter(procedure=procedure.name, kind=klass, unit=unit)
    last = max(prepare(matter, rules, now=now), key=lambda clock: clock.due_at, default=None)
    return drawn(last, name=procedure.clock_called(last.name), now=now) if last else None
