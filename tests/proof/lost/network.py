"""A network between the house and its database that can be cut or stand still: every connection passes through here."""

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

RESET = struct.pack("ii", 1, 0)  # linger for no time: closing says RST
TICK = 0.05


class Network:
    """Passes bytes between a free port and `target`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.entrance = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.entrance.getsockname()[1]
        self.stalled = threading.Event()
        self.refuses = threading.Event()
        self.over = threading.Event()
        self.pairs: set[tuple[socket.socket, socket.socket]] = set()
        self.passed = 0
        self.receiving = threading.Thread(target=self._receive, daemon=True)
        self.receiving.start()

    def cut(self) -> int:
        """Cut every connection with RST on both sides; return how many there were."""
        pairs = list(self.pairs)
        for pair in pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    end.shutdown(socket.SHUT_RD)
            self.pairs.discard(pair)
        return len(pairs)

    def _receive(self) -> None:
        while not self.over.is_set():
            if not select.select([self.entrance], [], [], TICK)[0]:
                continue
            near, _ = self.entrance.accept()
            try:
                if self.refuses.is_set():
                    raise ConnectionRefusedError
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                near.close()
                continue
            pair = (near, far)
            self.pairs.add(pair)
            threading.Thread(target=self._pass_on, args=(pair,), daemon=True).start()

    def _pass_on(self, pair: tuple[socket.socket, socket.socket]) -> None:
        near, far = pair
        try:
            while pair in self.pairs and not self.over.is_set():
                if self.stalled.is_set():
                    self.over.wait(TICK)
                    continue
                for end in select.select([near, far], [], [], TICK)[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    (far if end is near else near).sendall(data)
                    self.passed += len(data)
        except OSError:
            pass
        finally:
            self.pairs.discard(pair)
            near.close()
            far.close()


@contextmanager
def network(target: int) -> Iterator[Network]:
    """Yield a network before the port `target` of this machine."""
    between = Network(target)
    try:
        yield between
    finally:
        between.over.set()
        between.receiving.join(timeout=10)
        between.entrance.close()
