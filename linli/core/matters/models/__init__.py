from linli.core.matters.models.catalogue import Category, Channel
from linli.core.matters.models.desk import Draft, Involvement, Watch
from linli.core.matters.models.entries import Delivery, Entry
from linli.core.matters.models.log import Checkpoint, LogTile, SealedEntry
from linli.core.matters.models.matter import Attachment, Matter, Severity
from linli.core.matters.models.party import IdentityLevel, Party, PartyRole
from linli.core.matters.models.sealed import (
    Grade,
    KeyHolder,
    MatterKey,
    OpeningRequest,
    Recusal,
    SealedFile,
    SealedText,
)

__all__ = [
    "Attachment",
    "Category",
    "Channel",
    "Checkpoint",
    "Delivery",
    "Draft",
    "Entry",
    "Grade",
    "IdentityLevel",
    "Involvement",
    "KeyHolder",
    "LogTile",
    "Matter",
    "MatterKey",
    "OpeningRequest",
    "Party",
    "PartyRole",
    "Recusal",
    "SealedEntry",
    "SealedFile",
    "SealedText",
    "Severity",
    "Watch",
]
