from linli.ground.people.models.cells import CellDuty, CellPosting, CellText
from linli.ground.people.models.codes import Attempt, CodeChallenge
from linli.ground.people.models.events import AccountEvent, AccountVerb
from linli.ground.people.models.posts import Post, Posting, Reach, Role
from linli.ground.people.models.staff import Staff
from linli.ground.people.models.units import Unit, UnitAlias, UnitKind

__all__ = [
    "AccountEvent",
    "AccountVerb",
    "Attempt",
    "CellDuty",
    "CellPosting",
    "CellText",
    "CodeChallenge",
    "Post",
    "Posting",
    "Reach",
    "Role",
    "Staff",
    "Unit",
    "UnitAlias",
    "UnitKind",
]
