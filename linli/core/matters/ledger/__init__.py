"""The ledger: record what happened, let others follow, seal it into the log, prove it later."""

from linli.core.matters.ledger.delivering import deliver_pending, recall
from linli.core.matters.ledger.erasing import ERASED, erase, leave, left_of
from linli.core.matters.ledger.following import follow, follow_many
from linli.core.matters.ledger.recording import Happening, record, record_all, record_each
from linli.core.matters.ledger.sealing import NEWLY, seal_pending

__all__ = [
    "ERASED",
    "NEWLY",
    "Happening",
    "deliver_pending",
    "erase",
    "follow",
    "follow_many",
    "leave",
    "left_of",
    "recall",
    "record",
    "record_all",
    "record_each",
    "seal_pending",
]
