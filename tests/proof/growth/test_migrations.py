"""Tables change while a centre works: the program of the release before goes on, nobody waits, and there is a way back."""

import io
import json
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from linli.config.env import ROOT
from linli.ground.indexes import AddIndexBesideWork
from linli.testing.long import is_long
from tests.architecture.source import none
from tests.proof.growth.migration_rules import broken, later, with_many_rows
from tests.proof.installation import Installation, installation, until

KINDS = ["sqlite", "postgres"] if is_long() else ["sqlite"]

# Takes the newest migration of every app back and forth, where no first one of another app stands on it.
BACK_AND_FORTH = """
import json
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
}

def tables():
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(INDEXES[connection.vendor])
        found[""] = [0, [name for name, in cursor.fetchall()]]
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = sorted(column[0] for column in cursor.description)
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = [cursor.fetchone()[0], columns]
    return found

before, done = tables(), []
graph = MigrationExecutor(connection).loader.graph
for app, name in sorted(graph.leaf_nodes()):
    earlier = [key for key in graph.node_map[app, name].parents if key[0] == app]
    if not apps.get_app_config(app).name.startswith("linli.") or not earlier:
        continue
    executor = MigrationExecutor(connection)
    if any(migration.initial or migration.name == "0001_initial" for migration, _ in executor.migration_plan([earlier[0].key])):
        continue  # whole tables of others stand on it
    executor.migrate([earlier[0].key])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    done.append(f"{app}.{name}")
after = tables()
other = {table: [before[table], after[table]] for table in before if before[table] != after.get(table)}
print(json.dumps({"done": done, "other": other, "rows": sum(each[0] for each in before.values())}))
"""


def test_every_later_migration_keeps_the_rules():
    loader, many = MigrationLoader(None), with_many_rows()
    wrong = []
    for app, name in later():
        migration = loader.disk_migrations[app, name]
        before = loader.project_state((app, name), at_end=False)
        wrong += [f"{app}.{name}: {said}" for said in broken(app, migration, before, many)]
    none(wrong, "docs/extend/migrations.md")


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


KEY = ("id", models.UUIDField(primary_key=True))


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (
            migrations.AddField("matter", "new", models.CharField(max_length=3, default="")),
            "the old program leaves it out",
        ),
        (migrations.AddField("matter", "new", models.CharField(max_length=3, null=True)), None),
        (migrations.AddField("matter", "new", models.CharField(max_length=3, db_default="")), None),
        (migrations.RenameField("matter", "words", "text"), "the old name only"),
        (migrations.RemoveField("matter", "words"), "still uses it"),
        (migrations.DeleteModel("matter"), "still uses it"),
        (migrations.AddIndex("matter", models.Index(fields=["words"], name="i")), "AddIndexBesideWork"),
        (AddIndexBesideWork("matter", models.Index(fields=["words"], name="i")), "a migration of its own"),
        (migrations.AlterField("matter", "words", models.CharField(max_length=5)), "no longer fit"),
        (migrations.AlterField("matter", "words", models.CharField(max_length=50)), None),
        (migrations.AlterField("matter", "maybe", models.CharField(max_length=9)), "may still write null"),
        (
            migrations.AlterField("matter", "words", models.CharField(max_length=9, unique=True)),
            "its index is built",
        ),
        (
            migrations.AddConstraint(
                "matter", models.CheckConstraint(condition=models.Q(words=""), name="c")
            ),
            "every row is looked at",
        ),
        (migrations.RunPython(lambda apps, editor: None), "no way back"),
    ],
)
def test_what_would_stop_the_old_program_or_let_everybody_wait_is_found(operation, said):
    fields = [
        KEY,
        ("words", models.CharField(max_length=9)),
        ("maybe", models.CharField(max_length=9, null=True)),
    ]
    before = ProjectState()
    before.add_model(ModelState("matters", "Matter", fields, options={"indexes": [], "constraints": []}))
    migration = migrations.Migration("0009_new", "matters")
    migration.operations = [operation]
    found = list(broken("matters", migration, before, {("matters", "matter")}))
    assert (not found) if said is None else (said in " ".join(found))


