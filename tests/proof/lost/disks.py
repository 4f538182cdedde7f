"""A disk in memory that a log of system calls is played on, and from which the power can be cut (in the way of ALICE).

What is not synced may be there after a cut or not: of a file, the writes since its last sync; of a folder, the names given and
taken since the folder's last sync. `Disk.after_a_cut` returns one of the states that may be found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from random import Random

LINE = re.compile(r"^(\w+)\((.*)\)\s+= (\d+)(<(.*)>)?$")
PART = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|(?:(\d+)|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>|(\d+)|([A-Z_|]+)')
WAYS = ("least", "names first", "torn", "by lot")


@dataclass(frozen=True)
class Call:
    """One call that succeeded. `texts`: quoted arguments; `fd`, `path`: the first descriptor and what it stands for."""

    name: str
    texts: list[bytes]
    fd: int
    path: str
    numbers: list[int]
    flags: str
    result: int


def calls(log: str) -> Iterator[Call]:
    """Yield the calls of `strace -y -xx`."""
    for line in log.splitlines():
        found = LINE.match(line)
        if not found:
            continue
        texts, numbers, flags, opened = [], [], "", []
        for text, fd, path, number, flag in PART.findall(found[2]):
            if flag:
                flags += flag
            elif number:
                numbers.append(int(number, 8 if number.startswith("0") else 10))
            elif path:
                opened.append((int(fd or -1), plain(path).decode()))
            else:
                texts.append(plain(text))
        fd, path = opened[0] if opened else (-1, "")
        yield Call(found[1], texts, fd, path, numbers, flags, int(found[3]))


def plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass(eq=False)
class File:
    synced: bytes = b""
    pending: list[tuple[int, bytes]] = field(
        default_factory=list
    )  # where and what; b"" at a place: cut there

    def sync(self) -> None:
        self.synced, self.pending = self.with_first(len(self.pending)), []

    def with_first(self, count: int, *, tear: bool = False) -> bytes:
        """Return the bytes with the first `count` pending writes; with `tear` only half of the last of them."""
        return self.with_writes([*self.pending[:count]], tear=tear)

    def with_writes(self, writes: list[tuple[int, bytes]], *, tear: bool = False) -> bytes:
        if not writes:
            return self.synced
        data = bytearray(self.synced)
        for place, (where, what) in enumerate(writes):
            if not what:
                del data[where:]
                continue
            written = what[: len(what) // 2] if tear and place == len(writes) - 1 else what
            data.extend(bytes(max(0, where - len(data))))
            data[where : where + len(written)] = written
        return bytes(data)


FOLDER = File()
Change = tuple[
    str, str, File
]  # "add", "rename" or "remove"; the name (of "rename": the old one); what bears it now


class Disk:
    """`base`: path and bytes of what was safely there before. Only what lies under `root` is looked at."""

    def __init__(self, root: str, base: dict[str, bytes]) -> None:
        self.root = root
        self.now: dict[str, File] = {path: File(data) for path, data in base.items()}
        folders = {str(above) for path in base for above in PurePosixPath(path).parents}
        self.now |= dict.fromkeys({each for each in folders | {root} if each.startswith(root)}, FOLDER)
        self.safe = dict(self.now)
        self.changes: dict[str, list[tuple[Change, str]]] = {}
        self.places: dict[int, int] = {}
        self.said = b""

    def play(self, call: Call) -> None:
        act = getattr(self, f"_{call.name}", None)
        if act:
            act(call)

    def _ours(self, path: str) -> bool:
        return path.startswith(self.root)

    def _change(self, what: str, path: str, file: File, old: str = "") -> None:
        folder = str(PurePosixPath(path).parent)
        self.changes.setdefault(folder, []).append(((what, old or path, file), path))
        _apply(self.now, (what, old or path, file), path)

    def _openat(self, call: Call) -> None:
        path = str(PurePosixPath(call.path) / call.texts[0].decode())
        self.places[call.result] = 0
        if not self._ours(path):
            return
        if "O_CREAT" in call.flags and path not in self.now:
            self._change("add", path, File())
        if "O_TRUNC" in call.flags:
            self.now[path].pending.append((0, b""))

    def _mkdir(self, call: Call) -> None:
        path = call.texts[0].decode()
        if self._ours(path):
            self._change("add", path, FOLDER)

    def _write(self, call: Call) -> None:
        if call.path.startswith("pipe:"):
            self.said += call.texts[0]
        elif call.path in self.now:
            where = self.places.get(call.fd, 0)
            self.now[call.path].pending.append((where, call.texts[0][: call.result]))
            self.places[call.fd] = where + call.result

    def _pwrite64(self, call: Call) -> None:
        if call.path in self.now:
            self.now[call.path].pending.append((call.numbers[-1], call.texts[0][: call.result]))

    def _ftruncate(self, call: Call) -> None:
        if call.path in self.now:
            file, length = self.now[call.path], call.numbers[-1]
            have = len(file.with_first(len(file.pending)))
            file.pending.append((length, b"") if length < have else (have, bytes(length - have)))

    def _rename(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        if self._ours(new):
            self._change("rename", new, self.now[old], old)

    def _link(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        if self._ours(new):
            self._change("add", new, self.now[old])

    def _unlink(self, call: Call) -> None:
        path = call.texts[0].decode()
        if path in self.now:
            self._change("remove", path, self.now[path])

    _linkat, _unlinkat, _renameat, _mkdirat = _link, _unlink, _rename, _mkdir

    def _fsync(self, call: Call) -> None:
        file = self.now.get(call.path)
        if file is FOLDER:
            for change, path in self.changes.pop(call.path, []):
                _apply(self.safe, change, path)
        elif file is not None:
            file.sync()

    _fdatasync = _fsync

    def after_a_cut(self, way: str, dice: Random) -> dict[str, bytes]:
        """Return paths and bytes as they may be found. `way`: one of `WAYS`."""
        names = dict(self.safe)
        for changes in self.changes.values():
            some = {"least": 0, "by lot": dice.randint(0, len(changes))}.get(way, len(changes))
            for change, path in changes[:some]:
                _apply(names, change, path)
        return {
            path: _bytes_of(file, way, dice)
            for path, file in names.items()
            if file is not FOLDER and self._is_reached(path, names)
        }

    def _is_reached(self, path: str, names: dict[str, File]) -> bool:
        above = (str(folder) for folder in PurePosixPath(path).parents)
        return all(folder in names for folder in above if self._ours(folder))


def _bytes_of(file: File, way: str, dice: Random) -> bytes:
    if way == "torn":
        return file.with_first((len(file.pending) + 1) // 2, tear=True)
    if way == "by lot":
        return file.with_writes(
            [write for write in file.pending if dice.random() < 0.5], tear=dice.random() < 0.5
        )
    return file.synced


def _apply(names: dict[str, File], change: Change, path: str) -> None:
    what, old, file = change
    if what == "rename":
        names.pop(old, None)
    if what == "remove":
        names.pop(path, None)
    else:
        names[path] = file
