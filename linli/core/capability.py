"""The socket into which a capability plugs: one declaration, made when the application starts.

A capability is a folder under `linli/capabilities` and one line in the settings. It names its kinds of matters and the
procedure they follow; delete the folder and the line, and the rest still runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import Promise

if TYPE_CHECKING:
    from linli.core.matters.models import Matter

Label = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of matter that people may bring, with the words that help them choose.

    `procedure`: the one it follows, where not its capability's. `offered`: whether it stands in the common form of the
    doors; one that asks for more has pages of its own. `sealed`: a complaint about officials, whose matters are all sealed.
    """

    code: str
    label: Label
    hint: Label
    procedure: str = ""
    offered: bool = True
    sealed: bool = False


class Erase(Protocol):
    def __call__(self, matter: "Matter", *, now: datetime) -> None: ...


@dataclass(frozen=True)
class PersonalData:
    """What a capability keeps about people beside what every matter is; without it the program does not start.

    `purpose`: what for, in words for residents. `basis`: the articles that allow it. `keep`: how long after closing, as the
    provision `retention.<keep>` says; `keeps`: another class for some kinds. `copy(matter)`: what the resident gets of it,
    as JSON knows it, None for nothing; `erase(matter, now=)`: erase it, in the caller's transaction.
    """

    purpose: Label
    basis: str
    keep: str
    copy: "Callable[[Matter], Any] | None" = None
    erase: Erase | None = None
    keeps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Capability:
    """What a centre does: its name, what residents may bring, the procedure, and the folder that holds it.

    `pages`: the module of its addresses, from the root on; "" where the common pages are all it needs. `personal_data`: what
    it keeps about people; one that says nothing of it does not start.
    """

    name: str
    label: Label
    procedure: str
    procedures: Path
    kinds: tuple[Kind, ...] = ()
    pages: str = ""
    personal_data: PersonalData | None = None

    def kind(self, code: str) -> Kind:
        """Return the kind called `code`. Raises KeyError."""
        for kind in self.kinds:
            if kind.code == code:
                return kind
        raise KeyError(code)

    def procedure_of(self, code: str) -> str:
        """Return the name of the procedure that a kind follows. Raises KeyError."""
        return self.kind(code).procedure or self.procedure


_capabilities: dict[str, Capability] = {}


def register(capability: Capability) -> None:
    """Plug `capability` in; called once, from its AppConfig.ready."""
    _capabilities[capability.name] = capability


def every() -> tuple[Capability, ...]:
    return tuple(_capabilities.values())


def procedures() -> list[str]:
    """Return the names of all procedures that some kind follows, in order."""
    own = {each.procedure for each in every()}
    return sorted(own | {kind.procedure for each in every() for kind in each.kinds if kind.procedure})


def named(name: str) -> Capability:
    """Return the capability called `name`. Raises KeyError."""
    return _capabilities[name]
