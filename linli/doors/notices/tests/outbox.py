"""A sender for tests: keeps what it was given, or fails as it is told."""

from typing import ClassVar


class Outbox:
    sent: ClassVar[list] = []
    fails: ClassVar[list] = []

    def send(self, phone, text, *, now):
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append((phone, text))
