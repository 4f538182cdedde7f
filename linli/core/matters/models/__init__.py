from linli.core.matters.models.catalogue import Category, Channel
from linli.core.matters.models.desk import Draft, Involvement, Watch
from linli.core.matters.models.entries import Delivery, Entry
from linli.core.matters.models.log import Checkpoint, LogTile, SealedEntry
from linli.core.matters.models.matter import Attachment, Matter, Severity
from linli.core.matters.models.party import IdentityLevel, Party, PartyRole

__all__ = [
    "Attachment",
    "Category",
    "Channel",
    "Checkpoint",
    "Delivery",
    "Draft",
    "Entry",
    "IdentityLevel",
    "Involvement",
    "LogTile",
    "Matter",
    "Party",
    "PartyRole",
    "SealedEntry",
    "Severity",
    "Watch",
]
