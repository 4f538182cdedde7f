"""What is proposed to the centre, which alone may write it into its registers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Standing = Literal["agrees", "contradicts", "absent"]


@dataclass(frozen=True)
class ProposedDuty:
    """A line for the duty list: this unit handled `n` of the `of` orders of the category there, from `since` to `last_seen`.

    `area_code` "" means everywhere. The ids are None where the centre's registers do not hold what a file names.
    `standing`: the list in force agrees, names another unit (`listed_unit_name`), or has nothing that fits;
    `duty_id` is its line.
    """

    category_id: UUID | None
    category_code: str
    category_name: str
    area_id: UUID | None
    area_code: str
    area_name: str
    unit_id: UUID | None
    unit_code: str
    unit_name: str
    n: int
    of: int
    share: float
    since: date
    last_seen: date
    standing: Standing
    duty_id: UUID | None = None
    listed_unit_name: str = ""


@dataclass(frozen=True)
class ProposedSuccessor:
    """The new unit seems to be the old one under another name, or to have taken over its duties, `since` that day.

    `confidence` 0 to 1; `evidence` are sentences for people, in the language that is active.
    """

    old_id: UUID | None
    old_code: str
    old_name: str
    new_id: UUID | None
    new_code: str
    new_name: str
    since: date
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """What one file of past orders taught."""

    orders: int
    duties: tuple[ProposedDuty, ...]
    successors: tuple[ProposedSuccessor, ...]
