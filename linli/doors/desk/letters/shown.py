"""Letters as the desk shows them."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.flow.outcomes.letters import queries
from linli.flow.outcomes.letters.kinds import label_of
from linli.flow.outcomes.letters.models import Letter
from linli.ground.documents.drawing import Look


@dataclass(frozen=True)
class Row:
    """A letter in a list: what it is called, whether it holds, whether it arrived."""

    letter: Letter
    label: str
    standing: str | Promise
    delivered_on: date | None

    @property
    def holds(self) -> bool:
        return self.letter.void_at is None and replacement_of(self.letter) is None


def replacement_of(letter: Letter) -> Letter | None:
    """Return the letter that replaces this one."""
    found: Letter | None = getattr(letter, "replaced_by", None)
    return found


def standing_of(letter: Letter) -> str:
    """Say in a few words how a letter stands."""
    replaced = replacement_of(letter)
    if letter.void_at:
        return _("已作废")
    if replaced is not None:
        return _("已更正，以%(number)s为准") % {"number": replaced.number or label_of(replaced.kind)}
    if letter.acknowledged_at:
        return _("已签收")
    return _("已送达") if queries.delivered_on(letter) else _("还没送达")


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    return [Row(one, label_of(one.kind), standing_of(one), queries.delivered_on(one)) for one in letters]


@dataclass(frozen=True)
class Sheet:
    """A picture of a page, within the page itself: nothing of it is kept anywhere."""

    n: int
    source: str


def sheets_of(look: Look) -> Sequence[Sheet]:
    return [
        Sheet(n, "data:image/png;base64," + b64encode(page).decode()) for n, page in enumerate(look.pages, 1)
    ]
