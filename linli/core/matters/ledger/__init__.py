"""The ledger: record what happened, let others follow, seal it into the log, prove it later."""

from linli.core.matters.ledger.deliver import deliver_pending
from linli.core.matters.ledger.following import follow, follow_many
from linli.core.matters.ledger.recording import record, record_first
from linli.core.matters.ledger.seal import seal_pending

__all__ = ["deliver_pending", "follow", "follow_many", "record", "record_first", "seal_pending"]
