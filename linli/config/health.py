"""/healthz: this process answers. /readyz: it can serve, and what is behind it is well.

Without its database or with tables of another version it is not ready (503). Without a worker it goes on taking
matters in, so that is said ("worker": false) but does not take the site away. So is how many were sent away because too
much was asked, by the processes that did so in the last hour ("sent_away"), and whether the disks have room ("room": false from
85 % on).
"""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from linli.config import heartbeat, room
from linli.config.shedding.record import sent_away

HOUR = timedelta(hours=1)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    found = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        found["database"] = True
        found["migrations"] = tables_are_current()
        found["worker"] = heartbeat.is_alive(now=timezone.now())
    except (DatabaseError, OSError):
        pass
    lately = (timezone.now() - HOUR).timestamp()
    away = sum(sent_away(settings.SHEDDING, since=lately).values())
    ready = found["database"] and found["migrations"]
    found["room"] = all(share < room.FILLING for share in room.fullness(with_database=False).values())
    return JsonResponse({"ready": ready, **found, "sent_away": away}, status=200 if ready else 503)


def tables_are_current() -> bool:
    """Tell whether every migration of this program has been run; a yes is remembered."""
    if unapplied():
        unapplied.cache_clear()
        return False
    return True


@lru_cache(maxsize=1)
def unapplied() -> int:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/healthz": healthz, "/readyz": readyz}
