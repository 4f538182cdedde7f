"""The ledger: record what happened, let others follow, seal it into the log, prove it later."""

from linli.core.matters.ledger.delivering import deliver_pending
from linli.core.matters.ledger.following import follow, follow_many
from linli.core.matters.ledger.recording import Happening, record, record_all, record_each
from linli.core.matters.ledger.sealing import seal_pending

__all__ = [
    "Happening",
    "deliver_pending",
    "follow",
    "follow_many",
    "record",
    "record_all",
    "record_each",
    "seal_pending",
]