@pytest.mark.lengthy
@pytest.mark.parametrize("kind", KINDS)
def test_the_newest_migrations_go_back_and_forth_over_rows(kind, evidence):
    with installation(kind, workers=0, durable=False, processes=1) as house:
        for number in range(5):
            assert house.client().bring(key=f"before-it-{number}").status == 201
        house.stop_web()
        found = json.loads(house.python(BACK_AND_FORTH, seconds=500).splitlines()[-1])
        assert found["other"] == {}
        assert "matters.0005_indexes" in found["done"] or len(found["done"]) >= 3
        assert house.verify()["sound"]
        evidence("R15", migrations_back_and_forth=len(found["done"]), rows=found["rows"])


@pytest.mark.lengthy
def test_a_migration_gives_way_to_those_at_work_and_is_done_later(evidence):
    """Somebody holds a table in one transaction; the migration wants it for itself; others want to read it, too."""
    with installation(web=False, workers=0, durable=False) as house:
        house.python(
            "from django.core.management import call_command as c; c('migrate', 'matters', '0004', verbosity=0)"
        )
        waits, over = [], threading.Event()

        def read() -> None:
            with psycopg.connect(house.database.url, autocommit=True) as connection:
                while not over.wait(0.05):
                    began = time.monotonic()
                    connection.execute("SELECT count(*) FROM matters_delivery")
                    waits.append(time.monotonic() - began)

        reader = threading.Thread(target=read)
        with psycopg.connect(house.database.url) as busy:
            busy.execute("SELECT count(*) FROM matters_delivery")
            reader.start()
            prepare = begun(house, "-c", PREPARE, folder=ROOT)
            until(lambda: "in use" in house.log.read_text(), seconds=200, why=house._end_of_log)
        assert prepare.wait(300) == 0, house._end_of_log()
        over.set()
        reader.join()
        assert house.count("django_migrations", "app = 'matters' AND name > '0005'") >= 1
        assert max(waits) < 4
        evidence("R15", longest_wait_beside_a_migration_ms=round(max(waits) * 1000), reads=len(waits))


@pytest.mark.lengthy
def test_the_program_from_before_the_newest_migration_works_on_the_tables_after_it(tmp_path, evidence):
    """Its code comes from git. The new program on old tables serves nobody: it does not come up beside them (readyz, SIGHUP)."""
    revision = before_the_newest_migration()
    if revision is None:
        pytest.skip("the history of the program is not here")
    packed = git("archive", revision, "linli", "localities", "pyproject.toml")
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(tmp_path)  # of our own history; Debian 12 knows no filter yet
    with installation(web=False, workers=0, durable=False, LINLI_STATIC_HASHED="0") as house:
        port = ["--port", str(house.port), "--processes", "1"]
        house.server = begun(house, "-m", "linli", "serve", "--no-check", *port, folder=tmp_path)
        house.wait_until_up(200)
        for number in range(5):
            answer = house.client().bring(key=f"by-the-old-program-{number}")
            assert answer.status == 201, answer.text
        clerk = house.client()
        clerk.sign_in()
        for path in ("/", "/figures", "/bring/1", "/desk/list/moved/", "/desk/figures/", "/desk/registers/"):
            assert clerk.ask("GET", path).status in (200, 404), path
        assert begun(house, "-m", "linli", "worker", "--once", folder=tmp_path).wait(300) == 0, (
            house._end_of_log()
        )
        house.stop_web()
        assert house.count("intake_intake") == 5
        assert house.verify()["sound"]
        evidence("R15", brought_by_the_old_program_on_new_tables=5, of_revision=revision[:10])


PREPARE = "import django; django.setup(); from linli.config.prepare import make_tables; make_tables()"


def begun(house: Installation, *words: str, folder: Path) -> "subprocess.Popen[bytes]":
    """Start Python in the house's surroundings with the program that lies in `folder`."""
    with house.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env=house.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def git(*words: str) -> bytes:
    done = subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True)
    return done.stdout if done.returncode == 0 else b""


def before_the_newest_migration() -> str | None:
    """Return the commit before the one that added the newest migration of an app that had one."""
    named = [str(path.relative_to(ROOT)) for path in (ROOT / "linli").rglob("migrations/0*.py")]
    later = [name for name in named if not name.endswith("0001_initial.py")]
    added = git("log", "-1", "--diff-filter=A", "--format=%H", "--", *later).decode().strip()
    return git("rev-parse", "--verify", f"{added}^").decode().strip() or None if added else None
