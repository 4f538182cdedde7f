"""A sender of messages that fails in every way: it is busy, refuses, says nothing, or the whole process ends in the middle."""

import os
import random

from linli.ground.people.senders import TryLater
from tests.proof.overload.crashing.followers import CRASHES, folder


class Sender:
    def send(self, phone, text, *, now):
        lot = random.random() if CRASHES else 1.0
        if lot < 0.2:
            raise TryLater("busy")
        if lot < 0.24:
            raise ValueError("refused")
        if lot < 0.27:
            os._exit(1)  # nothing has left
        with open(folder() / "sent", "ab", buffering=0) as sent:
            sent.write(f"{phone}\t{text}\n".encode())
        if lot < 0.30:
            raise TimeoutError("it left, but nobody said so")
        if lot < 0.33:
            os._exit(1)  # it left, and nobody wrote it down
