"""The machine: Python, the settings file, the data folder, the keys, the disk."""

import difflib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from linli.config import room
from linli.config.doctor import Finding, Look
from linli.config.names import NAMES

NEED_BYTES = 2 * 1024**3


def python(_: datetime) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 (the program may have been installed by hand)
        yield Finding("python", "wrong", f"This is Python {version}.", "Install Python 3.11 or newer.")
    elif sys.flags.optimize:
        yield Finding(
            "python", "wrong", "Python runs with -O, which takes the assertions away.", "Start it without -O."
        )
    else:
        yield Finding("python", "ok", f"Python {version}")


def names_of_settings(_: datetime) -> Iterator[Finding]:
    """A name that nobody reads is most often a slip."""
    given = {name for name in os.environ if name.startswith("LINLI_")}
    if settings.SETTINGS_FILE:
        text = Path(settings.SETTINGS_FILE).read_text(encoding="utf-8")
        given |= set(re.findall(r"^\s*(?:export\s+)?(LINLI_\w+)\s*=", text, re.MULTILINE))
    for name in sorted(given - set(NAMES)):
        close = difflib.get_close_matches(name, NAMES, n=1)
        meant = f"Did you mean {close[0]}?" if close else "See docs/operate/settings.md."
        yield Finding("settings", "warning", f"Nothing reads the setting {name}.", meant)


def data_folder(_: datetime) -> Iterator[Finding]:
    folder = Path(settings.VAR)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            "data folder",
            "wrong",
            f"This user may not write to {folder}.",
            f"chown -R $(id -un) {folder}, or set LINLI_VAR.",
        )
    else:
        yield Finding("data folder", "ok", str(folder))


def keys(_: datetime) -> Iterator[Finding]:
    right = True
    for path in sorted(Path(settings.KEYS).glob("*")):
        status = path.stat()
        if status.st_mode & 0o077:
            right = False
            yield Finding("keys", "wrong", f"Others on this machine can read {path}.", f"chmod 600 {path}")
        if status.st_uid != os.geteuid() and os.geteuid() != 0:
            right = False
            yield Finding("keys", "wrong", f"{path} belongs to another user.", f"chown $(id -un) {path}")
    if right:
        yield Finding("keys", "ok", "Only this user can read them.")


def disk(_: datetime) -> Iterator[Finding]:
    for folder, share in room.fullness().items():
        usage = shutil.disk_usage(folder)
        said = f"{folder}: {share:.0%} in use, {usage.free / 1024**3:.1f} GB free of {usage.total / 1024**3:.1f}."
        if usage.free < NEED_BYTES / 8:
            mend = "Make room now: without it nothing more can be taken in."
            yield Finding("disk", "wrong", said, mend)
        elif usage.free < NEED_BYTES or share >= room.FILLING:
            yield Finding("disk", "warning", said, "Make room soon, or move the folder to a larger disk.")
        else:
            yield Finding("disk", "ok", said)


LOOKS: list[Look] = [python, names_of_settings, data_folder, keys, disk]
