"""The databases of an installation: the one that is written to, and a copy of it for figures. Part of the settings."""

from pathlib import Path
from typing import Any

from linli.config.env import env

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "secure_delete=ON")
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "".join(f"PRAGMA {one};" for one in PRAGMAS),
}
REPLICA = "replica"
NEVER_BY_ITSELF = 1_000_000_000
# A server that vanished is noticed after seconds; by itself libpq waits for minutes. The last is in milliseconds.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
Database = dict[str, Any]


def databases(var: Path) -> dict[str, Database]:
    """Return the databases that the environment names; without any, an SQLite file in the data folder."""
    main: Database = env.db_url("LINLI_DATABASE", default=f"sqlite:///{var / 'linli.sqlite3'}")
    if main["ENGINE"].endswith("sqlite3"):
        var.mkdir(parents=True, exist_ok=True)
        main["OPTIONS"] = SQLITE_OPTIONS
        return {"default": main}
    found = {"default": of_server(main)}
    if env.str("LINLI_DATABASE_REPLICA", default=""):
        named: Database = env.db_url("LINLI_DATABASE_REPLICA")
        # Who waits for figures does not wait for a machine that is away.
        copy = of_server({**named, "OPTIONS": {"connect_timeout": 2, **named.get("OPTIONS", {})}})
        found[REPLICA] = {**copy, "TEST": {"MIRROR": "default"}}
    return found


def of_server(database: Database) -> Database:
    """Add how connections to a PostgreSQL are kept: by each thread, in a pool of the process, or by a pooler before it."""
    pooler, pool = env.bool("LINLI_DATABASE_POOLER", default=False), env.int("LINLI_DATABASE_POOL", default=0)
    options: Database = {**PATIENCE, **database.get("OPTIONS", {})}
    database = {"CONN_HEALTH_CHECKS": True, **database, "OPTIONS": options}
    if pooler:  # in transaction mode the next one may run on another connection: nothing may be left on one
        database["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # ground.prepared asks for plans to be kept; what is composed with its values in it must not push them out.
        options.setdefault("prepare_threshold", NEVER_BY_ITSELF)
    if pool:
        database["CONN_MAX_AGE"] = 0  # Django gives it back to the pool after each request
        options.setdefault("pool", {"min_size": 1, "max_size": pool, "timeout": 10})
    else:
        database.setdefault("CONN_MAX_AGE", 600)
    return database
