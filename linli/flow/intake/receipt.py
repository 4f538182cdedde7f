"""The receipt: what the centre acknowledges, signed at once with the key of its log."""

import base64
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from linli.core.matters.ledger.keys import signing_key


@dataclass(frozen=True)
class Receipt:
    """Number and secret code of a matter, who has it, by when it must be answered, and what the log will hold.

    `entry` is the digest (hex) of the first entry: with it anyone can check later that the log has not lost it.
    """

    matter_id: UUID
    number: str
    code: str
    unit: str
    received_at: datetime
    due_at: datetime
    entry: str
    signature: str = ""

    def signed(self) -> "Receipt":
        return replace(self, signature=base64.b64encode(signing_key().sign(self.statement())).decode())

    def statement(self) -> bytes:
        """Return the bytes that are signed: what was acknowledged, without the secret code."""
        said = [
            "linli-receipt-1",
            self.number,
            self.received_at.isoformat(),
            self.due_at.isoformat(),
            self.entry,
        ]
        return "\n".join(said).encode()

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Receipt":
        said = json.loads(text)
        moments = {name: datetime.fromisoformat(said[name]) for name in ("received_at", "due_at")}
        return cls(**{**said, **moments, "matter_id": UUID(said["matter_id"])})


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
