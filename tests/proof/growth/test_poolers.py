"""Few connections for many: a pool in each process, or pgbouncer in transaction mode before the database."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from linli.testing.postgres import free_port, identity_beside_root
from tests.proof.database import Postgres
from tests.proof.installation import Installation, installation, until

pytestmark = pytest.mark.lengthy

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
MATTERS, CLIENTS = 24, 8
MOST = """
    SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
SETTINGS = """\
[databases]
postgres = host=127.0.0.1 port={server} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {size}
logfile = {folder}/log
pidfile = {folder}/pid
"""


@contextmanager
def pgbouncer(server: Postgres, home: Path, *, size: int, users: list[str]) -> Iterator[int]:
    """Run pgbouncer in transaction mode before `server`, with `size` connections for each of `users`; yield its port."""
    folder, port = home / "pgbouncer", free_port()
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    (folder / "users").write_text("".join(f'"{user}" ""\n' for user in users))
    (folder / "ini").write_text(SETTINGS.format(server=server.port, port=port, folder=folder, size=size))
    process = subprocess.Popen(
        [str(PGBOUNCER), str(folder / "ini")], **identity_beside_root(), stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: reached(port, users[0]), why=(folder / "log").read_text)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def reached(port: int, user: str) -> bool:
    try:
        psycopg.connect(f"postgres://{user}@127.0.0.1:{port}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


class Watch:
    """Counts the connections that the database has at most while something is done."""

    def __init__(self, server: Postgres) -> None:
        self.server, self.most, self.over = server, 0, threading.Event()
        self.thread = threading.Thread(target=self.work)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.over.set()
        self.thread.join()

    def work(self):
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            while not self.over.wait(0.02):
                self.most = max(self.most, connection.execute(MOST).fetchone()[0])


def live(house: Installation) -> None:
    """Matters come in by several clients, pages and lists are read, exports taken, what follows is done."""

    def bring(number: int) -> int:
        client = house.client(token=number)
        status = client.bring(key=f"through-the-pool-{number}").status
        client.close()
        return status

    with ThreadPoolExecutor(CLIENTS) as pool:
        assert set(pool.map(bring, range(MATTERS))) == {201}
    clerk = house.client()
    clerk.sign_in()
    for path in (
        "/desk/list/moved/",
        "/desk/list/moved/export.csv",
        "/desk/supervision/export.csv",
        "/figures",
    ):
        answer = clerk.ask("GET", path)
        assert answer.status == 200, (path, answer.status, answer.text[-2000:])
    house.settle(seconds=200)


@pytest.mark.skipif(PGBOUNCER is None, reason="no pgbouncer was found")
def test_a_centre_lives_behind_pgbouncer_in_transaction_mode(evidence):
    with installation(web=False, workers=0, durable=False, processes=2) as house:
        with pgbouncer(house.database, house.home, size=3, users=["linli"]) as port:
            house.extra["LINLI_DATABASE"] = f"postgres://linli@127.0.0.1:{port}/postgres"
            house.extra["LINLI_DATABASE_POOLER"] = "1"
            with Watch(house.database) as watch:
                house.start_web()
                house.start_worker()
                live(house)
            assert house.verify()["sound"]
            house.stop_workers()
            house.stop_web()
        errors = [line for line in house.said() if line.get("level") in ("error", "critical")]
        assert errors == []
        assert house.count("intake_intake") == MATTERS
        assert watch.most <= 3 + 1  # those that the test itself reads with come and go
        evidence("G1", connections_behind_pgbouncer_at_most=watch.most, matters=MATTERS)


@pytest.mark.skipif(PGBOUNCER is None, reason="no pgbouncer was found")
def test_behind_pgbouncer_each_role_is_in_its_own_schema():
    with installation(web=False, workers=0, durable=False) as house:
        users = ["dongxian_app", "xixian_app", "nanxian_app"]
        for user in users:
            house.rows(f"CREATE ROLE {user} LOGIN")
            house.rows(f"CREATE SCHEMA {user} AUTHORIZATION {user}")
            house.rows(f"ALTER ROLE {user} SET search_path = {user}")
        with pgbouncer(house.database, house.home, size=1, users=users) as port:

            def ask(number):
                user = users[number % 3]
                with psycopg.connect(f"postgres://{user}@127.0.0.1:{port}/postgres") as connection:
                    found = [connection.execute("SELECT current_schema()").fetchone()[0] for _ in range(5)]
                return found == [user] * 5

            with ThreadPoolExecutor(9) as pool:
                assert all(pool.map(ask, range(90)))


@pytest.mark.skipif(find_spec("psycopg_pool") is None, reason="psycopg's pool is not installed")
def test_threads_of_a_process_share_the_connections_of_its_pool(evidence):
    with installation(web=False, workers=1, durable=False, processes=2, threads=8) as house:
        house.extra["LINLI_DATABASE_POOL"] = "2"
        with Watch(house.database) as watch:
            house.start_web()
            live(house)
        assert house.count("intake_intake") == MATTERS
        assert not [line for line in house.said() if line.get("level") in ("error", "critical")]
        assert watch.most <= 2 * 2 + 2 + 1  # the worker has one or two, the test one
        evidence("G1", connections_of_two_processes_and_a_worker=watch.most, threads=16)
