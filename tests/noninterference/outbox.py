"""Where the centre's messages to telephones go while these tests run."""

from datetime import datetime


class Outbox:
    """Keeps what was sent, in this process."""

    sent: list[tuple[str, str]] = []

    def send(self, phone: str, text: str, *, now: datetime) -> None:
        self.sent.append((phone, text))
