"""How full the disks are on which this installation writes: told before there is no room left, for then nothing comes in."""

import os
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

FILLING = 0.85  # from here on somebody is told
LOCAL = {"", "localhost", "127.0.0.1", "::1"}
log = structlog.get_logger("linli.room")


def fullness(*, with_database: bool = True) -> dict[Path, float]:
    """Return which share of each disk is in use (0 to 1), by room or by number of files, whichever is worse.

    A database on another machine, or one that does not tell us where its data lies, is not among them.
    """
    folders = [Path(settings.VAR), Path(settings.FILES_ROOT)]
    if with_database and connection.vendor == "postgresql":
        folders += _of_database()
    found: dict[int, tuple[Path, float]] = {}
    for folder in folders:
        if folder.is_dir():
            found.setdefault(folder.stat().st_dev, (folder, share_in_use(folder)))
    return dict(found.values())


def share_in_use(folder: Path) -> float:
    disk = os.statvfs(folder)
    used, nodes = disk.f_blocks - disk.f_bfree, disk.f_files - disk.f_ffree
    by_room = used / max(1, used + disk.f_bavail)
    by_files = nodes / max(1, nodes + disk.f_favail) if disk.f_files else 0.0
    return max(by_room, by_files)


def _of_database() -> list[Path]:
    """Return the data folder of a PostgreSQL on this machine; only a role that may read all settings is told."""
    with connection.cursor() as cursor:
        cursor.execute("select setting from pg_settings where name = 'data_directory'")
        row = cursor.fetchone()
    return [Path(row[0])] if row and settings.DATABASES["default"].get("HOST", "") in LOCAL else []


def tell_when_filling(*, now: datetime) -> int:
    """Log `disk.filling` for each disk that is nearly full: an event to alarm on. A duty of the worker."""
    for folder, share in fullness().items():
        if share >= FILLING:
            log.error("disk.filling", folder=str(folder), used_percent=round(share * 100, 1))
    return 0
