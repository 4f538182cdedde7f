"""A small file system of our own (tmpfs), to be filled. Only root may mount one."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTE = 1024 * 1024


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def free(self) -> int:
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize

    def fill(self, *, leave: int = 0) -> None:
        """Let only `leave` bytes stay free, also against those who take more meanwhile."""
        with self.ballast.open("ab") as ballast:
            while (room := self.free() - leave) > 0:
                try:
                    os.posix_fallocate(ballast.fileno(), ballast.tell(), room)
                except OSError:
                    break
                ballast.seek(0, os.SEEK_END)

    def empty(self) -> None:
        self.ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int, *, files: int = 0) -> Iterator[SmallDisk]:
    """Yield a file system of so many megabytes, and so many files at most; skip the test where none can be mounted."""
    with tempfile.TemporaryDirectory(prefix="linli-disk-") as place:
        options = f"size={megabytes}m,mode=0755" + (f",nr_inodes={files}" if files else "")
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "linli-proof", place],
            capture_output=True,
            text=True,
            check=False,
        )
        if mounted.returncode:
            pytest.skip("only root may mount a small file system")
        try:
            yield SmallDisk(Path(place))
        finally:
            subprocess.run(["umount", "-l", place], check=False)
